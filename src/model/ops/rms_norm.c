/* RMSNorm (Zhang & Sennrich 2019): the row divided by the root of the mean of its squares, and
   stretched. Neither a mean nor a shift. */
#include <math.h>

#include "base/text.h"
#include "model/ops/ops.h"

static bool rms_norm_shape(const StepArgs *args, const Form *in, int inputs, Form *out, Error *e) {
    (void)args;
    if (!ops_needs(inputs, 2, e)) return false;
    Shape x = in[0].shape, vector = {1, 1, x.cols};
    out[0] = (Form){{1, x.rows, 1}, in[0].rows, AXIS_ONE};
    out[1] = in[0];
    return ops_fits(x.sheets == 1 && shape_equal(in[1].shape, vector), x, in[1].shape, e);
}

static void rms_norm_run(const StepRun *r) {
    Shape s = r->in[0].shape;
    r->kernels->rms_norm(r->write[0], r->write[1], r->in[0].x, r->in[1].x, r->args->norm.epsilon,
                         s.rows, s.cols);
}

static void ops_rms_norm_back(const StepRun *r) {
    Shape s = r->in[0].shape;
    if (!r->din[0] || !r->dout[1]) return;
    float *gamma = r->din[1] ? r->din[1] : arena_many(r->work, float, s.cols);
    r->kernels->rms_norm_back(r->din[0], gamma, r->dout[1], r->in[0].x, r->out[0].x, r->in[1].x,
                              r->args->norm.epsilon, s.rows, s.cols);
}

/* The exact number and its bound; what underflow may take from the ratio and from the mean of
   squares is seen through what follows. */
static double rms_norm_exact(const StepRun *r, int output, Cell at, double *bound) {
    int n = r->in[0].shape.cols;
    const float *row = tensor_row(r->in[0], 0, at.row);
    double square = 0.0;
    for (int i = 0; i < n; i++) square += (double)row[i] * (double)row[i];
    square /= n;
    *bound = op_sum_bound(n, square);
    if (output == 0) return square;
    double inner = square + (double)r->args->norm.epsilon, gamma = r->in[1].x[at.col];
    double y = (double)row[at.col] / sqrt(inner) * gamma;
    double under = 8.0 * (n + 4) * 0x1p-149 * (fabs(gamma) + fabs(y) / inner);
    *bound = op_sum_bound(n, fabs(y)) + under;
    return y;
}

static void rms_norm_explain(const StepRun *r, int output, Cell at, Arena *arena, Explanation *x) {
    int n = r->in[0].shape.cols;
    ops_row_terms(r, at, arena, x);
    if (output == 1) ops_single(r, x, 1, (Cell){0, 0, at.col}, 1.0f);
    float *y = arena_many(arena, float, n + 1), *square = y + n, epsilon = r->args->norm.epsilon;
    const float *row = tensor_row(r->in[0], 0, at.row);
    kernels_named("plain")->rms_norm(square, y, row, r->in[1].x, epsilon, 1, n);
    char *formula =
        output == 0
            ? ops_say(x, arena, "Σ x² / %d%s", n, ops_blocks_of(n, kernels_block(n)))
            : ops_say(x, arena, "%.9g / √(%.9g + %g) · %.9g", text_plain_nan((double)row[at.col]),
                      text_plain_nan((double)*square), (double)epsilon, (double)r->in[1].x[at.col]);
    double bound, exact = rms_norm_exact(r, output, at, &bound);
    ops_plain(r, output, at, x, output == 0 ? *square : y[at.col], exact, formula);
    x->bound = bound;
}

const OpInfo op_rms_norm = {
    .name = "rms_norm",
    .symbol = "Y",
    .formula = {.text = "{out} = \\frac{{in0}}{\\root{RMS^2 + ε}} · {in1}"},
    .inputs = 2,
    .outputs = 2,
    .in = {{FROM_ONE, FROM_ROW, FROM_ALL, "X"}, {FROM_ONE, FROM_ONE, FROM_COL, "γ", .first = 1}},
    .out = {{"square", LEAD_FURTHEST, .numbers = NUMBERS_POSITIVE, .symbol = "RMS^2",
             .check = "norm.square = Σ x² / n"},
            {"", LEAD_SAME, .check = "norm = x / √(RMS² + ε) · γ"}},
    .shape = rms_norm_shape,
    .run = rms_norm_run,
    .back = ops_rms_norm_back,
    .explain = rms_norm_explain,
};
