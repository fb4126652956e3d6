/* What the rows of the op table share. */
#include "model/ops/ops.h"

#include <math.h>
#include <stdarg.h>

#include "base/text.h"
#include "math/functions.h"

bool ops_needs(int inputs, int wanted, Error *e) {
    return inputs == wanted || error_set(e, "needs %d inputs, has %d", wanted, inputs);
}

bool ops_fits(bool ok, Shape a, Shape b, Error *e) {
    return ok || error_set(e, "%d × %d × %d does not fit %d × %d × %d", a.sheets, a.rows, a.cols,
                           b.sheets, b.rows, b.cols);
}

bool ops_same_shape(const StepArgs *args, const Form *in, int inputs, Form *out, Error *e) {
    (void)args;
    if (!ops_needs(inputs, 1, e)) return false;
    out[0] = in[0];
    return true;
}

bool ops_made_shape(const OpPlaces *made, int inputs, Axis cols, Form *out, Error *e) {
    out[0] = (Form){{1, made->rows, made->cols}, made->axis, cols};
    if (!ops_needs(inputs, 0, e)) return false;
    return (made->rows > 0 && made->cols > 0) || error_set(e, "is empty");
}

static float ops_number(Tensor t, Cell c) {
    return (float)text_plain_nan((double)tensor_at(t, c.sheet, c.row, c.col));
}

char *ops_say(const Explanation *x, Arena *arena, const char *format, ...) {
    va_list list;
    if (x->silent) return NULL;
    va_start(list, format);
    char *text = arena_vprint(arena, format, list);
    va_end(list);
    return text;
}

void ops_room(Explanation *x, Arena *arena, int count) {
    x->terms = arena_many(arena, Term, count);
}

void ops_term(const StepRun *r, Explanation *x, int ia, Cell a, int ib, Cell b) {
    x->terms[x->count++] = (Term){ia, ib, a, b, ops_number(r->in[ia], a), ops_number(r->in[ib], b)};
}

void ops_single(const StepRun *r, Explanation *x, int input, Cell a, float factor) {
    x->terms[x->count++] = (Term){input, -1, a, {0, 0, 0}, ops_number(r->in[input], a), factor};
}

void ops_start(const StepRun *r, Explanation *x, int input, Cell at) {
    x->has_start = true;
    x->start_input = input;
    x->start_at = at;
    x->start = ops_number(r->in[input], at);
}

void ops_row_terms(const StepRun *r, Cell at, Arena *arena, Explanation *x) {
    int n = r->in[0].shape.cols;
    ops_room(x, arena, n + 2);
    for (int i = 0; i < n; i++) ops_single(r, x, 0, (Cell){at.sheet, at.row, i}, 1.0f);
}

/* "b + x0 · y0 + x1 · y1 + …", all of a short sum, the ends of a long one. */
static char *ops_sum_text(Arena *arena, const Explanation *x) {
    enum { SHORT = 24, ENDS = 4 };
    char *text = x->has_start ? arena_print(arena, "%.6g", (double)x->start) : "";
    for (int i = 0; i < x->count; i++) {
        const Term *t = &x->terms[i];
        const char *plus = *text ? " + " : "";
        if (x->count <= SHORT || i < ENDS || i >= x->count - ENDS)
            text = arena_print(arena, "%s%s%.6g · %.6g", text, plus, (double)t->x, (double)t->y);
        else if (i == ENDS)
            text = arena_print(arena, "%s + … ({formula.more|%d}) …", text, x->count - 2 * ENDS);
    }
    return arena_print(arena, "%s = %.9g%s", text, (double)x->evaluated,
                       ops_blocks_of(x->count, x->block));
}

float op_sum_next(OpSum *s, const Explanation *x) {
    const Term *t = &x->terms[s->count];
    if (s->count == 0) s->chain = x->start;
    if (s->count > 0 && s->count % x->block == 0) {
        s->before = s->count > x->block ? s->before + s->chain : s->chain;
        s->chain = 0;
    }
    s->chain = fma_exact(t->x, t->y, s->chain);
    return ++s->count > x->block ? s->before + s->chain : s->chain;
}

void ops_chain(const StepRun *r, int output, Cell at, int block, Arena *arena, Explanation *x) {
    float sum = x->start;
    double exact = x->start, size = fabs((double)x->start);
    OpSum running = {0};
    x->block = block;
    for (int i = 0; i < x->count; i++) {
        double product = (double)x->terms[i].x * (double)x->terms[i].y;
        sum = op_sum_next(&running, x);
        exact += product;
        size += fabs(product);
    }
    x->is_sum = true;
    x->evaluated = (float)text_plain_nan((double)sum);
    x->exact = text_plain_nan(exact);
    x->bound = op_sum_bound(x->count, size);
    x->recorded = ops_number(r->out[output], at);
    x->formula = x->silent ? NULL : ops_sum_text(arena, x);
}

void ops_plain(const StepRun *r, int output, Cell at, Explanation *x, float evaluated, double exact,
               char *formula) {
    x->recorded = ops_number(r->out[output], at);
    x->evaluated = (float)text_plain_nan((double)evaluated);
    x->exact = text_plain_nan(exact);
    x->bound = 64.0 * 0x1p-24 * (fabs(exact) + 0x1p-20);
    x->formula = formula;
}

void ops_copied(const StepRun *r, int output, Cell at, Cell from, Arena *arena, Explanation *x) {
    ops_room(x, arena, 1);
    ops_single(r, x, 0, from, 1.0f);
    ops_plain(r, output, at, x, x->terms[0].x, x->terms[0].x,
              ops_say(x, arena, "{formula.same}, [%d, %d, %d]", from.sheet, from.row, from.col));
}

double ops_softmax_exact(int output, const float *row, int n, int col) {
    double max = -INFINITY, sum = 0.0;
    for (int i = 0; i < n; i++) max = fmax(max, row[i]);
    if (output == 0 || max == -INFINITY) return output == 0 ? max : 0.0;
    for (int i = 0; i < n; i++) sum += exp((double)row[i] - max);
    if (output == 2) return sum;
    return exp((double)row[col] - max) / (output == 1 ? 1.0 : sum);
}
