/* One array out of a file of any kind that people bring, told by what is in it and not by its name.
   Not for what its axes mean: foreign.h. */
#ifndef ATTNSCOPE_TRACE_FOREIGN_FILE_H
#define ATTNSCOPE_TRACE_FOREIGN_FILE_H

#include "trace/foreign_json.h"

/* Who opens files; NULL in its place: they are read. */
typedef struct ForeignFiles {
    void *self;
    bool (*open)(void *self, const char *path, Arena *arena, Bytes *out, Error *e);
} ForeignFiles;

/* .npy, .npz, .safetensors and the index of several of them, JSON, Python's print, CSV in its
   dialects, and these packed by gzip. wanted: an array's name, NULL: the only one, or all that are
   numbered, stacked (foreign_stack.h). What the array points to is in the file and in `arena`.
   Errors: the readers'; several arrays (their names);
   pickles and other kinds, with how they are converted. */
bool foreign_file(const char *path, const char *wanted, const ForeignFiles *files, Arena *arena,
                  NamedArray *out, Error *e);
/* The same with its numbers as floats, in C order. Text has no types: of one that holds nothing but
   0 and 1 they are taken for false and true. */
bool foreign_array(const char *path, const char *wanted, const ForeignFiles *files, Arena *arena,
                   NamedArray *out, Error *e);
/* All of its bytes, by who opens files. */
bool foreign_file_open(const char *path, const ForeignFiles *files, Arena *arena, Bytes *out,
                       Error *e);

#endif
