/* Softmax: scores at the left, shares with their sums at the right; maximum, exponentials and sum
   between them when one of these is shown; under them a row opened: the one pointed at, else the
   one that plays, else one whose numbers tell most. In a small window only the shares, and the row
   beside them. */
#include "scene/figures/softmax.h"

#include <math.h>

#include "scene/marks/insight.h"
#include "scene/marks/lists.h"
#include "scene/matrix/table.h"

enum { KEYS_MANY = 30, KEYS_OPENED = 10 };

static bool shows_inside(const Stage *s) {
    for (int i = 0; i < 3; i++)
        if (s->step->out[i] == s->at.value) return true;
    return false;
}

/* A maximum is on the scores' scale. */
static void add_inside(Stage *s, Table *t, int sheet, bool stacked) {
    static const char *const sign[] = {"{m}→", "{m}→", "{m}→"};
    for (int i = 0; i < 3; i++) {
        Grid g = grid_make(s, s->step->out[i], sheet, false);
        g.row_labels = g.bar = false;
        if (i == 0) g.scale = t->grid[0].scale;
        if (i == 1) g.bar = true;
        if (stacked && i != 1) g.row_labels = false;
        grid_follow(s, &g);
        t->sign[t->cols - 1] = sign[i];
        table_add(t, g, 0, t->cols);
    }
}

static Table side_by_side(Stage *s) {
    Table t = {0};
    int sheet = s->at.cell.sheet;
    Grid *scores = table_add(&t, grid_make(s, s->step->in[0], sheet, true), 0, 0);
    scores->predicts = true;
    grid_follow(s, scores);
    if (shows_inside(s)) add_inside(s, &t, sheet, false);
    t.sign[t.cols - 1] = "→";
    Grid g = grid_make(s, s->step->out[3], sheet, false);
    g.row_labels = false;
    g.sums = true;
    grid_follow(s, &g);
    table_add(&t, g, 0, t.cols);
    return t;
}

/* Long rows, like a vocabulary's, lie one under the other. */
static Table stacked(Stage *s) {
    Table t = {0};
    int order[4] = {-1, 0, 0, 0}, count = 1;
    if (shows_inside(s)) order[count++] = 1;
    order[count++] = 3;
    for (int i = 0; i < count; i++) {
        Grid g = grid_make(s, order[i] < 0 ? s->step->in[0] : s->step->out[order[i]],
                           s->at.cell.sheet, order[i] < 0);
        g.heading = HEADING_ABOVE;
        g.predicts = true;
        g.sign = i ? "→" : NULL;
        g.col_labels = g.col_labels && i + 1 == count;
        g.sums = i + 1 == count;
        grid_follow(s, &g);
        table_add(&t, g, i, 0);
    }
    return t;
}

static int focus_row(const Stage *s, int rows) {
    return s->focus.on && s->focus.cell.row < rows ? s->focus.cell.row : -1;
}

static void draw_vocabulary(Stage *s, Rect area) {
    Rect list = area;
    list.w = roundf(fmaxf(230, 280 * s->unit));
    list.x = area.x + area.w - list.w;
    bool beside = area.w >= 2.6f * list.w;
    if (beside) area.w -= list.w + roundf(20 * s->unit);
    Table t = stacked(s);
    if (table_layout(s, &t, area)) table_draw(s, &t);
    int rows = t.grid[0].rows, row = focus_row(s, rows);
    if (beside) list_words(s, list, s->step->out[3], row < 0 ? rows - 1 : row);
}

/* Opening a row must not cost the matrices their numbers. */
static bool figures_softmax_opens(Stage *s, Rect area, float height, float least) {
    Table t = side_by_side(s);
    Rect upper = {area.x, area.y, area.w, area.h - height};
    if (upper.h < 0.38f * area.h || !table_layout(s, &t, upper)) return false;
    return t.labels && t.lines > 1 && (t.quality >= least || t.grid[0].rows == 1);
}

/* A row alone is two strips, and all the rest is its opening. */
static float figures_softmax_strips_height(const Stage *s, Rect area) {
    return fminf(0.4f * area.h, roundf(160 * s->unit) + 14);
}

static void figures_softmax_draw_row(Stage *s, Rect area, int row) {
    Rect upper = {area.x, area.y, area.w, figures_softmax_strips_height(s, area)};
    Table t = side_by_side(s);
    if (table_layout(s, &t, upper)) table_draw(s, &t);
    float y = upper.y + upper.h + roundf(8 * s->unit);
    list_softmax(s, (Rect){area.x, y, area.w, area.y + area.h - y}, row);
}

/* In a small window, shares alone and beside them the row: a score and a share for each key. */
static bool softmax_draw_beside(Stage *s, Rect area, int row) {
    bool small = s->in->frame && !s->presenting && !shows_inside(s) &&
                 ((float)s->in->width < 1200 * s->unit || (float)s->in->height < 760 * s->unit);
    float list = fmaxf(200, roundf(236 * s->unit)), gap = roundf(40 * s->unit);
    if (!small || area.w < 2.4f * list) return false;
    Table t = {0};
    Grid *g = table_add(&t, grid_make(s, s->step->out[3], s->at.cell.sheet, false), 0, 0);
    g->predicts = g->sums = true;
    grid_follow(s, g);
    if (!table_layout(s, &t, (Rect){area.x, area.y, area.w - list - gap, area.h}) || !t.labels)
        return false;
    table_draw(s, &t);
    list_row(s, (Rect){area.x + area.w - list, area.y, list, area.h}, row);
    return true;
}

/* Under both matrices, all keys, closer ones if need be. */
static void softmax_draw_below(Stage *s, Rect area, int row, int keys) {
    float gap = roundf(6 * s->unit), height = list_softmax_height(s, keys, false);
    bool open = figures_softmax_opens(s, area, height + gap, 1.2f * (float)s->small);
    if (!open) {
        height = list_softmax_height(s, keys, true);
        open = figures_softmax_opens(s, area, height + gap, (float)s->small);
    }
    if (!open && keys > KEYS_MANY) { /* no numbers to lose: the largest keys alone are opened */
        height = list_softmax_height(s, KEYS_OPENED, false);
        open = figures_softmax_opens(s, area, height + gap, 3);
    }
    Rect upper = {area.x, area.y, area.w, area.h - (open ? height + gap : 0)};
    Table t = side_by_side(s);
    if (table_layout(s, &t, upper)) table_draw(s, &t);
    if (open) list_softmax(s, (Rect){area.x, area.y + area.h - height, area.w, height}, row);
}

void figure_softmax(Stage *s, Rect area) {
    Shape shape = s->program->values[s->step->in[0]].form.shape;
    if (shape.cols > 3 * shape.rows && shape.cols > 40) {
        draw_vocabulary(s, area);
        return;
    }
    int row = focus_row(s, shape.rows);
    if (s->step->args.turned) { /* over columns: there is no row to open */
        Table t = side_by_side(s);
        if (table_layout(s, &t, area)) table_draw(s, &t);
        return;
    }
    if (row < 0) row = insight_row(s);
    if (row < 0) row = shape.rows - 1;
    if (s->in->view->shown.at.depth >= DEPTH_ROW && s->in->view->shown.at.row >= 0 &&
        s->in->view->shown.at.row < shape.rows) {
        figures_softmax_draw_row(s, area, s->in->view->shown.at.row);
        return;
    }
    Focus pointed = s->focus;
    if (!s->focus.on) s->focus = (Focus){true, s->step->out[3], {s->at.cell.sheet, row, -1}};
    if (!softmax_draw_beside(s, area, row)) softmax_draw_below(s, area, row, shape.cols);
    s->focus = pointed;
}
