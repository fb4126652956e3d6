/* A trail that is too long is left out in its middle: where one began and where one is stay. */
#include "scene/panels/crumbs.h"

#include <math.h>
#include <string.h>

#include "scene/pen/marks.h"
#include "scene/pen/rich.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/names.h"
#include "scene/words/words.h"
#include "trace/why.h"

/* The numbers that were asked about, and the present one. */
typedef struct Crumb {
    const char *symbol, *number;
    float width;
    bool forward; /* the next one is what it goes into */
} Crumb;

static bool crumbs_inside(const Stage *s, int value, Cell c) {
    if (value < 0 || value >= s->program->value_count) return false;
    Shape a = s->program->values[value].form.shape;
    return c.sheet >= 0 && c.row >= 0 && c.col >= 0 && c.sheet < a.sheets && c.row < a.rows &&
           c.col < a.cols;
}

static Crumb crumb_of(Stage *s, int value, Cell at, bool forward) {
    Crumb c = {.symbol = "", .number = "", .forward = forward};
    if (!crumbs_inside(s, value, at)) return c;
    c.symbol = words_symbol(s, value, false);
    c.number = words_number(s, (double)tensor_at(stage_tensor(s, value), at.sheet, at.row, at.col));
    c.width = rich_width(s, s->small, c.symbol) + roundf(0.4f * (float)s->small) +
              stage_width(s, FACE_MONO, s->small, c.number);
    return c;
}

static int crumbs_fill(Stage *s, Crumb out[TRAIL_MOST + 1]) {
    const View *v = s->in->view;
    for (int i = 0; i < v->trail.count; i++)
        out[i] = crumb_of(s, v->trail.steps[i].asked, v->trail.steps[i].asked_at,
                          v->trail.steps[i].forward);
    out[v->trail.count] =
        crumb_of(s, s->at.value, (Cell){s->at.cell.sheet, v->shown.at.row, v->shown.at.col}, false);
    return v->trail.count + 1;
}

static float crumbs_gap(const Stage *s) {
    return roundf(1.5f * (float)s->small);
}

/* How many crumbs behind the first one, and "…", have to go for the others to fit: those of the
 * middle. */
static void choose(const Stage *s, const Crumb *c, int count, float room, int *from, int *to) {
    float used = -crumbs_gap(s), dots = crumbs_gap(s) + stage_width(s, FACE_TEXT, s->small, "…");
    for (int i = 0; i < count; i++) used += c[i].width + crumbs_gap(s);
    *from = *to = 1;
    if (used > room) used += dots;
    while (used > room && *to < count - 1) used -= c[*to].width + crumbs_gap(s), (*to)++;
}

static float draw_between(Stage *s, float x, float base, const char *sign) {
    float width = stage_width(s, FACE_TEXT, s->small, sign);
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground,
               x + (crumbs_gap(s) - width) / 2, base, sign);
    return x + crumbs_gap(s);
}

static float crumbs_draw_crumb(Stage *s, const Crumb *c, int at, bool here, float x, float base) {
    float high = roundf((float)s->small * 1.5f),
          after = x + rich_text(s, s->small, s->theme.ground, x, base, c->symbol);
    stage_text(s, FACE_MONO, s->small, s->theme.role[here ? ROLE_HOT : ROLE_MUTED], s->theme.ground,
               after + roundf(0.4f * (float)s->small), base, c->number);
    if (!here)
        stage_target(s, (Target){.kind = TARGET_TRAIL,
                                 .row0 = at,
                                 .x = x,
                                 .y = base - roundf(0.75f * high),
                                 .w = c->width,
                                 .h = high});
    return x + c->width;
}

float crumbs_trail(Stage *s, float x, float y, float room) {
    if (!s->in->view->trail.count || s->aside) return 0;
    Crumb c[TRAIL_MOST + 1];
    int count = crumbs_fill(s, c), from, to;
    float base = y + (float)s->small;
    choose(s, c, count, room, &from, &to);
    if (c[0].width + crumbs_gap(s) + c[count - 1].width > room) return 0;
    for (int i = 0; i < count; i++) {
        if (i == from && to > from) {
            float width = stage_width(s, FACE_TEXT, s->small, "…");
            stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, x, base,
                       "…");
            x = draw_between(s, x + width, base, c[to - 1].forward ? "›" : "‹");
            i = to;
        }
        x = crumbs_draw_crumb(s, &c[i], i, i == count - 1, x, base);
        if (i < count - 1) x = draw_between(s, x, base, c[i].forward ? "›" : "‹");
    }
    return stage_line_height(s->small) + 4 * s->unit;
}

/* "V[dog, 3] −1.6" */
static const char *operand_name(Stage *s, const Why *w) {
    const char *place = words_place(s, (Focus){true, w->value, w->at});
    return arena_print(s->arena, "%s %s (%s)", words_plain_symbol(s, w->value),
                       words_number(s, (double)w->x), place);
}

static bool listed_already(const char *const *names, int count, const char *name) {
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0) return true;
    return false;
}

/* What steps make of it, each name once. */
static const char *readers(Stage *s, Value v) {
    enum { MOST = 4 };
    const char *text = "", *names[MOST];
    int listed = 0;
    for (int i = 0; i < s->program->step_count; i++) {
        const Step *t = &s->program->steps[i];
        bool reads = false;
        for (int k = 0; k < t->inputs; k++) reads = reads || t->in[k] == v;
        const char *name =
            reads ? words_plain_symbol(s, t->out[op_table[t->op]->outputs - 1]) : NULL;
        if (!reads || listed_already(names, listed, name)) continue;
        if (listed == MOST) return arena_print(s->arena, "%s …", text);
        names[listed++] = name;
        text = arena_print(s->arena, "%s%s%s", text, *text ? ", " : "", name);
    }
    return text;
}

const char *crumbs_asked(Stage *s, Focus f) {
    static const char *const ends[] = {[WHY_WEIGHT] = "speech.weight",
                                       [WHY_TOKEN] = "speech.token",
                                       [WHY_GIVEN] = "speech.given",
                                       [WHY_SET] = "speech.set",
                                       [WHY_CONSTANT] = "speech.constant"};
    Why w;
    why_operand(s->trace, f.value, f.cell, s->arena, &w);
    const char *into = readers(s, f.value), *from;
    stage_name_operands(s, f.value);
    if (w.end != WHY_GOES_ON)
        from = stage_words(s, ends[w.end]);
    else if (!w.sum)
        from = stage_fill(s, "speech.from", operand_name(s, &w), "");
    else
        from = stage_fill(s, "speech.most", operand_name(s, &w),
                          arena_print(s->arena, "%.0f", 100 * w.share));
    return *into ? arena_print(s->arena, "%s · %s", from, stage_fill(s, "speech.into", into, ""))
                 : from;
}
