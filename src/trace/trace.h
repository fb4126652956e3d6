/* Running a program and keeping every number. A trace is read by everything that shows, explains or checks. */
#ifndef ATTNSCOPE_TRACE_TRACE_H
#define ATTNSCOPE_TRACE_TRACE_H

#include "model/program.h"

enum { ALL = -1 };

/* A what-if on a value: its cells become `x` as soon as it is there. head, row, col ALL: every one. */
typedef struct Patch {
    const char *path;
    int head, row, col;
    float x;
} Patch;

typedef struct Trace {
    const Program *program;
    const Kernels *kernels;
    Tensor *values; /* by Value */
} Trace;

/* Runs a checked program. Everything is kept in `arena`. Error: a patch that names no value or a cell outside it. */
bool trace_run(const Program *p, const Kernels *k, const Patch *patches, int patch_count, Arena *arena, Trace *out,
               Error *e);
/* Whether a patch names cells that this program has; if not, why. */
bool trace_check_patch(const Program *p, const Patch *patch, Error *e);
/* The value of that path; shape 0 × 0 × 0 if there is none. */
Tensor trace_find(const Trace *t, const char *path);
/* A step's inputs and outputs, to ask reach, back or explain. */
StepRun trace_step(const Trace *t, int step, Arena *work);
/* The cells behind one cell of a value; nothing for weights and given values. Inputs are the step's. */
Reach trace_reach(const Trace *t, Value v, Cell at, Arena *work);

#endif
