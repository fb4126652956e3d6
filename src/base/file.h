/* Whole files in, whole files out. A file is written beside its name and renamed when complete, so
   that no partial file is ever left. */
#ifndef ATTNSCOPE_BASE_FILE_H
#define ATTNSCOPE_BASE_FILE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"

typedef struct Bytes {
    const unsigned char *data; /* followed by one zero byte that does not count */
    size_t size;
} Bytes;

/* The most bytes of a large file: 4 GB, less where a pointer cannot reach as far. */
#define FILE_LARGE ((size_t)(SIZE_MAX / 2 < UINT64_C(4) << 30 ? SIZE_MAX / 2 : UINT64_C(4) << 30))
_Static_assert(FILE_LARGE >= (size_t)1 << 30, "large files can be read with pointers of any size");

/* Reads a regular file of at most max bytes. Errors: missing, a folder or device, unreadable, too
 * large. */
bool file_read(const char *path, size_t max, Arena *arena, Bytes *out, Error *e);
/* Reads only the first `first` bytes, but with the size of the whole file: for those who look no
 * further. */
bool file_read_start(const char *path, size_t max, size_t first, Arena *arena, Bytes *out,
                     Error *e);
/* Writes atomically: to a temporary name in the same folder, flushed, then renamed. A file that it
 * replaces passes its mode on; a link is replaced, not followed. */
bool file_write(const char *path, const void *data, size_t size, Error *e);
/* Gives a complete file its name; what it replaces passes its mode on. False with errno. */
bool file_move(const char *from, const char *to);
/* Makes the folder and those above it; no error if it is there. */
bool folder_make(const char *path, Error *e);
/* A regular file, or what leads to one. */
bool file_exists(const char *path);
/* Anything of that name, whatever it is. */
bool file_there(const char *path);
/* A file would be written over: a regular one, or a link that leads nowhere. */
bool file_taken(const char *path);
/* For where only --force writes over what is there. Error: it would be written over. */
bool file_absent(const char *path, Error *e);
/* A folder, or what leads to one. */
bool folder_exists(const char *path);
/* The names in a folder that do not begin with a dot, sorted, `most` at most; returns how many
   there are, `most` + 1 if there are more, and 0 for what cannot be read. */
int folder_names(const char *folder, const char **names, int most, Arena *arena);
/* "dir/name" */
char *path_join(Arena *arena, const char *dir, const char *name);
/* From the root, links followed; the path itself where there is nothing. */
char *path_whole(Arena *arena, const char *path);

/* A folder from the root, and as a person named it ("" the current one). whole NULL: nothing is
   known. */
typedef struct FolderName {
    const char *whole, *given;
} FolderName;
/* A path below that folder as the person would write it, any other as it is. */
const char *path_given(Arena *arena, const char *path, const FolderName *folder);
/* What a path ends with, behind the last slash. */
const char *path_base(const char *path);

#endif
