/* A file's bytes where they lie: mapped, so that only what is looked at is read, and nothing is
   copied. For files that stay open, as fonts and models do. Bytes that are looked at after somebody
   has cut the file are a signal: signals_cut_file. */
#ifndef ATTNSCOPE_BASE_FILE_MAP_H
#define ATTNSCOPE_BASE_FILE_MAP_H

#include "base/file.h"

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
/* The bytes stay as long as the arena keeps what it handed out. No zero need follow them. Small
   files are read: nobody can cut these then. */
bool file_map_kept(const char *path, size_t max, Arena *arena, Bytes *out, Error *e);

#endif
