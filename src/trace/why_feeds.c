/* The way on: the inverse of the reach column of the op table, and of all that a number goes into
 * the one to follow. */
#include <math.h>
#include <string.h>

#include "trace/explain.h"
#include "trace/measure.h"
#include "trace/why.h"

bool why_box_has(Box b, Cell c) {
    return c.sheet >= b.sheet0 && c.sheet < b.sheet1 && c.row >= b.row0 && c.row < b.row1 &&
           c.col >= b.col0 && c.col < b.col1;
}

size_t why_box_size(Box b) {
    return (size_t)(b.sheet1 - b.sheet0) * (size_t)(b.row1 - b.row0) * (size_t)(b.col1 - b.col0);
}

/* What one cell of one input goes into */

typedef struct List {
    const Trace *t;
    Feeds *feeds;
    Arena *arena;
    int room;
} List;

static void put(List *l, Value v, Box b) {
    Feeds *f = l->feeds;
    if (f->count == l->room) {
        l->room = l->room ? 2 * l->room : 16;
        Feed *more = arena_raw(l->arena, (size_t)l->room, sizeof *more);
        if (f->count) memcpy(more, f->feed, (size_t)f->count * sizeof *more);
        f->feed = more;
    }
    f->feed[f->count++] = (Feed){v, b};
}

static void add_but(List *l, Value v, Box b, int from);

/* Of what lies along one axis before and behind the patch: made as all is. The rest of the axis is
 * left in *b. */
static void cut(List *l, Value v, Box *b, int *first, int *last, int at, int next) {
    int from = *first, to = *last;
    if (at == ALL) return;
    if (at > from) *last = at, add_but(l, v, *b, next);
    *first = at + 1, *last = to;
    if (at + 1 < to) add_but(l, v, *b, next);
    *first = at, *last = at + 1;
}

static bool meets(int at, int from, int to) {
    return at == ALL || (at >= from && at < to);
}

/* What a patch set is made of nothing: the box without the cells of patches `from` and later. */
static void add_but(List *l, Value v, Box b, int from) {
    for (int i = from; i < l->t->patch_count; i++) {
        const Patch *p = &l->t->patches[i];
        if (strcmp(p->path, l->t->program->values[v].path) != 0 ||
            !meets(p->head, b.sheet0, b.sheet1) || !meets(p->row, b.row0, b.row1) ||
            !meets(p->col, b.col0, b.col1))
            continue;
        cut(l, v, &b, &b.sheet0, &b.sheet1, p->head, i + 1);
        cut(l, v, &b, &b.row0, &b.row1, p->row, i + 1);
        cut(l, v, &b, &b.col0, &b.col1, p->col, i + 1);
        return;
    }
    put(l, v, b);
}

static void add(List *l, Value v, Box b) {
    add_but(l, v, b, 0);
}

enum { EVERY = -1 };

static void span(int at, int size, int *from, int *to) {
    *from = at == EVERY ? 0 : at;
    *to = at == EVERY ? size : at + 1;
}

/* A cell, a row, a column, a sheet: EVERY in place of what is not narrowed. */
static Box box_of(Shape s, int sheet, int row, int col) {
    Box b;
    span(sheet, s.sheets, &b.sheet0, &b.sheet1);
    span(row, s.rows, &b.row0, &b.row1);
    span(col, s.cols, &b.col0, &b.col1);
    return b;
}

static void from_softmax(List *l, const Step *s, const StepRun *r, Cell c) {
    bool columns = r->args->softmax.columns; /* their maxima and sums, not the rows' */
    for (int o = 0; o < op_table[s->op]->outputs; o++)
        add(l, s->out[o],
            box_of(r->out[o].shape, c.sheet, columns ? EVERY : c.row, columns ? c.col : EVERY));
}

static void from_norm(List *l, const Step *s, const StepRun *r, int input, Cell c) {
    if (input) {
        add(l, s->out[2], box_of(r->out[2].shape, 0, EVERY, c.col));
        return;
    }
    for (int o = 0; o < op_table[s->op]->outputs; o++)
        add(l, s->out[o], box_of(r->out[o].shape, 0, c.row, EVERY));
}

/* Each place where that word stands. */
static void from_table(List *l, const Step *s, const StepRun *r, Cell c) {
    for (int i = 0; i < r->in[0].shape.rows; i++)
        if ((int)r->in[0].x[i] == c.row) add(l, s->out[0], box_of(r->out[0].shape, 0, i, c.col));
}

static Box from_mask(const StepRun *r, int input, Cell c) {
    Shape m = r->in[input].shape;
    bool heads = input && m.sheets == 1, rows = input && m.rows == 1; /* one serves them all */
    return box_of(r->out[0].shape, heads ? EVERY : c.sheet, rows ? EVERY : c.row, c.col);
}

static void from_losses(List *l, const Step *s, const StepRun *r, int input, Cell c) {
    if (input == 0) add(l, s->out[0], box_of(r->out[0].shape, 0, c.row, EVERY));
    add(l, s->out[1], box_of(r->out[1].shape, 0, c.row, EVERY));
}

/* One case for each way in which the op table's reach is built. */
static void from_step(List *l, const Step *s, const StepRun *r, int input, Cell c) {
    Shape y = r->out[0].shape;
    Value out = s->out[0];
    bool first = input == 0;
    switch (s->op) {
    case OP_EMBED:
        if (first)
            add(l, out, box_of(y, 0, c.row, EVERY));
        else
            from_table(l, s, r, c);
        break;
    case OP_PADDING:
        if (!r->args->off)
            add(l, out, box_of(y, EVERY, EVERY, c.row)); /* switched off it looks at no token */
        break;
    case OP_LINEAR:
    case OP_SCORES:
    case OP_WEIGHTED_SUM:
        if (first)
            add(l, out, box_of(y, c.sheet, c.row, EVERY));
        else
            add(l, out, box_of(y, c.sheet, EVERY, s->op == OP_SCORES ? c.row : c.col));
        break;
    case OP_LINEAR_TIED:
        add(l, out, first ? box_of(y, 0, c.row, EVERY) : box_of(y, 0, EVERY, c.row));
        break;
    case OP_SPLIT: add(l, out, box_of(y, c.col / y.cols, c.row, c.col % y.cols)); break;
    case OP_CONCAT: add(l, out, box_of(y, 0, c.row, c.sheet * r->in[0].shape.cols + c.col)); break;
    case OP_MASK: add(l, out, from_mask(r, input, c)); break;
    case OP_SOFTMAX: from_softmax(l, s, r, c); break;
    case OP_NORM: from_norm(l, s, r, input, c); break;
    case OP_CROSS_ENTROPY: from_losses(l, s, r, input, c); break;
    case OP_ENTROPY: add(l, out, box_of(y, c.sheet, c.row, EVERY)); break;
    default: add(l, out, box_of(y, c.sheet, c.row, c.col)); break; /* cell for cell */
    }
}

Feeds why_feeds(const Trace *t, Value v, Cell at, Arena *arena) {
    Feeds feeds = {0};
    List l = {t, &feeds, arena, 0};
    const Program *p = t->program;
    for (int i = 0; i < p->step_count; i++)
        for (int k = 0; k < p->steps[i].inputs; k++) {
            if (p->steps[i].in[k] != v) continue;
            StepRun r = trace_step(t, i, arena);
            from_step(&l, &p->steps[i], &r, k, at);
        }
    return feeds;
}

/* Which rows lead to a word */

/* By value and row: whether a word's probability hangs on it. */
typedef struct Ways {
    const Trace *t;
    bool **rows;
} Ways;

/* Whether row i of the output is made of row i of that input alone. */
static bool row_by_row(const StepRun *r, Op op, int input) {
    switch (op) {
    case OP_PADDING: return false;
    case OP_MASK: return r->in[input].shape.rows == r->out[0].shape.rows;
    case OP_SOFTMAX: return !r->args->softmax.columns;
    case OP_ADD: return true;
    default: return input == 0;
    }
}

static void mark(const Ways *w, Value v, int row) {
    int rows = w->t->values[v].shape.rows;
    for (int i = 0; i < rows; i++)
        if (row == EVERY || row == i) w->rows[v][i] = true;
}

static void mark_inputs(const Ways *w, const Step *s, const StepRun *r, int row) {
    for (int k = 0; k < s->inputs; k++) mark(w, s->in[k], row_by_row(r, s->op, k) ? row : EVERY);
}

/* row EVERY: to any word. Without an output everything leads on. */
static Ways ways_to(const Trace *t, int row, Arena *work) {
    const Program *p = t->program;
    Ways w = {t, arena_many(work, bool *, p->value_count)};
    Value end = program_find(p, "output.probabilities");
    for (int v = 0; v < p->value_count; v++)
        w.rows[v] = arena_many(work, bool, t->values[v].shape.rows);
    for (int v = 0; v < p->value_count && end == NO_VALUE; v++) mark(&w, v, EVERY);
    if (end != NO_VALUE) mark(&w, end, row);
    for (int i = p->step_count - 1; i >= 0; i--) {
        const Step *s = &p->steps[i];
        StepRun r = trace_step(t, i, work);
        for (int o = 0; o < op_table[s->op]->outputs; o++)
            for (int k = 0; k < r.out[o].shape.rows; k++)
                if (w.rows[s->out[o]][k]) mark_inputs(&w, s, &r, k);
    }
    return w;
}

/* The one to follow */

typedef struct Choice {
    const Decoding *d;
    const Trace *t;
    Value value; /* whose cell is followed */
    Cell at;
    Ways ways;
    Arena sums; /* one explanation at a time */
    bool found;
    double best;
    Where *out;
} Choice;

static bool same_cell(Cell a, Cell b) {
    return a.sheet == b.sheet && a.row == b.row && a.col == b.col;
}

/* What it adds to a sum, of all that is added. */
static double share_of_sum(const Choice *c, const Step *s, const Explanation *x) {
    double size = 0;
    for (int i = 0; i < x->count; i++) {
        const Term *m = &x->terms[i];
        bool first = s->in[m->input_a] == c->value && same_cell(m->a, c->at);
        bool second = m->input_b >= 0 && s->in[m->input_b] == c->value && same_cell(m->b, c->at);
        if (first || second) size += fabs(measure_product(m));
    }
    bool start = x->has_start && s->in[x->start_input] == c->value && same_cell(x->start_at, c->at);
    if (start) size += fabs((double)x->start);
    return measure_part(x, size);
}

/* (x − µ) / σ · γ, and β that is added to it. */
static double share_of_norm(const Choice *c, const Step *s, Cell to) {
    double shift = (double)tensor_at(c->t->values[s->in[2]], 0, 0, to.col);
    double rest = (double)tensor_at(c->t->values[s->out[2]], 0, to.row, to.col) - shift;
    return measure_share(fabs(c->value == s->in[2] ? shift : rest), fabs(shift) + fabs(rest));
}

static double share_of_lookup(const Choice *c, const Step *s, Cell to) {
    const Tensor y = c->t->values[s->out[0]];
    double all = 0;
    for (int j = 0; j < y.shape.cols; j++) all += fabs((double)tensor_at(y, 0, to.row, j));
    return c->value == s->in[1] || all == 0
               ? 1
               : measure_share(fabs((double)tensor_at(y, 0, to.row, to.col)), all);
}

/* What hides everything is all of it; else a mask's 0 adds nothing. */
static double share_of_mask(const Choice *c, const Step *s, Cell to) {
    bool hidden = tensor_at(c->t->values[s->out[0]], to.sheet, to.row, to.col) == -INFINITY;
    bool hides = tensor_at(c->t->values[c->value], c->at.sheet, c->at.row, c->at.col) == -INFINITY;
    return hidden ? hides : c->value == s->in[0];
}

static double share_of(Choice *c, const Step *s, Value v, Cell to) {
    Explanation x;
    Error e;
    switch (s->op) {
    case OP_NORM: return share_of_norm(c, s, to);
    case OP_EMBED: return share_of_lookup(c, s, to);
    case OP_MASK: return share_of_mask(c, s, to);
    case OP_ADD:
    case OP_LINEAR:
    case OP_LINEAR_TIED:
    case OP_SCORES:
    case OP_WEIGHTED_SUM: break;
    default: return tensor_at(c->t->values[v], to.sheet, to.row, to.col) != 0;
    }
    arena_reset(&c->sums);
    return explain_cell(c->t, v, to, &c->sums, &x, &e) ? share_of_sum(c, s, &x) : 0;
}

static void offer(Choice *c, const Step *s, Value v, Cell to) {
    if (!c->ways.rows[v][to.row]) return;
    double share = share_of(c, s, v, to);
    if (c->found && share <= c->best) return;
    c->found = true;
    c->best = share;
    *c->out = (Where){.value = v, .at = to, .share = share};
}

/* Softmax and norm: the number in the same place, for the others it only shifts. Logits: the chosen
 * word's. */
static Box narrowed(const Choice *c, const Step *s, const Feed *f) {
    Box b = f->box;
    const char *path = c->t->program->values[f->value].path;
    bool same = s->op == OP_SOFTMAX || (s->op == OP_NORM && c->value == s->in[0]);
    if (same)
        return why_box_has(b, c->at) ? box_of((Shape){0, 0, 0}, c->at.sheet, c->at.row, c->at.col)
                                     : b;
    if (strcmp(path, "output.logits") == 0 && b.row1 - b.row0 == 1 && b.row0 < c->d->output.count) {
        int word = c->d->output.id[b.row0];
        if (word >= b.col0 && word < b.col1) b.col0 = word, b.col1 = word + 1;
    }
    return b;
}

static void offer_box(Choice *c, const Feed *f) {
    const ValueInfo *info = &c->t->program->values[f->value];
    const Step *s = &c->t->program->steps[info->step];
    if (info->output != op_table[s->op]->outputs - 1)
        return; /* maxima, means: they lead on inside their step only */
    Box b = narrowed(c, s, f);
    for (int h = b.sheet0; h < b.sheet1; h++)
        for (int i = b.row0; i < b.row1; i++)
            for (int j = b.col0; j < b.col1; j++) offer(c, s, f->value, (Cell){h, i, j});
}

static void offer_all(Choice *c, int row, Arena *work) {
    c->ways = ways_to(c->t, row, work);
    Feeds feeds = why_feeds(c->t, c->value, c->at, work);
    for (int i = 0; i < feeds.count; i++) offer_box(c, &feeds.feed[i]);
}

/* From an exponential, a maximum, a mean to what its own step makes of it: the same place, or the
 * row's largest. */
static void stay_inside(Choice *c) {
    const ValueInfo *info = &c->t->program->values[c->value];
    const Step *s = info->step < 0 ? NULL : &c->t->program->steps[info->step];
    int last = s ? op_table[s->op]->outputs - 1 : 0;
    c->out->end = WHY_NOWHERE;
    if (!s || info->output == last) return;
    Tensor y = c->t->values[s->out[last]];
    Shape from = info->form.shape;
    bool rows = from.rows == y.shape.rows,
         cols = from.cols == y.shape.cols && !(rows && from.cols == 1);
    Box b = box_of(y.shape, c->at.sheet, rows ? c->at.row : EVERY, cols ? c->at.col : EVERY);
    float best = -1;
    for (int i = b.row0; i < b.row1; i++)
        for (int j = b.col0; j < b.col1; j++) {
            float size = fabsf(tensor_at(y, b.sheet0, i, j));
            if (size <= best) continue;
            best = size;
            *c->out =
                (Where){.value = s->out[last], .at = {b.sheet0, i, j}, .share = 1, .inside = true};
        }
}

void why_forward(const Decoding *d, int t, Value v, Cell at, Arena *work, Where *out) {
    const Trace *trace = &d->traces[t];
    Choice c = {.d = d, .t = trace, .value = v, .at = at, .out = out};
    Value end = program_find(trace->program, "output.probabilities");
    *out = (Where){.value = NO_VALUE};
    if (v == end) {
        out->end = WHY_WORD;
        return;
    }
    int last = end == NO_VALUE ? EVERY : trace->values[end].shape.rows - 1;
    offer_all(&c, last, work);
    if (!c.found) offer_all(&c, EVERY, work);
    if (!c.found) stay_inside(&c);
    arena_free(&c.sums);
}
