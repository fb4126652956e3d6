/* Small pictures of matrices. Where a matrix has more cells than its picture has pixels, colours
   are averaged here, so that a figure of many thumbnails stays small. */
#include "scene/matrix/thumb.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "scene/matrix/grid.h"
#include "scene/matrix/grid_cells.h"
#include "scene/matrix/grid_photo.h"
#include "scene/pen/marks.h"
#include "scene/pen/rich.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/names.h"

enum { ROWS_MOST = 64, LARGE_ROWS = 256, CELLS_MOST = 4096, CROSS_LEAST = 6 };

static Color thumb_color_of(const Stage *s, const Grid *g, bool open, float x) {
    if (g->plain || grid_is_hidden(g, x)) return s->theme.ground;
    if (open || isnan(x)) return s->theme.panel;
    return grid_color(s, &g->scale, x);
}

typedef struct Sum {
    unsigned red, green, blue, count;
} Sum;

/* Adds the colours of one row to those of the columns that it is drawn as. */
static void thumb_add_row(const Stage *s, const Grid *g, int row, const int *column, Sum *sums) {
    const float *x = tensor_row(g->x, g->sheet, row);
    bool open = grid_is_mask(s, g->value);
    float top = grid_row_top(&g->scale, g->x, g->sheet, row);
    for (int j = 0; j < g->x.shape.cols; j++) {
        Sum *sum = &sums[column[j]];
        Color c = thumb_color_of(s, g, open, x[j] / top);
        sum->red += c >> 24, sum->green += c >> 16 & 0xFF, sum->blue += c >> 8 & 0xFF;
        sum->count++;
    }
}

/* The mean colours of fewer rows and columns than the matrix has. */
static void average(Stage *s, const Grid *g, int rows, int cols, Color *out) {
    Shape shape = g->x.shape;
    Sum *sums = arena_raw(s->arena, (size_t)cols, sizeof *sums);
    int *column = arena_raw(s->arena, (size_t)shape.cols, sizeof *column);
    for (int j = 0; j < shape.cols; j++) column[j] = (int)((long)j * cols / shape.cols);
    for (int i = 0; i < rows; i++) {
        memset(sums, 0, (size_t)cols * sizeof *sums);
        int end = (int)((long)(i + 1) * shape.rows / rows);
        for (int k = (int)((long)i * shape.rows / rows); k < end; k++)
            thumb_add_row(s, g, k, column, sums);
        for (int j = 0; j < cols; j++) {
            Sum m = sums[j];
            *out++ = m.red / m.count << 24 | m.green / m.count << 16 | m.blue / m.count << 8 | 0xFF;
        }
    }
}

static int at_most(int count, float pixels) {
    int room = pixels < 1 ? 1 : (int)pixels;
    return count < room ? count : room;
}

/* Of attention, and of a person's own numbers, the largest are kept where there is no room for all:
   other matrices are seen as a texture. */
static bool keeps_largest(const Stage *s, const Grid *g) {
    bool attention = s->program->values[g->value].numbers == NUMBERS_SHARES;
    return (attention || s->foreign) && s->style.shrink == SHRINK_LARGEST;
}

static void draw_cells(Stage *s, const Grid *g, Rect box) {
    bool hidden, large = keeps_largest(s, g);
    if (grid_has_photo(g)) grid_draw_photo(s, g, box, true);
    if (grid_is_smooth(g)) {
        grid_draw_smooth(s, g, box);
        return;
    }
    int most = large ? LARGE_ROWS : ROWS_MOST;
    int rows = at_most(g->rows, fminf(box.h, (float)most));
    int cols = at_most(g->cols, fminf(box.w, large ? LARGE_ROWS : CELLS_MOST / (float)rows));
    Color *colors;
    if (large || (rows == g->rows && cols == g->cols)) {
        colors = grid_colors(s, g, rows, cols, &hidden);
    } else {
        colors = arena_raw(s->arena, (size_t)rows * (size_t)cols, sizeof *colors);
        average(s, g, rows, cols, colors);
    }
    Item *item = stage_add(s, ITEM_CELLS);
    item->x = box.x, item->y = box.y, item->w = box.w, item->h = box.h;
    item->cells = colors;
    item->rows = rows;
    item->cols = cols;
    item->gap = fminf(box.w / (float)cols, box.h / (float)rows) >= 9 ? 1 : 0;
}

/* −∞ is hatched where a row is high enough for that, a run of cells at a time; what is missing is
   crossed. */
static void draw_hidden(Stage *s, const Grid *g, Rect box) {
    Shape shape = g->x.shape;
    float w = box.w / (float)shape.cols, h = box.h / (float)shape.rows;
    for (int i = 0; h >= 3 && i < shape.rows; i++) {
        const float *row = tensor_row(g->x, g->sheet, i);
        for (int j = 0, end; j < shape.cols; j = end + 1) {
            for (end = j; end < shape.cols && grid_is_hidden(g, row[end]); end++) continue;
            if (g->given && h >= CROSS_LEAST && w >= CROSS_LEAST && end < shape.cols &&
                isnan(row[end]))
                grid_cross(s, (Rect){box.x + (float)end * w, box.y + (float)i * h, w, h});
            if (end > j)
                grid_hatch(
                    s, g,
                    (Rect){box.x + (float)j * w, box.y + (float)i * h, (float)(end - j) * w, h});
        }
    }
}

Thumb thumb_make(Stage *s, Value v, int sheet, Rect box) {
    const ValueInfo *info = &s->program->values[v];
    Role role = words_role(s, v);
    bool gray = role == ROLE_TEXT || role == ROLE_MUTED;
    Color color = gray ? theme_fade(s->theme.role[ROLE_MUTED], 0.5f) : s->theme.role[role];
    if (sheet >= info->form.shape.sheets) sheet = 0;
    return (Thumb){.value = v,
                   .sheet = sheet,
                   .box = box,
                   .color = color,
                   .path = info->path,
                   .depth = DEPTH_STEP};
}

bool thumb_hovered(const Stage *s, const char *path) {
    return path && strcmp(pointed_step(&s->in->view->passing.hover), path) == 0;
}

static Rect grown(Rect r, float by) {
    return (Rect){r.x - by, r.y - by, r.w + 2 * by, r.h + 2 * by};
}

/* Given words, as a list, where each has room for a line; else a bare box. */
static void draw_tokens(Stage *s, const Thumb *t) {
    int rows = s->program->values[t->value].form.shape.rows;
    float line = roundf((float)s->small * 1.25f), pad = roundf(4 * s->unit) + 1;
    int fit = (int)((t->box.h - pad) / line), shown = rows <= fit ? rows : fit - 1;
    for (int i = 0; i <= shown && i < rows; i++) {
        const char *word = i < shown ? words_label(s, t->value, true, i, false) : "…";
        if (fit < 1) return;
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_TEXT], s->theme.ground,
                   t->box.x + pad, t->box.y + pad / 2 + line * ((float)i + 0.78f),
                   stage_elide(s, FACE_TEXT, s->small, word, t->box.w - 2 * pad));
    }
}

float thumb_behind(const Stage *s, int behind) {
    return (float)behind * fmaxf(3, roundf(3 * s->unit));
}

void thumb_draw(Stage *s, const Thumb *t) {
    bool named = s->named[t->value];
    Grid g = grid_make(s, t->value, t->sheet, false);
    if (g.transposed) grid_transpose(&g); /* its picture is as it lies */
    if (t->scale) g.scale = *t->scale;
    if (g.plain || grid_is_mask(s, t->value))
        s->named[t->value] = named; /* words, or what is hidden: no number is shown */
    float pad = fmaxf(2, roundf(2 * s->unit)), radius = fmaxf(2, roundf(3 * s->unit)),
          thin = fmaxf(1, 1.2f * s->unit);
    Rect frame = grown(t->box, pad);
    bool one = t->depth != DEPTH_STEP || g.x.shape.sheets == 1 ||
               s->in->view->passing.hover.head == t->sheet;
    bool hovered = one && thumb_hovered(s, t->path);
    Color color = t->hot ? s->theme.role[ROLE_HOT] : hovered ? s->theme.role[ROLE_TEXT] : t->color;
    for (int i = t->behind; i > 0; i--) {
        float off = thumb_behind(s, i);
        stage_box(s, (Rect){frame.x + off, frame.y - off, frame.w, frame.h}, radius,
                  s->theme.ground, thin, theme_fade(t->color, 0.75f - 0.25f * (float)i));
    }
    stage_box(s, frame, radius, s->theme.ground, t->hot || hovered ? fmaxf(2, 2 * s->unit) : thin,
              color);
    if (g.plain)
        draw_tokens(s, t);
    else
        draw_cells(s, &g, t->box), draw_hidden(s, &g, t->box);
    if (t->path)
        stage_target_in(
            s, frame,
            (Target){.kind = TARGET_STEP, .path = t->path, .depth = t->depth, .head = t->sheet});
}

float thumb_aspect(const Stage *s, Value v, float power, float least, float most) {
    Shape shape = s->program->values[v].form.shape;
    const Labels *labels = s->in->run->labels;
    if (s->foreign && labels->photo) /* whatever the patches are */
        return fminf(3, fmaxf(least, (float)labels->photo->width / (float)labels->photo->height));
    if (s->foreign && labels->told.row.patches) power = 1;
    return fminf(most, fmaxf(least, powf((float)shape.cols / (float)shape.rows, power)));
}

float thumb_best(const Stage *s, Value v, Rect room) {
    float a = thumb_aspect(s, v, 0.2f, 0.3f, 2.4f), b = thumb_aspect(s, v, 0.6f, 0.3f, 2.4f);
    return fminf(fmaxf(room.w / fmaxf(1, room.h), fminf(a, b)), fmaxf(a, b));
}

Rect thumb_fit(Rect room, float aspect) {
    float h = floorf(fminf(room.h, room.w / aspect)), w = floorf(h * aspect);
    return (Rect){roundf(room.x + (room.w - w) / 2), roundf(room.y + (room.h - h) / 2), w, h};
}

const char *thumb_head_symbol(Stage *s, Value v, int head) {
    const char *symbol = words_symbol(s, v, false);
    const char *inner = symbol[0] == '{' ? symbol + 3 : symbol;
    size_t n = strcspn(inner, "{^_");
    return arena_print(s->arena, "{%d}%.*s_{%d}{}", head % THEME_HEADS + 1, (int)n, inner,
                       head + 1);
}

const char *thumb_shape(Stage *s, Value v) {
    Shape shape = s->program->values[v].form.shape;
    return arena_print(s->arena, "%d × %d", shape.rows, shape.cols);
}

void thumb_caption(Stage *s, Value v, bool input, Color ground, float middle, float base,
                   float most) {
    const char *symbol = words_symbol(s, v, input), *shape = thumb_shape(s, v);
    float name = rich_width(s, s->body, symbol), gap = roundf(7 * s->unit);
    float both = name + gap + stage_width(s, FACE_MONO, s->mono, shape);
    if (name > most) return;
    float x = roundf(middle - (both <= most ? both : name) / 2);
    rich_text(s, s->body, ground, x, base, symbol);
    if (both <= most)
        stage_text(s, FACE_MONO, s->mono, s->theme.role[ROLE_MUTED], ground, x + name + gap, base,
                   shape);
}

const char *thumb_step_name(Stage *s, Value v) {
    return words_text(s, "step", v);
}
