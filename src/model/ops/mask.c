/* y = s + mask (+ mask): −∞ hides. */
#include <math.h>

#include "model/ops/ops.h"

/* One mask or two; a mask with one row, or one sheet, serves every row and sheet. */
static bool mask_shape(const StepArgs *args, const Form *in, int inputs, Form *out, Error *e) {
    (void)args;
    if (inputs != 2 && !ops_needs(inputs, 3, e)) return false;
    Shape s = in[0].shape;
    out[0] = in[0];
    for (int i = 1; i < inputs; i++) {
        Shape m = in[i].shape;
        bool ok = m.cols == s.cols && (m.rows == s.rows || m.rows == 1) &&
                  (m.sheets == s.sheets || m.sheets == 1);
        if (!ops_fits(ok, s, m, e)) return false;
    }
    return true;
}

/* A mask with one row or one sheet serves all. */
static Cell mask_cell(Tensor mask, Cell at) {
    return (Cell){mask.shape.sheets == 1 ? 0 : at.sheet, mask.shape.rows == 1 ? 0 : at.row, at.col};
}

/* y = (s + first) + second */
static void mask_run(const StepRun *r) {
    Shape s = r->out[0].shape;
    for (int h = 0; h < s.sheets; h++)
        for (int i = 0; i < s.rows; i++) {
            float *y = ops_sheet(r->write[0], s, h) + (size_t)i * (size_t)s.cols;
            Cell at = mask_cell(r->in[1], (Cell){h, i, 0});
            r->kernels->add(y, tensor_row(r->in[0], h, i), tensor_row(r->in[1], at.sheet, at.row),
                            s.cols);
            if (r->inputs < 3) continue;
            at = mask_cell(r->in[2], (Cell){h, i, 0});
            r->kernels->accumulate(y, tensor_row(r->in[2], at.sheet, at.row), s.cols);
        }
}

static void mask_back(const StepRun *r) {
    if (r->din[0]) r->kernels->accumulate(r->din[0], r->dout[0], ops_size(r->in[0]));
}

/* What hides everything is all of it; else a mask's 0 adds nothing. */
static double mask_part(const StepRun *r, int input, Cell from, Cell at) {
    bool hidden = tensor_at(r->out[0], at.sheet, at.row, at.col) == -INFINITY;
    bool hides = tensor_at(r->in[input], from.sheet, from.row, from.col) == -INFINITY;
    return hidden ? hides : input == 0;
}

static void mask_explain(const StepRun *r, int output, Cell at, Arena *arena, Explanation *x) {
    ops_room(x, arena, r->inputs);
    ops_single(r, x, 0, at, 1.0f);
    float y = x->terms[0].x;
    double exact = y;
    for (int i = 1; i < r->inputs; i++) {
        ops_single(r, x, i, mask_cell(r->in[i], at), 1.0f);
        y = y + x->terms[i].x;
        exact += x->terms[i].x;
    }
    ops_plain(r, output, at, x, y, exact,
              r->inputs == 3
                  ? ops_say(x, arena, "%.9g + %g + %g", (double)x->terms[0].x,
                            (double)x->terms[1].x, (double)x->terms[2].x)
                  : ops_say(x, arena, "%.9g + %g", (double)x->terms[0].x, (double)x->terms[1].x));
}

const OpInfo op_mask = {
    .name = "mask",
    .symbol = "S″",
    .formula = {.text = "{out} = {in0} + {in1} + {in2}"},
    .inputs = 3,
    .outputs = 1,
    .exact = true,
    .in = {{FROM_SHEET, FROM_ROW, FROM_COL, "S′"},
           {FROM_SHEET, FROM_ROW, FROM_COL, "mask"},
           {FROM_SHEET, FROM_ROW, FROM_COL}},
    .out = {{"", LEAD_HIDING, .hides = true, .check = "masked = scaled + mask"}},
    .shape = mask_shape,
    .run = mask_run,
    .back = mask_back,
    .part = mask_part,
    .explain = mask_explain,
};
