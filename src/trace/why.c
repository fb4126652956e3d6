/* The way back: of every number the operand it owes most to. */
#include "trace/why.h"

#include <math.h>

#include "trace/explain.h"
#include "trace/measure.h"

static bool why_is_weight(const Trace *t, Value v) {
    return t->program->values[v].weight >= 0;
}

static WhyEnd why_end_of(const Trace *t, Value v, Cell at) {
    const ValueInfo *info = &t->program->values[v];
    if (trace_patched(t, v, at)) return WHY_SET;
    if (why_is_weight(t, v)) return WHY_WEIGHT;
    if (info->numbers == NUMBERS_IDS) return WHY_TOKEN;
    return info->step < 0 || info->role == VALUE_MATRIX ? WHY_GIVEN : WHY_GOES_ON;
}

void why_factor(const Trace *t, Value v, const Term *m, Why *out) {
    const Step *s = &t->program->steps[t->program->values[v].step];
    bool second = false; /* which of a product's two factors is followed */
    if (m->input_b >= 0) {
        bool x = why_is_weight(t, s->in[m->input_a]), y = why_is_weight(t, s->in[m->input_b]);
        second = x != y ? x : fabsf(m->y) > fabsf(m->x);
    }
    out->value = s->in[second ? m->input_b : m->input_a];
    out->at = second ? m->b : m->a;
    out->x = second ? m->y : m->x;
    out->y = second ? m->x : m->y;
    out->with = m->input_b < 0 ? NO_VALUE : s->in[second ? m->input_a : m->input_b];
    out->with_at = second ? m->a : m->b;
}

/* The mask that hides it, if one does. */
static const Term *hiding(const Explanation *x) {
    for (int i = 1; i < x->count; i++)
        if (x->terms[i].x == -INFINITY) return &x->terms[i];
    return &x->terms[0];
}

static const Term *largest_number(const Explanation *x, double from) {
    const Term *best = NULL;
    for (int i = 0; i < x->count; i++)
        if (!best || (double)x->terms[i].x - from > (double)best->x - from) best = &x->terms[i];
    return best;
}

static const Term *furthest(const Explanation *x, double from) {
    const Term *best = NULL;
    for (int i = 0; i < x->count; i++)
        if (!best || fabs((double)x->terms[i].x - from) > fabs((double)best->x - from))
            best = &x->terms[i];
    return best;
}

static const Term *why_same_place(const Explanation *x, Cell at) {
    for (int i = 0; i < x->count; i++) {
        Cell a = x->terms[i].a;
        bool here = a.sheet == at.sheet && a.row == at.row && a.col == at.col;
        if (x->terms[i].input_a == 0 && here) return &x->terms[i];
    }
    return x->count ? &x->terms[0] : NULL;
}

/* Of what is no sum. A row's maximum and its sum of exponentials hang on its largest number, a mean
   on the largest either way, a variance on the one furthest from the mean. */
static const Term *natural(const Trace *t, const Step *s, int output, const Explanation *x,
                           Cell at) {
    switch (op_table[s->op]->out[output].lead) {
    case LEAD_HIDING: return isinf(x->recorded) ? hiding(x) : &x->terms[0];
    case LEAD_LARGEST: return largest_number(x, 0);
    case LEAD_FURTHEST: return furthest(x, 0);
    case LEAD_FROM_MEAN: return furthest(x, (double)t->values[s->out[0]].x[at.row]);
    case LEAD_SAME: return why_same_place(x, at);
    default: return x->count ? &x->terms[0] : NULL;
    }
}

/* Of the shares that were moved into a cell, and its own, the place that the largest was computed
   for. */
static Cell largest_origin(const Trace *t, Value v, Cell at, Arena *work) {
    const ValueInfo *info = &t->program->values[v];
    StepRun r = trace_step(t, info->step, work);
    int keys[ORIGINS_MOST], count = trace_origins(t, v, at, keys);
    float most = -1;
    Cell best = at;
    for (int i = 0; i < count; i++) {
        Explanation x = {.silent = true};
        at.col = keys[i];
        op_table[t->program->steps[info->step].op]->explain(&r, info->output, at, work, &x);
        if (x.evaluated > most) most = x.evaluated, best = at;
    }
    return best;
}

void why_operand(const Trace *t, Value v, Cell at, Arena *work, Why *out) {
    const ValueInfo *info = &t->program->values[v];
    Explanation x;
    Error e;
    *out = (Why){.end = why_end_of(t, v, at), .value = NO_VALUE, .with = NO_VALUE};
    if (out->end != WHY_GOES_ON || !explain_cell(t, v, at, work, &x, &e)) return;
    if (trace_moves(t, v, at)) at = largest_origin(t, v, at, work);
    const Step *s = &t->program->steps[info->step];
    int first;
    const Term *m = !x.is_sum                              ? natural(t, s, info->output, &x, at)
                    : measure_largest_terms(&x, &first, 1) ? &x.terms[first]
                                                           : NULL;
    if (!m) {
        out->end = WHY_CONSTANT;
        return;
    }
    why_factor(t, v, m, out);
    out->sum = x.is_sum;
    out->terms = x.count;
    out->share = x.is_sum ? measure_part(&x, measure_product(m)) : 1;
}
