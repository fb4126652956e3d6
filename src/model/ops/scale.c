/* y = x · factor. */
#include "model/ops/ops.h"

static void scale_run(const StepRun *r) {
    r->kernels->scale(r->write[0], r->in[0].x, r->args->scale.factor, ops_size(r->in[0]));
}

static void scale_back(const StepRun *r) {
    if (r->din[0])
        r->kernels->accumulate_scaled(r->din[0], r->dout[0], r->args->scale.factor,
                                      ops_size(r->in[0]));
}

static void scale_explain(const StepRun *r, int output, Cell at, Arena *arena, Explanation *x) {
    ops_room(x, arena, 1);
    ops_single(r, x, 0, at, r->args->scale.factor);
    float s = x->terms[0].x;
    ops_plain(r, output, at, x, s * r->args->scale.factor,
              (double)s * (double)r->args->scale.factor,
              ops_say(x, arena, "%.9g · %.9g", (double)s, (double)r->args->scale.factor));
}

static const char *scale_formula(const StepArgs *args) {
    return args->scale.factor == 1 ? "{out} = {in0}" : NULL;
}

const OpInfo op_scale = {
    .name = "scale",
    .symbol = "S′",
    .formula = {.text = "{out} = \\frac{{in0}}{{divisor}}",
                .of = scale_formula,
                .told = "{out} = {in0} · {factor}"},
    .inputs = 1,
    .outputs = 1,
    .exact = true,
    .in = {{FROM_SHEET, FROM_ROW, FROM_COL, "S"}},
    .out = {{"", .check = "scaled = scores · factor"}},
    .shape = ops_same_shape,
    .run = scale_run,
    .back = scale_back,
    .explain = scale_explain,
};
