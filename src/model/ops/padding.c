/* 0 where the token is not ⟨pad⟩, else −∞: one row, for every query. */
#include <math.h>

#include "model/ops/ops.h"

static bool padding_shape(const StepArgs *args, const Form *in, int inputs, Form *out, Error *e) {
    (void)args;
    if (!ops_needs(inputs, 1, e)) return false;
    out[0] = (Form){{1, 1, in[0].shape.rows}, AXIS_ONE, in[0].rows};
    return ops_fits(in[0].shape.cols == 1 && in[0].shape.sheets == 1, in[0].shape, out[0].shape, e);
}

static void padding_run(const StepRun *r) {
    for (int j = 0; j < r->in[0].shape.rows; j++)
        r->write[0][j] = r->in[0].x[j] == 0.0f && !r->args->off ? -INFINITY : 0.0f;
}

static void padding_explain(const StepRun *r, int output, Cell at, Arena *arena, Explanation *x) {
    ops_room(x, arena, 1);
    ops_single(r, x, 0, (Cell){0, at.col, 0}, 1.0f);
    bool hidden = x->terms[0].x == 0.0f;
    if (r->args->off) {
        x->count = 0;
        ops_plain(r, output, at, x, 0.0f, 0.0, ops_say(x, arena, "{formula.mask_off}: 0"));
        return;
    }
    ops_plain(r, output, at, x, hidden ? -INFINITY : 0.0f, hidden ? -INFINITY : 0.0,
              ops_say(x, arena, hidden ? "{formula.is_pad|%g}" : "{formula.not_pad|%g}",
                      (double)x->terms[0].x));
}

static const char *padding_formula(const StepArgs *args) {
    return args->off ? "{out} = 0" : NULL;
}

const OpInfo op_padding = {
    .name = "padding",
    .symbol = "P",
    .formula = {.text = "{out}(j) = 0 (t_j ≠ ⟨pad⟩), −∞ (t_j = ⟨pad⟩)",
                .of = padding_formula,
                .plain = "P[j] = 0 if token j is not ⟨pad⟩, else −∞"},
    .inputs = 1,
    .outputs = 1,
    .in = {{FROM_ONE, FROM_COL, FROM_ONE, .ids = true}},
    .out = {{"", .hides = true, .numbers = NUMBERS_MASK}},
    .shape = padding_shape,
    .run = padding_run,
    .explain = padding_explain,
};
