/* An activation: the hidden features before and after it, and its curve: each recorded pair of
   numbers is a point, so the points are the curve. A bar says which share is switched off. */
#include "scene/figures/activation.h"

#include <math.h>
#include <stdlib.h>

#include "scene/figures/chain.h"
#include "scene/marks/plot.h"
#include "scene/matrix/strips.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "trace/measure.h"

enum { POINTS_MOST = 700 };

typedef struct Pair {
    float x, y;
    bool hot;
} Pair;

typedef struct Curve {
    Plot plot;
    Pair *pairs;
    int count, row; /* row −1: all */
    Tensor before, after;
    bool cuts; /* it is two straight lines: what is negative becomes 0 */
} Curve;

static Table both(Stage *s, bool column) {
    Table t = {0};
    for (int i = 0; i < 2; i++) {
        Grid g = grid_make(s, i ? s->step->out[0] : s->step->in[0], 0, i == 0);
        g.heading = column ? HEADING_ABOVE : HEADING_BELOW;
        g.predicts = true;
        g.row_labels = g.row_labels && (column || i == 0);
        if (column)
            g.sign = i ? "→" : NULL;
        else if (i)
            t.sign[0] = "→";
        grid_follow(s, &g);
        table_add(&t, g, column ? i : 0, column ? 0 : i);
    }
    grid_share_scale(t.grid, 2);
    return t;
}

static int by_x(const void *a, const void *b) {
    float x = ((const Pair *)a)->x, y = ((const Pair *)b)->x;
    return (x > y) - (x < y);
}

/* Of many numbers every so many-th; of the cell pointed at always. */
static void take_pairs(Stage *s, Curve *c) {
    int cols = c->before.shape.cols, first = c->row < 0 ? 0 : c->row,
        rows = c->row < 0 ? c->before.shape.rows : 1;
    int all = rows * cols, every = (all + POINTS_MOST - 1) / POINTS_MOST;
    c->pairs = arena_raw(s->arena, (size_t)(all / every + 2), sizeof *c->pairs);
    for (int i = 0; i < all; i++) {
        int row = first + i / cols, col = i % cols;
        bool hot = s->focus.on && s->focus.cell.row == row && s->focus.cell.col == col;
        if (i % every && !hot) continue;
        c->pairs[c->count++] =
            (Pair){tensor_at(c->before, 0, row, col), tensor_at(c->after, 0, row, col), hot};
    }
    qsort(c->pairs, (size_t)c->count, sizeof *c->pairs, by_x);
}

static Curve curve_make(Stage *s, bool cuts) {
    Curve c = {.cuts = cuts,
               .before = stage_tensor(s, s->step->in[0]),
               .after = stage_tensor(s, s->step->out[0])};
    bool here =
        s->focus.on && (s->focus.value == s->step->out[0] || s->focus.value == s->step->in[0]);
    c.row = here                                       ? s->focus.cell.row
            : s->in->view->shown.at.depth >= DEPTH_ROW ? s->in->view->shown.at.row
                                                       : -1;
    if (c.row >= c.before.shape.rows) c.row = -1;
    double top = 1.06 * (double)fmaxf(measure_max_abs(c.before, 0), 1e-6f);
    c.plot = (Plot){.x0 = -top, .x1 = top, .y0 = -0.14 * top, .y1 = top};
    take_pairs(s, &c);
    return c;
}

/* Between the points: two straight lines, or from point to point. */
static void draw_path(Stage *s, const Curve *c) {
    Color color = theme_fade(s->theme.role[ROLE_F], 0.55f);
    float width = fmaxf(1.2f, 1.6f * s->unit);
    const Plot *p = &c->plot;
    if (c->cuts) {
        stage_line(s, p->r.x, plot_y(p, 0), plot_x(p, 0), plot_y(p, 0), width, color);
        stage_line(s, plot_x(p, 0), plot_y(p, 0), plot_x(p, p->y1), plot_y(p, p->y1), width, color);
        return;
    }
    for (int i = 0; i + 1 < c->count; i++)
        stage_line(s, plot_x(p, (double)c->pairs[i].x), plot_y(p, (double)c->pairs[i].y),
                   plot_x(p, (double)c->pairs[i + 1].x), plot_y(p, (double)c->pairs[i + 1].y),
                   width, color);
}

static void draw_curve(Stage *s, Curve *c, Rect r) {
    Plot *p = &c->plot;
    p->r = r;
    float numbers = (float)s->mono + roundf(10 * s->unit);
    float over = stage_width(s, FACE_MONO, s->mono, "00.0") / 2;
    p->r = (Rect){r.x, r.y, r.w - over, r.h - numbers};
    plot_axes(s, p, true);
    draw_path(s, c);
    float size = fmaxf(3, (c->row < 0 ? 3.4f : 5) * s->unit);
    Color color = theme_fade(s->theme.role[ROLE_F], c->row < 0 ? 0.5f : 0.75f);
    for (int i = 0; i < c->count; i++)
        plot_dot(s, plot_x(p, (double)c->pairs[i].x), plot_y(p, (double)c->pairs[i].y), size,
                 color);
    for (int i = 0; i < c->count; i++)
        if (c->pairs[i].hot) {
            /* The one pointed at: dotted to both axes. */
            Pair pair = c->pairs[i];
            Color hot = s->theme.role[ROLE_HOT];
            float x = plot_x(p, (double)pair.x), y = plot_y(p, (double)pair.y);
            stage_dots(s, x, p->r.y + p->r.h, x, y, hot);
            stage_dots(s, p->r.x, y, x, y, hot);
            plot_dot(s, x, y, fmaxf(7, 9 * s->unit), hot);
        }
}

/* A line of words beside a little box of the colour they are about. */
static float activation_draw_key(Stage *s, float x, float y, float room, Color color, bool hatched,
                                 const char *words) {
    float side = roundf((float)s->body * 0.8f), left = x + side + roundf(9 * s->unit);
    Rect box = {x, roundf(y - side / 2), side, side};
    stage_box(s, box, 3, color, 1, s->theme.line);
    if (hatched) stage_hatch(s, box);
    words = stage_elide(s, FACE_TEXT, s->body, words, room - (left - x));
    stage_text(s, FACE_TEXT, s->body, s->theme.role[ROLE_TEXT], s->theme.ground, left,
               y + stage_drop(s, FACE_TEXT, s->body), words);
    return y + roundf((float)s->body * 1.8f);
}

static void draw_share(Stage *s, const Curve *c, Rect r) {
    double off = measure_share_up_to(c->after, 0, c->row, 0);
    float high = roundf(fmaxf(14, 20 * s->unit)), part = roundf(r.w * (float)off),
          line = roundf((float)s->body * 1.8f);
    float all = high + 14 * s->unit + 2 * line, y = roundf(r.y + fmaxf(0, (r.h - all) / 2));
    Color on = s->theme.role[ROLE_F];
    stage_box(s, (Rect){r.x, y, r.w, high}, 0, s->theme.panel, 0, 0);
    if (part > 0) stage_hatch(s, (Rect){r.x, y, part, high});
    if (part < r.w) stage_box(s, (Rect){r.x + part, y, r.w - part, high}, 0, on, 0, 0);
    y += high + roundf(14 * s->unit) + line / 2;
    const char *below =
        stage_fill(s, c->cuts ? "active.zero" : "active.below", plot_number(s, 100 * off, 1), "");
    const char *above = stage_fill(s, c->cuts ? "active.rest" : "active.above",
                                   plot_number(s, 100 - 100 * off, 1), "");
    y = activation_draw_key(s, r.x, y, r.w, s->theme.panel, true, below);
    activation_draw_key(s, r.x, y, r.w, on, false, above);
}

static void draw_lower(Stage *s, Rect area, bool cuts) {
    Curve c = curve_make(s, cuts);
    float title = stage_line_height(s->body) + roundf(10 * s->unit), gap = roundf(44 * s->unit);
    const char *label = c.row < 0 ? "" : words_label(s, s->step->out[0], true, c.row, false);
    const char *head =
        c.row < 0 ? stage_words(s, "active.all") : stage_fill(s, "active.row", label, "");
    Color color = s->theme.role[s->focus.on && c.row >= 0 ? ROLE_HOT : ROLE_TEXT];
    stage_text(s, FACE_BOLD, s->body, color, s->theme.ground, area.x, area.y + (float)s->body,
               stage_elide(s, FACE_BOLD, s->body, head, area.w));
    float wide = roundf(fminf(0.62f * area.w, 2.6f * area.h)), rest = area.w - wide - gap;
    Rect body = {area.x, area.y + title, wide, area.h - title - roundf(6 * s->unit)};
    bool beside = rest >= fmaxf(120, 170 * s->unit);
    if (!beside) body.w = area.w;
    draw_curve(s, &c, body);
    if (beside)
        draw_share(s, &c, (Rect){area.x + wide + gap, body.y, fminf(rest, 320 * s->unit), body.h});
}

static void draw_activation(Stage *s, Rect area, bool cuts) {
    bool one = s->in->view->shown.at.depth >= DEPTH_ROW && s->in->view->shown.at.row >= 0;
    Table t = both(s, true);
    float rows = (float)(t.grid[0].rows + t.grid[1].rows), least = fmaxf(110, 130 * s->unit),
          words = (1.02f * rows + 9) * (float)s->small; /* what every row's word needs */
    float high =
        roundf(one ? 0.55f * area.h : fminf(0.335f * area.h, fmaxf(least, area.h - words)));
    Rect upper = {area.x, area.y, area.w, area.h - high};
    bool open = high >= least && strips_layout(s, &t, upper) && t.labels && t.lines &&
                table_labelled(s, &t);
    if (!open) {
        Table row = both(s, false);
        t = both(s, true);
        bool fits = strips_layout(s, &t, area);
        if ((!fits || !table_labelled(s, &t)) && strips_layout(s, &row, area) &&
            (!fits || table_labelled(s, &row)))
            t = row, fits = true;
        if (fits)
            table_draw(s, &t);
        else
            figure_chain(s, area);
        return;
    }
    strips_tall(s, &t, upper);
    table_draw(s, &t);
    const Grid *last = &t.grid[t.count - 1];
    float under = fmaxf(upper.y + upper.h, last->cells.y + last->cells.h + roundf(14 * s->unit));
    float left =
        fmaxf(last->cells.x, area.x + stage_width(s, FACE_MONO, s->mono, "−00.0") + 10 * s->unit);
    draw_lower(s, (Rect){left, under, area.x + area.w - left, area.y + area.h - under}, cuts);
}

void figure_relu(Stage *s, Rect area) {
    draw_activation(s, area, true);
}

void figure_gelu(Stage *s, Rect area) {
    draw_activation(s, area, false);
}
