/* LayerNorm (Ba et al. 2016): mean, biased variance, and the row moved and stretched. */
#include <math.h>

#include "base/text.h"
#include "math/functions.h"
#include "model/ops/ops.h"

static bool norm_shape(const StepArgs *args, const Form *in, int inputs, Form *out, Error *e) {
    (void)args;
    if (!ops_needs(inputs, 3, e)) return false;
    Shape x = in[0].shape, vector = {1, 1, x.cols};
    out[0] = out[1] = (Form){{1, x.rows, 1}, in[0].rows, AXIS_ONE};
    out[2] = in[0];
    return ops_fits(x.sheets == 1 && shape_equal(in[1].shape, vector), x, in[1].shape, e) &&
           ops_fits(shape_equal(in[2].shape, vector), x, in[2].shape, e);
}

static void norm_run(const StepRun *r) {
    Shape s = r->in[0].shape;
    r->kernels->norm(r->write[0], r->write[1], r->write[2], r->in[0].x, r->in[1].x, r->in[2].x,
                     r->args->norm.epsilon, s.rows, s.cols);
}

static void ops_norm_back(const StepRun *r) {
    Shape s = r->in[0].shape;
    if (!r->din[0] || !r->dout[2]) return;
    float *gamma = r->din[1] ? r->din[1] : arena_many(r->work, float, s.cols);
    float *beta = r->din[2] ? r->din[2] : arena_many(r->work, float, s.cols);
    r->kernels->norm_back(r->din[0], gamma, beta, r->dout[2], r->in[0].x, r->out[0].x, r->out[1].x,
                          r->in[1].x, r->args->norm.epsilon, s.rows, s.cols);
}

/* A row in double; size: its mean |x|. */
typedef struct Moments {
    double mean, variance, size;
} Moments;

static Moments norm_moments(const float *x, int n) {
    Moments m = {0};
    for (int j = 0; j < n; j++) m.mean += x[j], m.size += fabs((double)x[j]);
    m.mean /= n, m.size /= n;
    for (int j = 0; j < n; j++) m.variance += (x[j] - m.mean) * (x[j] - m.mean);
    m.variance /= n;
    return m;
}

/* The exact number and its bound. The result's rounding is that of x − µ, seen through the division
   by the deviation; what underflow may take from the one and from the variance is seen through it
   too. */
static double norm_exact(const StepRun *r, int output, Cell at, double *bound) {
    int n = r->in[0].shape.cols;
    const float *row = tensor_row(r->in[0], 0, at.row);
    Moments m = norm_moments(row, n);
    *bound = op_sum_bound(n, output == 0 ? m.size : m.variance + m.size * m.size);
    if (output < 2) return output == 0 ? m.mean : m.variance;
    double x = row[at.col], deviation = sqrt(m.variance + (double)r->args->norm.epsilon);
    double gamma = r->in[1].x[at.col], beta = r->in[2].x[at.col];
    double y = (x - m.mean) / deviation * gamma + beta;
    double size = fabs(y) + fabs(beta) + fabs(gamma) * (fabs(x) + m.size) / deviation;
    double under = 8.0 * (n + 4) * 0x1p-149 *
                   (fabs(gamma) / deviation + fabs(y - beta) / (deviation * deviation));
    *bound = op_sum_bound(n, size) + under;
    return y;
}

/* (x − µ) / σ · γ, and β that is added to it. */
static double norm_part(const StepRun *r, int input, Cell from, Cell at) {
    (void)from;
    double shift = (double)r->in[2].x[at.col];
    double rest = (double)tensor_at(r->out[2], 0, at.row, at.col) - shift;
    return part_of(fabs(input == 2 ? shift : rest), fabs(shift) + fabs(rest));
}

static void norm_explain(const StepRun *r, int output, Cell at, Arena *arena, Explanation *x) {
    int n = r->in[0].shape.cols;
    ops_row_terms(r, at, arena, x);
    if (output == 2) {
        ops_single(r, x, 1, (Cell){0, 0, at.col}, 1.0f);
        ops_single(r, x, 2, (Cell){0, 0, at.col}, 1.0f);
    }
    float *y = arena_many(arena, float, n + 2), *mean = y + n, *variance = mean + 1;
    const float *row = tensor_row(r->in[0], 0, at.row);
    kernels_named("plain")->norm(mean, variance, y, row, r->in[1].x, r->in[2].x,
                                 r->args->norm.epsilon, 1, n);
    float value[3] = {*mean, *variance, y[at.col]};
    double middle = text_plain_nan((double)*mean), spread = text_plain_nan((double)*variance);
    char *formula[3] = {
        ops_say(x, arena, "Σ x / %d%s", n, ops_blocks_of(n, kernels_block(n))),
        ops_say(x, arena, "Σ (x − %.9g)² / %d%s", middle, n, ops_blocks_of(n, kernels_block(n))),
        ops_say(x, arena, "(%.9g − %.9g) / √(%.9g + %g) · %.9g + %.9g",
                text_plain_nan((double)row[at.col]), middle, spread, (double)r->args->norm.epsilon,
                (double)r->in[1].x[at.col], (double)r->in[2].x[at.col]),
    };
    double bound, exact = norm_exact(r, output, at, &bound);
    ops_plain(r, output, at, x, value[output], exact, formula[output]);
    x->bound = bound;
}

const OpInfo op_norm = {
    .name = "norm",
    .symbol = "Y",
    .formula = {.text = "{out} = \\frac{{in0} − µ}{\\root{σ^2 + ε}} · {in1} + {in2}"},
    .inputs = 3,
    .outputs = 3,
    .in = {{FROM_ONE, FROM_ROW, FROM_ALL, "X"},
           {FROM_ONE, FROM_ONE, FROM_COL, "γ", .first = 2},
           {FROM_ONE, FROM_ONE, FROM_COL, "β", .first = 2}},
    .out = {{"mean", LEAD_FURTHEST, .symbol = "µ", .check = "norm.mean = Σ x / n"},
            {"variance", LEAD_FROM_MEAN, .numbers = NUMBERS_POSITIVE, .symbol = "σ^2",
             .check = "norm.variance = Σ (x − µ)² / n"},
            {"", LEAD_SAME, .check = "norm = (x − µ) / √(σ² + ε) · γ + β"}},
    .shape = norm_shape,
    .run = norm_run,
    .back = ops_norm_back,
    .part = norm_part,
    .explain = norm_explain,
};
