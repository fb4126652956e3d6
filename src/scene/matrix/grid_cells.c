/* The cells of a matrix: colours, and the hatching of what is hidden. */
#include "scene/matrix/grid_cells.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "scene/matrix/grid_photo.h"
#include "scene/pen/marks.h"

/* While the figure plays, its output is there up to the cell that is being worked out. */
bool grid_not_yet(const Stage *s, const Grid *g, int row, int col) {
    const Focus *at = &s->playing;
    if (!at->on || !s->step || s->program->values[g->value].step != s->shown_step) return false;
    row += g->row0, col = grid_col(g, col);
    int r = g->transposed ? col : row, c = g->transposed ? row : col;
    if (r != at->cell.row) return r > at->cell.row;
    return g->value == at->value && c > at->cell.col;
}

/* What a mask does not hide has an edge to be seen. */
static Color cell_color(const Stage *s, const Grid *g, bool open, float x) {
    if (isnan(x)) return s->theme.panel;
    if (g->plain || grid_is_hidden(g, x)) return s->theme.ground;
    return open ? s->theme.panel : grid_color(s, &g->scale, x);
}

/* A row of the window, as parts of its row's largest where each has its own scale; NaN where the
   figure has not come to. In `room`, where it is not drawn as it lies in memory. */
static const float *row_numbers(const Stage *s, const Grid *g, int row, float *room) {
    if (!g->transposed && !g->picked && !s->playing.on && g->scale.kind != SCALE_ROW)
        return tensor_row(g->x, g->sheet, g->row0 + row) + g->col0;
    float top = g->transposed ? 1 : grid_row_top(&g->scale, g->x, g->sheet, g->row0 + row);
    for (int j = 0; j < g->cols; j++) {
        if (g->transposed) top = grid_row_top(&g->scale, g->x, g->sheet, grid_col(g, j));
        room[j] = grid_not_yet(s, g, row, j) ? NAN : grid_number_at(g, row, j) / top;
    }
    return room;
}

/* Which of two numbers tells more where there is room for one: what is no number tells least. */
static bool tells_more(const Grid *g, float x, float than) {
    if (isnan(x) || isnan(than)) return isnan(than);
    if (grid_is_hidden(g, x) || grid_is_hidden(g, than)) return grid_is_hidden(g, than);
    return fabsf(x) > fabsf(than);
}

/* Whether some are infinite, or none. */
static bool has_no_numbers(const float *x, int count) {
    const uint32_t no_number = 0x7f800000u;
    uint32_t found = 0;
    for (int j = 0; j < count; j++) {
        uint32_t bits;
        memcpy(&bits, &x[j], sizeof bits);
        found |= (bits & no_number) == no_number;
    }
    return found;
}

/* The larger of two numbers each, without a branch: of a million cells each one counts. The bits of
   what is no number are larger than those of any. at: whose turn it is; NULL: each its own. */
static void keep_larger(float *restrict kept, const float *restrict x, const int *restrict at,
                        int count) {
    const int32_t size = 0x7fffffff;
    for (int j = 0; j < count; j++) {
        int32_t one, other;
        memcpy(&one, &x[at ? at[j] : j], sizeof one);
        memcpy(&other, &kept[j], sizeof other);
        other = (one & size) > (other & size) ? one : other;
        memcpy(&kept[j], &other, sizeof other);
    }
}

/* Many columns drawn as fewer: at[k · count + j], the k-th of those drawn as j, or the first again
   where it has not so many. */
typedef struct Shrunk {
    int count, widest, *at;
} Shrunk;

static int first_of(int i, int from, int to) {
    return (int)(((long)i * from + to - 1) / to);
}

static Shrunk shrink_columns(Arena *arena, int from, int to) {
    Shrunk c = {to, (from + to - 1) / to, NULL};
    c.at = arena_raw(arena, (size_t)to * (size_t)c.widest, sizeof *c.at);
    for (int k = 0; k < c.widest; k++)
        for (int j = 0; j < to; j++) {
            int first = first_of(j, from, to);
            c.at[k * to + j] = first + k < first_of(j + 1, from, to) ? first + k : first;
        }
    return c;
}

/* Of the rows `row` to before `end`, and the columns that are drawn as one, the largest. `wide` has
   room for a row. */
static void keep_largest(const Stage *s, const Grid *g, int row, int end, const Shrunk *columns,
                         float *room, float *wide, float *out) {
    memcpy(wide, row_numbers(s, g, row, room), (size_t)g->cols * sizeof *wide);
    for (int k = row + 1; k < end; k++)
        keep_larger(wide, row_numbers(s, g, k, room), NULL, g->cols);
    for (int j = 0; j < columns->count; j++) out[j] = wide[columns->at[j]];
    for (int k = 1; k < columns->widest; k++)
        keep_larger(out, wide, columns->at + k * columns->count, columns->count);
    if (!has_no_numbers(out, columns->count)) return;
    for (int j = 0; j < columns->count; j++) out[j] = NAN;
    for (int k = row; k < end; k++) {
        const float *x = row_numbers(s, g, k, room);
        for (int j = 0; j < g->cols; j++) {
            float *kept = &out[(long)j * columns->count / g->cols];
            if (tells_more(g, x[j], *kept)) *kept = x[j];
        }
    }
}

/* Most matrices are drawn all alike. True if some are no numbers, or hidden. */
static bool color_row(const Stage *s, const Grid *g, bool open, const float *x, int cols,
                      Color *to) {
    const Scale *c = &g->scale;
    bool ranges =
             c->kind == SCALE_AUTO || c->kind == SCALE_ROW || (c->kind == SCALE_RANGE && c->shares),
         again = has_no_numbers(x, cols);
    if (again || g->plain || open || !ranges)
        for (int j = 0; j < cols; j++) to[j] = cell_color(s, g, open, x[j]);
    else if (c->shares)
        theme_share_row(&s->theme, x, cols, c->low, c->top, to);
    else
        theme_signed_row(&s->theme, x, cols, c->top, to);
    return again;
}

Color *grid_colors(Stage *s, const Grid *g, int rows, int cols, bool *hidden) {
    Color *colors = arena_raw(s->arena, (size_t)rows * (size_t)cols, sizeof *colors);
    float *room = arena_raw(s->arena, (size_t)g->cols, sizeof *room),
          *wide = arena_raw(s->arena, (size_t)g->cols, sizeof *wide),
          *kept = arena_raw(s->arena, (size_t)cols, sizeof *kept);
    bool open = grid_is_mask(s, g->value), less = rows < g->rows || cols < g->cols,
         photo = grid_has_photo(g);
    Shrunk columns = {0};
    if (less) columns = shrink_columns(s->arena, g->cols, cols);
    *hidden = g->transposed;
    for (int i = 0; i < rows; i++) {
        int row = first_of(i, g->rows, rows), end = first_of(i + 1, g->rows, rows);
        if (less) keep_largest(s, g, row, end, &columns, room, wide, kept);
        const float *x = less ? kept : row_numbers(s, g, row, room);
        bool again = color_row(s, g, open, x, cols, colors + (long)i * cols);
        *hidden = *hidden || again;
        for (int j = 0; j < cols && photo; j++)
            colors[(long)i * cols + j] = grid_photo_color(s, g, x[j]);
    }
    return colors;
}

/* The side of a number's square, so that its area tells how large the number is on its scale. */
int grid_dot_side(const Scale *c, float x) {
    float share = grid_part(c, x);
    int size = (int)roundf(255 * sqrtf(share));
    return size == 0 && share > 0 ? 1 : size;
}

bool grid_has_dots(const Stage *s, const Grid *g) {
    float side = fminf(g->cells.w / (float)g->cols, g->cells.h / (float)g->rows);
    return s->dots && !g->plain && !grid_is_smooth(g) && side >= CELL_DOT &&
           !grid_is_mask(s, g->value);
}

/* What is hidden, or not worked out yet, has no size of its own. */
static uint8_t *size_cells(const Stage *s, const Grid *g) {
    uint8_t *sizes = arena_raw(s->arena, (size_t)g->rows * (size_t)g->cols, 1), *to = sizes;
    for (int i = 0; i < g->rows; i++)
        for (int j = 0; j < g->cols; j++) {
            int row = g->transposed ? grid_col(g, j) : g->row0 + i;
            float x = grid_number_at(g, i, j) / grid_row_top(&g->scale, g->x, g->sheet, row);
            bool whole = grid_is_hidden(g, x) || isnan(x) || grid_not_yet(s, g, i, j);
            *to++ = (uint8_t)(whole ? 255 : grid_dot_side(&g->scale, x));
        }
    return sizes;
}

/* As many as there are pixels, where that is less. */
static int shrunk_to(const Stage *s, int count, float pixels) {
    int room = (int)fmaxf(1, pixels);
    return s->style.shrink == SHRINK_MEAN || count < room ? count : room;
}

float grid_cells_a_pixel(const Stage *s, const Grid *g) {
    if (s->style.shrink == SHRINK_MEAN || g->cells.w < 1 || g->cells.h < 1) return 1;
    return fmaxf(1, (float)g->rows / floorf(g->cells.h)) *
           fmaxf(1, (float)g->cols / floorf(g->cells.w));
}

void grid_mark_zeros(Stage *s, const Grid *g, Item *cells) {
    enum { ZERO_SIDE = 50 };
    size_t count = (size_t)g->rows * (size_t)g->cols;
    float side = fminf(g->cells.w / (float)g->cols, g->cells.h / (float)g->rows);
    if (!g->scale.zeros || side < CELL_DOT || cells->smooth || cells->rows < g->rows ||
        cells->cols < g->cols)
        return;
    Color *colors = arena_raw(s->arena, count, sizeof *colors);
    uint8_t *sizes = arena_raw(s->arena, count, 1);
    for (size_t i = 0; i < count; i++) {
        int row = (int)i / g->cols, col = (int)i % g->cols;
        bool zero = grid_number_at(g, row, col) == 0 && !grid_not_yet(s, g, row, col);
        colors[i] = zero ? s->theme.role[ROLE_MUTED] : cells->cells[i];
        sizes[i] = zero ? ZERO_SIDE : cells->sizes ? cells->sizes[i] : 255;
    }
    cells->cells = colors, cells->sizes = sizes;
    cells->ground = grid_has_photo(g) ? 0 : s->theme.ground;
}

/* True if some may be −∞. */
bool grid_draw_cells(Stage *s, const Grid *g) {
    bool hidden;
    if (grid_is_smooth(g)) {
        grid_draw_smooth(s, g, g->cells);
        return true;
    }
    int rows = shrunk_to(s, g->rows, g->cells.h), cols = shrunk_to(s, g->cols, g->cells.w);
    Color *colors = grid_colors(s, g, rows, cols, &hidden);
    Item *item = stage_add(s, ITEM_CELLS);
    item->x = g->cells.x, item->y = g->cells.y, item->w = g->cells.w, item->h = g->cells.h;
    item->cells = colors;
    item->rows = rows;
    item->cols = cols;
    item->gap = s->unit > 1.5f ? roundf(s->unit) : 1;
    if (grid_has_dots(s, g)) {
        item->sizes = size_cells(s, g);
        item->ground = grid_has_photo(g) ? 0 : s->theme.ground;
    }
    return hidden;
}

void grid_hatch(Stage *s, const Grid *g, Rect r) {
    stage_hatch(s, r);
    if (grid_has_photo(g)) /* to be seen over any tone */
        s->scene->items[s->scene->count - 1].fill = s->theme.role[ROLE_TEXT];
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
            Rect a = grid_cell(g, g->row0 + i, grid_col(g, j)),
                 b = grid_cell(g, g->row0 + i, grid_col(g, end - 1));
            grid_hatch(s, g, (Rect){a.x, a.y, b.x + b.w - a.x, a.h});
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
            grid_cross(s, grid_cell(g, g->row0 + i, grid_col(g, j)));
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
            Rect r = grid_cell(g, g->row0 + i, grid_col(g, j));
            float side = fminf(r.w, r.h) * (sizes ? (float)sizes[colors - cells->cells] / 255 : 1),
                  wide = roundf(0.4f * side);
            if (wide < line) continue; /* a square that small has no room for a sign */
            float y = roundf(r.y + (r.h - 1) / 2) - line / 2;
            stage_box(s, (Rect){roundf(r.x + (r.w - 1 - wide) / 2), y, wide, line}, 0,
                      theme_ink(*colors), 0, 0);
        }
}
