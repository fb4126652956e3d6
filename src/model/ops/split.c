/* Columns become heads: [rows, heads·d] → heads × [rows, d]. */
#include "model/ops/ops.h"

static bool split_shape(const StepArgs *args, const Form *in, int inputs, Form *out, Error *e) {
    if (!ops_needs(inputs, 1, e)) return false;
    Shape x = in[0].shape;
    if (args->split.heads < 1 || x.sheets != 1 || x.cols % args->split.heads)
        return error_set(e, "%d columns cannot be cut into %d heads", x.cols, args->split.heads);
    out[0] = (Form){{args->split.heads, x.rows, x.cols / args->split.heads}, in[0].rows, AXIS_HEAD};
    return true;
}

static void split_run(const StepRun *r) {
    Shape s = r->out[0].shape;
    float *to = r->write[0];
    for (int h = 0; h < s.sheets; h++)
        for (int i = 0; i < s.rows; i++, to += s.cols)
            ops_copy(to, r->in[0].x + (size_t)(i * s.sheets + h) * (size_t)s.cols, s.cols);
}

static void split_back(const StepRun *r) {
    Shape s = r->out[0].shape;
    if (!r->din[0]) return;
    for (int h = 0; h < s.sheets; h++)
        for (int i = 0; i < s.rows; i++)
            r->kernels->accumulate(r->din[0] + i * s.sheets * s.cols + h * s.cols,
                                   r->dout[0] + (h * s.rows + i) * s.cols, s.cols);
}

/* Head by head: d columns each. */
static Box split_reach(const StepRun *r, int input, Cell at) {
    (void)input;
    return ops_one((Cell){0, at.row, at.sheet * r->out[0].shape.cols + at.col});
}

static void split_uses(const StepRun *r, int input, Cell at, Uses *out) {
    (void)input;
    int d = r->out[0].shape.cols;
    reach_add_use(out, 0, ops_one((Cell){at.col / d, at.row, at.col % d}));
}

static void split_explain(const StepRun *r, int output, Cell at, Arena *arena, Explanation *x) {
    ops_copied(r, output, at, (Cell){0, at.row, at.sheet * r->out[0].shape.cols + at.col}, arena,
               x);
}

const OpInfo op_split = {
    .name = "split",
    .symbol = "X",
    .formula = {.text = "{out} = {heads}", .plain = "head h takes columns h·d … h·d + d − 1"},
    .inputs = 1,
    .outputs = 1,
    .in = {{FROM_ONE, FROM_ROW, FROM_ALL}},
    .out = {{""}},
    .shape = split_shape,
    .run = split_run,
    .back = split_back,
    .reach = split_reach,
    .uses = split_uses,
    .explain = split_explain,
};
