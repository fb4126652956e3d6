/* Drawing chips, axes, points and elbows. */
#include "scene/marks/plot.h"

#include <math.h>

#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/words.h"

enum { PLACES_MOST = 5 }; /* behind the point; smaller numbers have an exponent */

const char *plot_number(Stage *s, double x, int places) {
    if (!(fabs(x) < 1e6)) return words_number(s, x);
    if (places <= PLACES_MOST) return words_fixed(s, x, places);
    return fabs(x) < 0.5 * pow(10, -places) ? "0" : words_number(s, x);
}

void plot_right(Stage *s, Face face, int pixels, Color color, float right, float y,
                const char *text) {
    stage_text(s, face, pixels, color, s->theme.ground, right - stage_width(s, face, pixels, text),
               y, text);
}

void plot_equation(Stage *s, Focus of, const char *left, const char *right, int pixels, float x,
                   float y, float end) {
    float gap = roundf(14 * s->unit), blank = stage_width(s, FACE_MONO, pixels, " "),
          numbers = stage_width(s, FACE_MONO, pixels, left) + blank,
          all = numbers + stage_width(s, FACE_MONO, pixels, right);
    const char *place = arena_print(s->arena, "%s:", words_place(s, of));
    if (x + all > end) return;
    place = stage_elide(s, FACE_TEXT, s->body, place, end - x - all - gap);
    stage_text(s, FACE_TEXT, s->body, s->theme.role[ROLE_MUTED], s->theme.ground, x, y, place);
    if (*place) x += stage_width(s, FACE_TEXT, s->body, place) + gap;
    stage_text(s, FACE_MONO, pixels, s->theme.role[ROLE_TEXT], s->theme.ground, x, y, left);
    stage_text(s, FACE_MONO, pixels, s->theme.role[ROLE_HOT], s->theme.ground, x + numbers, y,
               right);
}

float plot_chip_width(const Stage *s, const char *word) {
    return ceilf(stage_width(s, FACE_TEXT, s->body, word)) + 2 * roundf(9 * s->unit) + 2;
}

float plot_chip_height(const Stage *s) {
    return roundf((float)s->body * 1.75f);
}

Chip plot_token(const Stage *s, const char *word, Role role, bool hot) {
    Color edge = s->theme.role[hot ? ROLE_HOT : role];
    return (Chip){.word = word,
                  .edge = edge,
                  .ink = s->theme.role[ROLE_TEXT],
                  .fill = theme_mix(s->theme.ground, edge, 0.14f),
                  .line = fmaxf(1, (hot ? 2 : 1.2f) * s->unit)};
}

void plot_chip(Stage *s, Rect r, Chip chip) {
    float room = r.w - 2 * roundf(5 * s->unit);
    const char *word = stage_elide(s, FACE_TEXT, s->body, chip.word, room);
    float x = r.x + (r.w - stage_width(s, FACE_TEXT, s->body, word)) / 2;
    stage_box(s, r, fminf(r.h / 2, 7 * s->unit), chip.fill, chip.line, chip.edge);
    stage_text(s, FACE_TEXT, s->body, chip.ink, chip.fill, x,
               r.y + r.h / 2 + stage_drop(s, FACE_TEXT, s->body), word);
}

/* What lies outside, and what is no number, is shown at the edge. */
static float plot_part_of(double x, double from, double to) {
    return (float)fmax(0, fmin(1, (x - from) / (to - from)));
}

float plot_x(const Plot *p, double x) {
    return p->r.x + plot_part_of(x, p->x0, p->x1) * p->r.w;
}

float plot_y(const Plot *p, double y) {
    return p->r.y + p->r.h - plot_part_of(y, p->y0, p->y1) * p->r.h;
}

/* 1, 2 or 5 times a power of ten: the least with at most so many of them in the span. */
static double plot_round_step(double span, double most) {
    double step = pow(10, floor(log10(span / most)));
    static const double times[] = {1, 2, 5, 10};
    for (int i = 0; i < 4; i++)
        if (span / (step * times[i]) <= most) return step * times[i];
    return step * 10;
}

static int places_of(double step) {
    int places = (int)ceil(-log10(step) - 1e-9);
    return places < 0 ? 0 : places;
}

static double down_step(const Stage *s, const Plot *p) {
    return plot_round_step(p->y1 - p->y0,
                           fmin(6, fmax(2, (double)(p->r.h / (1.7f * (float)s->mono)))));
}

float plot_scale_width(Stage *s, const Plot *p) {
    double step = down_step(s, p), most = fmax(fabs(p->y0), fabs(p->y1));
    const char *widest = plot_number(s, -most, places_of(step));
    return ceilf(stage_width(s, FACE_MONO, s->mono, widest)) + roundf(8 * s->unit);
}

static void bottom_ticks(Stage *s, const Plot *p) {
    float digits = stage_width(s, FACE_MONO, s->mono, "−00.0");
    double step = plot_round_step(p->x1 - p->x0, fmax(2, (double)(p->r.w / (1.8f * digits))));
    Color line = theme_fade(s->theme.line, 0.6f);
    float base = p->r.y + p->r.h + roundf(6 * s->unit) + (float)s->mono;
    for (double at = ceil(p->x0 / step) * step; at <= p->x1 + step * 1e-6; at += step) {
        float x = roundf(plot_x(p, at)) + 0.5f;
        const char *text = plot_number(s, at, places_of(step));
        stage_line(s, x, p->r.y, x, p->r.y + p->r.h, 1,
                   fabs(at) < step / 2 ? s->theme.role[ROLE_MUTED] : line);
        stage_text(s, FACE_MONO, s->mono, s->theme.role[ROLE_MUTED], s->theme.ground,
                   x - stage_width(s, FACE_MONO, s->mono, text) / 2, base, text);
    }
}

void plot_axes(Stage *s, const Plot *p, bool bottom) {
    if (bottom) bottom_ticks(s, p);
    double step = down_step(s, p);
    Color line = theme_fade(s->theme.line, 0.6f);
    for (double at = ceil(p->y0 / step) * step; at <= p->y1 + step * 1e-6; at += step) {
        float y = roundf(plot_y(p, at)) + 0.5f;
        stage_line(s, p->r.x, y, p->r.x + p->r.w, y, 1,
                   fabs(at) < step / 2 ? s->theme.role[ROLE_MUTED] : line);
        plot_right(s, FACE_MONO, s->mono, s->theme.role[ROLE_MUTED], p->r.x - roundf(8 * s->unit),
                   y + stage_drop(s, FACE_MONO, s->mono), plot_number(s, at, places_of(step)));
    }
}

void plot_dot(Stage *s, float x, float y, float size, Color color) {
    stage_box(s, (Rect){x - size / 2, y - size / 2, size, size}, size / 2, color, 0, 0);
}

void plot_level(Stage *s, const Plot *p, double y, float width, Color color) {
    if (y < p->y0 || y > p->y1) return;
    stage_line(s, p->r.x, plot_y(p, y), p->r.x + p->r.w, plot_y(p, y), width, color);
}

/* A quarter of a circle, nearly: from x, y to x2, y2, leaving upright or level. */
static void plot_corner(Stage *s, float x, float y, float x2, float y2, bool upright, float width,
                        Color color) {
    const float k = 0.5523f;
    float ax = upright ? x : x + (x2 - x) * k, ay = upright ? y + (y2 - y) * k : y;
    float bx = upright ? x2 - (x2 - x) * k : x2, by = upright ? y2 : y2 - (y2 - y) * k;
    stage_cubic(s, (float[]){x, y, ax, ay, bx, by, x2, y2}, width, color);
}

void plot_elbow(Stage *s, float x, float y, float level, float x2, float y2, float width,
                Color color) {
    float first = level > y ? 1 : -1, second = y2 > level ? 1 : -1, side = x2 > x ? 1 : -1;
    float most = fminf(fabsf(x2 - x) / 2, fminf(fabsf(level - y), fabsf(y2 - level)));
    float r = fminf(10 * s->unit, most);
    stage_line(s, x, y, x, level - first * r, width, color);
    plot_corner(s, x, level - first * r, x + side * r, level, true, width, color);
    stage_line(s, x + side * r, level, x2 - side * r, level, width, color);
    plot_corner(s, x2 - side * r, level, x2, level + second * r, false, width, color);
    stage_line(s, x2, level + second * r, x2, y2, width, color);
}
