/* y = x · Eᵀ: logits by the embedding once more. */
#include "model/ops/ops.h"

static bool linear_tied_shape(const StepArgs *args, const Form *in, int inputs, Form *out,
                              Error *e) {
    (void)args;
    if (!ops_needs(inputs, 2, e)) return false;
    Shape x = in[0].shape, w = in[1].shape;
    out[0] = (Form){{1, x.rows, w.rows}, in[0].rows, in[1].rows};
    return ops_fits(x.cols == w.cols && x.sheets == 1 && w.sheets == 1, x, w, e);
}

static void linear_tied_run(const StepRun *r) {
    Shape e = r->in[1].shape;
    r->kernels->matmul_bt(r->write[0], r->in[0].x, r->in[1].x, NULL, r->in[0].shape.rows, e.cols,
                          e.rows, kernels_block(e.cols), ops_transpose_room(r, e.cols, e.rows));
}

/* Y = X Eᵀ: dX += dY · E, dE += dYᵀ · X */
static void linear_tied_back(const StepRun *r) {
    int m = r->in[0].shape.rows, k = r->in[1].shape.cols, n = r->in[1].shape.rows;
    if (r->din[0]) r->kernels->matmul_add(r->din[0], r->dout[0], r->in[1].x, m, n, k);
    if (r->din[1]) r->kernels->matmul_at_add(r->din[1], r->dout[0], r->in[0].x, n, m, k);
}

static void linear_tied_explain(const StepRun *r, int output, Cell at, Arena *arena,
                                Explanation *x) {
    int k = r->in[1].shape.cols;
    ops_room(x, arena, k);
    for (int i = 0; i < k; i++) ops_term(r, x, 0, (Cell){0, at.row, i}, 1, (Cell){0, at.col, i});
    ops_chain(r, output, at, kernels_block(k), arena, x);
}

const OpInfo op_linear_tied = {
    .name = "linear_tied",
    .symbol = "Y",
    .formula = {.text = "{out} = {in0}\\by{in1}^T"},
    .inputs = 2,
    .outputs = 1,
    .in = {{FROM_ONE, FROM_ROW, FROM_ALL, "X"}, {FROM_ONE, FROM_COL, FROM_ALL, "E"}},
    .out = {{"", .check = "y = x · W + b"}},
    .shape = linear_tied_shape,
    .run = linear_tied_run,
    .back = linear_tied_back,
    .explain = linear_tied_explain,
};
