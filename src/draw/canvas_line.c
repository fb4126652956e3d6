/* Strokes: lines, dashes, curves. Each becomes an outline that is filled once, so that no joint is
 * painted twice. */
#include "draw/canvas_line.h"
#include "draw/raster.h"

/* Thinner than a pixel is drawn one pixel wide and fainter. */
static double stroke_half(float width) {
    return (width < 1 ? 1 : width) / 2.0;
}

static Ink stroke_ink(float width, Color color) {
    Ink ink = pixel_ink(color);
    return width < 1 ? (ink & 0xffffff) | pixel_scale(pixel_alpha(ink), pixel_cover(width)) << 24
                     : ink;
}

static Color canvas_line_stroke_color(float width, Color color) {
    return width < 1 ? (color & 0xffffff00u) | pixel_scale(color & 0xff, pixel_cover(width))
                     : color;
}

static bool can_stroke(float width, Color color) {
    return width > 0 && isfinite(width) && (color & 0xff);
}

/* A level or upright line is a plain rectangle. */
static void straight_line(Canvas *c, Point a, Point b, float width, Color color) {
    float half = (float)stroke_half(width);
    if (a.y == b.y)
        canvas_fill(c, fminf(a.x, b.x), a.y - half, fabsf(b.x - a.x), 2 * half, color);
    else
        canvas_fill(c, a.x - half, fminf(a.y, b.y), 2 * half, fabsf(b.y - a.y), color);
}

void canvas_line(Canvas *c, Point a, Point b, float width, Color color) {
    if (!can_stroke(width, color)) return;
    if (a.x == b.x || a.y == b.y) {
        straight_line(c, a, b, width, canvas_line_stroke_color(width, color));
        return;
    }
    double dx = (double)b.x - a.x, dy = (double)b.y - a.y,
           scale = stroke_half(width) / sqrt(dx * dx + dy * dy);
    float u = (float)(-dy * scale), v = (float)(dx * scale);
    Point corners[4] = {
        {a.x + u, a.y + v}, {b.x + u, b.y + v}, {b.x - u, b.y - v}, {a.x - u, a.y - v}};
    raster_fill(c, corners, 4, RASTER_FILLED, stroke_ink(width, color));
}

/* The part of a line, as shares of it, that lies in the clip or `margin` around it (Liang and
 * Barsky 1984). */
static bool line_in_clip(const Canvas *c, Point a, double dx, double dy, double margin,
                         double *from, double *to) {
    double away[4] = {-dx, dx, -dy, dy};
    double room[4] = {a.x - (c->clip_x0 - margin), c->clip_x1 + margin - a.x,
                      a.y - (c->clip_y0 - margin), c->clip_y1 + margin - a.y};
    *from = 0;
    *to = 1;
    for (int i = 0; i < 4; i++) {
        if (away[i] == 0 && room[i] < 0) return false;
        if (away[i] < 0) *from = fmax(*from, room[i] / away[i]);
        if (away[i] > 0) *to = fmin(*to, room[i] / away[i]);
    }
    return *from <= *to;
}

void canvas_dashes(Canvas *c, Point a, Point b, float width, float on, float off, Color color) {
    double period = (double)on + off, from, to, dx = (double)b.x - a.x, dy = (double)b.y - a.y;
    double length = sqrt(dx * dx + dy * dy);
    if (!can_stroke(width, color) || !(on > 0) || !isfinite(period) || !isfinite(length) ||
        length == 0)
        return;
    if (!(off > 0) || period < 1) {
        canvas_line(c, a, b, width, color);
        return;
    }
    if (!line_in_clip(c, a, dx, dy, stroke_half(width) + 1, &from, &to)) return;
    /* Dashes are counted from a, so that the pattern does not move with the clip. */
    for (double i = floor(from * length / period); i * period < to * length; i++) {
        double begin = i * period / length, end = fmin((i * period + on) / length, 1);
        Point p = {(float)(a.x + begin * dx), (float)(a.y + begin * dy)};
        Point q = {(float)(a.x + end * dx), (float)(a.y + end * dy)};
        if (dy == 0) p.y = q.y = a.y;
        canvas_line(c, p, q, width, color);
    }
}

enum { CURVE_MOST = 160 };

typedef struct Curve {
    Point p[4];
} Curve;

/* Pieces so short that the chord is within a twentieth of a pixel: the error falls with the square
   of their number. The outer side of a wide stroke bends more than its middle. */
static int curve_pieces(const Curve *v, double half) {
    const Point *p = v->p;
    double bend = fmax(hypot(p[0].x - 2.0 * p[1].x + p[2].x, p[0].y - 2.0 * p[1].y + p[2].y),
                       hypot(p[1].x - 2.0 * p[2].x + p[3].x, p[1].y - 2.0 * p[2].y + p[3].y));
    double pieces = fmax(ceil(sqrt(0.75 * bend / 0.05)), bend > 0 ? ceil(4 * sqrt(half)) : 1);
    return pieces < CURVE_MOST ? (pieces > 1 ? (int)pieces : 1) : CURVE_MOST;
}

/* The place at t, and the stroke's half width across it. */
static void curve_at(const Curve *v, double t, double half, Point *left, Point *right) {
    const Point *p = v->p;
    double u = 1 - t, a = u * u * u, b = 3 * u * u * t, d = 3 * u * t * t, e = t * t * t;
    double x = a * p[0].x + b * p[1].x + d * p[2].x + e * p[3].x;
    double y = a * p[0].y + b * p[1].y + d * p[2].y + e * p[3].y;
    double k0 = u * u, k1 = 2 * u * t, k2 = t * t;
    double dx = k0 * ((double)p[1].x - p[0].x) + k1 * ((double)p[2].x - p[1].x) +
                k2 * ((double)p[3].x - p[2].x);
    double dy = k0 * ((double)p[1].y - p[0].y) + k1 * ((double)p[2].y - p[1].y) +
                k2 * ((double)p[3].y - p[2].y);
    if (dx == 0 && dy == 0) { /* a handle without length */
        dx = (double)p[3].x - p[0].x;
        dy = (double)p[3].y - p[0].y;
    }
    double length = sqrt(dx * dx + dy * dy), scale = length > 0 ? half / length : 0;
    *left = (Point){(float)(x - dy * scale), (float)(y + dx * scale)};
    *right = (Point){(float)(x + dy * scale), (float)(y - dx * scale)};
}

/* Nothing of a curve lies farther out than its four points. */
static bool curve_shows(const Canvas *c, const Curve *v, double half) {
    float x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY, margin = (float)half + 1;
    for (int i = 0; i < 4; i++) {
        if (!isfinite(v->p[i].x) || !isfinite(v->p[i].y)) return false;
        x0 = fminf(x0, v->p[i].x), x1 = fmaxf(x1, v->p[i].x);
        y0 = fminf(y0, v->p[i].y), y1 = fmaxf(y1, v->p[i].y);
    }
    return x0 - margin < (float)c->clip_x1 && x1 + margin > (float)c->clip_x0 &&
           y0 - margin < (float)c->clip_y1 && y1 + margin > (float)c->clip_y0;
}

void canvas_curve(Canvas *c, Point p0, Point p1, Point p2, Point p3, float width, Color color) {
    Point outline[2 * (CURVE_MOST + 1)];
    Curve curve = {{p0, p1, p2, p3}};
    double half = stroke_half(width);
    if (!can_stroke(width, color) || !curve_shows(c, &curve, half)) return;
    int pieces = curve_pieces(&curve, half), last = 2 * pieces + 1;
    for (int i = 0; i <= pieces; i++)
        curve_at(&curve, (double)i / pieces, half, &outline[i], &outline[last - i]);
    raster_fill(c, outline, last + 1, RASTER_FILLED, stroke_ink(width, color));
}
