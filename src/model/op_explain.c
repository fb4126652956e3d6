/* The explain column of the op table: one cell's operands, the formula with the numbers in, and the
   number worked out once more from them. Sums are redone as their chain of fused multiply-adds; the
   others by their plain formula on the one row they come from. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "math/functions.h"
#include "model/op_rows.h"

static float at_cell(Tensor t, Cell c) {
    return tensor_at(t, c.sheet, c.row, c.col);
}

static void room(Explanation *x, Arena *arena, int count) {
    x->terms = arena_many(arena, Term, count);
}

static void term(const StepRun *r, Explanation *x, int ia, Cell a, int ib, Cell b) {
    x->terms[x->count++] = (Term){ia, ib, a, b, at_cell(r->in[ia], a), at_cell(r->in[ib], b)};
}

/* An operand that stands alone or is multiplied with a constant. */
static void single(const StepRun *r, Explanation *x, int input, Cell a, float factor) {
    x->terms[x->count++] = (Term){input, -1, a, {0, 0, 0}, at_cell(r->in[input], a), factor};
}

static void start(const StepRun *r, Explanation *x, int input, Cell at) {
    x->has_start = true;
    x->start_input = input;
    x->start_at = at;
    x->start = at_cell(r->in[input], at);
}

/* "b + x0 · y0 + x1 · y1 + …", all of a short sum, the ends of a long one. */
static char *sum_text(Arena *arena, const Explanation *x) {
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
    return arena_print(arena, "%s = %.9g", text, (double)x->evaluated);
}

/* fma(…fma(x1, y1, fma(x0, y0, start))…), beside the same in double and the bound that rounding
 * allows. */
static void chain(const StepRun *r, int output, Cell at, Arena *arena, Explanation *x) {
    float sum = x->start;
    double exact = x->start, size = fabs((double)x->start);
    for (int i = 0; i < x->count; i++) {
        double product = (double)x->terms[i].x * (double)x->terms[i].y;
        sum = fma_exact(x->terms[i].x, x->terms[i].y, sum);
        exact += product;
        size += fabs(product);
    }
    x->is_sum = true;
    x->evaluated = sum;
    x->exact = exact;
    x->bound = 8.0 * (x->count + 4) * 0x1p-24 * size;
    x->recorded = at_cell(r->out[output], at);
    x->formula = sum_text(arena, x);
}

/* A number that is no sum: its value by the plain formula, in float and in double. */
static void plain(const StepRun *r, int output, Cell at, Explanation *x, float evaluated,
                  double exact, char *formula) {
    x->recorded = at_cell(r->out[output], at);
    x->evaluated = evaluated;
    x->exact = exact;
    x->bound = 64.0 * 0x1p-24 * (fabs(exact) + 0x1p-20);
    x->formula = formula;
}

EXPLAIN_OF(embed) {
    Cell from = {0, (int)r->in[0].x[at.row], at.col};
    room(x, arena, 1);
    single(r, x, 1, from, r->args->factor);
    float y = x->terms[0].x * r->args->factor;
    plain(r, output, at, x, y, (double)x->terms[0].x * (double)r->args->factor,
          arena_print(arena, "{formula.table_row|%d}: %.9g · %.9g", from.row, (double)x->terms[0].x,
                      (double)r->args->factor));
}

EXPLAIN_OF(position) {
    if (r->args->variant) {
        plain(r, output, at, x, 0.0f, 0.0, arena_print(arena, "{formula.positions_off}: 0"));
        return;
    }
    double angle = at.row * pow(10000.0, -(double)(at.col & ~1) / r->args->width);
    double y = at.col & 1 ? cos(angle) : sin(angle);
    double rate = exp_double(-log_double(10000.0) * (double)(at.col & ~1) / (double)r->args->width);
    float evaluated = at.col & 1 ? (float)cos_double((double)at.row * rate)
                                 : (float)sin_double((double)at.row * rate);
    plain(r, output, at, x, evaluated, y,
          arena_print(arena, "%s(%d / 10000^(%d/%d))", at.col & 1 ? "cos" : "sin", at.row,
                      at.col & ~1, r->args->width));
}

EXPLAIN_OF(causal) {
    bool open = at.col <= at.row || r->args->variant;
    plain(r, output, at, x, open ? 0.0f : -INFINITY, open ? 0.0 : -INFINITY,
          arena_print(arena,
                      r->args->variant ? "{formula.mask_off}: 0"
                                       : "{formula.key|%d} %s {formula.query|%d}: %s",
                      at.col, at.col <= at.row ? "≤" : ">", at.row, open ? "0" : "−∞"));
}

EXPLAIN_OF(padding) {
    room(x, arena, 1);
    single(r, x, 0, (Cell){0, at.col, 0}, 1.0f);
    bool hidden = x->terms[0].x == 0.0f;
    if (r->args->variant) {
        x->count = 0;
        plain(r, output, at, x, 0.0f, 0.0, arena_print(arena, "{formula.mask_off}: 0"));
        return;
    }
    plain(r, output, at, x, hidden ? -INFINITY : 0.0f, hidden ? -INFINITY : 0.0,
          arena_print(arena, hidden ? "{formula.is_pad|%g}" : "{formula.not_pad|%g}",
                      (double)x->terms[0].x));
}

EXPLAIN_OF(add) {
    room(x, arena, 2);
    single(r, x, 0, at, 1.0f);
    single(r, x, 1, at, 1.0f);
    chain(r, output, at, arena, x);
    x->formula = arena_print(arena, "%.9g + %.9g", (double)x->terms[0].x, (double)x->terms[1].x);
}

EXPLAIN_OF(linear) {
    int k = r->in[1].shape.rows;
    room(x, arena, k);
    if (r->inputs > 2) start(r, x, 2, (Cell){0, 0, at.col});
    for (int i = 0; i < k; i++) term(r, x, 0, (Cell){0, at.row, i}, 1, (Cell){0, i, at.col});
    chain(r, output, at, arena, x);
}

EXPLAIN_OF(linear_tied) {
    int k = r->in[1].shape.cols;
    room(x, arena, k);
    for (int i = 0; i < k; i++) term(r, x, 0, (Cell){0, at.row, i}, 1, (Cell){0, at.col, i});
    chain(r, output, at, arena, x);
}

static void copied(const StepRun *r, int output, Cell at, Cell from, Arena *arena, Explanation *x) {
    room(x, arena, 1);
    single(r, x, 0, from, 1.0f);
    plain(r, output, at, x, x->terms[0].x, x->terms[0].x,
          arena_print(arena, "{formula.same}, [%d, %d, %d]", from.sheet, from.row, from.col));
}

EXPLAIN_OF(split) {
    copied(r, output, at, (Cell){0, at.row, at.sheet * r->out[0].shape.cols + at.col}, arena, x);
}

EXPLAIN_OF(concat) {
    int d = r->in[0].shape.cols;
    copied(r, output, at, (Cell){at.col / d, at.row, at.col % d}, arena, x);
}

EXPLAIN_OF(scores) {
    int d = r->in[0].shape.cols;
    room(x, arena, d);
    for (int i = 0; i < d; i++)
        term(r, x, 0, (Cell){at.sheet, at.row, i}, 1, (Cell){at.sheet, at.col, i});
    chain(r, output, at, arena, x);
}

EXPLAIN_OF(mix) {
    int n = r->in[0].shape.cols;
    room(x, arena, n);
    for (int i = 0; i < n; i++)
        term(r, x, 0, (Cell){at.sheet, at.row, i}, 1, (Cell){at.sheet, i, at.col});
    chain(r, output, at, arena, x);
}

EXPLAIN_OF(scale) {
    room(x, arena, 1);
    single(r, x, 0, at, r->args->factor);
    float s = x->terms[0].x;
    plain(r, output, at, x, s * r->args->factor, (double)s * (double)r->args->factor,
          arena_print(arena, "%.9g · %.9g", (double)s, (double)r->args->factor));
}

EXPLAIN_OF(mask) {
    room(x, arena, r->inputs);
    single(r, x, 0, at, 1.0f);
    float y = x->terms[0].x;
    double exact = y;
    for (int i = 1; i < r->inputs; i++) {
        single(r, x, i, mask_cell(r->in[i], at), 1.0f);
        y = y + x->terms[i].x;
        exact += x->terms[i].x;
    }
    plain(r, output, at, x, y, exact,
          r->inputs == 3
              ? arena_print(arena, "%.9g + %g + %g", (double)x->terms[0].x, (double)x->terms[1].x,
                            (double)x->terms[2].x)
              : arena_print(arena, "%.9g + %g", (double)x->terms[0].x, (double)x->terms[1].x));
}

static void row_terms(const StepRun *r, Cell at, Arena *arena, Explanation *x) {
    int n = r->in[0].shape.cols;
    room(x, arena, n + 2);
    for (int i = 0; i < n; i++) single(r, x, 0, (Cell){at.sheet, at.row, i}, 1.0f);
}

static double softmax_exact(int output, const float *row, int n, int col) {
    double max = -INFINITY, sum = 0.0;
    for (int i = 0; i < n; i++) max = fmax(max, row[i]);
    if (output == 0 || max == -INFINITY) return output == 0 ? max : 0.0;
    for (int i = 0; i < n; i++) sum += exp((double)row[i] - max);
    if (output == 2) return sum;
    return exp((double)row[col] - max) / (output == 1 ? 1.0 : sum);
}

/* The scores that share out: a row's, or a column's. Returns the place of the explained one among
 * them. */
static int softmax_scores(const StepRun *r, Cell at, Arena *arena, Explanation *x, int *count,
                          const float **scores) {
    Shape s = r->in[0].shape;
    *count = s.cols;
    *scores = tensor_row(r->in[0], at.sheet, r->args->variant ? 0 : at.row);
    if (!r->args->variant) {
        row_terms(r, at, arena, x);
        return at.col;
    }
    float *column = arena_many(arena, float, s.rows);
    room(x, arena, s.rows + 2);
    for (int i = 0; i < s.rows; i++) {
        column[i] = tensor_at(r->in[0], at.sheet, i, at.col);
        single(r, x, 0, (Cell){at.sheet, i, at.col}, 1.0f);
    }
    *count = s.rows;
    *scores = column;
    return at.row;
}

EXPLAIN_OF(softmax) {
    int n;
    const float *row;
    int place = softmax_scores(r, at, arena, x, &n, &row);
    float *y = arena_many(arena, float, 2 * n + 2), *exps = y + n, *max = y + 2 * n, *sum = max + 1;
    kernels_named("plain")->softmax(max, exps, sum, y, row, 1, n);
    float value[4] = {*max, exps[place], *sum, y[place]};
    char *formula[4] = {
        arena_print(arena, "{formula.max|%d}", n),
        arena_print(arena, "exp(%.9g − %.9g)", (double)row[place], (double)*max),
        arena_print(arena, "{formula.exp_sum|%d}", n),
        arena_print(arena, "exp(%.9g − %.9g) / Σ = %.9g / %.9g", (double)row[place], (double)*max,
                    (double)exps[place], (double)*sum),
    };
    plain(r, output, at, x, value[output], softmax_exact(output, row, n, place), formula[output]);
    x->bound *= n + 1;
}

static double norm_exact(const StepRun *r, int output, Cell at) {
    int n = r->in[0].shape.cols;
    const float *row = tensor_row(r->in[0], 0, at.row);
    double mean = 0.0, variance = 0.0;
    for (int i = 0; i < n; i++) mean += row[i];
    mean /= n;
    for (int i = 0; i < n; i++) variance += (row[i] - mean) * (row[i] - mean);
    variance /= n;
    if (output < 2) return output == 0 ? mean : variance;
    return (row[at.col] - mean) / sqrt(variance + (double)r->args->factor) *
               (double)r->in[1].x[at.col] +
           (double)r->in[2].x[at.col];
}

EXPLAIN_OF(norm) {
    int n = r->in[0].shape.cols;
    row_terms(r, at, arena, x);
    if (output == 2) {
        single(r, x, 1, (Cell){0, 0, at.col}, 1.0f);
        single(r, x, 2, (Cell){0, 0, at.col}, 1.0f);
    }
    float *y = arena_many(arena, float, n + 2), *mean = y + n, *variance = mean + 1;
    const float *row = tensor_row(r->in[0], 0, at.row);
    kernels_named("plain")->norm(mean, variance, y, row, r->in[1].x, r->in[2].x, r->args->factor, 1,
                                 n);
    float value[3] = {*mean, *variance, y[at.col]};
    char *formula[3] = {
        arena_print(arena, "Σ x / %d", n),
        arena_print(arena, "Σ (x − %.9g)² / %d", (double)*mean, n),
        arena_print(arena, "(%.9g − %.9g) / √(%.9g + %g) · %.9g + %.9g", (double)row[at.col],
                    (double)*mean, (double)*variance, (double)r->args->factor,
                    (double)r->in[1].x[at.col], (double)r->in[2].x[at.col]),
    };
    plain(r, output, at, x, value[output], norm_exact(r, output, at), formula[output]);
    double size = 0.0;
    for (int i = 0; i < n; i++) size += fabs((double)row[i]);
    x->bound = 8.0 * (n + 4) * 0x1p-24 * (fabs(x->exact) + size / n + 1.0);
}

EXPLAIN_OF(relu) {
    room(x, arena, 1);
    single(r, x, 0, at, 1.0f);
    float v = x->terms[0].x, y = v > 0.0f ? v : 0.0f;
    plain(r, output, at, x, y, fmax(v, 0.0), arena_print(arena, "max(0, %.9g)", (double)v));
}

EXPLAIN_OF(gelu) {
    room(x, arena, 1);
    single(r, x, 0, at, 1.0f);
    float v = x->terms[0].x, y;
    const Kernels *k = kernels_named("plain");
    (r->args->variant ? k->gelu_tanh : k->gelu_erf)(&y, &v, 1);
    double d = v, inner = sqrt(2.0 / acos(-1.0)) * (d + 0.044715 * d * d * d);
    plain(r, output, at, x, y,
          r->args->variant ? 0.5 * d * (1.0 + tanh(inner)) : 0.5 * d * (1.0 + erf(d / sqrt(2.0))),
          arena_print(arena, "%.9g · Φ(%.9g)", d, d));
    x->bound += 64.0 * 0x1p-24 * fabs(d);
}

EXPLAIN_OF(cross_entropy) {
    int n = r->in[0].shape.cols, target = (int)r->in[1].x[at.row];
    const float *row = tensor_row(r->in[0], 0, at.row);
    row_terms(r, at, arena, x);
    float *log = arena_many(arena, float, n + 1);
    kernels_named("plain")->cross_entropy(log, log + n, row, r->in[1].x + at.row, 1, n);
    int col = output == 0 ? at.col : target;
    double max = softmax_exact(0, row, n, 0), sum = softmax_exact(2, row, n, 0);
    double exact = col < 0 ? 0.0 : (double)row[col] - max - log_double(sum);
    plain(r, output, at, x, output == 0 ? log[at.col] : log[n], output == 0 ? exact : -exact,
          arena_print(arena, "%sz[%d] − max − ln Σ", output == 0 ? "" : "−", col));
    x->bound = 8.0 * (n + 4) * 0x1p-24 * (1.0 + fabs(max) + fabs(exact));
}

EXPLAIN_OF(entropy) {
    int n = r->in[0].shape.cols;
    const float *row = tensor_row(r->in[0], at.sheet, at.row);
    row_terms(r, at, arena, x);
    float h;
    kernels_named("plain")->entropy(&h, row, 1, n);
    double exact = 0.0;
    for (int i = 0; i < n; i++)
        if (row[i] > 0.0f) exact -= (double)row[i] * log((double)row[i]);
    plain(r, output, at, x, h, exact, arena_print(arena, "−Σ a ln a {formula.shares|%d}", n));
    x->bound *= n;
}

EXPLAIN_OF(given) {
    Shape s = r->args->form->shape;
    float number =
        r->args->given[((size_t)at.sheet * (size_t)s.rows + (size_t)at.row) * (size_t)s.cols +
                       (size_t)at.col];
    plain(r, output, at, x, number, (double)number,
          arena_print(arena, "{formula.given}: %.9g", (double)number));
}
