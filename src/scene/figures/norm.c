/* Norms: the rows before, each with what was measured of it beside it (mean and variance, or the
   mean of squares), gain and shift as strips, the rows after. Under them one row opened: each
   feature a point, before around its own mean, after around 0. */
#include "scene/figures/norm.h"

#include <math.h>
#include <string.h>

#include "scene/figures/chain.h"
#include "scene/marks/plot.h"
#include "scene/matrix/grid_labels.h"
#include "scene/matrix/strips.h"
#include "scene/pen/marks.h"
#include "scene/pen/rich.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "trace/measure.h"

/* As a norm's inputs are numbered. */
enum { GIVEN, GAIN, SHIFT };

/* What its outputs are. */
typedef struct NormOutputs {
    Value mean;   /* NO_VALUE of an RMSNorm */
    Value square; /* of which the deviation is the root: the variance, or the mean of squares */
    Value result;
} NormOutputs;

static NormOutputs norm_outputs(const Step *t) {
    int result = op_table[t->op]->outputs - 1;
    return (NormOutputs){result > 1 ? t->out[0] : NO_VALUE, t->out[result - 1], t->out[result]};
}

static void figures_norm_add_rows(Stage *s, Table *t, Value v, const char *sign, bool input) {
    Grid g = grid_make(s, v, 0, input);
    bool strip = input && v != s->step->in[GIVEN];
    g.heading = strip ? HEADING_NONE : HEADING_ABOVE;
    g.sign = sign;
    g.predicts = true;
    if (g.full_rows > 1 || s->program->values[v].form.rows != AXIS_ONE) grid_follow(s, &g);
    table_add(t, g, t->rows, 0);
}

static Table norm_table(Stage *s) {
    Table t = {0};
    const Value *in = s->step->in;
    int result = op_table[s->step->op]->outputs - 1;
    figures_norm_add_rows(s, &t, in[GIVEN], NULL, true);
    figures_norm_add_rows(s, &t, in[GAIN], "·", true);
    if (s->step->inputs > SHIFT) figures_norm_add_rows(s, &t, in[SHIFT], "+", true);
    figures_norm_add_rows(s, &t, s->step->out[result], "=", false);
    for (int i = 0; i < result; i++) {
        Grid g = grid_make(s, s->step->out[i], 0, false);
        g.heading = HEADING_ABOVE;
        g.row_labels = g.bar = false;
        grid_follow(s, &g);
        table_add(&t, g, 0, 1 + i);
    }
    return t;
}

/* Side by side, the strips over what they make: where one under the other would cost rows their
   words. */
static Table norm_row_table(Stage *s) {
    Table t = {0};
    const Value *in = s->step->in;
    int result = op_table[s->step->op]->outputs - 1, strips = s->step->inputs - 1;
    for (int i = 0; i < strips; i++) {
        Grid g = grid_make(s, in[GAIN + i], 0, true);
        g.heading = HEADING_NONE;
        g.sign = i ? "+" : "·";
        table_add(&t, g, i, 1 + result);
    }
    for (int i = -1; i <= result; i++) {
        Grid g = grid_make(s, i < 0 ? in[GIVEN] : s->step->out[i], 0, i < 0);
        g.predicts = true;
        if (i >= 0) g.row_labels = false;
        if (i >= 0 && i < result) g.bar = false;
        grid_follow(s, &g);
        table_add(&t, g, strips, i + 1);
    }
    t.sign[result] = "→";
    return t;
}

/* The row that is opened: the one pointed at, else the first. */
static int opened_row(const Stage *s) {
    int rows = s->program->values[s->step->in[GIVEN]].form.shape.rows;
    bool here = s->focus.on && s->focus.cell.row < rows &&
                s->program->values[s->focus.value].form.rows != AXIS_ONE;
    return here ? s->focus.cell.row : 0;
}

typedef struct Opened {
    Plot plot;
    Tensor x;
    int row, col;          /* col −1: no feature is pointed at */
    double middle, spread; /* a line, and a band on both sides of it */
    const char *title;
} Opened;

static void draw_points(Stage *s, const Opened *o) {
    const Plot *p = &o->plot;
    int count = o->x.shape.cols;
    float step = p->r.w / (float)count, size = fmaxf(2.5f, fminf(6 * s->unit, 0.8f * step));
    for (int j = 0; j < count; j++) {
        double y = (double)tensor_at(o->x, 0, o->row, j);
        float x = p->r.x + ((float)j + 0.5f) * step;
        bool hot = j == o->col;
        Color color = hot             ? s->theme.role[ROLE_HOT]
                      : y < o->middle ? s->theme.low[190]
                                      : s->theme.high[190];
        if (step >= 4)
            stage_line(s, x, plot_y(p, o->middle), x, plot_y(p, y), 1,
                       theme_fade(color, hot ? 1 : 0.4f));
        plot_dot(s, x, plot_y(p, y), hot ? 1.6f * size : size, color);
    }
}

/* from: where the words above it may begin. */
static void draw_opened(Stage *s, Opened *o, Rect r, float from) {
    float title = stage_line_height(s->body) + roundf(5 * s->unit), left;
    o->plot.r = (Rect){r.x, r.y + title, r.w, r.h - title - roundf(0.75f * (float)s->mono)};
    left = plot_scale_width(s, &o->plot);
    o->plot.r.x += left;
    o->plot.r.w -= left;
    from = fmaxf(from, o->plot.r.x);
    const char *text = stage_elide(s, FACE_TEXT, s->small, o->title, r.x + r.w - from);
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, from,
               r.y + (float)s->body, text);
    const Plot *p = &o->plot;
    float top = fmaxf(p->r.y, plot_y(p, o->middle + o->spread));
    float bottom = fminf(p->r.y + p->r.h, plot_y(p, o->middle - o->spread));
    Rect band = {p->r.x, top, p->r.w, bottom - top};
    if (band.h > 0) stage_box(s, band, 0, theme_fade(s->theme.role[ROLE_O], 0.16f), 0, 0);
    plot_level(s, p, o->middle, fmaxf(1.5f, 1.8f * s->unit), s->theme.role[ROLE_O]);
    plot_axes(s, &o->plot, false);
    draw_points(s, o);
}

/* Both halves on one scale: what is shrunk looks shrunk. */
static Opened opened_make(Stage *s, Value v, int row) {
    Opened o = {.x = stage_tensor(s, v), .row = row, .col = s->focus.on ? s->focus.cell.col : -1};
    double top = (double)measure_row_max_abs(stage_tensor(s, s->step->in[GIVEN]), 0, row);
    Tensor result = stage_tensor(s, norm_outputs(s->step).result);
    top = 1.1 * fmax(1, fmax(top, (double)measure_row_max_abs(result, 0, row)));
    o.plot = (Plot){.x0 = 0, .x1 = o.x.shape.cols, .y0 = -top, .y1 = top};
    if (s->focus.on && s->program->values[s->focus.value].form.cols == AXIS_ONE) o.col = -1;
    return o;
}

static void figures_norm_draw_row(Stage *s, Rect area) {
    int row = opened_row(s);
    NormOutputs out = norm_outputs(s->step);
    bool moves = out.mean != NO_VALUE;
    const char *label = words_numbered(s, out.result, true, row);
    float gap = roundf(34 * s->unit), wide = floorf((area.w - gap) / 2);
    const char *head =
        stage_elide(s, FACE_BOLD, s->body, stage_fill(s, "norm.row", label, ""), wide * 0.55f);
    Color color = s->theme.role[s->focus.on ? ROLE_HOT : ROLE_TEXT];
    stage_text(s, FACE_BOLD, s->body, color, s->theme.ground, area.x, area.y + (float)s->body,
               head);
    Opened before = opened_make(s, s->step->in[GIVEN], row),
           after = opened_make(s, out.result, row);
    if (moves) before.middle = (double)tensor_at(stage_tensor(s, out.mean), 0, row, 0);
    before.spread = measure_deviation(stage_tensor(s, out.square), 0, row);
    const char *spread = plot_number(s, before.spread, 2);
    before.title = moves ? stage_fill(s, "norm.before", plot_number(s, before.middle, 2), spread)
                         : stage_fill(s, "norm.before_rms", spread, "");
    after.spread = 1;
    after.title = stage_words(s, moves ? "norm.after" : "norm.after_rms");
    Rect half = {area.x, area.y, wide, area.h};
    draw_opened(s, &before, half,
                area.x + stage_width(s, FACE_BOLD, s->body, head) + roundf(16 * s->unit));
    half.x += half.w + gap;
    draw_opened(s, &after, half, half.x);
}

void figure_norm_row(Stage *s, Rect area) {
    if (area.h >= 84 && area.w >= 240) figures_norm_draw_row(s, area);
}

/* A strip's name stands where the others have their tokens; its scale at its end. */
static void name_strip(Stage *s, const Grid *g, float left, float right) {
    const char *name = arena_print(s->arena, "{m}%s{}  %s", g->sign, g->symbol);
    float middle = g->cells.y + g->cells.h / 2, pad = roundf(9 * s->unit) + 2,
          wide = rich_width(s, s->name, name);
    const char *top = arena_print(s->arena, "±%s",
                                  plot_number(s, (double)g->scale.top, g->scale.top < 1 ? 2 : 1));
    if (g->cells.x - pad - wide < left) name = g->symbol, wide = rich_width(s, s->name, name);
    if (g->cells.x - pad - wide >= left)
        rich_text(s, s->name, s->theme.ground, g->cells.x - pad - wide,
                  middle + stage_drop(s, FACE_TEXT, s->name), name);
    if (g->cells.x + g->cells.w + pad + stage_width(s, FACE_MONO, s->mono, top) <= right)
        stage_text(s, FACE_MONO, s->mono, s->theme.role[ROLE_MUTED], s->theme.ground,
                   g->cells.x + g->cells.w + pad, middle + stage_drop(s, FACE_MONO, s->mono), top);
}

/* Opening a row must not cost the matrices their words. */
static bool figures_norm_opens(Stage *s, Rect upper) {
    Table t = norm_table(s);
    return upper.h > 0.5f * (float)s->in->height * 0.6f && strips_layout(s, &t, upper) &&
           t.labels && t.lines > 1 &&
           t.down[0].cell >= (t.grid[0].rows > 40 ? 3 : (float)grid_label_least(s));
}

void figure_norm(Stage *s, Rect area) {
    float wanted = s->in->view->shown.at.depth >= DEPTH_ROW ? 0.38f * area.h
                                                            : fminf(0.19f * area.h, 118 * s->unit);
    float high = roundf(fmaxf(84, wanted));
    Rect upper = {area.x, area.y, area.w, area.h - high};
    bool open = figures_norm_opens(s, upper);
    Table t = norm_table(s);
    if (!open) upper = area;
    bool fits = strips_layout(s, &t, upper);
    if (!fits || !table_labelled(s, &t)) {
        Table row = norm_row_table(s);
        if (strips_layout(s, &row, area) && table_labelled(s, &row))
            t = row, fits = true, open = false;
    }
    if (!fits) {
        figure_chain(s, area);
        return;
    }
    strips_tall(s, &t, upper);
    table_draw(s, &t);
    for (int i = 0; i < t.count; i++)
        if (t.grid[i].heading == HEADING_NONE && t.lines)
            name_strip(s, &t.grid[i], area.x, area.x + area.w);
    if (!open) return;
    float under = area.y + area.h - high;
    for (int i = 0; i < t.count; i++)
        under = fmaxf(under, t.grid[i].cells.y + t.grid[i].cells.h + 12 * s->unit);
    figures_norm_draw_row(s, (Rect){area.x, under, area.w, area.y + area.h - under});
}
