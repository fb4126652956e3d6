/* Log-probabilities and the loss of each row, for training. */
#include <math.h>

#include "math/functions.h"
#include "model/ops/ops.h"

static bool cross_entropy_shape(const StepArgs *args, const Form *in, int inputs, Form *out,
                                Error *e) {
    (void)args;
    if (!ops_needs(inputs, 2, e)) return false;
    Shape z = in[0].shape;
    out[0] = in[0];
    out[1] = (Form){{1, z.rows, 1}, in[0].rows, AXIS_ONE};
    return ops_fits(z.sheets == 1 && shape_equal(in[1].shape, out[1].shape), z, in[1].shape, e);
}

static void cross_entropy_run(const StepRun *r) {
    Shape z = r->in[0].shape;
    r->kernels->cross_entropy(r->write[0], r->write[1], r->in[0].x, r->in[1].x, z.rows, z.cols);
}

static void ops_cross_entropy_back(const StepRun *r) {
    Shape z = r->in[0].shape;
    if (r->din[0] && r->dout[1])
        r->kernels->cross_entropy_back(r->din[0], r->dout[1], r->out[0].x, r->in[1].x, z.rows,
                                       z.cols);
}

static void cross_entropy_explain(const StepRun *r, int output, Cell at, Arena *arena,
                                  Explanation *x) {
    int n = r->in[0].shape.cols, target = (int)r->in[1].x[at.row];
    const float *row = tensor_row(r->in[0], 0, at.row);
    ops_row_terms(r, at, arena, x);
    float *log = arena_many(arena, float, n + 1);
    kernels_named("plain")->cross_entropy(log, log + n, row, r->in[1].x + at.row, 1, n);
    int col = output == 0 ? at.col : target;
    double max = ops_softmax_exact(0, row, n, 0), sum = ops_softmax_exact(2, row, n, 0);
    double exact = col < 0 ? 0.0 : (double)row[col] - max - log_double(sum);
    ops_plain(r, output, at, x, output == 0 ? log[at.col] : log[n], output == 0 ? exact : -exact,
              ops_say(x, arena, "%sz[%d] − max − ln Σ", output == 0 ? "" : "−", col));
    x->bound = 8.0 * (n + 4) * 0x1p-24 * (1.0 + fabs(max) + fabs(exact));
}

const OpInfo op_cross_entropy = {
    .name = "cross_entropy",
    .symbol = "L",
    .formula = {.plain = "L[r] = −log softmax(Z)[r, target r]"},
    .inputs = 2,
    .outputs = 2,
    .in = {{FROM_ONE, FROM_ROW, FROM_ALL}, {FROM_ONE, FROM_ROW, FROM_ONE, .first = 1, .ids = true}},
    .out = {{"log", LEAD_LARGEST}, {"", LEAD_LARGEST}},
    .shape = cross_entropy_shape,
    .run = cross_entropy_run,
    .back = ops_cross_entropy_back,
    .explain = cross_entropy_explain,
};
