/* Numbers that somebody brought along. */
#include <string.h>

#include "model/ops/ops.h"

static bool given_shape(const StepArgs *args, const Form *in, int inputs, Form *out, Error *e) {
    (void)in;
    out[0] = args->given.form;
    return inputs == 0 || error_set(e, "it has inputs");
}

static void given_run(const StepRun *r) {
    memcpy(r->write[0], r->args->given.x, shape_size(r->args->given.form.shape) * sizeof(float));
}

static const float *given_there(const StepArgs *args) {
    return args->given.x;
}

static void given_explain(const StepRun *r, int output, Cell at, Arena *arena, Explanation *x) {
    Shape s = r->args->given.form.shape;
    float number =
        r->args->given.x[((size_t)at.sheet * (size_t)s.rows + (size_t)at.row) * (size_t)s.cols +
                         (size_t)at.col];
    ops_plain(r, output, at, x, number, (double)number,
              ops_say(x, arena, "{formula.given}: %.9g", (double)number));
}

const OpInfo op_given = {
    .name = "given",
    .symbol = "M",
    .formula = {.plain = "M as it was given"},
    .inputs = 0,
    .outputs = 1,
    .out = {{"", .hides = true}},
    .shape = given_shape,
    .run = given_run,
    .there = given_there,
    .explain = given_explain,
};
