/* Sinusoids of the position (Vaswani et al. 2017, section 3.5). */
#include <math.h>
#include <string.h>

#include "math/functions.h"
#include "model/ops/ops.h"

static bool position_shape(const StepArgs *args, const Form *in, int inputs, Form *out, Error *e) {
    (void)in;
    return ops_made_shape(&args->position, inputs, AXIS_MODEL, out, e);
}

static void position_run(const StepRun *r) {
    const OpPlaces *of = &r->args->position;
    if (r->args->off) {
        memset(r->write[0], 0, ops_size(r->out[0]) * sizeof(float));
        return;
    }
    r->kernels->sinusoid(r->write[0], of->rows, of->cols);
    if (of->factor != 1)
        for (int i = 0; i < of->rows; i++) {
            float *row = r->write[0] + (size_t)i * (size_t)of->cols;
            r->kernels->scale(row, row, of->factor, of->cols);
        }
}

static void position_explain(const StepRun *r, int output, Cell at, Arena *arena, Explanation *x) {
    if (r->args->off) {
        ops_plain(r, output, at, x, 0.0f, 0.0, ops_say(x, arena, "{formula.positions_off}: 0"));
        return;
    }
    float factor = r->args->position.factor;
    const char *times = factor == 1 ? "" : arena_print(arena, "%.9g · ", (double)factor);
    double angle = at.row * pow(10000.0, -(double)(at.col & ~1) / r->args->position.cols);
    double y = (double)factor * (at.col & 1 ? cos(angle) : sin(angle));
    double rate =
        exp_double(-log_double(10000.0) * (double)(at.col & ~1) / (double)r->args->position.cols);
    float evaluated = at.col & 1 ? (float)cos_double((double)at.row * rate)
                                 : (float)sin_double((double)at.row * rate);
    ops_plain(r, output, at, x, factor == 1 ? evaluated : evaluated * factor, y,
              ops_say(x, arena, "%s%s(%d / 10000^(%d/%d))", times, at.col & 1 ? "cos" : "sin",
                      at.row, at.col & ~1, r->args->position.cols));
}

static const char *position_formula(const StepArgs *args) {
    if (args->off) return "{out} = 0";
    return args->position.factor == 1 ? NULL
                                      : "{out}(p, 2i) = c · sin \\frac{p}{10000^{2i/d}} ,   "
                                        "{out}(p, 2i + 1) = c · cos \\frac{p}{10000^{2i/d}}";
}

const OpInfo op_position = {
    .name = "position",
    .symbol = "P",
    .formula = {.text = "{out}(p, 2i) = sin \\frac{p}{10000^{2i/d}} ,   "
                        "{out}(p, 2i + 1) = cos \\frac{p}{10000^{2i/d}}",
                .of = position_formula,
                .plain = "P[p, 2i] = sin(p / 10000^(2i/d)), P[p, 2i+1] = cos(same)"},
    .inputs = 0,
    .outputs = 1,
    .out = {{""}},
    .shape = position_shape,
    .run = position_run,
    .explain = position_explain,
};
