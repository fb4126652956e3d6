/* A program: the steps that a model takes, over named values. It holds shapes and names, no
 * results. */
#ifndef ATTNSCOPE_MODEL_PROGRAM_H
#define ATTNSCOPE_MODEL_PROGRAM_H

#include "model/ops/op.h"

typedef int Value; /* index into Program.values */
enum { NO_VALUE = -1 };

/* What a value's numbers are. */
typedef enum Numbers {
    NUMBERS_SIGNED,
    NUMBERS_POSITIVE, /* none below 0 */
    NUMBERS_SHARES    /* 0 … 1 */
} Numbers;

typedef struct ValueInfo {
    const char *path; /* "encoder.0.self.scores" */
    Form form;
    int step,
        output; /* the step that makes it and which of its outputs; step −1: a weight or given */
    const float *given; /* numbers of a weight or a given value; not owned */
    long weight;        /* offset in the weights' block, or −1 */
    Numbers numbers;
    float top; /* the largest |x| of those that it shares a scale with; 0: its own */
} ValueInfo;

typedef struct Step {
    Op op;
    int inputs;
    Value in[OP_INPUTS], out[OP_OUTPUTS];
    StepArgs args;
} Step;

typedef struct Program {
    Arena *arena;
    ValueInfo *values;
    int value_count, value_room;
    Step *steps;
    int step_count, step_room;
    const char *scope; /* what names are put under: "encoder.0.self" */
    Error error;       /* the first misfit met while building */
    bool failed;
} Program;

/* An empty program under no scope. */
void program_begin(Program *p, Arena *arena);
/* Puts the names that follow under `name`, itself under the present scope; returns that, to be put
 * back. */
const char *program_enter(Program *p, const char *name);
void program_leave(Program *p, const char *scope);
/* "name" under the present scope. */
char *program_path(Program *p, const char *name);
/* A value whose numbers are given from outside; they must outlive the program, and so must its
   whole path. `weight` −1 unless it is one. */
Value program_given(Program *p, const char *path, Form form, const float *x, long weight);
/* One step; returns its last output (softmax: the weights, norm: the result). Missing inputs are
 * NO_VALUE at the end. */
Value program_step(Program *p, Op op, const char *name, const StepArgs *args, Value a, Value b,
                   Value c);
/* Shapes fit, inputs are made before they are used, every path is unique. */
bool program_check(const Program *p, Error *e);
/* Whether −∞ says of a value that something is hidden: of masks, of what they were added to, of a
   row's maximum, of what somebody brought along. Elsewhere it is a number that has grown too large.
 */
bool program_may_hide(const Program *p, Value v);
/* The value of that path, or NO_VALUE. */
Value program_find(const Program *p, const char *path);

#endif
