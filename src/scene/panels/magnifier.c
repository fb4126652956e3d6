/* The magnifier: where cells are too small for their numbers, those around the pointer stand beside
 * it, readable. */
#include "scene/panels/magnifier.h"

#include <math.h>
#include <string.h>

#include "scene/matrix/grid_draw.h"
#include "scene/pen/marks.h"

enum { LENS_COLS = 7, LENS_ROWS = 5 };

/* The matrix under the pointer, NULL if there is none. */
static const Target *magnifier_pointed(const Stage *s) {
    const Pointed *p = &s->in->view->passing.hover;
    for (int i = s->scene->target_count - 1; i >= 0; i--) {
        const Target *t = &s->scene->targets[i];
        if (t->kind != TARGET_CELLS || !pointed_cell(p) || t->head != p->head ||
            strcmp(t->path, p->path) != 0)
            continue;
        bool row = p->row >= t->row0 && p->row < t->row0 + t->rows;
        if (row && p->col >= t->col0 && p->col < t->col0 + t->cols) return t;
    }
    return NULL;
}

static float cell_width(const Target *t) {
    return t->w / (float)(t->transposed ? t->rows : t->cols);
}

static float cell_height(const Target *t) {
    return t->h / (float)(t->transposed ? t->cols : t->rows);
}

/* So many of `full`, `at` in the middle where that can be. */
static void magnifier_window(int at, int full, int most, int *first, int *count) {
    *count = full < most ? full : most;
    *first = at - *count / 2;
    if (*first + *count > full) *first = full - *count;
    if (*first < 0) *first = 0;
}

/* Beside the cell: right and below, or where the window ends, left and above. */
static Rect magnifier_place(const Stage *s, const Target *t, int down, int across, float w,
                            float h) {
    float far = roundf(18 * s->unit), x = t->x + ((float)across + 0.5f) * cell_width(t);
    float y = t->y + ((float)down + 0.5f) * cell_height(t);
    Rect r = {x + far, y + far, w, h};
    if (r.x + w > (float)s->in->width - 4) r.x = x - far - w;
    if (r.y + h > (float)s->in->height - 4) r.y = y - far - h;
    r.x = roundf(fmaxf(4, r.x));
    r.y = roundf(fmaxf(4, r.y));
    return r;
}

static Grid lens_make(Stage *s, const Target *t, int down, int across) {
    Grid g = grid_make(s, s->pointer.value, t->head, false);
    if (t->transposed) grid_transpose(&g);
    magnifier_window(down, g.full_rows, LENS_ROWS, &g.row0, &g.rows);
    magnifier_window(across, g.full_cols, LENS_COLS, &g.col0, &g.cols);
    g.heading = HEADING_NONE;
    g.row_labels = g.col_labels = g.sums = g.bar = false;
    g.col_room = -1;
    return g;
}

void magnifier_draw(Stage *s) {
    const Target *t = s->pointer.on && !s->in->view->passing.edit.on ? magnifier_pointed(s) : NULL;
    float wide = roundf(fmaxf(40, 46 * s->unit)), high = roundf(fmaxf(20, 23 * s->unit)),
          pad = roundf(9 * s->unit) + 2;
    if (!t || (cell_width(t) >= 0.58f * wide && cell_height(t) >= 0.6f * high)) return;
    const Pointed *p = &s->in->view->passing.hover;
    int down = t->transposed ? p->col : p->row, across = t->transposed ? p->row : p->col;
    Grid g = lens_make(s, t, down, across);
    float w = wide * (float)g.cols + 2 * pad, h = high * (float)g.rows + 2 * pad;
    if (w > (float)s->in->width / 2 || h > (float)s->in->height / 2) return;
    Rect r = magnifier_place(s, t, down - (t->transposed ? t->col0 : t->row0),
                             across - (t->transposed ? t->row0 : t->col0), w, h);
    int targets = s->scene->target_count;
    stage_box(s, r, roundf(8 * s->unit), s->theme.panel, fmaxf(1, s->unit),
              s->theme.role[ROLE_HOT]);
    g.cells = (Rect){r.x + pad, r.y + pad, wide * (float)g.cols, high * (float)g.rows};
    grid_draw(s, &g, 0);
    s->scene->target_count = targets;
}
