/* Rows of heads. */
#include "scene/matrix/heads_row.h"

#include <math.h>

#include "scene/matrix/grid_draw.h"
#include "scene/matrix/grid_labels.h"
#include "scene/matrix/thumb.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"

HeadsRow heads_sheets(Stage *s, Value v) {
    HeadsRow r = {.count = s->program->values[v].form.shape.sheets};
    if (r.count > HEADS_MOST) r.count = HEADS_MOST;
    for (int h = 0; h < r.count; h++) {
        Grid *g = &r.grid[h];
        *g = grid_make(s, v, h, false);
        g->symbol = thumb_head_symbol(s, v, h);
        g->color = stage_head_color(s, h);
        g->col_labels = g->bar = false;
        g->row_labels = g->row_labels && h == 0;
        grid_follow(s, g);
        grid_zoom(s, g);
    }
    grid_share_scale(r.grid, r.count);
    return r;
}

/* Each part is a window of its columns; the zoom's window cuts it once more. */
HeadsRow heads_parts(Stage *s, Value v, int heads) {
    HeadsRow r = {.count = heads < HEADS_MOST ? heads : HEADS_MOST};
    Grid whole = grid_make(s, v, 0, false);
    bool first = true;
    whole.col_labels = whole.bar = false;
    grid_follow(s, &whole);
    grid_zoom(s, &whole);
    int width = whole.full_cols / heads, end = whole.col0 + whole.cols;
    for (int h = 0; h < r.count; h++) {
        Grid *g = &r.grid[h];
        *g = whole;
        g->color = stage_head_color(s, h);
        g->col0 = h * width > whole.col0 ? h * width : whole.col0;
        g->cols = ((h + 1) * width < end ? (h + 1) * width : end) - g->col0;
        if (g->cols < 0) g->cols = 0;
        g->row_labels = whole.row_labels && g->cols && first;
        g->heading = g->cols && first ? HEADING_BELOW : HEADING_NONE;
        g->bar = g->heading == HEADING_BELOW;
        if (g->cols) first = false;
    }
    return r;
}

void heads_measure(Stage *s, HeadsRow *r, float most) {
    r->labels = 0;
    for (int h = 0; h < r->count; h++) {
        Grid *g = &r->grid[h];
        if (!g->row_labels) continue;
        g->label_room = grid_row_label_width(s, g, most);
        r->labels = g->label_room + roundf(11 * s->unit) + 2;
    }
}

void heads_place(HeadsRow *r, Rect room, float w, float gap) {
    int most = 1, shown = 0;
    for (int h = 0; h < r->count; h++) {
        if (r->grid[h].cols > most) most = r->grid[h].cols;
        shown += r->grid[h].cols > 0;
    }
    float all = r->labels + (float)shown * w + (float)(shown - 1) * gap,
          x = room.x + (room.w - all) / 2 + r->labels;
    float left = x;
    for (int h = 0; h < r->count; h++) {
        Grid *g = &r->grid[h];
        if (!g->cols) continue;
        g->cells = (Rect){roundf(x), room.y, floorf(w * (float)g->cols / (float)most), room.h};
        g->slot = left + all - r->labels - x;
        if (!g->bar) g->slot = fminf(g->slot, g->cells.w + gap - 4);
        x += w + gap;
    }
}

/* The head that is shown: a second outline around its frame. */
static void draw_strong(Stage *s, Rect c, Color color) {
    float pad = fmaxf(2, roundf(3 * s->unit)) + fmaxf(1, s->unit), line = fmaxf(2, 2.4f * s->unit);
    stage_box(s, (Rect){c.x - pad, c.y - pad, c.w + 2 * pad, c.h + 2 * pad}, fmaxf(3, 5 * s->unit),
              0, line, color);
}

void heads_draw(Stage *s, HeadsRow *r, bool words, int strong) {
    for (int h = 0; h < r->count; h++) {
        Grid *g = &r->grid[h];
        if (!g->cols) continue;
        if (h == strong) draw_strong(s, g->cells, g->color);
        grid_draw(s, g, words ? 1 : 0);
    }
}

float heads_title_height(const Stage *s) {
    return stage_line_height(s->body) + roundf(6 * s->unit);
}

float heads_words_height(const Stage *s) {
    return stage_line_height(s->name) + roundf(10 * s->unit);
}

float heads_title(Stage *s, const Grid *g, int head, Value value, float base, bool strong) {
    const char *path = s->program->values[value].path;
    const char *number = arena_print(s->arena, "%d", head + 1),
               *text = stage_fill(s, "heads.head", number, "");
    Rect c = g->cells;
    if (stage_width(s, FACE_BOLD, s->body, text) > c.w + 6 * s->unit) text = number;
    float width = stage_width(s, FACE_BOLD, s->body, text), line = base + roundf(3.5f * s->unit);
    bool over = thumb_hovered(s, path) && s->in->view->passing.hover.head == head;
    Color color = over ? s->theme.role[ROLE_TEXT] : g->color;
    stage_text(s, FACE_BOLD, s->body, color, s->theme.ground, c.x, base, text);
    if (strong || over)
        stage_line(s, c.x, line, c.x + width, line, fmaxf(1, 1.4f * s->unit), g->color);
    stage_target(s, (Target){.kind = TARGET_STEP,
                             .path = path,
                             .head = head,
                             .depth = DEPTH_STEP,
                             .x = c.x,
                             .y = base - (float)s->body,
                             .w = fmaxf(width, c.w),
                             .h = (float)s->body * 1.3f});
    return c.x + width;
}

void heads_titles(Stage *s, const HeadsRow *r, Value value, int strong) {
    for (int h = 0; h < r->count; h++)
        if (r->grid[h].cols)
            heads_title(s, &r->grid[h], h, value, r->grid[h].cells.y - roundf(9 * s->unit) - 2,
                        h == strong);
}

void heads_curves(Stage *s, const HeadsRow *from, const HeadsRow *to, float y, float y2) {
    for (int h = 0; h < from->count && h < to->count; h++) {
        Rect a = from->grid[h].cells, b = to->grid[h].cells;
        if (!from->grid[h].cols || !to->grid[h].cols) continue;
        float x = a.x + a.w / 2, x2 = b.x + b.w / 2, middle = (y + y2) / 2;
        stage_cubic(s, (float[]){x, y, x, middle, x2, middle, x2, y2}, fmaxf(1, 1.5f * s->unit),
                    from->grid[h].color);
    }
}
