/* y = x · Φ(x), by erf or by tanh. */
#include <math.h>

#include "model/ops/ops.h"

static void gelu_run(const StepRun *r) {
    (r->args->gelu.tanh ? r->kernels->gelu_tanh : r->kernels->gelu_erf)(r->write[0], r->in[0].x,
                                                                        ops_size(r->in[0]));
}

static void gelu_back(const StepRun *r) {
    if (r->din[0])
        (r->args->gelu.tanh ? r->kernels->gelu_tanh_back : r->kernels->gelu_erf_back)(
            r->din[0], r->dout[0], r->in[0].x, ops_size(r->in[0]));
}

static void gelu_explain(const StepRun *r, int output, Cell at, Arena *arena, Explanation *x) {
    ops_room(x, arena, 1);
    ops_single(r, x, 0, at, 1.0f);
    float v = x->terms[0].x, y;
    const Kernels *k = kernels_named("plain");
    (r->args->gelu.tanh ? k->gelu_tanh : k->gelu_erf)(&y, &v, 1);
    double d = v, inner = sqrt(2.0 / acos(-1.0)) * (d + 0.044715 * d * d * d);
    ops_plain(r, output, at, x, y,
              r->args->gelu.tanh ? 0.5 * d * (1.0 + tanh(inner))
                                 : 0.5 * d * (1.0 + erf(d / sqrt(2.0))),
              ops_say(x, arena, "%.9g · Φ(%.9g)", d, d));
    x->bound += 64.0 * 0x1p-24 * fabs(d);
}

/* The tanh variant is another formula. */
static const char *gelu_formula(const StepArgs *args) {
    return args->gelu.tanh ? "{out} = \\frac{{in0}}{2} \\group{1 + tanh \\group{"
                             "\\root{\\frac{2}{π}} ( {in0} + {#0.044715} {in0}^3 )}}"
                           : NULL;
}

const OpInfo op_gelu = {
    .name = "gelu",
    .symbol = "H",
    .formula = {.text = "{out} = \\frac{{in0}}{2} \\group{1 + erf \\frac{{in0}}{\\root{2}}}",
                .of = gelu_formula,
                .plain = "H = X · Φ(X)"},
    .inputs = 1,
    .outputs = 1,
    .in = {{FROM_SHEET, FROM_ROW, FROM_COL}},
    .out = {{""}},
    .shape = ops_same_shape,
    .run = gelu_run,
    .back = gelu_back,
    .explain = gelu_explain,
};
