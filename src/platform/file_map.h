/* A file's bytes where they lie: mapped, so that only what is looked at is read, and nothing is
   copied. For files of the system that are opened for the whole run, as fonts are. */
#ifndef ATTNSCOPE_PLATFORM_FILE_MAP_H
#define ATTNSCOPE_PLATFORM_FILE_MAP_H

#include "base/arena.h"
#include "base/error.h"

/* Bytes that stay until file_unmap. */
typedef struct FileMap {
    const void *data;
    size_t size;
    void *mapped; /* NULL: they were read into the arena */
} FileMap;

/* Where the system maps no files it is read into the arena. Errors: those of file_read. */
bool file_map(const char *path, size_t max, Arena *arena, FileMap *out, Error *e);
/* Nothing may point into the bytes any more; a map that is all zero has none. */
void file_unmap(FileMap *map);

#endif
