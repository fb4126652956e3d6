/* Rows of a table: y[r] = table[id[r]] · factor. */
#include <math.h>
#include <string.h>

#include "math/functions.h"
#include "model/ops/ops.h"

static bool embed_shape(const StepArgs *args, const Form *in, int inputs, Form *out, Error *e) {
    (void)args;
    if (!ops_needs(inputs, 2, e)) return false;
    out[0] = (Form){{1, in[0].shape.rows, in[1].shape.cols}, in[0].rows, in[1].cols};
    return ops_fits(in[0].shape.cols == 1 && in[0].shape.sheets == 1 && in[1].shape.sheets == 1,
                    in[0].shape, in[1].shape, e);
}

static void embed_run(const StepRun *r) {
    int d = r->in[1].shape.cols;
    if (r->args->off) {
        memset(r->write[0], 0, ops_size(r->out[0]) * sizeof(float));
        return;
    }
    for (int i = 0; i < r->in[0].shape.rows; i++)
        r->kernels->scale(r->write[0] + (size_t)i * (size_t)d,
                          tensor_row(r->in[1], 0, (int)r->in[0].x[i]), r->args->embed.factor, d);
}

static void embed_back(const StepRun *r) {
    int d = r->in[1].shape.cols;
    if (!r->din[1]) return;
    for (int i = 0; i < r->in[0].shape.rows; i++)
        r->kernels->accumulate_scaled(r->din[1] + (size_t)r->in[0].x[i] * (size_t)d,
                                      r->dout[0] + (size_t)i * (size_t)d, r->args->embed.factor, d);
}

/* A row of the table goes into each place where its word stands. */
static void embed_uses(const StepRun *r, int input, Cell at, Uses *out) {
    int d = r->out[0].shape.cols;
    if (input == 0) {
        reach_add_use(out, 0, (Box){0, 1, at.row, at.row + 1, 0, d});
        return;
    }
    for (int i = 0; i < r->in[0].shape.rows; i++)
        if ((int)r->in[0].x[i] == at.row) reach_add_use(out, 0, ops_one((Cell){0, i, at.col}));
}

/* A token names the whole row: each number of it as much as it is of the row. */
static double embed_part(const StepRun *r, int input, Cell from, Cell at) {
    (void)from;
    double all = 0;
    for (int j = 0; j < r->out[0].shape.cols; j++)
        all += fabs((double)tensor_at(r->out[0], 0, at.row, j));
    if (input == 1 || all == 0) return 1;
    return part_of(fabs((double)tensor_at(r->out[0], 0, at.row, at.col)), all);
}

static void embed_explain(const StepRun *r, int output, Cell at, Arena *arena, Explanation *x) {
    Cell from = {0, (int)r->in[0].x[at.row], at.col};
    if (r->args->off) {
        ops_plain(r, output, at, x, 0.0f, 0.0, ops_say(x, arena, "{formula.positions_off}: 0"));
        return;
    }
    ops_room(x, arena, 1);
    ops_single(r, x, 1, from, r->args->embed.factor);
    float y = x->terms[0].x * r->args->embed.factor;
    ops_plain(r, output, at, x, y, (double)x->terms[0].x * (double)r->args->embed.factor,
              ops_say(x, arena, "{formula.table_row|%d}: %.9g · %.9g", from.row,
                      (double)x->terms[0].x, (double)r->args->embed.factor));
}

static const char *embed_formula(const StepArgs *args) {
    if (args->off) return "{out} = 0";
    return args->embed.factor == 1 ? "{out} = {in1}[{in0}]" : NULL;
}

const OpInfo op_embed = {
    .name = "embed",
    .symbol = "E",
    .formula = {.text = "{out} = {in1}[{in0}] · \\root{d}",
                .of = embed_formula,
                .plain = "E[r] = table[token r] · √d"},
    .inputs = 2,
    .outputs = 1,
    .in = {{FROM_ONE, FROM_ROW, FROM_ONE, .ids = true}, {FROM_ONE, FROM_NAMED, FROM_COL}},
    .out = {{""}},
    .shape = embed_shape,
    .run = embed_run,
    .back = embed_back,
    .uses = embed_uses,
    .part = embed_part,
    .explain = embed_explain,
};
