/* The way on: all that uses a number, and of these the one to follow. */
#include <math.h>
#include <string.h>

#include "model/ops/reach.h"
#include "trace/explain.h"
#include "trace/measure.h"
#include "trace/why_uses.h"

bool why_box_has(Box b, Cell c) {
    return c.sheet >= b.sheet0 && c.sheet < b.sheet1 && c.row >= b.row0 && c.row < b.row1 &&
           c.col >= b.col0 && c.col < b.col1;
}

/* What one cell of one input goes into */

typedef struct List {
    const Trace *t;
    ValueUses *uses;
    Arena *arena;
    int room;
} List;

static void why_uses_put(List *l, Value v, Box b) {
    ValueUses *u = l->uses;
    if (u->count == l->room) {
        l->room = l->room ? 2 * l->room : 16;
        ValueUse *more = arena_raw(l->arena, (size_t)l->room, sizeof *more);
        if (u->count) memcpy(more, u->list, (size_t)u->count * sizeof *more);
        u->list = more;
    }
    u->list[u->count++] = (ValueUse){v, b};
}

static void add_but(List *l, Value v, Box b, int from);

/* Of what lies along one axis before and behind the patch: made as all is. The rest of the axis is
 * left in *b. */
static void why_uses_cut(List *l, Value v, Box *b, int *first, int *last, int at, int next) {
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

/* What a patch set is made of nothing: the box without the cells of patches `from` and later. A
   share that is moved goes on where it is then. */
static void add_but(List *l, Value v, Box b, int from) {
    const int cols[] = {b.col0, b.col1};
    for (int i = from; i < l->t->patch_count; i++) {
        const Patch *p = &l->t->patches[i];
        if (strcmp(p->path, l->t->program->values[v].path) != 0 ||
            !meets(p->head, b.sheet0, b.sheet1) || !meets(p->row, b.row0, b.row1) ||
            !meets(p->col, b.col0, b.col1))
            continue;
        why_uses_cut(l, v, &b, &b.sheet0, &b.sheet1, p->head, i + 1);
        why_uses_cut(l, v, &b, &b.row0, &b.row1, p->row, i + 1);
        why_uses_cut(l, v, &b, &b.col0, &b.col1, p->col, i + 1);
        if (p->kind == PATCH_MOVE && !meets(p->to, cols[0], cols[1])) {
            b.col0 = p->to, b.col1 = p->to + 1;
            add_but(l, v, b, i + 1);
        }
        return;
    }
    why_uses_put(l, v, b);
}

ValueUses why_uses(const Trace *t, Value v, Cell at, Arena *arena) {
    ValueUses uses = {0};
    List l = {t, &uses, arena, 0};
    const Program *p = t->program;
    for (int i = 0; i < p->step_count; i++)
        for (int k = 0; k < p->steps[i].inputs; k++) {
            const Step *s = &p->steps[i];
            if (s->in[k] != v) continue;
            StepRun r = trace_step(t, i, arena);
            Uses made = {.arena = arena};
            reach_uses(op_table[s->op], &r, k, at, &made);
            for (int j = 0; j < made.count; j++)
                add_but(&l, s->out[made.list[j].output], made.list[j].box, 0);
        }
    return uses;
}

/* Which rows lead to a word */

/* By value and row: whether a word's probability hangs on it. */
typedef struct Ways {
    const Trace *t;
    bool **rows;
} Ways;

enum { EVERY = -1 };

static void why_uses_mark(const Ways *w, Value v, int row) {
    int rows = w->t->values[v].shape.rows;
    for (int i = 0; i < rows; i++)
        if (row == EVERY || row == i) w->rows[v][i] = true;
}

/* row EVERY: to any word. Without an output everything leads on. */
static Ways ways_to(const Trace *t, int row, Arena *work) {
    const Program *p = t->program;
    Ways w = {t, arena_many(work, bool *, p->value_count)};
    Value end = program_role(p, VALUE_PROBABILITIES);
    for (int v = 0; v < p->value_count; v++)
        w.rows[v] = arena_many(work, bool, t->values[v].shape.rows);
    for (int v = 0; v < p->value_count && end == NO_VALUE; v++) why_uses_mark(&w, v, EVERY);
    if (end != NO_VALUE) why_uses_mark(&w, end, row);
    for (int i = p->step_count - 1; i >= 0; i--) {
        const Step *s = &p->steps[i];
        StepRun r = trace_step(t, i, work);
        for (int o = 0; o < op_table[s->op]->outputs; o++)
            for (int k = 0; k < r.out[o].shape.rows; k++)
                for (int j = 0; w.rows[s->out[o]][k] && j < s->inputs; j++)
                    why_uses_mark(&w, s->in[j], reach_by_rows(op_table[s->op], &r, j) ? k : EVERY);
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

static bool why_uses_same_cell(Cell a, Cell b) {
    return a.sheet == b.sheet && a.row == b.row && a.col == b.col;
}

/* What it adds to a sum, of all that is added. */
static double share_of_sum(const Choice *c, const Step *s, const Explanation *x) {
    double size = 0;
    for (int i = 0; i < x->count; i++) {
        const Term *m = &x->terms[i];
        bool first = s->in[m->input_a] == c->value && why_uses_same_cell(m->a, c->at);
        bool second =
            m->input_b >= 0 && s->in[m->input_b] == c->value && why_uses_same_cell(m->b, c->at);
        if (first || second) size += fabs(measure_product(m));
    }
    bool start =
        x->has_start && s->in[x->start_input] == c->value && why_uses_same_cell(x->start_at, c->at);
    if (start) size += fabs((double)x->start);
    return measure_part(x, size);
}

static double why_uses_share_of(Choice *c, const Step *s, Value v, Cell to) {
    const OpInfo *op = op_table[s->op];
    Explanation x;
    Error e;
    arena_reset(&c->sums);
    if (op->part) {
        StepRun r = trace_step(c->t, c->t->program->values[v].step, &c->sums);
        /* Which input it is that is followed. */
        int k = 0;
        while (s->in[k] != c->value) k++;
        return op->part(&r, k, c->at, to);
    }
    if (explain_cell(c->t, v, to, &c->sums, &x, &e) && x.is_sum) return share_of_sum(c, s, &x);
    return tensor_at(c->t->values[v], to.sheet, to.row, to.col) != 0;
}

static void why_uses_offer(Choice *c, const Step *s, Value v, Cell to) {
    if (!c->ways.rows[v][to.row]) return;
    double share = why_uses_share_of(c, s, v, to);
    if (c->found && share <= c->best) return;
    c->found = true;
    c->best = share;
    *c->out = (Where){.value = v, .at = to, .share = share};
}

static bool leads_in_place(const Choice *c, const Step *s) {
    const OpInfo *op = op_table[s->op];
    return op->out[op->outputs - 1].lead == LEAD_SAME && c->value == s->in[0];
}

/* What the others only shift: the number in the same place. Logits: the chosen word's. */
static Box narrowed(const Choice *c, const Step *s, const ValueUse *f) {
    Box b = f->box;
    Cell at = c->at;
    if (leads_in_place(c, s)) at.col = trace_moved_to(c->t, f->value, at);
    bool logits = c->t->program->values[f->value].role == VALUE_LOGITS;
    if (leads_in_place(c, s))
        return why_box_has(b, at)
                   ? (Box){at.sheet, at.sheet + 1, at.row, at.row + 1, at.col, at.col + 1}
                   : b;
    if (logits && b.row1 - b.row0 == 1 && b.row0 + 1 < c->d->rows.count) {
        int word = decode_next(c->d, b.row0);
        if (word >= b.col0 && word < b.col1) b.col0 = word, b.col1 = word + 1;
    }
    return b;
}

static void offer_all(Choice *c, int row, Arena *work) {
    c->ways = ways_to(c->t, row, work);
    ValueUses uses = why_uses(c->t, c->value, c->at, work);
    for (int k = 0; k < uses.count; k++) {
        Value v = uses.list[k].value;
        const ValueInfo *info = &c->t->program->values[v];
        const Step *s = &c->t->program->steps[info->step];
        if (info->output != op_table[s->op]->outputs - 1)
            continue; /* maxima, means: they lead on inside their step only */
        Box b = narrowed(c, s, &uses.list[k]);
        for (int h = b.sheet0; h < b.sheet1; h++)
            for (int i = b.row0; i < b.row1; i++)
                for (int j = b.col0; j < b.col1; j++) why_uses_offer(c, s, v, (Cell){h, i, j});
    }
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
    Cell at = c->at;
    Box b = {.row0 = rows ? at.row : 0,
             .row1 = rows ? at.row + 1 : y.shape.rows,
             .col0 = cols ? at.col : 0,
             .col1 = cols ? at.col + 1 : y.shape.cols};
    float best = -1;
    for (int i = b.row0; i < b.row1; i++)
        for (int j = b.col0; j < b.col1; j++) {
            float size = fabsf(tensor_at(y, at.sheet, i, j));
            if (size <= best) continue;
            best = size;
            *c->out =
                (Where){.value = s->out[last], .at = {at.sheet, i, j}, .share = 1, .inside = true};
        }
}

void why_forward(const Decoding *d, int t, Value v, Cell at, Arena *work, Where *out) {
    const Trace *trace = decode_trace(d, t);
    Choice c = {.d = d, .t = trace, .value = v, .at = at, .out = out};
    Value end = program_role(trace->program, VALUE_PROBABILITIES);
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
