/* The invariants. Each reads a step's recorded inputs and outputs and works the outputs out again
   in double, by loops of its own rather than by the kernels. */
#include "trace/check.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "trace/explain.h"

enum { EXPLAINED = 400 };

typedef struct Checking {
    const Trace *t;
    CheckResult *results;
    Arena *arena;
} Checking;

/* One recorded value that is looked at. */
typedef struct Place {
    CheckResult *result;
    const char *path;
} Place;

static Place place(const Checking *c, CheckKind kind, Value v) {
    return (Place){&c->results[kind], c->t->program->values[v].path};
}

/* Keeps the place that is furthest along to its bound. NaN is the worst of all errors. */
static void note(Place p, int sheet, int row, int col, double error, double bound) {
    CheckResult *r = p.result;
    if (isnan(error)) error = INFINITY;
    bool further =
        bound > 0.0 && r->bound > 0.0 ? error / bound > r->error / r->bound : error > r->error;
    r->places++;
    r->worst = fmax(r->worst, error);
    r->ok = r->ok && error <= bound;
    if (*r->path && !further) return;
    r->path = p.path, r->at = (Cell){sheet, row, col}, r->error = error, r->bound = bound;
}

/* The distance of two numbers that should be one: 0 if equal, infinities too. */
static double apart(double a, double b) {
    return a == b ? 0.0 : fabs(a - b);
}

static bool patched(const Checking *c, Value v) {
    for (int i = 0; i < c->t->patch_count; i++)
        if (strcmp(c->t->patches[i].path, c->t->program->values[v].path) == 0) return true;
    return false;
}

static void check_finite(const Checking *c, Value v) {
    Tensor x = c->t->values[v];
    bool hidden = program_may_hide(c->t->program, v);
    for (int h = 0; h < x.shape.sheets; h++)
        for (int i = 0; i < x.shape.rows; i++)
            for (int j = 0; j < x.shape.cols; j++) {
                float at = tensor_at(x, h, i, j);
                bool ok = isfinite(at) || (hidden && at == -INFINITY);
                note(place(c, CHECK_FINITE, v), h, i, j, ok ? 0.0 : INFINITY, 0.0);
            }
}

/* One output cell as Σ a·b from `start`; the strides step through both operands. */
static void check_dot(Place p, Cell at, float recorded, double start, const float *a,
                      const float *b, int n, size_t stride) {
    double sum = start, size = fabs(start);
    for (int i = 0; i < n; i++) {
        double product = (double)a[i] * (double)b[(size_t)i * stride];
        sum += product;
        size += fabs(product);
    }
    note(p, at.sheet, at.row, at.col, apart(recorded, sum), op_sum_bound(n, size));
}

/* Y = A · Bᵀ where `transposed`, else A · B (+ bias), in every sheet. */
static void check_product(Place p, const StepRun *r, const float *bias, bool transposed) {
    Shape y = r->out[0].shape;
    int n = r->in[0].shape.cols;
    for (int h = 0; h < y.sheets; h++)
        for (int i = 0; i < y.rows; i++)
            for (int j = 0; j < y.cols; j++) {
                const float *b =
                    tensor_sheet(r->in[1], h) + (transposed ? (size_t)j * (size_t)n : (size_t)j);
                check_dot(p, (Cell){h, i, j}, tensor_at(r->out[0], h, i, j),
                          bias ? (double)bias[j] : 0.0, tensor_row(r->in[0], h, i), b, n,
                          transposed ? 1 : (size_t)y.cols);
            }
}

/* What one cell of an exact step must be, from its inputs. */
typedef float Exact(const StepRun *r, int h, int i, int j);

static float scaled_cell(const StepRun *r, int h, int i, int j) {
    return tensor_at(r->in[0], h, i, j) * r->args->scale.factor;
}

/* A mask with one row, or one sheet, serves all. */
static float mask_at(Tensor m, int h, int i, int j) {
    return tensor_at(m, m.shape.sheets == 1 ? 0 : h, m.shape.rows == 1 ? 0 : i, j);
}

static float masked_cell(const StepRun *r, int h, int i, int j) {
    float y = tensor_at(r->in[0], h, i, j) + mask_at(r->in[1], h, i, j);
    return r->inputs == 3 ? y + mask_at(r->in[2], h, i, j) : y;
}

static float concat_cell(const StepRun *r, int h, int i, int j) {
    (void)h;
    int d = r->in[0].shape.cols;
    return tensor_at(r->in[0], j / d, i, j % d);
}

static float added_cell(const StepRun *r, int h, int i, int j) {
    return tensor_at(r->in[0], h, i, j) + tensor_at(r->in[1], h, i, j);
}

static void check_exact(Place p, const StepRun *r, Exact *cell) {
    Shape y = r->out[0].shape;
    for (int h = 0; h < y.sheets; h++)
        for (int i = 0; i < y.rows; i++)
            for (int j = 0; j < y.cols; j++)
                note(p, h, i, j, apart(tensor_at(r->out[0], h, i, j), cell(r, h, i, j)), 0.0);
}

static void check_rows(Place p, Tensor max, Tensor weights) {
    int n = weights.shape.cols;
    for (int h = 0; h < weights.shape.sheets; h++)
        for (int i = 0; i < weights.shape.rows; i++) {
            double sum = 0.0;
            if (tensor_at(max, h, i, 0) == -INFINITY) continue;
            for (int j = 0; j < n; j++) sum += tensor_at(weights, h, i, j);
            note(p, h, i, 0, fabs(sum - 1.0), 1e-6 * sqrt(n));
        }
}

static void check_hidden(Place p, Tensor masked, Tensor weights) {
    for (int h = 0; h < weights.shape.sheets; h++)
        for (int i = 0; i < weights.shape.rows; i++)
            for (int j = 0; j < weights.shape.cols; j++)
                if (tensor_at(masked, h, i, j) == -INFINITY)
                    note(p, h, i, j, fabs((double)tensor_at(weights, h, i, j)), 0.0);
}

static void check_causal(Place p, Tensor weights) {
    for (int h = 0; h < weights.shape.sheets; h++)
        for (int i = 0; i < weights.shape.rows; i++)
            for (int j = i + 1; j < weights.shape.cols; j++)
                note(p, h, i, j, fabs((double)tensor_at(weights, h, i, j)), 0.0);
}

/* The step that makes a value; NULL for weights and what is given. */
static const Step *maker(const Checking *c, Value v) {
    int step = c->t->program->values[v].step;
    return step < 0 ? NULL : &c->t->program->steps[step];
}

static bool is_causal(const Checking *c, Value v) {
    const Step *s = maker(c, v);
    return s && s->op == OP_CAUSAL && !s->args.off && !patched(c, v);
}

/* Over the wrong axis it is the columns that sum to 1. */
static void check_columns(Place p, const StepRun *r) {
    Shape s = r->out[3].shape;
    for (int h = 0; h < s.sheets; h++)
        for (int j = 0; j < s.cols; j++) {
            double sum = 0;
            for (int i = 0; i < s.rows; i++) sum += (double)tensor_at(r->out[3], h, i, j);
            if (tensor_at(r->out[0], h, 0, j) != -INFINITY)
                note(p, h, 0, j, fabs(sum - 1), 1e-6 * sqrt(s.rows));
        }
}

/* Softmax after a mask step: what was hidden there weighs nothing here. */
static void check_softmax(const Checking *c, const Step *s, const StepRun *r) {
    const Step *mask = maker(c, s->in[0]);
    if (s->args.turned) {
        check_columns(place(c, CHECK_ROWS, s->out[3]), r);
        c->results[CHECK_ROWS].name = "columns of attention weights sum to 1";
    } else
        check_rows(place(c, CHECK_ROWS, s->out[3]), r->out[0], r->out[3]);
    if (!mask || mask->op != OP_MASK) return;
    check_hidden(place(c, CHECK_HIDDEN, s->out[3]), r->in[0], r->out[3]);
    if (patched(c, s->in[0])) return;
    for (int i = 1; i < mask->inputs; i++)
        if (is_causal(c, mask->in[i])) check_causal(place(c, CHECK_CAUSAL, s->out[3]), r->out[3]);
}

typedef struct Moments {
    double mean, variance, size;
} Moments;

static Moments moments(const float *x, int n) {
    Moments m = {0};
    for (int j = 0; j < n; j++) m.mean += x[j], m.size += fabs((double)x[j]);
    m.mean /= n, m.size /= n;
    for (int j = 0; j < n; j++) m.variance += (x[j] - m.mean) * (x[j] - m.mean);
    m.variance /= n;
    return m;
}

/* The result's rounding is that of x − mean, seen through the division by the deviation; what
   underflow may take from the one and from the variance is seen through it too. */
static void check_norm_row(const Checking *c, const Step *s, const StepRun *r, int i) {
    int n = r->in[0].shape.cols;
    const float *x = tensor_row(r->in[0], 0, i), *y = tensor_row(r->out[2], 0, i);
    Moments m = moments(x, n);
    double spread = m.variance + m.size * m.size;
    note(place(c, CHECK_MEAN, s->out[0]), 0, i, 0, apart(r->out[0].x[i], m.mean),
         op_sum_bound(n, m.size));
    note(place(c, CHECK_VARIANCE, s->out[1]), 0, i, 0, apart(r->out[1].x[i], m.variance),
         op_sum_bound(n, spread));
    double deviation = sqrt(m.variance + (double)r->args->norm.epsilon);
    for (int j = 0; j < n; j++) {
        double gamma = r->in[1].x[j], beta = r->in[2].x[j],
               exact = (x[j] - m.mean) / deviation * gamma + beta;
        double size =
            fabs(exact) + fabs(beta) + fabs(gamma) * (fabs((double)x[j]) + m.size) / deviation;
        double under = 8.0 * (n + 4) * 0x1p-149 *
                       (fabs(gamma) / deviation + fabs(exact - beta) / (deviation * deviation));
        note(place(c, CHECK_NORM, s->out[2]), 0, i, j, apart(y[j], exact),
             op_sum_bound(n, size) + under);
    }
}

static void check_step(const Checking *c, int index) {
    const Step *s = &c->t->program->steps[index];
    StepRun r = trace_step(c->t, index, c->arena);
    for (int i = 0; i < op_table[s->op]->outputs; i++)
        if (patched(c, s->out[i])) return;
    Value v = s->out[0];
    switch (s->op) {
    case OP_SCORES: check_product(place(c, CHECK_SCORES, v), &r, NULL, true); break;
    case OP_SCALE: check_exact(place(c, CHECK_SCALED, v), &r, scaled_cell); break;
    case OP_MASK: check_exact(place(c, CHECK_MASKED, v), &r, masked_cell); break;
    case OP_SOFTMAX: check_softmax(c, s, &r); break;
    case OP_WEIGHTED_SUM: check_product(place(c, CHECK_HEADS, v), &r, NULL, false); break;
    case OP_CONCAT: check_exact(place(c, CHECK_CONCAT, v), &r, concat_cell); break;
    case OP_LINEAR:
        check_product(place(c, CHECK_LINEAR, v), &r, r.inputs > 2 ? r.in[2].x : NULL, false);
        break;
    case OP_LINEAR_TIED: check_product(place(c, CHECK_LINEAR, v), &r, NULL, true); break;
    case OP_ADD: check_exact(place(c, CHECK_ADD, v), &r, added_cell); break;
    case OP_NORM:
        for (int i = 0; i < r.in[0].shape.rows; i++) check_norm_row(c, s, &r, i);
        break;
    default: break;
    }
}

static Cell random_cell(Random *r, Shape s) {
    Cell at = {random_below(r, s.sheets), 0, 0};
    at.row = random_below(r, s.rows);
    at.col = random_below(r, s.cols);
    return at;
}

static bool step_patched(const Checking *c, int index) {
    const Step *s = &c->t->program->steps[index];
    for (int i = 0; i < op_table[s->op]->outputs; i++)
        if (patched(c, s->out[i])) return true;
    return false;
}

/* The same bits as recorded; where it is a sum, within its bound of the double one too. */
static void check_explained(const Checking *c, Random *r) {
    const Program *p = c->t->program;
    int index = random_below(r, p->step_count);
    const Step *s = &p->steps[index];
    Value v = s->out[random_below(r, op_table[s->op]->outputs)];
    Cell at = random_cell(r, p->values[v].form.shape);
    Explanation x;
    Error e;
    if (step_patched(c, index)) return;
    bool ok = explain_cell(c->t, v, at, c->arena, &x, &e) && explain_agrees(&x);
    if (ok && x.is_sum && isfinite(x.recorded)) ok = apart(x.recorded, x.exact) <= x.bound;
    note(place(c, CHECK_EXPLAIN, v), at.sheet, at.row, at.col,
         ok ? 0.0 : fmax(apart(x.evaluated, x.recorded), 1e-45), 0.0);
}

static const char *const names[CHECK_COUNT] = {
    [CHECK_FINITE] = "every number is finite",
    [CHECK_SCORES] = "scores = Q · Kᵀ",
    [CHECK_SCALED] = "scaled = scores · factor",
    [CHECK_MASKED] = "masked = scaled + mask",
    [CHECK_ROWS] = "rows of weights sum to 1",
    [CHECK_HIDDEN] = "hidden keys weigh 0",
    [CHECK_CAUSAL] = "later keys weigh 0",
    [CHECK_HEADS] = "heads = A · V",
    [CHECK_CONCAT] = "concat = heads side by side",
    [CHECK_LINEAR] = "y = x · W + b",
    [CHECK_ADD] = "add = x + f(x)",
    [CHECK_MEAN] = "norm.mean = Σ x / n",
    [CHECK_VARIANCE] = "norm.variance = Σ (x − µ)² / n",
    [CHECK_NORM] = "norm = (x − µ) / √(σ² + ε) · γ + β",
    [CHECK_EXPLAIN] = "explained cells: same bits",
};

void check_run(const Decoding *d, Random *r, Arena *arena, CheckResult out[CHECK_COUNT]) {
    Checking c = {&d->traces[d->steps - 1], out, arena};
    for (int i = 0; i < CHECK_COUNT; i++)
        out[i] = (CheckResult){.name = names[i], .path = "", .ok = true};
    for (int v = 0; v < c.t->program->value_count; v++) check_finite(&c, v);
    for (int i = 0; i < c.t->program->step_count; i++) check_step(&c, i);
    for (int i = 0; i < EXPLAINED; i++) check_explained(&c, r);
}

/* Pads by what is seen, not by bytes. */
static void pad(Buffer *out, const char *text, int width) {
    buffer_text(out, text);
    for (int n = text_count(text); n < width; n++) buffer_text(out, " ");
}

bool check_print(const CheckResult *results, Buffer *out) {
    bool ok = true;
    pad(out, "check", 38);
    buffer_text(out, "   places  worst error      allowed  where\n");
    for (int i = 0; i < CHECK_COUNT; i++) {
        const CheckResult *r = &results[i];
        ok = ok && r->ok;
        pad(out, r->name, 38);
        buffer_print(out, "%9ld  %11.3g  %11.3g  ", r->places, r->worst, r->bound);
        if (r->places == 0)
            buffer_text(out, "nothing to look at");
        else if (r->worst > 0.0)
            buffer_print(out, "%s[%d,%d,%d]", r->path, r->at.sheet, r->at.row, r->at.col);
        else
            buffer_text(out, "everywhere exact");
        buffer_text(out, r->ok ? "  ok\n" : "  FAILED\n");
    }
    return ok;
}
