/* 0 where key j ≤ query i, else −∞. */
#include <math.h>
#include <stdlib.h>

#include "model/ops/ops.h"

static bool causal_shape(const StepArgs *args, const Form *in, int inputs, Form *out, Error *e) {
    (void)in;
    return ops_made_shape(&args->causal, inputs, args->causal.axis, out, e);
}

static void causal_run(const StepRun *r) {
    int n = r->args->causal.cols;
    for (int i = 0; i < r->args->causal.rows; i++)
        for (int j = 0; j < n; j++)
            r->write[0][(size_t)i * (size_t)n + (size_t)j] =
                j <= i + r->args->causal.shift || r->args->off ? 0.0f : -INFINITY;
}

static void causal_explain(const StepRun *r, int output, Cell at, Arena *arena, Explanation *x) {
    int shift = r->args->causal.shift;
    bool seen = at.col <= at.row + shift, open = seen || r->args->off;
    const char *more = shift ? arena_print(arena, " %s %d", shift < 0 ? "−" : "+", abs(shift)) : "";
    ops_plain(r, output, at, x, open ? 0.0f : -INFINITY, open ? 0.0 : -INFINITY,
              arena_print(arena,
                          r->args->off ? "{formula.mask_off}: 0"
                                       : "{formula.key|%d} %s {formula.query|%d}%s: %s",
                          at.col, seen ? "≤" : ">", at.row, more, open ? "0" : "−∞"));
}

/* With its lower right corner on the diagonal every query sees as many keys more as there are more.
 */
static const char *causal_formula(const StepArgs *args) {
    return args->causal.shift ? "{out}(i, j) = 0 (j ≤ i + n_K − n_Q), −∞ (j > i + n_K − n_Q)"
                              : NULL;
}

const OpInfo op_causal = {
    .name = "causal",
    .symbol = "C",
    .formula = {.text = "{out}(i, j) = 0 (j ≤ i), −∞ (j > i)",
                .of = causal_formula,
                .plain = "C[i, j] = 0 if j ≤ i, else −∞"},
    .inputs = 0,
    .outputs = 1,
    .out = {{"", .hides = true, .numbers = NUMBERS_MASK}},
    .shape = causal_shape,
    .run = causal_run,
    .explain = causal_explain,
};
