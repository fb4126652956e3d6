/* A whole matrix: its cells with everything about them, and outlines around what is pointed at. */
#include "scene/matrix/grid_draw.h"

#include <math.h>
#include <string.h>

#include "scene/matrix/grid_cells.h"
#include "scene/matrix/grid_groups.h"
#include "scene/matrix/grid_heading.h"
#include "scene/matrix/grid_labels.h"
#include "scene/matrix/grid_numbers.h"
#include "scene/matrix/grid_photo.h"
#include "scene/pen/marks.h"
#include "scene/words/what.h"

enum { BOXES_MOST = 8 };

static Box whole(const Grid *g) {
    return (Box){0, 1, 0, g->x.shape.rows, 0, g->x.shape.cols};
}

static bool holds_sheet(const Grid *g, int sheet0, int sheet1) {
    return g->x.shape.sheets == 1 || sheet0 == EVERY_SHEET ||
           (g->sheet >= sheet0 && g->sheet < sheet1);
}

/* Another output of the same step: what softmax and norm record on their way. */
static bool is_sibling(const Stage *s, const Grid *g, Value v) {
    const ValueInfo *a = &s->program->values[g->value], *b = &s->program->values[v];
    return g->value != v && a->step >= 0 && a->step == b->step &&
           a->form.shape.rows == b->form.shape.rows;
}

/* Keys and values have rows of their own, even where these are the same words. */
static bool asks_others(const Stage *s, const Grid *g) {
    return s->step && s->step->inputs > 1 && g->value == s->step->in[1] &&
           op_table[s->step->op]->in[1].row != FROM_ROW;
}

/* The parts of the grid that belong to what is pointed at, as ranges of the value's cells; drawn on
 * top last. */
static int focus_boxes(const Stage *s, const Grid *g, Box out[BOXES_MOST]) {
    int count = 0;
    Focus f = s->focus, p = s->pointer;
    Box all = whole(g);
    bool follows =
        f.on && f.cell.col < 0 && grid_rows_agree(s, g->value, f.value) && !asks_others(s, g);
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
static bool grid_draw_in_window(const Grid *g, Box b) {
    int from, to;
    return b.row1 > g->row0 && b.row0 < g->row0 + g->rows &&
           (g->picked ? grid_cols_shown(g, b.col0, b.col1, &from, &to)
                      : b.col1 > g->col0 && b.col0 < g->col0 + g->cols);
}

/* The cells of a box that are in the window, as one rectangle. */
static Rect box_cells(const Grid *g, Box b) {
    int from, to;
    if (g->picked && grid_cols_shown(g, b.col0, b.col1, &from, &to))
        b.col0 = grid_col(g, from), b.col1 = grid_col(g, to - 1) + 1;
    Rect a = grid_cell(g, b.row0, b.col0), z = grid_cell(g, b.row1 - 1, b.col1 - 1);
    return (Rect){a.x, a.y, z.x + z.w - a.x, z.y + z.h - a.y};
}

static void draw_outlines(Stage *s, const Grid *g, const Box *boxes, int count) {
    float line = fmaxf(1.5f, 2 * s->unit);
    for (int i = 0; i < count; i++) {
        if (!grid_draw_in_window(g, boxes[i])) continue;
        Rect a = box_cells(g, boxes[i]);
        float out = line / 2;
        Rect r = {a.x - out, a.y - out, a.w + 2 * out - 1, a.h + 2 * out - 1};
        float least = 3 * line; /* a cell of a pixel is still pointed out */
        if (r.w < least) r.x -= (least - r.w) / 2, r.w = least;
        if (r.h < least) r.y -= (least - r.h) / 2, r.h = least;
        stage_box(s, r, fmaxf(2, 3 * s->unit), 0, line, s->theme.role[ROLE_HOT]);
    }
}

/* What goes on from a number, more faintly than what is behind one. */
static void draw_uses(Stage *s, const Grid *g) {
    float line = fmaxf(1, 1.4f * s->unit);
    for (int i = 0; i < s->uses.count; i++) {
        Box b = s->uses.list[i].box;
        if (s->uses.list[i].value != g->value || !holds_sheet(g, b.sheet0, b.sheet1)) continue;
        b = as_drawn(g, b);
        if (!grid_draw_in_window(g, b)) continue;
        Rect a = box_cells(g, b);
        stage_box(s, (Rect){a.x - 1, a.y - 1, a.w + 1, a.h + 1}, fmaxf(2, 3 * s->unit), 0, line,
                  theme_fade(s->theme.role[ROLE_HOT], 0.75f));
    }
}

static void mark_cell(Stage *s, const Grid *g, int row, int col) {
    int r = g->transposed ? col : row, c = g->transposed ? row : col;
    if (!grid_draw_in_window(g, (Box){0, 1, r, r + 1, c, c + 1})) return;
    Rect cell = grid_cell(g, r, c);
    float size = roundf(fminf(fmaxf(3, 8 * s->unit), 0.45f * fminf(cell.w, cell.h))),
          edge = cell.x + cell.w - 1;
    if (size < 2) size = fminf(cell.w, cell.h);
    const float below[] = {edge - size - 2, cell.y, edge, cell.y, edge, cell.y + size + 2};
    const float corner[] = {edge - size, cell.y, edge, cell.y, edge, cell.y + size};
    if (size >= 4) stage_polygon(s, below, 3, s->theme.ground);
    stage_polygon(s, corner, 3, s->theme.role[ROLE_HOT]);
}

/* Of this grid's path and sheet. to: where a share went, else −1. */
static bool grid_draw_cell_of(const Stage *s, const Grid *g, WhatIfItem item, Cell *out, int *to) {
    const char *path = s->program->values[g->value].path;
    size_t n = strlen(path);
    Address a;
    Error e;
    bool moves = item.kind == WHATIF_MOVE;
    *to = -1;
    if ((item.kind != WHATIF_CELL && !moves) || strncmp(item.place, path, n) != 0 ||
        item.place[n] != '[' || !address_parse(s->in->run, item.place, &a, &e) || !a.has_cell ||
        (moves && !address_position(s->in->run, a.t, s->program->values[g->value].form.cols,
                                    g->x.shape.cols, item.value, to, &e)))
        return false;
    *out = a.cell;
    return a.cell.sheet == g->sheet && a.cell.row < g->x.shape.rows && a.cell.col < g->x.shape.cols;
}

/* Corners on the cells that a what-if has set. */
static void mark_set_cells(Stage *s, const Grid *g) {
    const WhatIfList *list = what_items(s);
    for (int i = 0; what_on(s) && i < list->count; i++) {
        Cell at;
        int to;
        if (!grid_draw_cell_of(s, g, whatif_item(list, i), &at, &to)) continue;
        mark_cell(s, g, at.row, at.col);
        if (to >= 0) mark_cell(s, g, at.row, to);
    }
}

/* Cells that answer the pointer; of columns that were picked, each column apart. */
static void grid_answers(Stage *s, const Grid *g) {
    int parts = g->picked ? g->cols : 1, count = g->picked ? 1 : g->cols;
    for (int j = 0; j < parts; j++) {
        int col = grid_col(g, j);
        Rect c = g->cells, one = grid_cell(g, g->row0, col);
        if (g->picked) c.x = one.x, c.w = one.w;
        stage_target_in(s, c,
                        (Target){.kind = TARGET_CELLS,
                                 .path = s->program->values[g->value].path,
                                 .head = g->sheet,
                                 .rows = g->transposed ? count : g->rows,
                                 .cols = g->transposed ? g->rows : count,
                                 .row0 = g->transposed ? col : g->row0,
                                 .col0 = g->transposed ? g->row0 : col,
                                 .transposed = g->transposed,
                                 .aside = s->aside});
    }
}

void grid_draw(Stage *s, const Grid *g, int lines) {
    Box boxes[BOXES_MOST];
    int count = focus_boxes(s, g, boxes), hot_row = -1, hot_col = -1;
    for (int i = 0; i < count; i++) {
        boxes[i] = as_drawn(g, boxes[i]);
        if (!grid_draw_in_window(g, boxes[i])) continue;
        if (boxes[i].row1 - boxes[i].row0 == 1) hot_row = boxes[i].row0 - g->row0;
        int to;
        if (boxes[i].col1 - boxes[i].col0 == 1)
            grid_cols_shown(g, boxes[i].col0, boxes[i].col1, &hot_col, &to);
    }
    float pad = fmaxf(2, roundf(3 * s->unit));
    Rect frame = {g->cells.x - pad, g->cells.y - pad, g->cells.w + 2 * pad, g->cells.h + 2 * pad};
    if (!s->style.no_outline)
        stage_box(s, frame, fmaxf(2, 4 * s->unit), 0, fmaxf(1, 1.4f * s->unit), g->color);
    if (grid_has_photo(g)) grid_draw_photo(s, g, g->cells, false);
    bool hidden = grid_draw_cells(s, g);
    int mark = s->scene->count - 1;
    Item cells = s->scene->items[mark];
    if (grid_has_photo(g)) cells.cells = grid_photo_grounds(s, g);
    if (hidden) grid_draw_hidden(s, g), grid_draw_missing(s, g);
    if (!grid_draw_numbers(s, g, &cells)) {
        grid_mark_zeros(s, g, &s->scene->items[mark]);
        grid_mark_negative(s, g, &cells);
    }
    grid_draw_row_labels(s, g, hot_row);
    grid_draw_col_labels(s, g, hot_col);
    if (lines > 0) grid_draw_brackets(s, g);
    grid_draw_sums(s, g, hot_row);
    if (s->style.group_count) {
        bool labelled = g->col_labels && g->col_room >= 0;
        float high = labelled ? grid_col_label_height(s, g, g->cells.w / (float)g->cols) : 0;
        grid_draw_groups(s, g, grid_left(s, g), g->cells.y - pad - high);
    }
    draw_uses(s, g);
    mark_set_cells(s, g);
    draw_outlines(s, g, boxes, count);
    grid_draw_heading(s, g, lines);
    grid_answers(s, g);
}
