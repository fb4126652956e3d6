/* The reach column of the op table: which input cells made an output cell. Exact on inputs without
 * special values. */
#include "model/op_rows.h"

static Box one(Cell c) {
    return (Box){c.sheet, c.sheet + 1, c.row, c.row + 1, c.col, c.col + 1};
}

static Box row_of(Tensor t, int sheet, int row) {
    return (Box){sheet, sheet + 1, row, row + 1, 0, t.shape.cols};
}

static Box column_of(Tensor t, int sheet, int col) {
    return (Box){sheet, sheet + 1, 0, t.shape.rows, col, col + 1};
}

static void add(Reach *reach, int input, Box box) {
    reach->part[reach->count].input = input;
    reach->part[reach->count++].box = box;
}

REACH_OF(nothing) {
    (void)r, (void)output, (void)at;
    return (Reach){0};
}

REACH_OF(embed) {
    (void)output;
    Reach reach = {0};
    add(&reach, 0, one((Cell){0, at.row, 0}));
    add(&reach, 1, one((Cell){0, (int)r->in[0].x[at.row], at.col}));
    return reach;
}

REACH_OF(padding) {
    (void)output;
    Reach reach = {0};
    if (r->args->variant) return reach;
    add(&reach, 0, one((Cell){0, at.col, 0}));
    return reach;
}

/* Cell for cell. */
REACH_OF(cell) {
    (void)output;
    Reach reach = {0};
    for (int i = 0; i < r->inputs; i++) add(&reach, i, one(at));
    return reach;
}

REACH_OF(linear) {
    (void)output;
    Reach reach = {0};
    add(&reach, 0, row_of(r->in[0], 0, at.row));
    add(&reach, 1, column_of(r->in[1], 0, at.col));
    if (r->inputs > 2) add(&reach, 2, one((Cell){0, 0, at.col}));
    return reach;
}

REACH_OF(linear_tied) {
    (void)output;
    Reach reach = {0};
    add(&reach, 0, row_of(r->in[0], 0, at.row));
    add(&reach, 1, row_of(r->in[1], 0, at.col));
    return reach;
}

REACH_OF(split) {
    (void)output;
    Reach reach = {0};
    add(&reach, 0, one((Cell){0, at.row, at.sheet * r->out[0].shape.cols + at.col}));
    return reach;
}

REACH_OF(concat) {
    (void)output;
    int d = r->in[0].shape.cols;
    Reach reach = {0};
    add(&reach, 0, one((Cell){at.col / d, at.row, at.col % d}));
    return reach;
}

REACH_OF(scores) {
    (void)output;
    Reach reach = {0};
    add(&reach, 0, row_of(r->in[0], at.sheet, at.row));
    add(&reach, 1, row_of(r->in[1], at.sheet, at.col));
    return reach;
}

REACH_OF(mix) {
    (void)output;
    Reach reach = {0};
    add(&reach, 0, row_of(r->in[0], at.sheet, at.row));
    add(&reach, 1, column_of(r->in[1], at.sheet, at.col));
    return reach;
}

REACH_OF(mask) {
    (void)output;
    Reach reach = {0};
    add(&reach, 0, one(at));
    for (int i = 1; i < r->inputs; i++) add(&reach, i, one(mask_cell(r->in[i], at)));
    return reach;
}

/* Every output of a softmax hangs on the whole row (or column): exp by way of the maximum. */
REACH_OF(softmax) {
    (void)output;
    Reach reach = {0};
    Shape s = r->in[0].shape;
    if (r->args->variant)
        add(&reach, 0, (Box){at.sheet, at.sheet + 1, 0, s.rows, at.col, at.col + 1});
    else
        add(&reach, 0, row_of(r->in[0], at.sheet, at.row));
    return reach;
}

REACH_OF(norm) {
    Reach reach = {0};
    add(&reach, 0, row_of(r->in[0], 0, at.row));
    if (output < 2) return reach;
    add(&reach, 1, one((Cell){0, 0, at.col}));
    add(&reach, 2, one((Cell){0, 0, at.col}));
    return reach;
}

REACH_OF(cross_entropy) {
    Reach reach = {0};
    add(&reach, 0, row_of(r->in[0], 0, at.row));
    if (output == 1) add(&reach, 1, one((Cell){0, at.row, 0}));
    return reach;
}

REACH_OF(entropy) {
    (void)output;
    Reach reach = {0};
    add(&reach, 0, row_of(r->in[0], at.sheet, at.row));
    return reach;
}
