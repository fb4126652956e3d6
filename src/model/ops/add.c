/* y = a + b. */
#include "model/ops/ops.h"

static bool add_shape(const StepArgs *args, const Form *in, int inputs, Form *out, Error *e) {
    (void)args;
    if (!ops_needs(inputs, 2, e)) return false;
    out[0] = in[0];
    return ops_fits(shape_equal(in[0].shape, in[1].shape), in[0].shape, in[1].shape, e);
}

static void add_run(const StepRun *r) {
    r->kernels->add(r->write[0], r->in[0].x, r->in[1].x, ops_size(r->in[0]));
}

static void add_back(const StepRun *r) {
    for (int i = 0; i < 2; i++)
        if (r->din[i]) r->kernels->accumulate(r->din[i], r->dout[0], ops_size(r->in[0]));
}

static void add_explain(const StepRun *r, int output, Cell at, Arena *arena, Explanation *x) {
    ops_room(x, arena, 2);
    ops_single(r, x, 0, at, 1.0f);
    ops_single(r, x, 1, at, 1.0f);
    ops_chain(r, output, at, KERNELS_BLOCK, arena, x);
    x->formula = ops_say(x, arena, "%.9g + %.9g", (double)x->terms[0].x, (double)x->terms[1].x);
}

const OpInfo op_add = {
    .name = "add",
    .symbol = "Y",
    .formula = {.text = "{out} = {in0} + {in1}"},
    .inputs = 2,
    .outputs = 1,
    .exact = true,
    .in = {{FROM_SHEET, FROM_ROW, FROM_COL, "X"}, {FROM_SHEET, FROM_ROW, FROM_COL, "F"}},
    .out = {{"", .check = "add = x + f(x)"}},
    .shape = add_shape,
    .run = add_run,
    .back = add_back,
    .explain = add_explain,
};
