/* Running a program and keeping every number. A trace is read by everything that shows, explains or
 * checks. */
#ifndef ATTNSCOPE_TRACE_TRACE_H
#define ATTNSCOPE_TRACE_TRACE_H

#include "model/program.h"
#include "trace/watch.h"

enum { ALL = -1 };

/* What cells become: a number, or a pattern over the keys that the masks show to each query of a
   head (weights only): all alike, the same place's key, the one before; where that one is hidden
   the nearest that is not. Or (attention weights only) one query's share of key `col` goes to key
   `to`: it is added there, and 0 is left. */
typedef enum PatchKind {
    PATCH_NUMBER,
    PATCH_UNIFORM,
    PATCH_DIAGONAL,
    PATCH_PREVIOUS,
    PATCH_MOVE
} PatchKind;

/* A what-if on a value: its cells are changed as soon as it is there. head, row, col ALL: every
 * one. */
typedef struct Patch {
    const char *path;
    int head, row, col;
    float x;
    PatchKind kind;
    int to; /* PATCH_MOVE: the key that gets it */
} Patch;

typedef struct Trace {
    const Program *program;
    const Kernels *kernels;
    Tensor *values;       /* by Value */
    const Patch *patches; /* that were applied */
    int patch_count;
    struct MeasuredOnce *measured; /* by Value, as somebody asks: measure_once.h; NULL: none */
} Trace;

/* Runs a checked program. Everything is kept in `arena`; the patches outlive the trace. Error: a
   patch that names no value or a cell outside it, a pattern for what is no softmax, a share that is
   moved from or to a hidden key. */
bool trace_run(const Program *p, const Kernels *k, const Patch *patches, int patch_count,
               Arena *arena, Trace *out, Error *e);
/* The same while somebody waits; NULL: nobody does. Error: it was stopped, too. */
bool trace_run_watched(const Program *p, const Kernels *k, const Patch *patches, int patch_count,
                       Watch *watch, Arena *arena, Trace *out, Error *e);
/* The same without patches from step `first` on; what comes before is copied from a run of a
   program that is alike up to there. Error: it was stopped, or the programs have other values. */
bool trace_run_after(const Program *p, const Trace *before, int first, Watch *watch, Arena *arena,
                     Trace *out, Error *e);
/* Whether a patch names cells that this program has; if not, why. */
bool trace_check_patch(const Program *p, const Patch *patch, Error *e);
/* Whether a patch alone made that cell what it is: nothing that was computed is in it. */
bool trace_patched(const Trace *t, Value v, Cell at);
/* Whether patches move shares of that row. */
bool trace_moves(const Trace *t, Value v, Cell at);
/* The keys of its row whose computed shares are in that cell, as a share moved from key to key
   takes them along: the cell's own first if it is among them. Elsewhere the cell's own column; none
   of a cell that was set. Returns how many; of more than ORIGINS_MOST so many. */
enum { ORIGINS_MOST = 40 };
int trace_origins(const Trace *t, Value v, Cell at, int out[ORIGINS_MOST]);
/* The column where what was computed for that cell has gone to: its own, unless it was moved. */
int trace_moved_to(const Trace *t, Value v, Cell at);
/* Whether the masks hide that key of attention weights from its query. */
bool trace_hides(const Trace *t, Value weights, Cell at);
/* What a patch that draws a pattern makes of a row of n weights; scores: what the softmax read. */
void trace_pattern(PatchKind kind, const float *scores, int n, int row, float *x);
/* The value of that path; shape 0 × 0 × 0 if there is none. */
Tensor trace_find(const Trace *t, const char *path);
/* A step's inputs and outputs, to ask reach, back or explain. */
StepRun trace_step(const Trace *t, int attend_step, Arena *cmd_explain_work);
/* The cells behind one cell of a value; nothing for weights, given values and what a patch set.
   Inputs are the step's. Behind a share that was moved there is what it was made of, too; over the
   wrong axis all columns between. */
Reach trace_reach(const Trace *t, Value v, Cell at, Arena *cmd_export_work);

#endif
