/* Tones are light where large numbers are dark, dark where they are bright: the photograph is the
   scale's zero, and is seen through what is small. */
#include "scene/matrix/grid_photo.h"

#include <math.h>
#include <string.h>

#include "scene/pen/marks.h"

enum { TONES = 256, SAMPLES_MOST = 480 };

/* From a photograph's black to its white, under bright and under dark colours. */
static const float under_bright[2] = {0.03f, 0.5f}, under_dark[2] = {0.56f, 1};

/* The same where numbers are grey, too: fainter, lest its tones be taken for numbers. */
static const float under_white[2] = {0, 0.22f}, under_black[2] = {0.82f, 1};

/* The part of the scale that the least number's colour is taken from. */
static const float hue_least = 0.3f;

/* Of the largest number's colour so much hides what is under it; of a part of it, that power. */
static const float veil_most = 0.86f, veil_power = 0.7f;

/* Above that luminance the largest number's colour is a bright one. */
static const double bright_from = 0.3;

/* As a part of what is between black and white. */
static float photo_tone(const Stage *s, const Grid *g, float tone) {
    const Theme *t = &s->theme;
    Color most = g->scale.shares ? t->share[THEME_STEPS] : t->high[THEME_STEPS];
    bool grey = most >> 24 == (most >> 16 & 0xff) && most >> 24 == (most >> 8 & 0xff);
    double ends =
        g->scale.shares
            ? theme_luminance(t->share[THEME_STEPS])
            : (theme_luminance(t->low[THEME_STEPS]) + theme_luminance(t->high[THEME_STEPS])) / 2;
    const float *between = ends > bright_from ? grey ? under_white : under_bright
                           : grey             ? under_black
                                              : under_dark;
    return between[0] + (between[1] - between[0]) * tone;
}

static Color photo_grey(const Stage *s, const Grid *g, float tone) {
    Color grey = (Color)(255 * photo_tone(s, g, tone) + 0.5f);
    return grey << 24 | grey << 16 | grey << 8 | 0xff;
}

/* The pixels under the cells that are shown. */
static PhotoPart photo_part_of(const Photo *p, const Grid *g) {
    int x = (int)((long)p->width * g->col0 / g->full_cols),
        y = (int)((long)p->height * g->row0 / g->full_rows),
        right = (int)((long)p->width * (g->col0 + g->cols) / g->full_cols),
        low = (int)((long)p->height * (g->row0 + g->rows) / g->full_rows);
    if (x > p->width - 1) x = p->width - 1;
    if (y > p->height - 1) y = p->height - 1;
    return (PhotoPart){x, y, right > x ? right - x : 1, low > y ? low - y : 1};
}

static int photo_at_most(int count, float most) {
    return (float)count > most && most >= 1 ? (int)most : count;
}

/* Colours that change evenly over a box. */
static void photo_add(Stage *s, Rect box, const Color *colors, int rows, int cols) {
    Item *item = stage_add(s, ITEM_CELLS);
    item->x = box.x, item->y = box.y, item->w = box.w, item->h = box.h;
    item->cells = colors;
    item->rows = rows, item->cols = cols;
    item->smooth = true;
}

void grid_draw_photo(Stage *s, const Grid *g, Rect box, bool small) {
    const Photo *p = g->photo;
    PhotoPart part = photo_part_of(p, g);
    int cols = small ? photo_at_most(part.width, box.w) : part.width,
        rows = small ? photo_at_most(part.height, box.h) : part.height;
    size_t count = (size_t)rows * (size_t)cols;
    const unsigned char *tones = p->tones;
    Color *colors = arena_raw(s->arena, count, sizeof *colors), grey[TONES];
    if (cols < p->width || rows < p->height) {
        unsigned char *fewer = arena_raw(s->arena, count, 1);
        photo_shrink(p, part, cols, rows, fewer);
        tones = fewer;
    }
    for (int i = 0; i < TONES; i++) grey[i] = photo_grey(s, g, (float)i / (TONES - 1));
    for (size_t i = 0; i < count; i++) colors[i] = grey[tones[i]];
    photo_add(s, box, colors, rows, cols);
}

/* How much a number hides of what is under it. */
static float photo_veil(const Grid *g, float x) {
    bool none = isnan(x) || grid_is_hidden(g, x) || (g->scale.zeros && x == 0);
    return none ? 0 : veil_most * powf(grid_part(&g->scale, x), veil_power);
}

/* How much it hides tells how large a number is: even a small one has a colour to be known by. */
static Color photo_hue(const Stage *s, const Grid *g, float x) {
    float part = hue_least + (1 - hue_least) * grid_part(&g->scale, x);
    if (isnan(x)) return s->theme.ground;
    return g->scale.shares ? theme_share(&s->theme, part, 1)
                           : theme_signed(&s->theme, copysignf(part, x), 1);
}

Color grid_photo_color(const Stage *s, const Grid *g, float x) {
    return theme_fade(photo_hue(s, g, x), photo_veil(g, x));
}

Color grid_photo_seen(const Stage *s, const Grid *g, float x) {
    return theme_mix(photo_grey(s, g, 0.5f), photo_hue(s, g, x), photo_veil(g, x));
}

/* A number of a cell, as a part of its row's largest where each row has its own scale. */
static float photo_number(const Grid *g, int row, int col) {
    return grid_number_at(g, row, col) / grid_row_top(&g->scale, g->x, g->sheet, g->row0 + row);
}

/* Between four cells; those without a number do not count, and where the nearest has none there is
   none. */
static float photo_between(const Grid *g, const float *numbers, float down, float across) {
    int row = (int)down, col = (int)across, rows = row + 1 < g->rows ? 2 : 1,
        cols = col + 1 < g->cols ? 2 : 1;
    float part_down = down - (float)row, part_across = across - (float)col, sum = 0, weights = 0;
    const float *at = numbers + (long)row * g->cols + col;
    float nearest =
        at[(part_down >= 0.5f && rows > 1) * g->cols + (part_across >= 0.5f && cols > 1)];
    if (!isfinite(nearest)) return nearest;
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < cols; j++) {
            float x = at[i * g->cols + j],
                  weight = (i ? part_down : 1 - part_down) * (j ? part_across : 1 - part_across);
            if (!isfinite(x)) continue;
            sum += weight * x, weights += weight;
        }
    return weights > 0 ? sum / weights : nearest;
}

/* The place of a sample's middle among the middles of cells. */
static float photo_place(int at, int samples, int cells) {
    return fminf((float)(cells - 1),
                 fmaxf(0, ((float)at + 0.5f) / (float)samples * (float)cells - 0.5f));
}

void grid_draw_smooth(Stage *s, const Grid *g, Rect box) {
    int rows = photo_at_most(SAMPLES_MOST, box.h), cols = photo_at_most(SAMPLES_MOST, box.w);
    Color *colors = arena_raw(s->arena, (size_t)rows * (size_t)cols, sizeof *colors), *to = colors;
    float *numbers = arena_raw(s->arena, (size_t)g->rows * (size_t)g->cols, sizeof *numbers);
    for (int i = 0; i < g->rows * g->cols; i++)
        numbers[i] = photo_number(g, i / g->cols, i % g->cols);
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < cols; j++) {
            float x = photo_between(g, numbers, photo_place(i, rows, g->rows),
                                    photo_place(j, cols, g->cols));
            *to++ = grid_photo_color(s, g, x);
        }
    photo_add(s, box, colors, rows, cols);
}

Color *grid_photo_grounds(Stage *s, const Grid *g) {
    const Photo *p = g->photo;
    size_t count = (size_t)g->rows * (size_t)g->cols;
    Color *out = arena_raw(s->arena, count, sizeof *out);
    for (size_t i = 0; i < count; i++) {
        Grid one = *g;
        unsigned char tone;
        int row = (int)i / g->cols, col = (int)i % g->cols;
        one.row0 += row, one.col0 += col, one.rows = one.cols = 1;
        photo_shrink(p, photo_part_of(p, &one), 1, 1, &tone);
        float x = photo_number(g, row, col);
        Color color = isfinite(x) ? grid_color(s, &g->scale, x) : 0;
        out[i] =
            theme_mix(photo_grey(s, g, (float)tone / (TONES - 1)), color | 0xff, photo_veil(g, x));
    }
    return out;
}
