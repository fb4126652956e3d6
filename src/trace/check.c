/* The invariants. What an op's explanation says of a cell is held against the record; what holds
   between values, as that hidden keys weigh nothing, has loops of its own. */
#include "trace/check.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "trace/explain.h"

enum { EXPLAINED = 400 };

static const char line_finite[] = "every number is finite",
                  line_rows[] = "rows of weights sum to 1", line_hidden[] = "hidden keys weigh 0",
                  line_later[] = "later keys weigh 0",
                  line_explained[] = "explained cells: same bits";

typedef struct Checking {
    const Trace *t;
    Checks *checks;
    Arena work; /* of one step at a time */
} Checking;

static CheckResult *check_line(Checks *checks, const char *name) {
    for (int i = 0; i < checks->count; i++)
        if (strcmp(checks->list[i].name, name) == 0) return &checks->list[i];
    assert(checks->count < CHECK_MOST);
    checks->list[checks->count] = (CheckResult){.name = name, .path = "", .ok = true};
    return &checks->list[checks->count++];
}

const CheckResult *check_find(const Checks *checks, const char *name) {
    for (int i = 0; i < checks->count; i++)
        if (strcmp(checks->list[i].name, name) == 0) return &checks->list[i];
    return NULL;
}

static bool takes_op(const Program *p, int op) {
    for (int i = 0; i < p->step_count; i++)
        if ((int)p->steps[i].op == op) return true;
    return false;
}

/* All that can be checked of this program, in the op table's order. */
static void trace_check_lines(const Program *p, Checks *checks) {
    checks->count = 0;
    check_line(checks, line_finite);
    for (int op = 0; op < OP_COUNT; op++)
        for (int o = 0; takes_op(p, op) && o < op_table[op]->outputs; o++) {
            const OpOutput *out = &op_table[op]->out[o];
            if (out->check) check_line(checks, out->check);
            if (out->numbers != NUMBERS_SHARES || o + 1 < op_table[op]->outputs) continue;
            check_line(checks, line_rows);
            check_line(checks, line_hidden);
            check_line(checks, line_later);
        }
    check_line(checks, line_explained);
}

/* One line, of one value. */
typedef struct Looked {
    CheckResult *line;
    const char *path;
} Looked;

static Looked check_look_at(const Checking *c, const char *name, Value v) {
    return (Looked){check_line(c->checks, name), c->t->program->values[v].path};
}

/* Keeps the place that is furthest along to its bound. NaN is the worst of all errors. */
static void check_note(Looked looked, Cell at, double error, double bound) {
    CheckResult *r = looked.line;
    if (isnan(error)) error = INFINITY;
    bool further =
        bound > 0.0 && r->bound > 0.0 ? error / bound > r->error / r->bound : error > r->error;
    r->places++;
    r->worst = fmax(r->worst, error);
    r->ok = r->ok && error <= bound;
    if (*r->path && !further) return;
    r->path = looked.path, r->at = at, r->error = error, r->bound = bound;
}

/* The distance of two numbers that should be one: 0 if equal, infinities too. */
static double apart(double a, double b) {
    return a == b ? 0.0 : fabs(a - b);
}

/* Whether numbers were put there. A share that is moved is still computed, and the row keeps its
   sum; columns do not. */
static bool check_patched(const Checking *c, Value v, bool columns) {
    for (int i = 0; i < c->t->patch_count; i++)
        if ((columns || c->t->patches[i].kind != PATCH_MOVE) &&
            strcmp(c->t->patches[i].path, c->t->program->values[v].path) == 0)
            return true;
    return false;
}

static bool step_patched(const Checking *c, const Step *s) {
    for (int i = 0; i < op_table[s->op]->outputs; i++)
        if (check_patched(c, s->out[i], s->args.turned)) return true;
    return false;
}

static Cell check_cell_at(Shape s, size_t i) {
    size_t cols = (size_t)s.cols, sheet = (size_t)s.rows * cols;
    return (Cell){(int)(i / sheet), (int)(i % sheet / cols), (int)(i % cols)};
}

static void check_finite(const Checking *c, Value v) {
    Tensor x = c->t->values[v];
    bool hides = program_may_hide(c->t->program, v);
    Looked looked = check_look_at(c, line_finite, v);
    for (size_t i = 0; i < shape_size(x.shape); i++) {
        bool ok = isfinite(x.x[i]) || (hides && x.x[i] == -INFINITY);
        check_note(looked, check_cell_at(x.shape, i), ok ? 0.0 : INFINITY, 0.0);
    }
}

/* Each cell against its own explanation: the float one, or the double one within its bound. */
static void check_output(Checking *c, const Step *s, const StepRun *r, int output) {
    const OpInfo *op = op_table[s->op];
    Tensor y = r->out[output];
    Looked looked = check_look_at(c, op->out[output].check, s->out[output]);
    Arena one = {0};
    for (size_t i = 0; i < shape_size(y.shape); i++) {
        Explanation x = {.silent = true};
        Cell at = check_cell_at(y.shape, i);
        arena_reset(&one);
        if (trace_moves(c->t, s->out[output], at)) continue; /* their explanations are looked at */
        op->explain(r, output, at, &one, &x);
        check_note(looked, at, apart(x.recorded, op->exact ? (double)x.evaluated : x.exact),
                   op->exact ? 0.0 : x.bound);
    }
    arena_free(&one);
}

/* A row, or over the wrong axis a column, of shares and of what they were made of. */
typedef struct Line {
    Tensor shares, scores;
    bool turned;
    int sheet, line, length;
} Line;

static Cell line_cell(const Line *l, int k) {
    return l->turned ? (Cell){l->sheet, k, l->line} : (Cell){l->sheet, l->line, k};
}

static double check_number_at(Tensor t, Cell at) {
    return (double)tensor_at(t, at.sheet, at.row, at.col);
}

static void check_sums(Looked looked, const Line *l) {
    double sum = 0.0;
    bool open = false;
    for (int k = 0; k < l->length; k++) {
        sum += check_number_at(l->shares, line_cell(l, k));
        open |= check_number_at(l->scores, line_cell(l, k)) != -INFINITY;
    }
    if (open) check_note(looked, line_cell(l, 0), fabs(sum - 1.0), 1e-6 * sqrt(l->length));
}

static void check_hidden(Looked looked, const Line *l) {
    for (int k = 0; k < l->length; k++)
        if (check_number_at(l->scores, line_cell(l, k)) == -INFINITY)
            check_note(looked, line_cell(l, k), fabs(check_number_at(l->shares, line_cell(l, k))),
                       0.0);
}

static void check_later(Looked looked, const Line *l) {
    for (int k = 0; k < l->length; k++) {
        Cell at = line_cell(l, k);
        if (at.col > at.row) check_note(looked, at, fabs(check_number_at(l->shares, at)), 0.0);
    }
}

/* Whether what it was made of had a causal mask added. */
static bool is_causal(const Checking *c, Value scores) {
    const Program *p = c->t->program;
    const ValueInfo *info = &p->values[scores];
    if (info->step < 0 || check_patched(c, scores, false)) return false;
    const Step *made = &p->steps[info->step];
    for (int i = 1; i < made->inputs; i++) {
        const ValueInfo *mask = &p->values[made->in[i]];
        if (mask->role == VALUE_CAUSAL && !p->steps[mask->step].args.off &&
            !check_patched(c, made->in[i], false))
            return true;
    }
    return false;
}

static void check_shares(const Checking *c, const Step *s, const StepRun *r) {
    Value v = s->out[op_table[s->op]->outputs - 1];
    Shape shape = c->t->values[v].shape;
    bool turned = s->args.turned, causal = is_causal(c, s->in[0]);
    Line l = {c->t->values[v], r->in[0], turned, 0, 0, turned ? shape.rows : shape.cols};
    for (l.sheet = 0; l.sheet < shape.sheets; l.sheet++)
        for (l.line = 0; l.line < (turned ? shape.cols : shape.rows); l.line++) {
            check_sums(check_look_at(c, line_rows, v), &l);
            check_hidden(check_look_at(c, line_hidden, v), &l);
            if (causal) check_later(check_look_at(c, line_later, v), &l);
        }
}

static void trace_check_step(Checking *c, int index) {
    const Step *s = &c->t->program->steps[index];
    const OpInfo *op = op_table[s->op];
    if (step_patched(c, s)) return;
    arena_reset(&c->work);
    StepRun r = trace_step(c->t, index, &c->work);
    for (int i = 0; i < op->outputs; i++)
        if (op->out[i].check) check_output(c, s, &r, i);
    if (program_shares(c->t->program, s->out[op->outputs - 1])) check_shares(c, s, &r);
}

/* The same bits as recorded; where it is a sum, within its bound of the double one too. */
static void check_explained(Checking *c, Random *r) {
    const Program *p = c->t->program;
    const Step *s = &p->steps[random_below(r, p->step_count)];
    Value v = s->out[random_below(r, op_table[s->op]->outputs)];
    Shape shape = p->values[v].form.shape;
    Cell at = {random_below(r, shape.sheets), 0, 0};
    at.row = random_below(r, shape.rows);
    at.col = random_below(r, shape.cols);
    Explanation x;
    Error e;
    if (step_patched(c, s)) return;
    arena_reset(&c->work);
    bool ok = explain_cell(c->t, v, at, &c->work, &x, &e) && explain_agrees(&x);
    if (ok && x.is_sum && isfinite(x.recorded)) ok = apart(x.recorded, x.exact) <= x.bound;
    check_note(check_look_at(c, line_explained, v), at,
               ok ? 0.0 : fmax(apart(x.evaluated, x.recorded), 1e-45), 0.0);
}

void check_run(const Decoding *d, Random *r, Checks *out) {
    Checking c = {.t = decode_trace(d, d->steps - 1), .checks = out};
    trace_check_lines(c.t->program, out);
    for (int v = 0; v < c.t->program->value_count; v++) check_finite(&c, v);
    for (int i = 0; i < c.t->program->step_count; i++) trace_check_step(&c, i);
    for (int i = 0; i < EXPLAINED; i++) check_explained(&c, r);
    CheckResult *sums = check_line(out, line_rows);
    for (int i = 0; i < c.t->program->step_count; i++)
        if (c.t->program->steps[i].args.turned)
            sums->name = "columns of attention weights sum to 1";
    arena_free(&c.work);
}

/* Pads by what is seen, not by bytes. */
static void pad(Buffer *out, const char *text, int width) {
    buffer_text(out, text);
    for (int n = text_count(text); n < width; n++) buffer_text(out, " ");
}

bool check_print(const Checks *checks, Buffer *out) {
    bool ok = true;
    pad(out, "check", 38);
    buffer_text(out, "   places  worst error      allowed  where\n");
    for (int i = 0; i < checks->count; i++) {
        const CheckResult *r = &checks->list[i];
        ok = ok && r->ok;
        pad(out, r->name, 38);
        buffer_print(out, "%9ld  %11.3g  %11.3g  ", r->places, r->worst, text_plain_nan(r->bound));
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
