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

/* What stands at one key of a row while its shares are moved. */
typedef struct Share {
    float x;
    double exact, bound;
    const char *formula;
} Share;

/* What a patch that is no move made of a cell. */
static Share set_share(const Trace *t, const Patch *patch, Value v, Cell at, Arena *arena) {
    float x = patch->x;
    if (patch->kind != PATCH_NUMBER) {
        Tensor scores = t->values[t->program->steps[t->program->values[v].step].in[0]];
        float *row = arena_many(arena, float, scores.shape.cols);
        trace_pattern(patch->kind, tensor_row(scores, at.sheet, at.row), scores.shape.cols, at.row,
                      row);
        x = row[at.col];
    }
    return (Share){x, (double)x, 0, arena_print(arena, "%.9g", (double)x)};
}

static void add_share(Share *to, Share *from, Arena *arena) {
    to->x += from->x;
    to->exact += from->exact;
    to->bound += from->bound + op_sum_bound(1, (double)to->x);
    to->formula = arena_print(arena, "%s + {formula.moved|%s}", to->formula, from->formula);
    *from = (Share){.formula = "0"};
}

/* Where shares of its row were moved: all that was done to the row, in order, from what the op says
   of each key. The last that is asked is the cell's own, and gives the terms. */
static void explain_moved(const Trace *t, Value v, Cell at, Arena *arena, Explanation *out) {
    const ValueInfo *info = &t->program->values[v];
    StepRun r = trace_step(t, info->step, arena);
    int n = info->form.shape.cols, own = at.col;
    Share *row = arena_many(arena, Share, n);
    for (int i = 0; i < n; i++) {
        Cell key = {at.sheet, at.row, (own + 1 + i) % n};
        *out = (Explanation){.silent = key.col != own};
        op_table[t->program->steps[info->step].op]->explain(&r, info->output, key, arena, out);
        row[key.col] = (Share){out->evaluated, out->exact, out->bound,
                               arena_print(arena, "%.9g", text_plain_nan((double)out->evaluated))};
    }
    row[own].formula = out->formula;
    for (int i = 0; i < t->patch_count; i++) {
        const Patch *p = &t->patches[i];
        bool here = (p->head == ALL || p->head == at.sheet) && (p->row == ALL || p->row == at.row);
        if (!here || strcmp(p->path, info->path) != 0) continue;
        for (int k = 0; k < n && p->kind != PATCH_MOVE; k++)
            if (p->col == ALL || p->col == k)
                row[k] = set_share(t, p, v, (Cell){at.sheet, at.row, k}, arena);
        if (p->kind == PATCH_MOVE) add_share(&row[p->to], &row[p->col], arena);
    }
    out->evaluated = row[own].x;
    out->exact = row[own].exact;
    out->bound = row[own].bound;
    out->formula = row[own].formula;
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
    if (trace_moves(t, v, at)) {
        explain_moved(t, v, at, arena, out);
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
    const Trace *t = decode_trace(d, a.t);
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
