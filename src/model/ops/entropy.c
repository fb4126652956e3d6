/* The entropy of each row of weights, for training. */
#include <math.h>

#include "model/ops/ops.h"

static bool entropy_shape(const StepArgs *args, const Form *in, int inputs, Form *out, Error *e) {
    (void)args;
    if (!ops_needs(inputs, 1, e)) return false;
    out[0] = (Form){{in[0].shape.sheets, in[0].shape.rows, 1}, in[0].rows, AXIS_ONE};
    return true;
}

static void entropy_run(const StepRun *r) {
    Shape s = r->in[0].shape;
    r->kernels->entropy(r->write[0], r->in[0].x, s.sheets * s.rows, s.cols);
}

static void ops_entropy_back(const StepRun *r) {
    Shape s = r->in[0].shape;
    if (r->din[0])
        r->kernels->entropy_back(r->din[0], r->dout[0], r->in[0].x, s.sheets * s.rows, s.cols);
}

static void entropy_explain(const StepRun *r, int output, Cell at, Arena *arena, Explanation *x) {
    int n = r->in[0].shape.cols;
    const float *row = tensor_row(r->in[0], at.sheet, at.row);
    ops_row_terms(r, at, arena, x);
    float h;
    kernels_named("plain")->entropy(&h, row, 1, n);
    double exact = 0.0;
    for (int i = 0; i < n; i++)
        if (row[i] > 0.0f) exact -= (double)row[i] * log((double)row[i]);
    ops_plain(r, output, at, x, h, exact,
              ops_say(x, arena, "−Σ a ln a {formula.shares|%d}%s", n, ops_blocks(n)));
    x->bound *= n;
}

const OpInfo op_entropy = {
    .name = "entropy",
    .symbol = "H",
    .formula = {.plain = "H[r] = −Σ a ln a"},
    .inputs = 1,
    .outputs = 1,
    .in = {{FROM_SHEET, FROM_ROW, FROM_ALL}},
    .out = {{"", LEAD_LARGEST}},
    .shape = entropy_shape,
    .run = entropy_run,
    .back = ops_entropy_back,
    .explain = entropy_explain,
};
