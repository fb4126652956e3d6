/* A set of files that appears in a folder as a whole: written into a hidden folder beside their
   places first, moved when all are complete. If a signal ends the program before, nothing stays.
   Not for single files: base/file.h. */
#ifndef ATTNSCOPE_CLI_SAVE_H
#define ATTNSCOPE_CLI_SAVE_H

#include "base/file.h"
#include "math/tensor.h"

typedef struct Save Save;
struct Save {
    Arena *arena;
    char *folder, *hidden;
    int fd;       /* of the hidden folder; −1: ended or dropped */
    bool force;   /* files that are there are written over */
    size_t stood; /* so much of the folder's path was there before */
    char *made;   /* the folder's path, for cutting */
    char **name;
    int count, room;
    Save *next; /* begun before this one, and not ended */
};

/* Makes the folder, and those above it. *s stays where it is until save_end or save_drop. */
bool save_begin(Save *s, const char *folder, bool force, Arena *arena, Error *e);
/* Where the file of that name is to be written. */
const char *save_path(Save *s, const char *name);
/* As .npy of that rank: [rows, cols], [heads, rows, cols], or with axes of length 1 before these.
   `name` gets ".npy" at its end. */
bool save_tensor(Save *s, const char *name, Tensor t, int rank, Error *e);
/* Whether every file can be moved to its place: for several sets that shall appear together. Error:
   it is there already and not to be written over; a folder is in its place. */
bool save_check(const Save *s, Error *e);
/* Moves every file to its place. */
bool save_end(Save *s, Error *e);
/* After an error: nothing stays, unless it has ended. Returns false. */
bool save_drop(Save *s);
/* Handles signals_cut_file: what is begun is dropped, and the program ends with a sentence. */
void save_cut_file(int number);

#endif
