/* The parts are gathered from the program: what made the number, and what its step makes of it. All
   of a size; where the area is narrow they stand in rows. */
#include "scene/marks/life.h"

#include <math.h>
#include <string.h>

#include "scene/marks/terms.h"
#include "scene/pen/marks.h"
#include "scene/pen/rich.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/names.h"
#include "scene/words/words.h"
#include "trace/measure.h"
#include "trace/why.h"
#include "trace/why_uses.h"

enum { PARTS_MOST = 8, LINES_MOST = 4, PRODUCTS = 3 };

/* One operation and what it comes to. */
typedef struct Stay {
    const char *sign, *operation;  /* "÷", "√d_k": marked */
    const char *lines[LINES_MOST]; /* the operation's numbers */
    int line_count;
    const char *symbol, *number;
    Value value; /* where it leads */
    Cell at;
    bool here; /* it is the number that is looked at */
} Stay;

typedef struct Life {
    Stay part[PARTS_MOST];
    int count;
    float width, height, gap, pad; /* of each part */
    int columns, rows, lines;
} Life;

/* The chain of steps */

typedef struct Chain {
    const Step *scores, *scale, *mask, *softmax, *sum;
} Chain;

static Value made_by(const Step *t) {
    return t->out[op_table[t->op]->outputs - 1];
}

static bool makes(const Stage *s, const Step *t, ValueRole role) {
    return t && program_is(s->program, made_by(t), role);
}

/* The step that makes it, if it has that role. */
static const Step *maker(const Stage *s, Value v, ValueRole role) {
    int step = s->program->values[v].step;
    return step >= 0 && program_is(s->program, v, role) ? &s->program->steps[step] : NULL;
}

/* The step that makes a value of that role of it. */
static const Step *reader(const Stage *s, Value v, ValueRole role) {
    for (int i = 0; i < s->program->step_count; i++)
        for (int k = 0; k < s->program->steps[i].inputs; k++)
            if (s->program->steps[i].in[k] == v && makes(s, &s->program->steps[i], role))
                return &s->program->steps[i];
    return NULL;
}

/* From any of scaled, masked and what softmax records. */
static Chain chain_of(const Stage *s) {
    Chain c = {0};
    const Step *t = s->step;
    if (makes(s, t, VALUE_SCALED)) t = reader(s, t->out[0], VALUE_MASKED);
    if (makes(s, t, VALUE_MASKED)) t = reader(s, t->out[0], VALUE_WEIGHTS);
    if (!t || !program_shares(s->program, made_by(t))) return c;
    c.softmax = t;
    c.mask = maker(s, t->in[0], VALUE_MASKED);
    c.scale = c.mask ? maker(s, c.mask->in[0], VALUE_SCALED) : NULL;
    c.scores = c.scale ? maker(s, c.scale->in[0], VALUE_SCORES) : NULL;
    c.sum = reader(s, made_by(t), VALUE_HEADS);
    if (!c.sum) c.sum = reader(s, made_by(t), VALUE_SUMMED);
    return c;
}

const Step *life_scores(const Stage *s) {
    bool before = makes(s, s->step, VALUE_SCALED) || makes(s, s->step, VALUE_MASKED);
    return before ? chain_of(s).scores : NULL;
}

/* Parts */

static const char *number_of(Stage *s, Value v, Cell at) {
    return words_number(s, (double)tensor_at(stage_tensor(s, v), at.sheet, at.row, at.col));
}

static Stay *life_add(Stage *s, Life *l, const char *sign, const char *operation, Value v,
                      Cell at) {
    Stay *p = &l->part[l->count++];
    Focus f = s->focus;
    *p = (Stay){.sign = sign,
                .operation = operation,
                .symbol = words_symbol(s, v, false),
                .value = v,
                .at = at};
    p->number = number_of(s, v, at);
    p->here = f.value == v && f.cell.row == at.row && f.cell.col == at.col;
    if (trace_patched(s->trace, v, at)) p->lines[p->line_count++] = stage_words(s, "speech.set");
    return p;
}

static void life_say(Stay *p, const char *text) {
    if (p->line_count < LINES_MOST) p->lines[p->line_count++] = text;
}

/* "(−1.20)": a negative number behind a sign. */
static const char *bracketed(Stage *s, double x, int places) {
    const char *text = terms_number(s, x, places);
    return *text == '-' || strncmp(text, "−", strlen("−")) == 0
               ? arena_print(s->arena, "(%s)", text)
               : text;
}

static void add_scores(Stage *s, Life *l, const Chain *c, Cell at) {
    const char *q = words_symbol(s, c->scores->in[0], true),
               *k = words_symbol(s, c->scores->in[1], true);
    /* The largest products, and all the others as one number. */
    Stay *p = life_add(s, l, "", arena_print(s->arena, "%s · %s", q, k), c->scores->out[0], at);
    Explanation x;
    int order[PRODUCTS];
    if (!stage_explain(s, p->value, p->at, &x)) return;
    int shown = measure_largest_terms(&x, order, PRODUCTS);
    for (int i = 0; i < shown; i++) {
        const Term *t = &x.terms[order[i]];
        life_say(p, arena_print(s->arena, "%s·%s", terms_number(s, (double)t->x, 2),
                                bracketed(s, (double)t->y, 2)));
    }
    if (x.count > shown)
        life_say(p, stage_fill(s, "life.others", terms_number(s, measure_rest(&x, order, shown), 2),
                               arena_print(s->arena, "%d", x.count - shown)));
}

static void add_scale(Stage *s, Life *l, const Chain *c, Cell at) {
    float factor = c->scale->args.scale.factor;
    int width = s->program->values[c->scores->in[0]].form.shape.cols;
    bool own = factor == (float)(1.0 / sqrt((double)width));
    if (factor == 1.0f) {
        life_say(life_add(s, l, "·", "1", c->scale->out[0], at), stage_words(s, "life.unscaled"));
        return;
    }
    Stay *p = life_add(s, l, "÷", own ? "\\root{d_k}" : words_number(s, 1 / (double)factor),
                       c->scale->out[0], at);
    if (own)
        life_say(p,
                 arena_print(s->arena, "÷ √%d = ÷ %s", width, words_number(s, 1 / (double)factor)));
}

/* Each mask's number, and what it means. */
static void add_mask(Stage *s, Life *l, const Chain *c, Cell at) {
    Stay *p = life_add(s, l, "+", stage_words(s, "life.mask"), c->mask->out[0], at);
    const char *numbers = "", *words = stage_words(s, "life.seen");
    Explanation x;
    if (!stage_explain(s, p->value, at, &x)) return;
    for (int i = 1; i < x.count; i++) {
        const char *number = bracketed(s, (double)x.terms[i].x, x.terms[i].x == 0 ? 0 : 2);
        numbers = arena_print(s->arena, "%s%s+ %s", numbers, *numbers ? " " : "", number);
        if (x.terms[i].x == -INFINITY) {
            /* What hides, in words. */
            ValueRole role = s->program->values[c->mask->in[x.terms[i].input_a]].role;
            words = stage_words(s, role == VALUE_CAUSAL    ? "life.causal"
                                   : role == VALUE_PADDING ? "life.padding"
                                                           : "life.masked");
        }
    }
    life_say(p, numbers);
    life_say(p, words);
}

/* The cell of a row's maximum or sum: one for a row, or one for a column where softmax goes over
 * columns. */
static Cell margin_cell(const Stage *s, Value v, Cell at) {
    Shape a = s->program->values[v].form.shape;
    return (Cell){at.sheet, a.rows == 1 ? 0 : at.row, a.cols == 1 ? 0 : at.col};
}

static bool focused_on(const Stage *s, Value v) {
    return s->focus.value == v;
}

static void add_softmax(Stage *s, Life *l, const Chain *c, Cell at) {
    const Value *out = c->softmax->out;
    Cell max = margin_cell(s, out[0], at), sum = margin_cell(s, out[2], at);
    float top = tensor_at(stage_tensor(s, out[0]), max.sheet, max.row, max.col);
    float score = tensor_at(stage_tensor(s, c->softmax->in[0]), at.sheet, at.row, at.col);
    bool none = top == -INFINITY;
    Stay *p = life_add(s, l, "−", "max", out[0], max);
    life_say(p, arena_print(s->arena, "− %s", bracketed(s, (double)top, 3)));
    p->symbol = "";
    p->number = none ? "−∞" : words_number(s, (double)measure_below(score, top));
    p->here = focused_on(s, out[0]);
    life_say(life_add(s, l, "", "exp", out[1], at), arena_print(s->arena, "exp(%s)", p->number));
    p = life_add(s, l, "÷", "Σ", out[3], at);
    life_say(p, arena_print(s->arena, "÷ %s", number_of(s, out[2], sum)));
    p->here = p->here || focused_on(s, out[2]);
    if (none) life_say(p, stage_words(s, "life.nothing"));
}

/* Which row of V it weighs, and how far that moves Z. */
static void add_weighted_sum(Stage *s, Life *l, const Chain *c, Cell at) {
    Where w;
    Tensor v = stage_tensor(s, c->sum->in[1]);
    float weight = tensor_at(stage_tensor(s, c->sum->in[0]), at.sheet, at.row, at.col);
    double length = measure_length(v, at.sheet, at.col), moved = measure_moved(weight, length);
    why_forward(s->in->run, s->at.t, c->sum->in[0], at, s->arena, &w);
    if (w.end != WHY_LEADS_ON || w.value != c->sum->out[0]) w.at = (Cell){at.sheet, at.row, 0};
    const char *symbol = words_symbol(s, c->sum->in[1], true);
    Stay *p = life_add(s, l, "×", symbol, c->sum->out[0], w.at);
    life_say(p, stage_fill(s, "life.row", words_label(s, c->sum->in[1], true, at.col, false), ""));
    life_say(p, stage_fill(s, "life.length", words_number(s, length), ""));
    double all = measure_length(stage_tensor(s, p->value), at.sheet, at.row);
    life_say(p, stage_fill(s, "life.result", words_number(s, all), ""));
    p->symbol = stage_words(s, "life.moves");
    p->number = words_number(s, moved);
}

static void attention_parts(Stage *s, Life *l, const Chain *c) {
    const Value *out = c->softmax->out;
    Cell at = s->focus.cell;
    bool margin = s->focus.value == out[0] || s->focus.value == out[2];
    if (margin) { /* of the number that it hangs on most */
        Why w;
        why_operand(s->trace, s->focus.value, at, s->arena, &w);
        at = w.at;
    }
    if (c->scores) add_scores(s, l, c, at);
    if (c->scores) add_scale(s, l, c, at);
    if (c->mask)
        add_mask(s, l, c, at);
    else if (s->program->values[c->softmax->in[0]].step >= 0)
        life_add(s, l, "", "", c->softmax->in[0], at);
    add_softmax(s, l, c, at);
    if (c->sum) add_weighted_sum(s, l, c, at);
}

/* What a norm's row is multiplied with, or what is added to it, at the end. */
static void say_factor(Stage *s, Stay *p, const char *sign, Value v, Cell feature) {
    double x = (double)tensor_at(stage_tensor(s, v), 0, 0, feature.col);
    life_say(p, arena_print(s->arena, "%s %s", sign, bracketed(s, x, 4)));
}

/* (x − µ) ÷ √(σ² + ε) · γ + β, or x ÷ √(RMS² + ε) · γ, which has neither a mean nor a shift */
static void norm_parts(Stage *s, Life *l) {
    const Step *t = s->step;
    int result = op_table[t->op]->outputs - 1;
    bool moves = result > 1;
    Value spread = t->out[result - 1];
    Cell at = s->focus.cell, row = {0, at.row, 0}, feature;
    if (!focused_on(s, t->out[result])) {
        Why w;
        why_operand(s->trace, s->focus.value, at, s->arena, &w);
        at = w.at;
    }
    feature = (Cell){0, 0, at.col};
    const char *name = moves ? "σ" : "RMS";
    NormWay way =
        measure_norm(stage_tensor(s, t->in[0]), moves ? stage_tensor(s, t->out[0]) : (Tensor){0},
                     stage_tensor(s, spread), stage_tensor(s, t->in[1]), t->args.norm.epsilon, at);
    life_add(s, l, "", "", t->in[0], at);
    l->part[0].symbol = words_symbol(s, t->in[0], true);
    Stay *p;
    if (moves) {
        p = life_add(s, l, "−", "µ", t->out[0], row);
        double mean = (double)tensor_at(stage_tensor(s, t->out[0]), 0, at.row, 0);
        life_say(p, arena_print(s->arena, "− %s", bracketed(s, mean, 4)));
        p->symbol = "", p->number = words_number(s, way.centred);
    }
    p = life_add(s, l, "÷", name, spread, row);
    life_say(p, arena_print(s->arena, "%s² = %s", name, number_of(s, spread, row)));
    life_say(p, arena_print(s->arena, "÷ √(%s² + ε) = ÷ %s", name, words_number(s, way.deviation)));
    p->symbol = "", p->number = words_number(s, way.scaled);
    p = life_add(s, l, "·", "γ", moves ? t->in[1] : t->out[result], moves ? feature : at);
    say_factor(s, p, "·", t->in[1], feature);
    if (!moves) return;
    p->symbol = "", p->number = words_number(s, way.gained);
    say_factor(s, life_add(s, l, "+", "β", t->out[result], at), "+", t->in[2], feature);
}

/* Layout */

static float least_width(const Stage *s, const Life *l) {
    float least = 0;
    for (int i = 0; i < l->count; i++) {
        const Stay *p = &l->part[i];
        float sign = rich_width(s, s->name, p->sign) + 0.5f * (float)s->name;
        least = fmaxf(least, sign + rich_width(s, s->name, p->operation));
        least = fmaxf(least, stage_width(s, FACE_MONO, s->name, p->number));
        least = fmaxf(least, rich_width(s, s->small, p->symbol));
        for (int k = 0; k < p->line_count; k++)
            least = fmaxf(least, stage_width(s, FACE_MONO, s->mono, p->lines[k]));
    }
    return least + 2 * l->pad;
}

static bool arrange(const Stage *s, Life *l, Rect area) {
    l->pad = roundf(fmaxf(5, 8 * s->unit));
    l->gap = roundf(fmaxf(9, 14 * s->unit));
    float least = ceilf(least_width(s, l));
    for (int i = 0; i < l->count; i++)
        l->lines = l->lines > l->part[i].line_count ? l->lines : l->part[i].line_count;
    for (l->rows = 1; l->rows <= l->count; l->rows++) {
        l->columns = (l->count + l->rows - 1) / l->rows;
        l->width = floorf((area.w + l->gap) / (float)l->columns - l->gap);
        if (l->width >= least) break;
    }
    l->width = fminf(l->width, fmaxf(least, roundf(210 * s->unit)));
    l->height = 2 * l->pad + stage_line_height(s->name) +
                (float)l->lines * stage_line_height(s->mono) + stage_line_height(s->name) +
                stage_line_height(s->small) + roundf(5 * s->unit);
    return l->rows <= l->count && (float)l->rows * (l->height + l->gap) - l->gap <= area.h;
}

static void life_draw_part(Stage *s, const Life *l, const Stay *p, Rect r) {
    float x = r.x + l->pad, y = r.y + l->pad + roundf(0.85f * (float)s->name),
          line = stage_line_height(s->mono);
    Color ground = s->theme.panel;
    float round = fmaxf(3, 6 * s->unit), thick = fmaxf(1, (p->here ? 2 : 1) * s->unit);
    stage_box(s, r, round, ground, thick, p->here ? s->theme.role[ROLE_HOT] : s->theme.line);
    float after =
        x + rich_text(s, s->name, ground, x, y, p->sign) + (*p->sign ? 0.35f * (float)s->name : 0);
    rich_text(s, s->name, ground, after, y, p->operation);
    y = r.y + l->pad + stage_line_height(s->name) + (float)s->mono;
    for (int i = 0; i < p->line_count; i++)
        stage_text(s, FACE_MONO, s->mono, s->theme.role[ROLE_MUTED], ground, x, y + (float)i * line,
                   p->lines[i]);
    y = r.y + r.h - l->pad - stage_line_height(s->small) - 0.3f * (float)s->name;
    stage_text(s, FACE_MONO, s->name, s->theme.role[p->here ? ROLE_HOT : ROLE_TEXT], ground, x, y,
               p->number);
    rich_text(s, s->small, ground, x, r.y + r.h - l->pad - 0.3f * (float)s->small, p->symbol);
    terms_target(s, r, p->value, p->at);
}

/* From each part to the next one beside it. */
static void life_draw_arrow(Stage *s, const Life *l, Rect r) {
    float x = r.x + r.w + 2, to = r.x + r.w + l->gap - 2, y = roundf(r.y + r.h / 2),
          high = 0.35f * l->gap;
    stage_polygon(s, (float[]){x + 1, y - high, to - 1, y, x + 1, y + high}, 3,
                  s->theme.role[ROLE_MUTED]);
}

float life_draw(Stage *s, Rect area) {
    Life l = {0};
    Chain c = chain_of(s);
    if (c.softmax)
        attention_parts(s, &l, &c);
    else if (s->step && s->program->values[s->step->out[0]].role == VALUE_NORM)
        norm_parts(s, &l);
    if (!l.count || !arrange(s, &l, area)) return 0;
    for (int i = 0; i < l.count; i++) {
        float x = (float)(i % l.columns) * (l.width + l.gap),
              y = (float)(i / l.columns) * (l.height + l.gap);
        Rect r = {area.x + x, area.y + y, l.width, l.height};
        life_draw_part(s, &l, &l.part[i], r);
        if (i + 1 < l.count && (i + 1) % l.columns) life_draw_arrow(s, &l, r);
    }
    return (float)l.rows * (l.height + l.gap) - l.gap;
}
