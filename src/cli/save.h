/* A set of files that appears in a folder as a whole: written into a hidden folder beside their
   places first, moved when all are complete. Not for single files: base/file.h. */
#ifndef ATTNSCOPE_CLI_SAVE_H
#define ATTNSCOPE_CLI_SAVE_H

#include "base/file.h"
#include "math/tensor.h"

typedef struct Save {
    Arena *arena;
    char *folder, *hidden;
    size_t stood; /* so much of the folder's path was there before */
    char *name[4096];
    int count;
} Save;

/* Makes the folder, and those above it. */
bool save_begin(Save *s, const char *folder, Arena *arena, Error *e);
/* Where the file of that name is to be written. */
const char *save_path(Save *s, const char *name);
/* As .npy: [heads, rows, cols], or [rows, cols] where `flat`. `name` gets ".npy" at its end. */
bool save_tensor(Save *s, const char *name, Tensor t, bool flat, Error *e);
/* Whether every file can be moved to its place: for several sets that shall appear together. */
bool save_check(const Save *s, Error *e);
/* Moves every file to its place. */
bool save_end(Save *s, Error *e);
/* After an error: nothing stays. Returns false. */
bool save_drop(Save *s);

#endif
