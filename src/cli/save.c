/* Staging files in a hidden folder. */
#include "cli/save.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "model/formats/npy.h"

/* The end of the folder above the one whose path has n bytes. */
static size_t above(const char *path, size_t n) {
    while (n && path[n - 1] != '/') n--;
    while (n && path[n - 1] == '/') n--;
    return n;
}

static size_t standing(const char *folder, Arena *arena) {
    char *path = arena_copy(arena, folder, strlen(folder));
    size_t n = strlen(path);
    while (n && !folder_exists(path)) path[n = above(path, n)] = 0;
    return n;
}

/* The folders that were made, from within; one that holds something by now stays, and those above
 * it. */
static bool remove_made(const Save *s) {
    char *path = arena_copy(s->arena, s->folder, strlen(s->folder));
    for (size_t n = strlen(path); n > s->stood && (rmdir(path) == 0 || errno == ENOENT);)
        path[n = above(path, n)] = 0;
    return false;
}

bool save_begin(Save *s, const char *folder, Arena *arena, Error *e) {
    *s = (Save){.arena = arena,
                .folder = arena_copy(arena, folder, strlen(folder)),
                .stood = standing(folder, arena)};
    if (!folder_make(folder, e)) return remove_made(s);
    s->hidden = path_join(arena, folder, ".attnscope-XXXXXX");
    if (mkdtemp(s->hidden)) return true;
    error_set(e, "cannot write into '%s': %s", folder, strerror(errno));
    return remove_made(s);
}

const char *save_path(Save *s, const char *name) {
    assert(s->count < (int)(sizeof s->name / sizeof *s->name));
    s->name[s->count++] = arena_copy(s->arena, name, strlen(name));
    return path_join(s->arena, s->hidden, name);
}

bool save_tensor(Save *s, const char *name, Tensor t, bool flat, Error *e) {
    int64_t dims[3] = {t.shape.sheets, t.shape.rows, t.shape.cols};
    Buffer b = {0};
    assert(!flat || t.shape.sheets == 1);
    npy_print(t.x, flat ? 2 : 3, flat ? dims + 1 : dims, &b);
    bool ok = file_write(save_path(s, arena_print(s->arena, "%s.npy", name)), b.data, b.size, e);
    buffer_free(&b);
    return ok;
}

/* A folder of the file's name cannot be moved over: found before the first file is. */
bool save_check(const Save *s, Error *e) {
    for (int i = 0; i < s->count; i++)
        if (folder_exists(path_join(s->arena, s->folder, s->name[i])))
            return error_set(e, "cannot write '%s/%s': it is a folder", s->folder, s->name[i]);
    return true;
}

bool save_end(Save *s, Error *e) {
    if (!save_check(s, e)) return false;
    for (int i = 0; i < s->count; i++) {
        char *to = path_join(s->arena, s->folder, s->name[i]);
        if (rename(path_join(s->arena, s->hidden, s->name[i]), to) != 0)
            return error_set(e, "cannot write '%s': %s", to, strerror(errno));
    }
    rmdir(s->hidden);
    return true;
}

bool save_drop(Save *s) {
    for (int i = 0; i < s->count; i++) unlink(path_join(s->arena, s->hidden, s->name[i]));
    if (s->hidden) rmdir(s->hidden);
    return remove_made(s);
}
