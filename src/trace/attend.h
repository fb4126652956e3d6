/* Attention over matrices that a person brings along: softmax(Q Kᵀ · scale + mask) V as a program
   of its own, with every step kept. Not for whole models: see model/pages/page.h. */
#ifndef ATTNSCOPE_TRACE_ATTEND_H
#define ATTNSCOPE_TRACE_ATTEND_H

#include "model/formats/npy.h"
#include "trace/trace.h"

typedef struct AttendInput {
    Tensor q, k; /* [heads, rows, d], [heads, keys, d]; several heads of q may share one of k */
    Tensor v;    /* [heads, keys, any]; x NULL: there is none, and no output */
    Tensor mask; /* added to the scaled scores, [heads or 1, rows or 1, keys]; x NULL: none */
    bool causal; /* key j ≤ query i, also when rows ≠ keys */
    bool lower_right; /* the last query sees all keys: j ≤ i + keys − rows */
    bool scale_given; /* use `scale`; else 1/√d */
    float scale;
} AttendInput;

/* A matrix from a file: [rows, cols] or [heads, rows, cols], or a batch of one of these, every
   number finite. `name` begins the error. */
bool attend_matrix(const Array *a, const char *name, Tensor *out, Error *e);
/* A mask from a file, [keys], [rows or 1, keys] or [heads, rows or 1, keys], made additive: bool
   (true = may attend) and whole numbers (not 0 = may attend) become 0 and −∞; floats stay, but for
   those of −10000 and below, which hide. NaN and +∞ are refused. */
bool attend_mask(const Array *a, const char *name, Arena *arena, Tensor *out, Error *e);
/* The program, its values called q k v mask causal scores scaled masked weights.max weights.exp
   weights.sum weights output. Without a mask `masked` adds zeros. Errors: shapes that do not fit,
   both named. */
bool attend_program(const AttendInput *in, Arena *arena, Program *out, Error *e);
/* Runs it. Error: scores beyond float32. */
bool attend_run(const Program *p, const Kernels *k, Arena *arena, Trace *out, Error *e);
/* The largest |Σ − 1| over the rows of weights that see a key; 0 if there is none. */
double attend_row_error(Tensor weights, Tensor max);

#endif
