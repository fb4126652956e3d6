/* The cells of a matrix: colours, and the hatching of what is hidden. */
#include "scene/matrix/grid_cells.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "scene/pen/marks.h"

/* While the figure plays, its output is there up to the cell that is being worked out. */
bool grid_not_yet(const Stage *s, const Grid *g, int row, int col) {
    const Focus *at = &s->playing;
    if (!at->on || !s->step || s->program->values[g->value].step != s->shown_step) return false;
    row += g->row0, col += g->col0;
    int r = g->transposed ? col : row, c = g->transposed ? row : col;
    if (r != at->cell.row) return r > at->cell.row;
    return g->value == at->value && c > at->cell.col;
}

/* What a mask does not hide has an edge to be seen. */
static Color cell_color(const Stage *s, const Grid *g, bool open, int row, int col) {
    float x = grid_number_at(g, row, col);
    if (grid_not_yet(s, g, row, col) || isnan(x)) return s->theme.panel;
    if (g->plain || grid_is_hidden(g, x)) return s->theme.ground;
    if (open) return s->theme.panel;
    return grid_color(s, &g->scale, x);
}

/* Most matrices are drawn as they lie in memory, all of them: of a million cells each one counts.
   True if some are no numbers and have to be looked at again. */
static bool color_row(const Stage *s, const Grid *g, int row, Color *to) {
    const float *x = tensor_row(g->x, g->sheet, g->row0 + row) + g->col0;
    const uint32_t no_number = 0x7f800000u; /* infinite, or hidden by a question */
    uint32_t found = 0;
    for (int j = 0; j < g->cols; j++) {
        uint32_t bits;
        memcpy(&bits, &x[j], sizeof bits);
        found |= (bits & no_number) == no_number;
    }
    if (g->scale.shares)
        theme_share_row(&s->theme, x, g->cols, g->scale.low, g->scale.top, to);
    else
        theme_signed_row(&s->theme, x, g->cols, g->scale.top, to);
    return found;
}

/* True if some may be −∞. */
static bool color_cells(const Stage *s, const Grid *g, Color *to) {
    bool open = grid_is_mask(s, g->value), hidden = g->transposed;
    bool simple = !g->transposed && !g->plain && !open && !s->playing.on &&
                  (g->scale.shares || !g->scale.set);
    for (int i = 0; i < g->rows; i++, to += g->cols) {
        bool again = !simple || color_row(s, g, i, to);
        hidden = hidden || again;
        for (int j = 0; j < g->cols && again; j++) to[j] = cell_color(s, g, open, i, j);
    }
    return hidden;
}

/* The side of a number's square, so that its area tells how large the number is on its scale. */
int grid_dot_side(const Scale *c, float x) {
    float low = c->shares ? c->low : 0, far = c->shares ? c->top - low : c->top;
    float share = far > 0 ? fminf(1, fmaxf(0, (fabsf(x) - low) / far)) : 0;
    int size = (int)roundf(255 * sqrtf(share));
    return size == 0 && share > 0 ? 1 : size;
}

bool grid_has_dots(const Stage *s, const Grid *g) {
    float side = fminf(g->cells.w / (float)g->cols, g->cells.h / (float)g->rows);
    return s->dots && !g->plain && side >= CELL_DOT && !grid_is_mask(s, g->value);
}

/* What is hidden, or not worked out yet, has no size of its own. */
static uint8_t *size_cells(const Stage *s, const Grid *g) {
    uint8_t *sizes = arena_raw(s->arena, (size_t)g->rows * (size_t)g->cols, 1), *to = sizes;
    for (int i = 0; i < g->rows; i++)
        for (int j = 0; j < g->cols; j++) {
            float x = grid_number_at(g, i, j);
            bool whole = grid_is_hidden(g, x) || isnan(x) || grid_not_yet(s, g, i, j);
            *to++ = (uint8_t)(whole ? 255 : grid_dot_side(&g->scale, x));
        }
    return sizes;
}

/* True if some may be −∞. */
bool grid_draw_cells(Stage *s, const Grid *g) {
    Color *colors = arena_raw(s->arena, (size_t)g->rows * (size_t)g->cols, sizeof *colors);
    bool hidden = color_cells(s, g, colors);
    Item *item = stage_add(s, ITEM_CELLS);
    item->x = g->cells.x, item->y = g->cells.y, item->w = g->cells.w, item->h = g->cells.h;
    item->cells = colors;
    item->rows = g->rows;
    item->cols = g->cols;
    item->gap = s->unit > 1.5f ? roundf(s->unit) : 1;
    if (!grid_has_dots(s, g)) return hidden;
    item->sizes = size_cells(s, g);
    item->ground = s->theme.ground;
    return hidden;
}

/* −∞ is hatched, a run of cells at a time. */
void grid_draw_hidden(Stage *s, const Grid *g) {
    for (int i = 0; i < g->rows; i++)
        for (int j = 0, end; j < g->cols; j = end + 1) {
            for (end = j; end < g->cols && grid_is_hidden(g, grid_number_at(g, i, end)) &&
                          !grid_not_yet(s, g, i, end);
                 end++)
                continue;
            if (end == j) continue;
            Rect a = grid_cell(g, g->row0 + i, g->col0 + j),
                 b = grid_cell(g, g->row0 + i, g->col0 + end - 1);
            stage_hatch(s, (Rect){a.x, a.y, b.x + b.w - a.x, a.h});
        }
}

/* Two strokes from corner to corner, where a cell has room for them. */
void grid_cross(Stage *s, Rect r) {
    float in = fmaxf(1, roundf(0.28f * fminf(r.w, r.h))), line = fmaxf(1, roundf(s->unit)),
          half = fminf(r.w, r.h) / 2 - in, x = r.x + (r.w - 1) / 2, y = r.y + (r.h - 1) / 2;
    Color color = s->theme.role[ROLE_MUTED];
    if (half < 1.5f) return;
    half = fminf(half, 14 * s->unit);
    stage_line(s, x - half, y - half, x + half, y + half, line, color);
    stage_line(s, x - half, y + half, x + half, y - half, line, color);
}

void grid_draw_missing(Stage *s, const Grid *g) {
    enum { CROSSES_MOST = 6000 };
    int count = 0;
    for (int i = 0; g->given && i < g->rows; i++)
        for (int j = 0; j < g->cols && count < CROSSES_MOST; j++) {
            if (!grid_is_missing(g, grid_number_at(g, i, j))) continue;
            grid_cross(s, grid_cell(g, g->row0 + i, g->col0 + j));
            count++;
        }
}

void grid_mark_negative(Stage *s, const Grid *g, const Item *cells) {
    const Color *colors = cells->cells;
    const uint8_t *sizes = cells->sizes;
    float w = g->cells.w / (float)g->cols, h = g->cells.h / (float)g->rows,
          line = fmaxf(1, roundf(fminf(w, h) / 9));
    if (!s->theme.marks_negative || g->scale.shares || fminf(w, h) < 5) return;
    for (int i = 0; i < g->rows; i++)
        for (int j = 0; j < g->cols; j++, colors++) {
            float x = grid_number_at(g, i, j);
            if (!(x < 0) || grid_is_hidden(g, x) || grid_not_yet(s, g, i, j)) continue;
            Rect r = grid_cell(g, g->row0 + i, g->col0 + j);
            float side = fminf(r.w, r.h) * (sizes ? (float)sizes[colors - cells->cells] / 255 : 1),
                  wide = roundf(0.4f * side);
            if (wide < line) continue; /* a square that small has no room for a sign */
            float y = roundf(r.y + (r.h - 1) / 2) - line / 2;
            stage_box(s, (Rect){roundf(r.x + (r.w - 1 - wide) / 2), y, wide, line}, 0,
                      theme_ink(*colors), 0, 0);
        }
}
