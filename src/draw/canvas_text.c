/* Letters. Straight text stands on a whole pixel row and moves by quarter pixels along it; turned
   text is set twice as large on a mask, which is turned and averaged as a whole. Not for line
   breaking: a text is one line. */
#include <limits.h>
#include <string.h>

#include "base/font_runs.h"
#include "base/utf8.h"
#include "draw/canvas_text.h"
#include "draw/pixel.h"

/* Farther out than any picture: places beyond are not worth a computation. */
static const float far_away = 1e6f;

/* A letter on the pixel grid. */
typedef struct Placed {
    const uint8_t *cover;
    const uint32_t *color; /* or NULL */
    int x, y, width, height, pitch;
} Placed;

/* Walks along a text, letter by letter, or run by run where there are any. */
typedef struct Pen {
    const Font *font;
    Face face;
    int pixels;
    const char *at, *end;
    float x;
    const FontRun *run;
    int runs; /* not yet begun */
} Pen;

/* Runs lie in `arena`; a plain text needs none. */
static Pen pen_make(const Font *font, Face face, int pixels, float x, const char *text,
                    Arena *arena) {
    Pen pen = {font, face, pixels, text, text + strlen(text), x, NULL, 0};
    FontRun *run;
    pen.runs = font_runs(font, face, text, arena, &run);
    if (pen.runs) pen.run = run, pen.end = pen.at;
    return pen;
}

/* The next picture, NULL at the end. */
static const Glyph *pen_picture(Pen *pen) {
    while (true) {
        while (pen->at < pen->end) {
            uint32_t code = utf8_next(&pen->at, pen->end);
            if (code >= ' ') return pen->font->glyph(pen->font->self, pen->face, pen->pixels, code);
        }
        if (!pen->runs) return NULL;
        const FontRun *run = pen->run++;
        pen->runs--;
        if (run->joined) return pen->font->run(pen->font->self, pen->face, pen->pixels, run);
        pen->at = run->text, pen->end = run->text + run->size;
    }
}

/* The next letter that leaves marks, its baseline at height 0; false at the end. */
static bool pen_next(Pen *pen, Placed *out) {
    for (const Glyph *g; fabsf(pen->x) < far_away && (g = pen_picture(pen));) {
        float x = pen->x;
        pen->x += g->advance;
        if (!g->coverage) continue;
        int steps = g->shift ? 4 : 1, place = (int)floorf(x * (float)steps + 0.5f);
        int phase = steps == 4 ? place & 3 : 0;
        *out = (Placed){g->coverage + (long)phase * g->shift,
                        g->color,
                        (place - phase) / steps + g->left,
                        g->top,
                        g->width,
                        g->height,
                        g->pitch};
        return true;
    }
    return false;
}

static void paint_letter(Canvas *c, const Placed *g, Ink ink) {
    int x0 = g->x > c->clip_x0 ? g->x : c->clip_x0, y0 = g->y > c->clip_y0 ? g->y : c->clip_y0;
    int x1 = g->x + g->width < c->clip_x1 ? g->x + g->width : c->clip_x1;
    int y1 = g->y + g->height < c->clip_y1 ? g->y + g->height : c->clip_y1;
    for (int y = y0; y < y1 && x0 < x1; y++) {
        long at = (long)(y - g->y) * g->pitch + (x0 - g->x);
        Ink *row = pixel_row(c, y) + x0;
        if (!g->color) pixel_mask(row, g->cover + at, x1 - x0, ink);
        /* A picture of several colours; the ink only tells how much of it is seen. */
        for (int x = 0; g->color && x < x1 - x0; x++)
            row[x] = pixel_over(row[x], g->color[at + x], pixel_alpha(ink));
    }
}

/* A straight text's coverage, at a scale, with the pen's start at (-x0, -y0) and a free margin
 * around. */
typedef struct Sheet {
    uint8_t *cover;
    int x0, y0, width, height;
    double scale;
} Sheet;

enum { SHEET_SCALE = 2, SHEET_MARGIN = 2, SHEET_WIDEST = 16384 };

static bool letter_within(const Placed *g, int most) {
    return g->x > -most && g->x + g->width < most;
}

/* The pixels of all letters up to the first that lies farther out than `most`. False for a text
 * without marks. */
static bool pen_box(Pen pen, int most, int *x0, int *y0, int *x1, int *y1) {
    Placed g;
    *x0 = *y0 = INT_MAX;
    *x1 = *y1 = INT_MIN;
    while (pen_next(&pen, &g) && letter_within(&g, most)) {
        *x0 = g.x < *x0 ? g.x : *x0;
        *y0 = g.y < *y0 ? g.y : *y0;
        *x1 = g.x + g.width > *x1 ? g.x + g.width : *x1;
        *y1 = g.y + g.height > *y1 ? g.y + g.height : *y1;
    }
    return *x0 < *x1 && *y0 < *y1;
}

static bool sheet_measure(Sheet *s, const Pen *start) {
    int x1, y1;
    if (!pen_box(*start, SHEET_WIDEST, &s->x0, &s->y0, &x1, &y1)) return false;
    s->width = x1 - s->x0 + 2 * SHEET_MARGIN, s->height = y1 - s->y0 + 2 * SHEET_MARGIN;
    s->x0 -= SHEET_MARGIN, s->y0 -= SHEET_MARGIN;
    return true;
}

static void sheet_draw(Sheet *s, Arena *arena, const Pen *start) {
    Placed g;
    s->cover = arena_alloc(arena, (size_t)s->width * (size_t)s->height);
    for (Pen pen = *start; pen_next(&pen, &g) && letter_within(&g, SHEET_WIDEST);)
        for (int y = 0; y < g.height; y++) {
            uint8_t *row = s->cover + (long)(g.y + y - s->y0) * s->width + (g.x - s->x0);
            const uint8_t *from = g.cover + (long)y * g.pitch;
            for (int x = 0; x < g.width; x++) row[x] = row[x] > from[x] ? row[x] : from[x];
        }
}

/* Coverage at a place on the sheet or not far from it, in its own pixels, between the four nearest
 * ones. Whole numbers are found by casts, for there are many places. */
static double sheet_at(const Sheet *s, double x, double y) {
    x -= 0.5, y -= 0.5;
    if (!(x >= 0 && y >= 0 && x < s->width - 1 && y < s->height - 1)) return 0;
    int left = (int)x, top = (int)y;
    double fx = x - left, fy = y - top;
    const uint8_t *p = s->cover + (long)top * s->width + left, *q = p + s->width;
    return (p[0] + (p[1] - p[0]) * fx) * (1 - fy) + (q[0] + (q[1] - q[0]) * fx) * fy;
}

/* A turn about a point of the canvas. */
typedef struct Turn {
    double x, y, cosine, sine;
} Turn;

/* The mean of four places within a pixel. Most pixels around a turned text are beyond its sheet. */
static double turned_cover(const Sheet *s, const Turn *t, int x, int y) {
    double sum = 0, mx = x + 0.5 - t->x, my = y + 0.5 - t->y;
    double u = (mx * t->cosine - my * t->sine) * s->scale - s->x0,
           v = (mx * t->sine + my * t->cosine) * s->scale - s->y0;
    if (!(u > -2 && v > -2 && u < s->width + 2 && v < s->height + 2)) return 0;
    for (int k = 0; k < 4; k++) {
        double dx = x + (k & 1 ? 0.75 : 0.25) - t->x, dy = y + (k & 2 ? 0.75 : 0.25) - t->y;
        double along = dx * t->cosine - dy * t->sine, down = dx * t->sine + dy * t->cosine;
        sum += sheet_at(s, along * s->scale - s->x0, down * s->scale - s->y0);
    }
    return sum / 4;
}

static Turn turn_make(float x, float y, float degrees) {
    double angle = degrees * (3.14159265358979323846 / 180);
    return (Turn){x, y, cos(angle), sin(angle)};
}

/* The box that the turned sheet can touch. */
static void turned_box(const Sheet *s, const Turn *t, double box[4]) {
    box[0] = box[1] = INFINITY;
    box[2] = box[3] = -INFINITY;
    for (int k = 0; k < 4; k++) {
        double u = (s->x0 + (k & 1 ? s->width : 0)) / s->scale,
               v = (s->y0 + (k & 2 ? s->height : 0)) / s->scale;
        double x = t->x + u * t->cosine + v * t->sine, y = t->y - u * t->sine + v * t->cosine;
        box[0] = fmin(box[0], x), box[2] = fmax(box[2], x);
        box[1] = fmin(box[1], y), box[3] = fmax(box[3], y);
    }
}

/* The pixels of a row at which start + step · x lies between the edges, or not far from it. */
static void row_within(double start, double step, double low, double high, int *first, int *end) {
    if (fabs(step) < 1e-6) return;
    double a = (low - start) / step, b = (high - start) / step;
    *first = (int)pixel_clamp(fmin(a, b) - 2, *first, *end);
    *end = (int)pixel_clamp(fmax(a, b) + 2, *first, *end);
}

static void turned_text(Canvas *c, Pen pen, const Turn *t, Ink ink) {
    Sheet sheet = {.scale = SHEET_SCALE};
    Edges across, down;
    double box[4];
    pen.pixels *= SHEET_SCALE;
    if (!sheet_measure(&sheet, &pen)) return;
    turned_box(&sheet, t, box);
    if (!pixel_edges(box[0], box[2], c->clip_x0, c->clip_x1, &across)) return;
    if (!pixel_edges(box[1], box[3], c->clip_y0, c->clip_y1, &down)) return;
    Arena scratch = {0};
    sheet_draw(&sheet, &scratch, &pen);
    for (int y = down.first; y < down.end; y++) {
        Ink *row = pixel_row(c, y);
        int first = across.first, end = across.end;
        double my = y + 0.5 - t->y, u = (-t->x * t->cosine - my * t->sine) * sheet.scale - sheet.x0,
               v = (-t->x * t->sine + my * t->cosine) * sheet.scale - sheet.y0;
        row_within(u, t->cosine * sheet.scale, -2, sheet.width + 2, &first, &end);
        row_within(v, t->sine * sheet.scale, -2, sheet.height + 2, &first, &end);
        for (int x = first; x < end; x++) {
            uint32_t cover = (uint32_t)(turned_cover(&sheet, t, x, y) + 0.5);
            if (cover) row[x] = pixel_over(row[x], ink, cover);
        }
    }
    arena_free(&scratch);
}

static bool can_set(int pixels, float x, float y, float degrees, const char *text) {
    return pixels > 0 && fabsf(x) < far_away && fabsf(y) < far_away && isfinite(degrees) && text;
}

bool canvas_text_box(const Font *font, Face face, int pixels, float x, float y, float degrees,
                     const char *text, double box[4]) {
    Arena arena = {0};
    bool marks;
    if (!can_set(pixels, x, y, degrees, text)) return false;
    if (degrees != 0) {
        Sheet sheet = {.scale = SHEET_SCALE};
        Pen pen = pen_make(font, face, pixels * SHEET_SCALE, 0, text, &arena);
        Turn turn = turn_make(x, y, degrees);
        marks = sheet_measure(&sheet, &pen);
        if (marks) turned_box(&sheet, &turn, box);
    } else {
        int x0, y0, x1, y1, baseline = (int)floorf(y + 0.5f);
        marks = pen_box(pen_make(font, face, pixels, x, text, &arena), INT_MAX, &x0, &y0, &x1, &y1);
        if (marks) box[0] = x0, box[1] = y0 + baseline, box[2] = x1, box[3] = y1 + baseline;
    }
    arena_free(&arena);
    return marks;
}

void canvas_text(Canvas *c, const Font *font, Face face, int pixels, float x, float y,
                 float degrees, Color color, const char *text) {
    Ink ink = pixel_ink(color);
    Arena arena = {0};
    if (!can_set(pixels, x, y, degrees, text) || pixel_alpha(ink) == 0) return;
    if (degrees == 0) {
        Pen pen = pen_make(font, face, pixels, x, text, &arena);
        int baseline = (int)floorf(y + 0.5f);
        Placed g;
        while (pen.x < (float)c->clip_x1 + 4 * (float)pen.pixels && pen_next(&pen, &g)) {
            g.y += baseline;
            paint_letter(c, &g, ink);
        }
    } else {
        Turn turn = turn_make(x, y, degrees);
        turned_text(c, pen_make(font, face, pixels, 0, text, &arena), &turn, ink);
    }
    arena_free(&arena);
}
