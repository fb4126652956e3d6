/* One matrix: what it is made with, which part of it is shown, and what of it is pointed at. Its
   labels, cells, numbers and heading have files of their own. */
#include "scene/grid_inside.h"

#include <math.h>
#include <string.h>

#include "scene/badge.h"
#include "scene/words.h"
#include "trace/foreign.h"
#include "trace/measure.h"

enum { BOXES_MOST = 8 };

static bool counts_shares(const char *path) {
    const char *tail = words_tail(path);
    size_t n = strlen(tail);
    return strcmp(tail, "weights") == 0 || strcmp(tail, "probabilities") == 0 ||
           (n > 4 && strcmp(tail + n - 4, ".exp") == 0);
}

/* Masks hold only 0 and −∞, which is hatched: there is no scale to tell. */
bool grid_is_mask(const char *path) {
    const char *tail = words_tail(path);
    return strcmp(tail, "causal") == 0 || strcmp(tail, "padding") == 0;
}

static bool never_negative(const char *path) {
    const char *dot = strrchr(path, '.');
    return dot && (strcmp(dot, ".sum") == 0 || strcmp(dot, ".variance") == 0 ||
                   strcmp(dot, ".tokens") == 0);
}

/* A matrix of a person's own knows what its numbers are, and has one scale with its neighbours. */
static const Step *given_step(const Stage *s, Value v) {
    int step = s->program->values[v].step;
    return step >= 0 && s->program->steps[step].op == OP_GIVEN ? &s->program->steps[step] : NULL;
}

/* What a person set wins; the series' scale is for signed numbers. */
static Scale scale_make(const Stage *s, const Grid *g, const char *path) {
    const Style *wish = &s->style;
    const Step *given = given_step(s, g->value);
    bool shares = given ? given->args.variant == GIVEN_SHARES : counts_shares(path);
    Scale c = {.shares = shares || never_negative(path) ||
                         (given && given->args.variant == GIVEN_POSITIVE)};
    c.top = shares ? 1 : given ? given->args.factor : measure_max_abs(g->x, g->sheet);
    if (c.top == 0) c.top = 1;
    if (!c.shares && wish->top > 0) c.top = wish->top;
    if (!shares && s->common > 0 && g->value == s->at.value) c.top = s->common;
    c.low = c.shares ? 0 : -c.top;
    c.high = c.top;
    if (!wish->scale_set) return c;
    c = (Scale){wish->scale_low >= 0, true, wish->scale_high, wish->scale_low, wish->scale_high};
    if (!c.shares) c.top = fmaxf(-c.low, c.high);
    return c;
}

Color grid_color(const Stage *s, const Scale *scale, float x) {
    if (scale->shares) return theme_share(&s->theme, x - scale->low, scale->top - scale->low);
    return theme_signed(&s->theme, fminf(fmaxf(x, scale->low), scale->high), scale->top);
}

/* Queries and keys meet in it. */
static bool is_attention(const ValueInfo *v) {
    bool rows = v->form.rows == AXIS_SOURCE || v->form.rows == AXIS_TARGET;
    return rows && (v->form.cols == AXIS_SOURCE || v->form.cols == AXIS_TARGET);
}

Stage *grid_stage(Stage *s, const Grid *g) {
    return g->of ? g->of : s;
}

Grid grid_make(Stage *s, Value v, int sheet, bool input) {
    const ValueInfo *info = &s->program->values[v];
    Shape shape = info->form.shape;
    Grid g = {.value = v, .sheet = sheet < shape.sheets ? sheet : 0, .x = stage_tensor(s, v)};
    g.symbol = words_symbol(s, v, input);
    Role role = words_role(s, v);
    g.color = role == ROLE_TEXT || role == ROLE_MUTED ? s->theme.line : s->theme.role[role];
    g.full_rows = g.rows = shape.rows;
    g.full_cols = g.cols = shape.cols;
    g.bar = true;
    g.heading = HEADING_BELOW;
    g.row_labels = info->form.rows == AXIS_SOURCE || info->form.rows == AXIS_TARGET ||
                   info->form.rows > AXIS_HIDDEN;
    g.col_labels = info->form.cols == AXIS_SOURCE || info->form.cols == AXIS_TARGET ||
                   info->form.cols > AXIS_HIDDEN;
    g.scale = scale_make(s, &g, info->path);
    if (strcmp(words_tail(info->path), "tokens") == 0) g.plain = true;
    if (g.plain || grid_is_mask(info->path)) g.bar = false;
    if (s->style.no_labels) g.row_labels = g.col_labels = false;
    if (s->transposed && is_attention(info)) {
        grid_transpose(&g);
        g.symbol = arena_print(s->arena, "%s^T", g.symbol);
    }
    return g;
}

void grid_transpose(Grid *g) {
    int rows = g->rows;
    bool labels = g->row_labels;
    g->transposed = !g->transposed;
    g->rows = g->full_rows = g->cols;
    g->cols = g->full_cols = rows;
    g->row_labels = g->col_labels;
    g->col_labels = labels;
}

void grid_follow(const Stage *s, Grid *g) {
    int row = s->in->view->row;
    if (s->in->view->depth < DEPTH_ROW || row < 0 || row >= g->x.shape.rows) return;
    g->one_row = true;
    if (g->transposed)
        g->col0 = row, g->cols = 1;
    else
        g->row0 = row, g->rows = 1;
}

/* How many of so many are shown, and from which on. */
static void window(int full, float zoom, float pan, int *first, int *count) {
    int shown = (int)ceilf((float)full / zoom);
    *count = shown < 1 ? 1 : shown > full ? full : shown;
    *first = (int)roundf(fminf(1, fmaxf(0, pan)) * (float)(full - *count));
}

void grid_zoom(const Stage *s, Grid *g) {
    const View *v = s->in->view;
    if (v->zoom <= 1 || g->mini) return;
    if (!(g->one_row && !g->transposed))
        window(g->full_rows, v->zoom, v->pan_y, &g->row0, &g->rows);
    if (!(g->one_row && g->transposed)) window(g->full_cols, v->zoom, v->pan_x, &g->col0, &g->cols);
}

void grid_share_scale(Grid *grids, int count) {
    float top = 0;
    for (int i = 0; i < count; i++) top = fmaxf(top, grids[i].scale.top);
    for (int i = 0; i < count && !grids[i].scale.set; i++) {
        Scale *c = &grids[i].scale;
        c->top = c->high = top;
        c->low = c->shares ? 0 : -top;
    }
}

/* row, col: in the window. */
float grid_number_at(const Grid *g, int row, int col) {
    row += g->row0, col += g->col0;
    return g->transposed ? tensor_at(g->x, g->sheet, col, row)
                         : tensor_at(g->x, g->sheet, row, col);
}

static int inside(int at, int first, int count) {
    return at < first ? 0 : at >= first + count ? count - 1 : at - first;
}

Rect grid_cell(const Grid *g, int row, int col) {
    row = inside(row, g->row0, g->rows);
    col = inside(col, g->col0, g->cols);
    float x0 = floorf((float)col * g->cells.w / (float)g->cols + 0.5f);
    float x1 = floorf((float)(col + 1) * g->cells.w / (float)g->cols + 0.5f);
    float y0 = floorf((float)row * g->cells.h / (float)g->rows + 0.5f);
    float y1 = floorf((float)(row + 1) * g->cells.h / (float)g->rows + 0.5f);
    return (Rect){g->cells.x + x0, g->cells.y + y0, x1 - x0, y1 - y0};
}

/* Where the grid begins, its row labels counted. */
float grid_left(const Stage *s, const Grid *g) {
    float pad = roundf(9 * s->unit) + 2;
    return g->cells.x - pad - (g->label_room > 0 ? g->label_room + roundf(3 * s->unit) : 0);
}

/* Outlines */

static Box whole(const Grid *g) {
    return (Box){0, 1, 0, g->x.shape.rows, 0, g->x.shape.cols};
}

static bool holds_sheet(const Grid *g, int sheet0, int sheet1) {
    return g->x.shape.sheets == 1 || (g->sheet >= sheet0 && g->sheet < sheet1);
}

static bool same_rows(const Stage *s, const Grid *g, Value v) {
    Form a = s->program->values[g->value].form, b = s->program->values[v].form;
    return a.rows == b.rows && a.shape.rows == b.shape.rows && a.rows != AXIS_ONE;
}

/* Another output of the same step: what softmax and norm record on their way. */
static bool is_sibling(const Stage *s, const Grid *g, Value v) {
    const ValueInfo *a = &s->program->values[g->value], *b = &s->program->values[v];
    return g->value != v && a->step >= 0 && a->step == b->step &&
           a->form.shape.rows == b->form.shape.rows;
}

/* Keys and values have rows of their own, even where these are the same words. */
static bool asks_others(const Stage *s, const Grid *g) {
    return s->step && (s->step->op == OP_SCORES || s->step->op == OP_MIX) &&
           g->value == s->step->in[1];
}

/* The parts of the grid that belong to what is pointed at, as ranges of the value's cells; drawn on
 * top last. */
static int focus_boxes(const Stage *s, const Grid *g, Box out[BOXES_MOST]) {
    int count = 0;
    Focus f = s->focus, p = s->pointer;
    Box all = whole(g);
    bool follows = f.on && f.cell.col < 0 && same_rows(s, g, f.value) && !asks_others(s, g);
    if (follows && holds_sheet(g, f.cell.sheet, f.cell.sheet + 1))
        out[count++] = (Box){0, 1, f.cell.row, f.cell.row + 1, 0, all.col1};
    for (int i = 0; f.on && f.cell.col >= 0 && s->step && i < s->reach.count; i++) {
        Box b = s->reach.part[i].box;
        if (s->step->in[s->reach.part[i].input] == g->value && holds_sheet(g, b.sheet0, b.sheet1))
            out[count++] = b;
    }
    if (f.on && f.cell.col >= 0 && is_sibling(s, g, f.value) &&
        holds_sheet(g, f.cell.sheet, f.cell.sheet + 1))
        out[count++] = (Box){0, 1, f.cell.row, f.cell.row + 1, 0, all.col1};
    if (f.on && f.cell.col >= 0 && f.value == g->value &&
        holds_sheet(g, f.cell.sheet, f.cell.sheet + 1))
        out[count++] = (Box){0, 1, f.cell.row, f.cell.row + 1, f.cell.col, f.cell.col + 1};
    if (p.on && p.value == g->value && p.value != f.value &&
        holds_sheet(g, p.cell.sheet, p.cell.sheet + 1))
        out[count++] = (Box){0, 1, p.cell.row, p.cell.row + 1, p.cell.col, p.cell.col + 1};
    return count;
}

static Box as_drawn(const Grid *g, Box b) {
    if (!g->transposed) return b;
    return (Box){b.sheet0, b.sheet1, b.col0, b.col1, b.row0, b.row1};
}

/* Something of it is in the window. */
static bool in_window(const Grid *g, Box b) {
    return b.row1 > g->row0 && b.row0 < g->row0 + g->rows && b.col1 > g->col0 &&
           b.col0 < g->col0 + g->cols;
}

static void draw_outlines(Stage *s, const Grid *g, const Box *boxes, int count) {
    float line = fmaxf(1.5f, 2 * s->unit);
    for (int i = 0; i < count; i++) {
        if (!in_window(g, boxes[i])) continue;
        Rect a = grid_cell(g, boxes[i].row0, boxes[i].col0),
             b = grid_cell(g, boxes[i].row1 - 1, boxes[i].col1 - 1);
        float out = line / 2;
        Rect r = {a.x - out, a.y - out, b.x + b.w - a.x + 2 * out - 1,
                  b.y + b.h - a.y + 2 * out - 1};
        float least = 3 * line; /* a cell of a pixel is still pointed out */
        if (r.w < least) r.x -= (least - r.w) / 2, r.w = least;
        if (r.h < least) r.y -= (least - r.h) / 2, r.h = least;
        stage_box(s, r, fmaxf(2, 3 * s->unit), 0, line, s->theme.role[ROLE_HOT]);
    }
}

/* What goes on from a number, more faintly than what is behind one. */
static void draw_fed(Stage *s, const Grid *g) {
    float line = fmaxf(1, 1.4f * s->unit);
    for (int i = 0; i < s->fed.count; i++) {
        Box b = s->fed.feed[i].box;
        if (s->fed.feed[i].value != g->value || !holds_sheet(g, b.sheet0, b.sheet1)) continue;
        b = as_drawn(g, b);
        if (!in_window(g, b)) continue;
        Rect a = grid_cell(g, b.row0, b.col0), z = grid_cell(g, b.row1 - 1, b.col1 - 1);
        stage_box(s, (Rect){a.x - 1, a.y - 1, z.x + z.w - a.x + 1, z.y + z.h - a.y + 1},
                  fmaxf(2, 3 * s->unit), 0, line, stage_fade(s->theme.role[ROLE_HOT], 0.75f));
    }
}

void grid_draw(Stage *s, const Grid *g, int lines) {
    Box boxes[BOXES_MOST];
    int count = focus_boxes(s, g, boxes), hot_row = -1, hot_col = -1;
    for (int i = 0; i < count; i++) {
        boxes[i] = as_drawn(g, boxes[i]);
        if (!in_window(g, boxes[i])) continue;
        if (boxes[i].row1 - boxes[i].row0 == 1) hot_row = boxes[i].row0 - g->row0;
        if (boxes[i].col1 - boxes[i].col0 == 1) hot_col = boxes[i].col0 - g->col0;
    }
    float pad = fmaxf(2, roundf(3 * s->unit));
    Rect frame = {g->cells.x - pad, g->cells.y - pad, g->cells.w + 2 * pad, g->cells.h + 2 * pad};
    stage_box(s, frame, fmaxf(2, 4 * s->unit), 0, fmaxf(1, 1.4f * s->unit), g->color);
    bool hidden = grid_draw_cells(s, g);
    const Item cells = s->scene->items[s->scene->count - 1];
    if (hidden) grid_draw_hidden(s, g);
    if (!grid_draw_numbers(s, g, &cells)) grid_mark_negative(s, g, &cells);
    grid_draw_row_labels(s, g, hot_row);
    grid_draw_col_labels(s, g, hot_col);
    if (lines > 0) grid_draw_brackets(s, g);
    grid_draw_sums(s, g, hot_row);
    draw_fed(s, g);
    badge_mark_cells(s, g);
    draw_outlines(s, g, boxes, count);
    grid_draw_heading(s, g, lines);
    Rect c = g->cells;
    int rows = g->transposed ? g->cols : g->rows, cols = g->transposed ? g->rows : g->cols;
    const char *path = s->program->values[g->value].path;
    stage_target(s, (Target){.kind = TARGET_CELLS,
                             .path = path,
                             .head = g->sheet,
                             .x = c.x,
                             .y = c.y,
                             .w = c.w,
                             .h = c.h,
                             .rows = rows,
                             .cols = cols,
                             .row0 = g->transposed ? g->col0 : g->row0,
                             .col0 = g->transposed ? g->row0 : g->col0,
                             .transposed = g->transposed,
                             .aside = s->aside});
}
