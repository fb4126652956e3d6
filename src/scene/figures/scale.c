/* Scores before and after they are divided by √d, on one scale of colour, and where all of them lie
   on one axis: the spread shrinks. */
#include "scene/figures/scale.h"

#include <math.h>

#include "scene/marks/plot.h"
#include "scene/marks/terms.h"
#include "scene/matrix/grid_numbers.h"
#include "scene/matrix/table.h"
#include "scene/pen/marks.h"
#include "scene/pen/rich.h"
#include "scene/pen/text.h"
#include "scene/words/words.h"
#include "trace/measure.h"

enum { BINS = 81 };

static Table before_and_after(Stage *s) {
    Table t = {0};
    int sheet = s->at.cell.sheet;
    for (int i = 0; i < 2; i++) {
        Grid g = grid_make(s, i ? s->step->out[0] : s->step->in[0], sheet, i == 0);
        g.predicts = true;
        if (i) g.row_labels = false;
        grid_follow(s, &g);
        table_add(&t, g, 0, i);
    }
    grid_share_scale(t.grid, t.count);
    return t;
}

/* A factor of 1 says that nothing is divided; a temperature is told even then. */
static const char *divisor(Stage *s) {
    float factor = s->step->args.scale.factor;
    return factor == 1.0f && !words_tempers(s)
               ? "× 1"
               : arena_print(s->arena, "÷ %s", words_number(s, 1 / (double)factor));
}

/* What the number is: the root of the head's width, the temperature, or nothing but itself. */
static const char *divisor_name(const Stage *s) {
    if (words_tempers(s)) return "÷ T";
    return words_own_scale(s, s->step->args.scale.factor) ? "÷ √d_k" : "";
}

/* "÷ 4", and over it of what that is the root. */
static void draw_divisor(Stage *s, const Table *t) {
    const Track *a = &t->across[0];
    const Rect c = t->grid[0].cells;
    const char *over = divisor_name(s), *under = divisor(s);
    float middle = a->start + a->size + a->after + a->gap / 2, width = rich_width(s, s->name, over);
    float apart = *over ? 0.6f * (float)s->title : 0, y = c.y + c.h / 2 - apart;
    rich_text(s, s->name, s->theme.ground, middle - width / 2,
              y + stage_drop(s, FACE_TEXT, s->name), over);
    width = stage_width(s, FACE_TEXT, s->title, under);
    float base = c.y + c.h / 2 + apart + stage_drop(s, FACE_TEXT, s->title);
    stage_text(s, FACE_TEXT, s->title, s->theme.role[ROLE_HOT], s->theme.ground, middle - width / 2,
               base, under);
}

/* Strips: how many scores lie where, and the standard deviation as a bar on the same axis. */
typedef struct Strip {
    Rect r;      /* of the counts */
    float top;   /* the axis goes from −top to top */
    int most;    /* the highest count of both */
    float label; /* width of what is said at the left and the right */
    float note;
} Strip;

static float on_axis(const Strip *p, double x) {
    x = fmin((double)p->top,
             fmax(-(double)p->top, x)); /* mean and deviation may lie beyond all numbers */
    return p->r.x + (float)((x + (double)p->top) / (2 * (double)p->top)) * p->r.w;
}

static void figures_scale_draw_counts(Stage *s, const Strip *p, const int *counts) {
    float width = p->r.w / BINS;
    for (int i = 0; i < BINS; i++) {
        float high = p->most ? p->r.h * (float)counts[i] / (float)p->most : 0;
        if (!counts[i]) continue;
        Rect bar = {p->r.x + (float)i * width, p->r.y + p->r.h - fmaxf(1, high),
                    fmaxf(1, width - 1), fmaxf(1, high)};
        stage_box(s, bar, fminf(2, width / 3), s->theme.role[words_tempers(s) ? ROLE_O : ROLE_S], 0,
                  0);
    }
    stage_line(s, p->r.x, p->r.y + p->r.h + 0.5f, p->r.x + p->r.w, p->r.y + p->r.h + 0.5f, 1,
               s->theme.line);
}

static void figures_scale_draw_strip(Stage *s, const Strip *p, const Grid *g, const char *key) {
    int counts[BINS];
    measure_histogram(g->x, g->sheet, p->top, BINS, counts);
    Spread spread = measure_spread(g->x, g->sheet);
    float base = p->r.y + p->r.h - roundf(2 * s->unit), x = p->r.x - p->label;
    figures_scale_draw_counts(s, p, counts);
    float y = p->r.y + p->r.h + roundf(5 * s->unit);
    float from = on_axis(p, spread.mean - spread.deviation),
          to = on_axis(p, spread.mean + spread.deviation);
    float high = roundf(fmaxf(4, 5 * s->unit)), middle = on_axis(p, spread.mean);
    stage_box(s, (Rect){from, y, to - from, high}, high / 2, s->theme.role[ROLE_HOT], 0, 0);
    stage_box(s, (Rect){middle - 1, y - 2, 2, high + 4}, 0, s->theme.role[ROLE_TEXT], 0, 0);
    float name = rich_text(s, s->name, s->theme.ground, x, base, g->symbol);
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground,
               x + name + roundf(6 * s->unit), base, stage_words(s, key));
    const char *note = stage_fill(s, "scale.spread", terms_number(s, spread.deviation, 2), "");
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_HOT], s->theme.ground,
               p->r.x + p->r.w + roundf(16 * s->unit), base, note);
}

static void figures_scale_draw_axis(Stage *s, const Strip *p, float y) {
    const double at[] = {-(double)p->top, -(double)p->top / 2, 0, (double)p->top / 2,
                         (double)p->top};
    int places = at[4] < 10 ? 1 : 0;
    bool narrow =
        5.5f * stage_width(s, FACE_MONO, s->mono, terms_number(s, at[0], places)) > p->r.w;
    for (int i = 0; i < 5; i += narrow ? 2 : 1) {
        const char *text = terms_number(s, at[i], places);
        float x = on_axis(p, at[i]), width = stage_width(s, FACE_MONO, s->mono, text);
        stage_line(s, x, y, x, y + roundf(4 * s->unit), 1, s->theme.line);
        stage_text(s, FACE_MONO, s->mono, s->theme.role[ROLE_MUTED], s->theme.ground, x - width / 2,
                   y + roundf(6 * s->unit) + (float)s->mono, text);
    }
}

/* Counts of both on one height and one axis. */
static Strip strip_make(Stage *s, const Table *t, Rect area) {
    const Grid *first = &t->grid[0];
    int counts[BINS];
    /* As far as the colours' scale, or the numbers where somebody chose a shorter scale. */
    float top = fmaxf(t->grid[0].scale.top, 1e-6f);
    for (int k = 0; k < 2; k++) top = fmaxf(top, measure_max_abs(t->grid[k].x, t->grid[k].sheet));
    Strip p = {.top = top};
    for (int k = 0; k < 2; k++) {
        measure_histogram(t->grid[k].x, t->grid[k].sheet, p.top, BINS, counts);
        for (int i = 0; i < BINS; i++)
            if (counts[i] > p.most) p.most = counts[i];
    }
    float words = fmaxf(stage_width(s, FACE_TEXT, s->small, stage_words(s, "scale.before")),
                        stage_width(s, FACE_TEXT, s->small, stage_words(s, "scale.after")));
    p.label = ceilf(rich_width(s, s->name, t->grid[1].symbol) + words) + roundf(22 * s->unit);
    p.note =
        ceilf(stage_width(s, FACE_TEXT, s->small, stage_fill(s, "scale.spread", "000.00", "")));
    float left = fmaxf(area.x + p.label, fminf(first->cells.x, area.x + 0.2f * area.w));
    p.r = (Rect){left, area.y, area.x + area.w - p.note - roundf(18 * s->unit) - left, 0};
    return p;
}

static void figures_scale_draw_strips(Stage *s, const Table *t, Rect area) {
    Strip p = strip_make(s, t, area);
    float title = stage_line_height(s->small),
          axis = stage_line_height(s->mono) + roundf(8 * s->unit);
    float each = floorf((area.h - title - axis) / 2);
    if (p.r.w < 80) return;
    const char *head =
        stage_elide(s, FACE_TEXT, s->small,
                    stage_words(s, words_tempers(s) ? "scale.logits" : "scale.counts"), p.r.w);
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, p.r.x,
               area.y + (float)s->small, head);
    p.r.h = each - roundf(20 * s->unit);
    for (int k = 0; k < 2; k++) {
        p.r.y = area.y + title + (float)k * each + roundf(4 * s->unit);
        figures_scale_draw_strip(s, &p, &t->grid[k], k ? "scale.after" : "scale.before");
    }
    figures_scale_draw_axis(s, &p, area.y + area.h - axis);
}

/* The matrices keep their labels, every one of them, or have all the room. */
static bool leaves_enough(const Stage *s, const Table *t, bool fits) {
    float least = s->in->frame ? 15 * s->unit : 11;
    return fits && t->labels && t->lines > 1 && (t->quality >= least || t->grid[0].rows == 1);
}

static bool figures_scale_layout(Stage *s, Table *t, Rect area) {
    const char *root = divisor_name(s), *number = divisor(s);
    bool wide = rich_width(s, s->name, root) > rich_width(s, s->title, number);
    t->sign[0] = wide ? root : number; /* as wide as the gap has to be */
    bool fits = table_layout(s, t, area);
    t->sign[0] = NULL;
    return fits;
}

/* One division written out, under the matrices: of the cell that is pointed at, else of the largest
   score; in the matrices themselves both may stand rounded. */
static void figures_scale_draw_case(Stage *s, const Table *t, Rect area) {
    const Grid *before = &t->grid[0];
    float factor = s->step->args.scale.factor;
    Cell at = s->focus.on && s->focus.cell.col >= 0
                  ? s->focus.cell
                  : measure_extreme(before->x, before->sheet, true);
    if (factor == 1 || at.row < 0 || stage_veils(s, s->step->out[0], at)) return;
    double x = (double)tensor_at(before->x, before->sheet, at.row, at.col),
           y = (double)tensor_at(stage_tensor(s, s->step->out[0]), before->sheet, at.row, at.col);
    if (!isfinite(x) || !isfinite(y)) return;
    int places = 3; /* or as many as let what is written hold */
    double unit = 1000;
    for (; places < 6 &&
           fabs(round(x * unit) * (double)factor - round(y * unit)) / unit > 0.008 * fabs(y);
         unit *= 10)
        places++;
    const char *left = arena_print(s->arena, "%s %s =", words_places(s, x, places), divisor(s));
    plot_equation(s, (Focus){true, s->step->out[0], at}, left, words_places(s, y, places), s->body,
                  fmaxf(area.x, grid_left(s, before)), area.y + (float)s->body, area.x + area.w);
}

void figure_scale(Stage *s, Rect area) {
    float high = 2 * roundf(58 * s->unit) + stage_line_height(s->small) +
                 stage_line_height(s->mono) + roundf(30 * s->unit);
    Table t = before_and_after(s), all = t;
    float line = stage_line_height(s->body) + roundf(8 * s->unit);
    Rect upper = {area.x, area.y, area.w, area.h - high - line - roundf(10 * s->unit)};
    bool strips =
        upper.h > 0.4f * area.h && leaves_enough(s, &t, figures_scale_layout(s, &t, upper));
    if (!strips) t = all, area.h -= line;
    bool told = strips || (figures_scale_layout(s, &t, area) && table_labelled(s, &t));
    if (!told) t = all, area.h += line;
    if (!told && !figures_scale_layout(s, &t, area)) return;
    grid_share_numbers(s, t.grid, t.count);
    table_draw(s, &t);
    if (t.grid[0].cells.h > 3 * (float)s->title) draw_divisor(s, &t);
    const Track *last = &t.down[t.rows - 1];
    float under = last->start + last->size + last->after + roundf(4 * s->unit);
    if (told) figures_scale_draw_case(s, &t, (Rect){area.x, under, area.w, line});
    if (!strips) return;
    figures_scale_draw_strips(s, &t, (Rect){area.x, area.y + area.h - high, area.w, high});
}
