/* Explanations of single cells, and their text. */
#include "trace/explain.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "model/formula.h"

bool explain_agrees(const Explanation *x) {
    return (isnan(x->recorded) && isnan(x->evaluated)) ||
           memcmp(&x->recorded, &x->evaluated, sizeof x->recorded) == 0;
}

static void given(Tensor x, Cell at, const char *formula, Explanation *out) {
    out->recorded = out->evaluated =
        (float)text_plain_nan((double)tensor_at(x, at.sheet, at.row, at.col));
    out->exact = out->recorded;
    out->formula = formula;
}

bool explain_cell(const Trace *t, Value v, Cell at, Arena *arena, Explanation *out, Error *e) {
    const ValueInfo *info = &t->program->values[v];
    Shape s = info->form.shape;
    *out = (Explanation){0};
    if (at.sheet < 0 || at.sheet >= s.sheets || at.row < 0 || at.row >= s.rows || at.col < 0 ||
        at.col >= s.cols)
        return error_set(e, "%s is %d × %d × %d: [%d, %d, %d] is outside", info->path, s.sheets,
                         s.rows, s.cols, at.sheet, at.row, at.col);
    bool set = trace_patched(t, v, at);
    if (set || info->step < 0) {
        given(t->values[v], at,
              set                 ? "{speech.set}"
              : info->weight >= 0 ? "{formula.trained}"
                                  : "{formula.given}",
              out);
        return true;
    }
    StepRun r = trace_step(t, info->step, arena);
    op_table[t->program->steps[info->step].op]->explain(&r, info->output, at, arena, out);
    return true;
}

static void print_operand(const Decoding *d, int step_t, Value v, Cell at, Arena *arena,
                          Buffer *out) {
    Address a = {step_t, v, true, at};
    buffer_print(out, "%s (%s)", address_print(d, a, arena), address_words(d, a, arena));
}

static void print_terms(const Decoding *d, Address a, const Step *s, const Explanation *x,
                        Arena *arena, Buffer *out) {
    if (x->has_start) {
        buffer_print(out, "  start %16.9g   ", (double)x->start);
        print_operand(d, a.t, s->in[x->start_input], x->start_at, arena, out);
        buffer_text(out, "\n");
    }
    for (int i = 0; i < x->count; i++) {
        const Term *m = &x->terms[i];
        if (x->is_sum)
            buffer_print(out, "  %14.9g × %14.9g = %+.9g   ", (double)m->x, (double)m->y,
                         text_plain_nan((double)m->x * (double)m->y));
        else
            buffer_print(out, "  %14.9g   ", (double)m->x);
        print_operand(d, a.t, s->in[m->input_a], m->a, arena, out);
        if (m->input_b >= 0) {
            buffer_text(out, " × ");
            print_operand(d, a.t, s->in[m->input_b], m->b, arena, out);
        }
        buffer_text(out, "\n");
    }
}

bool explain_print(const Decoding *d, Address a, Arena *arena, Buffer *out, Error *e) {
    const Trace *t = &d->traces[a.t];
    const ValueInfo *v = &t->program->values[a.value];
    Explanation x;
    if (!a.has_cell) return error_set(e, "name a cell: %s[row,col]", v->path);
    if (!explain_cell(t, a.value, a.cell, arena, &x, e)) return false;
    buffer_print(out, "%s = %.9g   %s\n", address_print(d, a, arena), (double)x.recorded,
                 address_words(d, a, arena));
    if (v->step >= 0) {
        const Step *s = &t->program->steps[v->step];
        buffer_print(out, "%s\n", formula_line(op_table[s->op], arena));
        print_terms(d, a, s, &x, arena, out);
    }
    buffer_print(out, "formula      %s\n", formula_plain(x.formula, arena));
    buffer_print(out, "re-evaluated %.9g (%s bit for bit)\n", (double)x.evaluated,
                 explain_agrees(&x) ? "equal" : "NOT equal");
    if (isfinite(x.exact))
        buffer_print(out, "in double    %.17g (off by %.3g, rounding allows %.3g)\n", x.exact,
                     fabs((double)x.recorded - x.exact), x.bound);
    return true;
}
