/* y = max(0, x). */
#include "model/ops/ops.h"

static void relu_run(const StepRun *r) {
    r->kernels->relu(r->write[0], r->in[0].x, ops_size(r->in[0]));
}

static void ops_relu_back(const StepRun *r) {
    if (r->din[0]) r->kernels->relu_back(r->din[0], r->dout[0], r->in[0].x, ops_size(r->in[0]));
}

static void relu_explain(const StepRun *r, int output, Cell at, Arena *arena, Explanation *x) {
    ops_room(x, arena, 1);
    ops_single(r, x, 0, at, 1.0f);
    float v = x->terms[0].x, y = v <= 0.0f ? 0.0f : v; /* NaN stays NaN, as in the kernel */
    ops_plain(r, output, at, x, y, (double)y, ops_say(x, arena, "max(0, %.9g)", (double)v));
}

const OpInfo op_relu = {
    .name = "relu",
    .symbol = "H",
    .formula = {.text = "{out} = max( 0, {in0} )"},
    .inputs = 1,
    .outputs = 1,
    .in = {{FROM_SHEET, FROM_ROW, FROM_COL, "X"}},
    .out = {{""}},
    .shape = ops_same_shape,
    .run = relu_run,
    .back = ops_relu_back,
    .explain = relu_explain,
};
