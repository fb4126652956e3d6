/* Position: some of the waves, drawn through the recorded numbers, above the matrix that is read
   off them. A mark in the wave's colour stands over its column; the column pointed at shows its own
   wave, the row where it is read. */
#include "scene/figures/position.h"

#include <math.h>

#include "scene/figures/chain.h"
#include "scene/marks/plot.h"
#include "scene/matrix/grid_draw.h"
#include "scene/matrix/strips.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"

enum { WAVES_MOST = 6, POINTS_SHOWN = 40 };

typedef struct Waves {
    Grid matrix;
    Plot plot;
    int col[WAVES_MOST], count;
    int hot_row, hot_col;
    float legend; /* height */
    float left;   /* of the figure */
} Waves;

static Waves waves_make(Stage *s) {
    Waves w = {.matrix = grid_make(s, s->step->out[0], 0, false), .hot_row = -1, .hot_col = -1};
    w.matrix.heading = HEADING_BELOW;
    grid_follow(s, &w.matrix);
    /* Two that belong together, then slower and slower ones. */
    static const float part[WAVES_MOST] = {0, 0, 0.1f, 0.22f, 0.38f, 0.62f};
    int cols = w.matrix.full_cols;
    for (int i = 0; i < WAVES_MOST; i++) {
        int col = i == 1 ? 1 : (int)(part[i] * (float)cols) / 2 * 2;
        bool later = w.count == 0 || col > w.col[w.count - 1];
        if (later && col < cols) w.col[w.count++] = col;
    }
    if (s->focus.on && s->focus.value == s->step->out[0])
        w.hot_row = s->focus.cell.row, w.hot_col = s->focus.cell.col;
    w.plot = (Plot){.x0 = 0, .x1 = fmax(1, w.matrix.full_rows - 1), .y0 = -1, .y1 = 1};
    w.legend = stage_line_height(s->small) + roundf(10 * s->unit);
    return w;
}

static float wave_x(const Waves *w, int row) {
    return w->matrix.full_rows == 1 ? w->plot.r.x + w->plot.r.w / 2 : plot_x(&w->plot, row);
}

static void draw_wave(Stage *s, const Waves *w, int col, float width, Color color) {
    Tensor x = w->matrix.x;
    float size = fmaxf(4, 2.6f * width), last_x = 0, last_y = 0;
    for (int i = 0; i < x.shape.rows; i++) {
        float px = wave_x(w, i), py = plot_y(&w->plot, (double)tensor_at(x, 0, i, col));
        if (i) stage_line(s, last_x, last_y, px, py, width, color);
        if (x.shape.rows <= POINTS_SHOWN) plot_dot(s, px, py, size, color);
        last_x = px, last_y = py;
    }
}

/* Tokens under the waves, as many as fit. */
static void draw_places(Stage *s, const Waves *w) {
    float base = w->plot.r.y + w->plot.r.h + roundf(6 * s->unit) + (float)s->small, free = w->left;
    for (int i = 0; i < w->matrix.full_rows; i++) {
        const char *text = words_label(s, w->matrix.value, true, i, false);
        float x = wave_x(w, i), wide = stage_width(s, FACE_TEXT, s->small, text);
        float hot = wave_x(w, w->hot_row < 0 ? 0 : w->hot_row), near = fabsf(hot - x);
        bool narrow = w->plot.r.w / (float)w->matrix.full_rows < wide + 8;
        bool fits = x - wide / 2 >= free && x + wide / 2 < w->plot.r.x + w->plot.r.w + 24 * s->unit;
        if (i != w->hot_row && w->hot_row >= 0 && narrow && near < wide + 40 * s->unit)
            fits = false;
        if (!fits) continue;
        Color color = s->theme.role[i == w->hot_row ? ROLE_HOT : ROLE_MUTED];
        stage_text(s, FACE_TEXT, s->small, color, s->theme.ground, x - wide / 2, base, text);
        free = x + wide / 2 + roundf(8 * s->unit);
    }
}

/* A short line of each wave's colour and the feature it is. */
static void draw_legend(Stage *s, const Waves *w, float y) {
    float x = w->plot.r.x, dash = roundf(18 * s->unit),
          base = y + stage_drop(s, FACE_TEXT, s->small);
    bool extra = w->hot_col >= 0;
    for (int i = 0; i < w->count + extra; i++) {
        int col = i < w->count ? w->col[i] : w->hot_col;
        Color color = i < w->count ? stage_head_color(s, i) : s->theme.role[ROLE_HOT];
        const char *text = stage_fill(s, "wave.feature", arena_print(s->arena, "%d", col + 1), "");
        float wide = dash + roundf(6 * s->unit) + stage_width(s, FACE_TEXT, s->small, text);
        if (x + wide > w->plot.r.x + w->plot.r.w) return;
        stage_line(s, x, y, x + dash, y, fmaxf(2, 2.4f * s->unit), color);
        stage_text(s, FACE_TEXT, s->small, s->theme.role[i < w->count ? ROLE_MUTED : ROLE_HOT],
                   s->theme.ground, x + dash + roundf(6 * s->unit), base, text);
        x += wide + roundf(20 * s->unit);
    }
}

static void draw_waves(Stage *s, const Waves *w) {
    const Plot *p = &w->plot;
    plot_axes(s, p, false);
    draw_places(s, w);
    if (w->hot_row >= 0) {
        float x = wave_x(w, w->hot_row);
        Color hot = theme_fade(s->theme.role[ROLE_HOT], 0.6f);
        stage_line(s, x, p->r.y, x, p->r.y + p->r.h, fmaxf(1, 1.4f * s->unit), hot);
    }
    for (int i = w->count - 1; i >= 0; i--) {
        Color color = stage_head_color(s, i);
        if (w->hot_col >= 0 && w->hot_col != w->col[i]) color = theme_fade(color, 0.35f);
        draw_wave(s, w, w->col[i], fmaxf(1.2f, 1.6f * s->unit), color);
    }
    if (w->hot_col >= 0)
        draw_wave(s, w, w->hot_col, fmaxf(2, 2.6f * s->unit), s->theme.role[ROLE_HOT]);
    draw_legend(s, w, p->r.y - w->legend / 2 - roundf(3 * s->unit));
}

/* A small triangle above a column. */
static void figures_position_draw_mark(Stage *s, const Grid *g, int col, Color color) {
    Rect c = grid_cell(g, g->row0, col);
    float x = c.x + c.w / 2, y = g->cells.y - roundf(5 * s->unit) - 2,
          out = fmaxf(3, 4.5f * s->unit);
    if (col < g->col0 || col >= g->col0 + g->cols) return;
    stage_polygon(s, (float[]){x - out, y - 1.5f * out, x + out, y - 1.5f * out, x, y}, 3, color);
}

static void figures_position_draw_marks(Stage *s, const Waves *w) {
    for (int i = 0; i < w->count; i++)
        figures_position_draw_mark(s, &w->matrix, w->col[i], stage_head_color(s, i));
    if (w->hot_col >= 0)
        figures_position_draw_mark(s, &w->matrix, w->hot_col, s->theme.role[ROLE_HOT]);
}

/* The waves stand over the matrix, as wide as it is. */
static void place_plot(Stage *s, Waves *w, Rect upper) {
    Rect c = w->matrix.cells;
    float words = stage_line_height(s->small) + roundf(8 * s->unit);
    w->plot.r = (Rect){c.x, upper.y + w->legend, c.w, upper.h - w->legend - words};
    float inner = fminf(0.5f * c.w / (float)(w->matrix.full_rows + 1), 24 * s->unit);
    w->plot.x0 = -(double)inner / (double)(c.w - 2 * inner) * w->plot.x1;
    w->plot.x1 -= w->plot.x0;
}

/* At its left there must be room for the numbers of the waves' axis. */
static bool place_matrix(Stage *s, Waves *w, Rect upper, Rect *lower, Table *t) {
    for (int pass = 0; pass < 3; pass++) {
        *t = (Table){0};
        table_add(t, w->matrix, 0, 0);
        if (!strips_layout(s, t, *lower) || t->lines < 1) return false;
        w->plot.r.h = upper.h - w->legend;
        float missing = plot_scale_width(s, &w->plot) + 2 - (t->grid[0].cells.x - upper.x);
        if (missing <= 0) return true;
        lower->x += ceilf(missing);
        lower->w -= ceilf(missing);
    }
    return false;
}

void figure_position(Stage *s, Rect area) {
    Waves w = waves_make(s);
    float share = w.matrix.rows == 1   ? 0.6f
                  : w.matrix.rows > 40 ? 0.34f
                                       : 0.44f,
          least = 110 * s->unit;
    /* Every row's word has its height first. */
    float words = (1.02f * (float)w.matrix.rows + 6.5f) * (float)s->small;
    float high =
        area.h - words >= fmaxf(90, least) ? fminf(area.h * share, area.h - words) : area.h * share;
    Rect upper = {area.x, area.y, area.w, roundf(high)};
    Rect lower = {area.x, upper.y + upper.h + roundf(14 * s->unit), area.w, 0};
    lower.h = area.y + area.h - lower.y;
    Table t;
    bool room = upper.h >= fmaxf(90, least) && place_matrix(s, &w, upper, &lower, &t) &&
                table_labelled(s, &t);
    if (!room) {
        figure_chain(s, area);
        return;
    }
    strips_tall(s, &t, lower);
    w.matrix = t.grid[0];
    w.left = area.x;
    place_plot(s, &w, upper);
    draw_waves(s, &w);
    figures_position_draw_marks(s, &w);
    grid_draw(s, &w.matrix, t.lines);
}
