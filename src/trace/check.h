/* The invariants of a run, looked at one by one: rows sum to 1, heads = A · V, hidden keys weigh
   exactly 0 …, with the worst error found. Every step of the last decoding step's program is read
   back from its record; nothing is assumed about which model it is. */
#ifndef ATTNSCOPE_TRACE_CHECK_H
#define ATTNSCOPE_TRACE_CHECK_H

#include "base/buffer.h"
#include "math/random.h"
#include "trace/decode.h"

typedef struct CheckResult {
    const char *name;    /* "rows of weights sum to 1" */
    long places;         /* how many cells (or rows) were looked at */
    double worst;        /* the largest error */
    double error, bound; /* at the place nearest to its bound, or furthest beyond it */
    const char *path;    /* that place; "" while nothing was looked at */
    Cell at;
    bool ok;
} CheckResult;

enum { CHECK_MOST = 32 };

/* One line for each thing that is checked: that numbers are finite (−∞ only where it hides); what
   the op table says of its outputs; that rows of shares sum to 1 (fully masked ones are exempt),
   hidden and later keys weigh 0; that random cells explained give the same bits. */
typedef struct Checks {
    CheckResult list[CHECK_MOST];
    int count;
} Checks;

/* Every cell of a checked output is explained once more: what is rounded but once is equal to it,
   the others are within its bound; rows of n shares within 1e-6·√n. Values that a what-if's patch
   changed are not what their step computed: they are passed over. */
void check_run(const Decoding *d, Random *r, Checks *out);
/* The line of that name, or NULL. */
const CheckResult *check_find(const Checks *checks, const char *name);
/* As a table, one line each; false if one failed. */
bool check_print(const Checks *checks, Buffer *out);

#endif
