/* Heads side by side: heads × [rows, d] → [rows, heads·d]. */
#include "model/ops/ops.h"

static bool concat_shape(const StepArgs *args, const Form *in, int inputs, Form *out, Error *e) {
    (void)args;
    if (!ops_needs(inputs, 1, e)) return false;
    Shape x = in[0].shape;
    out[0] = (Form){{1, x.rows, x.sheets * x.cols}, in[0].rows, AXIS_MODEL};
    return true;
}

static void concat_run(const StepRun *r) {
    Shape z = r->in[0].shape;
    const float *from = r->in[0].x;
    for (int h = 0; h < z.sheets; h++)
        for (int i = 0; i < z.rows; i++, from += z.cols)
            ops_copy(r->write[0] + (size_t)(i * z.sheets + h) * (size_t)z.cols, from, z.cols);
}

static void concat_back(const StepRun *r) {
    Shape z = r->in[0].shape;
    if (!r->din[0]) return;
    for (int h = 0; h < z.sheets; h++)
        for (int i = 0; i < z.rows; i++)
            r->kernels->accumulate(r->din[0] + (h * z.rows + i) * z.cols,
                                   r->dout[0] + i * z.sheets * z.cols + h * z.cols, z.cols);
}

static Box concat_reach(const StepRun *r, int input, Cell at) {
    (void)input;
    int d = r->in[0].shape.cols;
    return ops_one((Cell){at.col / d, at.row, at.col % d});
}

static void concat_uses(const StepRun *r, int input, Cell at, Uses *out) {
    (void)input;
    reach_add_use(out, 0, ops_one((Cell){0, at.row, at.sheet * r->in[0].shape.cols + at.col}));
}

static void concat_explain(const StepRun *r, int output, Cell at, Arena *arena, Explanation *x) {
    int d = r->in[0].shape.cols;
    ops_copied(r, output, at, (Cell){at.col / d, at.row, at.col % d}, arena, x);
}

const OpInfo op_concat = {
    .name = "concat",
    .symbol = "Z",
    .formula = {.text = "{out} = {heads}", .plain = "Z = [Z₁ | Z₂ | …]"},
    .inputs = 1,
    .outputs = 1,
    .exact = true,
    .in = {{FROM_ALL, FROM_ROW, FROM_ALL}},
    .out = {{"", .check = "concat = heads side by side"}},
    .shape = concat_shape,
    .run = concat_run,
    .back = concat_back,
    .reach = concat_reach,
    .uses = concat_uses,
    .explain = concat_explain,
};
