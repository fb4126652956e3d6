/* max, exp, sum and shares of each row; over the wrong axis of each column. */
#include <assert.h>
#include <math.h>

#include "base/text.h"
#include "model/ops/ops.h"

static bool softmax_shape(const StepArgs *args, const Form *in, int inputs, Form *out, Error *e) {
    if (!ops_needs(inputs, 1, e)) return false;
    Shape s = in[0].shape;
    Form margin = {{s.sheets, s.rows, 1}, in[0].rows, AXIS_ONE},
         below = {{s.sheets, 1, s.cols}, AXIS_ONE, in[0].cols};
    out[0] = out[2] = args->turned ? below : margin;
    out[1] = out[3] = in[0];
    return true;
}

static void softmax_turn(float *to, const float *from, int rows, int cols) {
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < cols; j++)
            to[(size_t)j * (size_t)rows + (size_t)i] = from[(size_t)i * (size_t)cols + (size_t)j];
}

/* The same kernel over the turned matrix: columns are its rows. */
static void softmax_of_columns(const StepRun *r) {
    Shape s = r->in[0].shape;
    size_t size = (size_t)s.rows * (size_t)s.cols;
    float *turned = arena_raw(r->work, 3 * size, sizeof *turned), *exps = turned + size,
          *shares = exps + size;
    for (int h = 0; h < s.sheets; h++) {
        softmax_turn(turned, tensor_sheet(r->in[0], h), s.rows, s.cols);
        r->kernels->softmax(r->write[0] + h * s.cols, exps, r->write[2] + h * s.cols, shares,
                            turned, s.cols, s.rows);
        softmax_turn(ops_sheet(r->write[1], s, h), exps, s.cols, s.rows);
        softmax_turn(ops_sheet(r->write[3], s, h), shares, s.cols, s.rows);
    }
}

static void softmax_run(const StepRun *r) {
    Shape s = r->in[0].shape;
    if (r->args->turned) {
        softmax_of_columns(r);
        return;
    }
    r->kernels->softmax(r->write[0], r->write[1], r->write[2], r->write[3], r->in[0].x,
                        s.sheets * s.rows, s.cols);
}

static void ops_softmax_back(const StepRun *r) {
    assert(!r->args->turned && "no model is trained over the wrong axis");
    Shape s = r->in[0].shape;
    if (r->din[0] && r->dout[3])
        r->kernels->softmax_back(r->din[0], r->dout[3], r->out[3].x, s.sheets * s.rows, s.cols);
}

/* The scores that share out: a row's, or a column's. Returns the place of the explained one among
 * them. */
static int softmax_scores(const StepRun *r, Cell at, Arena *arena, Explanation *x, int *count,
                          const float **scores) {
    Shape s = r->in[0].shape;
    *count = s.cols;
    *scores = tensor_row(r->in[0], at.sheet, r->args->turned ? 0 : at.row);
    if (!r->args->turned) {
        ops_row_terms(r, at, arena, x);
        return at.col;
    }
    float *column = arena_many(arena, float, s.rows);
    ops_room(x, arena, s.rows + 2);
    for (int i = 0; i < s.rows; i++) {
        column[i] = tensor_at(r->in[0], at.sheet, i, at.col);
        ops_single(r, x, 0, (Cell){at.sheet, i, at.col}, 1.0f);
    }
    *count = s.rows;
    *scores = column;
    return at.row;
}

static void softmax_explain(const StepRun *r, int output, Cell at, Arena *arena, Explanation *x) {
    int n;
    const float *row;
    int place = softmax_scores(r, at, arena, x, &n, &row);
    float *y = arena_many(arena, float, 2 * n + 2), *exps = y + n, *max = y + 2 * n, *sum = max + 1;
    kernels_named("plain")->softmax(max, exps, sum, y, row, 1, n);
    float value[4] = {*max, exps[place], *sum, y[place]};
    double score = text_plain_nan((double)row[place]), top = text_plain_nan((double)*max);
    char *formula[4] = {
        ops_say(x, arena, "{formula.max|%d}", n),
        ops_say(x, arena, "exp(%.9g − %.9g)", score, top),
        ops_say(x, arena, "{formula.exp_sum|%d}%s", n, ops_blocks(n)),
        ops_say(x, arena, "exp(%.9g − %.9g) / Σ = %.9g / %.9g", score, top,
                text_plain_nan((double)exps[place]), text_plain_nan((double)*sum)),
    };
    ops_plain(r, output, at, x, value[output], ops_softmax_exact(output, row, n, place),
              formula[output]);
    x->bound *= n + 1;
}

static const char *softmax_formula(const StepArgs *args) {
    return args->turned ? "{out}^T = softmax( {in0}^T )" : NULL;
}

const OpInfo op_softmax = {
    .name = "softmax",
    .symbol = "A",
    .formula = {.text = "{out} = softmax( {in0} )",
                .cell = "{out}_{ij} = \\frac{e^{{in0}_{ij}}}{Σ_k e^{{in0}_{ik}}}",
                .cell_turned = "{out}_{ij} = \\frac{e^{{in0}_{ij}}}{Σ_k e^{{in0}_{kj}}}",
                .of = softmax_formula,
                .plain = "A = softmax(S): exp(s − max) / Σ"},
    .inputs = 1,
    .outputs = 4,
    .in = {{FROM_SHEET, FROM_ROW, FROM_ALL}},
    .out = {{"max", LEAD_LARGEST, .hides = true, .symbol = "max"},
            {"exp", LEAD_SAME, .numbers = NUMBERS_SHARES, .symbol = "exp"},
            {"sum", LEAD_LARGEST, .numbers = NUMBERS_POSITIVE, .symbol = "Σ"},
            {"", LEAD_SAME, .numbers = NUMBERS_SHARES}},
    .shape = softmax_shape,
    .run = softmax_run,
    .back = ops_softmax_back,
    .explain = softmax_explain,
};
