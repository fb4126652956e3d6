/* Reverse-mode differentiation over a trace. */
#include "train/backward.h"

typedef struct Gradients {
    const Trace *trace;
    float **of; /* by Value; NULL: none arrived yet */
    float *weights;
    Arena *work;
} Gradients;

static float *gradient_of(Gradients *g, Value v) {
    const ValueInfo *info = &g->trace->program->values[v];
    if (info->step < 0) return info->weight < 0 ? NULL : g->weights + info->weight;
    if (!g->of[v]) g->of[v] = arena_many(g->work, float, shape_size(info->form.shape));
    return g->of[v];
}

void backward_run(const Trace *t, const Seed *seeds, int seed_count, Arena *work, float *weights) {
    Gradients g = {t, arena_many(work, float *, t->program->value_count), weights, work};
    for (int i = 0; i < seed_count; i++) {
        float *x = gradient_of(&g, seeds[i].value);
        size_t n = shape_size(t->program->values[seeds[i].value].form.shape);
        for (size_t j = 0; j < n; j++) x[j] += seeds[i].gradient;
    }
    for (int i = t->program->step_count - 1; i >= 0; i--) {
        const Step *s = &g.trace->program->steps[i];
        const OpInfo *op = op_table[s->op];
        StepRun r = trace_step(g.trace, i, g.work);
        bool arrived = false;
        for (int j = 0; j < op->outputs; j++) {
            r.dout[j] = g.of[s->out[j]];
            arrived |= r.dout[j] != NULL;
        }
        if (!arrived || !op->back) continue;
        for (int j = 0; j < s->inputs; j++) r.din[j] = gradient_of(&g, s->in[j]);
        op->back(&r);
    }
}
