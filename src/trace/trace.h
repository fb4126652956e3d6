/* Running a program and keeping every number. A trace is read by everything that shows, explains or
 * checks. */
#ifndef ATTNSCOPE_TRACE_TRACE_H
#define ATTNSCOPE_TRACE_TRACE_H

#include "model/program.h"

enum { ALL = -1 };

/* What cells become: a number, or a pattern over the keys that the masks show to each query of a
   head (weights only): all alike, the same place's key, the one before; where that one is hidden
   the nearest that is not. */
typedef enum PatchKind { PATCH_NUMBER, PATCH_UNIFORM, PATCH_DIAGONAL, PATCH_PREVIOUS } PatchKind;

/* A what-if on a value: its cells are changed as soon as it is there. head, row, col ALL: every
 * one. */
typedef struct Patch {
    const char *path;
    int head, row, col;
    float x;
    PatchKind kind;
} Patch;

typedef struct Trace {
    const Program *program;
    const Kernels *kernels;
    Tensor *values;       /* by Value */
    const Patch *patches; /* that were applied */
    int patch_count;
} Trace;

/* Runs a checked program. Everything is kept in `arena`; the patches outlive the trace. Error: a
   patch that names no value or a cell outside it, a pattern for what is no softmax. */
bool trace_run(const Program *p, const Kernels *k, const Patch *patches, int patch_count,
               Arena *arena, Trace *out, Error *e);
/* Whether a patch names cells that this program has; if not, why. */
bool trace_check_patch(const Program *p, const Patch *patch, Error *e);
/* Whether a patch made that cell what it is. */
bool trace_patched(const Trace *t, Value v, Cell at);
/* The value of that path; shape 0 × 0 × 0 if there is none. */
Tensor trace_find(const Trace *t, const char *path);
/* A step's inputs and outputs, to ask reach, back or explain. */
StepRun trace_step(const Trace *t, int attend_step, Arena *cmd_explain_work);
/* The cells behind one cell of a value; nothing for weights, given values and what a patch set.
 * Inputs are the step's. */
Reach trace_reach(const Trace *t, Value v, Cell at, Arena *cmd_export_work);

#endif
