/* Arrays of one file that are one: a layer each, or a head, numbered by their names. Not for how
   files are read: foreign_file.h. */
#ifndef ATTNSCOPE_TRACE_FOREIGN_STACK_H
#define ATTNSCOPE_TRACE_FOREIGN_STACK_H

#include "trace/foreign_json.h"

/* An array of a file, before its numbers are read. */
typedef struct ForeignMember {
    const char *name;
    int rank; /* −1: it holds no numbers */
    int64_t dims[ARRAY_RANK];
} ForeignMember;

/* Which of them are meant where none is asked for, in the order of their numbers: all that are
   matrices, if they are of one shape and their names differ in a number only; beside these there
   may be words and rows, as of tokens. Returns how many, 1: the only matrix; 0: they are several
   that have nothing to do with each other. order: as many as `count`. */
int foreign_stack_order(const ForeignMember *members, int count, int *order);
/* Whether a number tells the head, as in "head_3", and not the layer. */
bool foreign_stack_of_heads(const char *name);
/* Begins the array that holds `count` like this one, one after the other; its numbers are floats.
   Error: above 2^26 numbers. */
bool foreign_stack_begin(const ForeignMember *one, int count, const char *path, Arena *arena,
                         NamedArray *out, Error *e);
/* Puts the numbers of one there. */
bool foreign_stack_put(const Array *one, int at, const NamedArray *stack, Error *e);

#endif
