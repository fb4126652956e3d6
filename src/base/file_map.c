/* Mapping by POSIX, with reading in its stead where that is refused. */
#include "base/file_map.h"

#include <fcntl.h>
#ifndef __wasi__
#include <sys/mman.h>
#endif
#include <sys/stat.h>
#include <unistd.h>

enum { READ_MOST = 8 << 20 };

#ifdef __wasi__
bool file_map(const char *path, size_t max, Arena *arena, FileMap *out, Error *e) {
    Bytes read;
    bool ok = file_read(path, max, arena, &read, e);
    *out = ok ? (FileMap){.data = read.data, .size = read.size} : (FileMap){0};
    return ok;
}

void file_unmap(FileMap *map) {
    *map = (FileMap){0};
}
#else
static void *map_opened(int fd, size_t max, size_t *size) {
    struct stat s;
    if (fstat(fd, &s) != 0 || !S_ISREG(s.st_mode)) return NULL;
    if (s.st_size <= 0 || (unsigned long long)s.st_size > max) return NULL;
    *size = (size_t)s.st_size;
    void *at = mmap(NULL, *size, PROT_READ, MAP_PRIVATE, fd, 0);
    return at == MAP_FAILED ? NULL : at;
}

bool file_map(const char *path, size_t max, Arena *arena, FileMap *out, Error *e) {
    Bytes read;
    *out = (FileMap){0};
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd >= 0) out->data = out->mapped = map_opened(fd, max, &out->size);
    if (fd >= 0) close(fd);
    if (out->mapped) return true;
    if (!file_read(path, max, arena, &read, e)) return false;
    *out = (FileMap){.data = read.data, .size = read.size};
    return true;
}

void file_unmap(FileMap *map) {
    if (map->mapped) munmap(map->mapped, map->size);
    *map = (FileMap){0};
}
#endif

static void unmap_kept(void *map) {
    file_unmap(map);
}

bool file_map_kept(const char *path, size_t max, Arena *arena, Bytes *out, Error *e) {
    FileMap map, *kept;
    if (!file_map(path, max, arena, &map, e)) return false;
    *out = (Bytes){map.data, map.size};
    if (!map.mapped) return true;
    if (map.size <= READ_MOST) {
        file_unmap(&map);
        return file_read(path, max, arena, out, e);
    }
    kept = arena_new(arena, FileMap);
    *kept = map;
    arena_keep(arena, unmap_kept, kept);
    return true;
}
