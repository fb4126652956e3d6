/* y = x · W + b; the bias may be missing. */
#include "model/ops/ops.h"

/* The bias may be missing. */
static bool linear_shape(const StepArgs *args, const Form *in, int inputs, Form *out, Error *e) {
    (void)args;
    if (inputs != 2 && !ops_needs(inputs, 3, e)) return false;
    Shape x = in[0].shape, w = in[1].shape;
    out[0] = (Form){{1, x.rows, w.cols}, in[0].rows, in[1].cols};
    if (!ops_fits(x.cols == w.rows && x.sheets == 1 && w.sheets == 1, x, w, e)) return false;
    return inputs == 2 ||
           ops_fits(shape_equal(in[2].shape, (Shape){1, 1, w.cols}), w, in[2].shape, e);
}

static void linear_run(const StepRun *r) {
    Shape w = r->in[1].shape;
    r->kernels->matmul(r->write[0], r->in[0].x, r->in[1].x, r->inputs > 2 ? r->in[2].x : NULL,
                       r->in[0].shape.rows, w.rows, w.cols, kernels_block(w.rows));
}

/* dX += dY · Wᵀ, dW += Xᵀ · dY, db += Σ rows of dY */
static void linear_back(const StepRun *r) {
    int m = r->in[0].shape.rows, k = r->in[1].shape.rows, n = r->in[1].shape.cols;
    if (r->din[0])
        r->kernels->matmul_bt_add(r->din[0], r->dout[0], r->in[1].x, m, n, k,
                                  ops_transpose_room(r, n, k));
    if (r->din[1]) r->kernels->matmul_at_add(r->din[1], r->in[0].x, r->dout[0], k, m, n);
    if (r->inputs > 2 && r->din[2]) r->kernels->accumulate_rows(r->din[2], r->dout[0], m, n);
}

static void linear_explain(const StepRun *r, int output, Cell at, Arena *arena, Explanation *x) {
    int k = r->in[1].shape.rows;
    ops_room(x, arena, k);
    if (r->inputs > 2) ops_start(r, x, 2, (Cell){0, 0, at.col});
    for (int i = 0; i < k; i++) ops_term(r, x, 0, (Cell){0, at.row, i}, 1, (Cell){0, i, at.col});
    ops_chain(r, output, at, kernels_block(k), arena, x);
}

const OpInfo op_linear = {
    .name = "linear",
    .symbol = "Y",
    .formula = {.text = "{out} = {in0}\\by{in1} + {in2}"},
    .inputs = 3,
    .outputs = 1,
    .in = {{FROM_ONE, FROM_ROW, FROM_ALL, "X"},
           {FROM_ONE, FROM_ALL, FROM_COL, "W"},
           {FROM_ONE, FROM_ONE, FROM_COL, "b"}},
    .out = {{"", .check = "y = x · W + b"}},
    .shape = linear_shape,
    .run = linear_run,
    .back = linear_back,
    .explain = linear_explain,
};
