/* By what paths are when all links are followed. */
#include "model/inside.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

static bool inside_below(const char *path, const char *folder) {
    size_t n = strlen(folder);
    return strncmp(path, folder, n) == 0 && (path[n] == '/' || (n > 0 && folder[n - 1] == '/'));
}

/* The folder above a path from the root. */
static char *inside_above(Arena *arena, const char *path) {
    const char *base = path_base(path);
    size_t n = base > path ? (size_t)(base - path) - 1 : 0;
    return arena_copy(arena, path, n);
}

bool inside_file(const char *folder, const char *name, Arena *arena, char **path, Error *e) {
    struct stat s;
    *path = path_join(arena, folder, name);
    if (stat(*path, &s) != 0 && errno == ENOENT)
        return error_set(e, "there is no file '%s'", *path);
    if (stat(*path, &s) != 0) return error_set(e, "cannot open '%s': %s", *path, strerror(errno));
    const char *whole = path_whole(arena, *path), *home = path_whole(arena, folder);
    const char *snapshots = inside_above(arena, home);
    const char *blobs = path_join(arena, inside_above(arena, snapshots), "blobs");
    if (inside_below(whole, home)) return true;
    if (strcmp(path_base(snapshots), "snapshots") == 0 && inside_below(whole, blobs)) return true;
    return error_set(e, "%s leads out of its folder, to %s", *path, whole);
}
