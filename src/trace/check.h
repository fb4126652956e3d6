/* The invariants of a run, looked at one by one: rows sum to 1, heads = A · V, hidden keys weigh
   exactly 0 …, with the worst error found. Every step of the last decoding step's program is read
   back from its record; nothing is assumed about which model it is. */
#ifndef ATTNSCOPE_TRACE_CHECK_H
#define ATTNSCOPE_TRACE_CHECK_H

#include "base/buffer.h"
#include "math/random.h"
#include "trace/decode.h"

typedef enum CheckKind {
    CHECK_FINITE, /* no NaN; −∞ only in masks, masked scores and their maximum; +∞ nowhere */
    CHECK_SCORES, /* scores = Q · Kᵀ, in double */
    CHECK_SCALED, /* scaled = scores · factor, exactly */
    CHECK_MASKED, /* masked = scaled + masks, exactly */
    CHECK_ROWS,   /* rows of weights sum to 1; fully masked rows are exempt */
    CHECK_HIDDEN, /* a key that a mask hides weighs exactly 0 */
    CHECK_CAUSAL, /* a key after the query weighs exactly 0 */
    CHECK_HEADS,  /* heads = A · V, in double */
    CHECK_CONCAT, /* concat = the heads side by side, exactly */
    CHECK_LINEAR, /* y = x · W + b, in double */
    CHECK_ADD,    /* add = x + f(x), exactly */
    CHECK_MEAN,   /* LayerNorm's mean, in double */
    CHECK_VARIANCE, /* its biased variance, in double */
    CHECK_NORM,     /* its result, in double */
    CHECK_EXPLAIN,  /* random cells explained: the same bits */
    CHECK_COUNT
} CheckKind;

typedef struct CheckResult {
    const char *name;    /* "rows sum to 1" */
    long places;         /* how many cells (or rows) were looked at */
    double worst;        /* the largest error */
    double error, bound; /* at the place nearest to its bound, or furthest beyond it */
    const char *path;    /* that place; "" while nothing was looked at */
    Cell at;
    bool ok;
} CheckResult;

/* The number of allowed roundings: op_sum_bound for sums of n products, 1e-6·√n for rows of
   n weights. Values that a what-if's patch changed are not what their step computed: they are
   passed over. */
void check_run(const Decoding *d, Random *r, Arena *arena, CheckResult out[CHECK_COUNT]);
/* As a table, one line each; false if one failed. */
bool check_print(const CheckResult *results, Buffer *out);

#endif
