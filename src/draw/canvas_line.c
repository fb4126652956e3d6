/* Strokes: lines, dashes, polylines, curves. The segments of one stroke leave their coverage on a mask by maximum, so
   that joints are not painted twice; the mask is painted once. */
#include <string.h>

#include "draw/canvas.h"
#include "draw/pixel.h"

typedef struct Segment {
    double ax, ay, dx, dy, length; /* start, direction of length 1 */
    bool flat_start, flat_end;     /* otherwise the end is round, as joints are */
} Segment;

/* A rectangle of coverage; small ones live on the stack. */
typedef struct Mask {
    uint8_t *cover;
    int x0, y0, x1, y1;
    uint8_t small[2048];
    Arena arena;
} Mask;

/* Half the width of what a stroke touches; thinner than a pixel is drawn one pixel wide and fainter. */
static double stroke_half(double width)
{
    return (width < 1 ? 1 : width) / 2 + 0.5;
}

/* The segment without what is far outside of the clip (Liang and Barsky 1984); false if nothing is left. */
static bool segment_make(const Canvas *c, Point a, Point b, double half, Segment *s, double *cut)
{
    double dx = (double)b.x - a.x, dy = (double)b.y - a.y, from = 0, to = 1;
    double away[4] = {-dx, dx, -dy, dy};
    double room[4] = {a.x - (c->clip_x0 - half), c->clip_x1 + half - a.x, a.y - (c->clip_y0 - half),
                      c->clip_y1 + half - a.y};
    for (int i = 0; i < 4; i++) {
        if (away[i] == 0 && room[i] < 0) return false;
        if (away[i] < 0) from = fmax(from, room[i] / away[i]);
        if (away[i] > 0) to = fmin(to, room[i] / away[i]);
    }
    double length = sqrt(dx * dx + dy * dy);
    if (!(from <= to)) return false;
    *cut = from * length;
    *s = (Segment){a.x + from * dx, a.y + from * dy, 1, 0, (to - from) * length, false, false};
    if (length > 0) s->dx = dx / length, s->dy = dy / length;
    return true;
}

static double segment_cover(const Segment *s, double half, double x, double y)
{
    double rx = x - s->ax, ry = y - s->ay;
    double along = rx * s->dx + ry * s->dy, across = fabs(ry * s->dx - rx * s->dy), part = 1;
    double beyond = along - s->length;
    if (s->flat_start && along < 0.5) part -= 0.5 - along;
    if (s->flat_end && beyond > -0.5) part -= 0.5 + beyond;
    if (part <= 0) return 0;
    double past = along < 0 && !s->flat_start ? -along : beyond > 0 && !s->flat_end ? beyond : 0;
    double distance = past > 0 ? sqrt(past * past + across * across) : across;
    return pixel_clamp(half - distance, 0, 1) * part;
}

/* The columns that the segment can touch between two heights. */
static bool segment_columns(const Segment *s, double half, double top, double bottom, double *left, double *right)
{
    double from = 0, to = s->length;
    if (s->dy != 0) {
        double t0 = (top - half - s->ay) / s->dy, t1 = (bottom + half - s->ay) / s->dy;
        from = fmax(from, fmin(t0, t1));
        to = fmin(to, fmax(t0, t1));
    }
    double x0 = s->ax + from * s->dx, x1 = s->ax + to * s->dx;
    *left = fmin(x0, x1) - half;
    *right = fmax(x0, x1) + half;
    return from <= to;
}

static void mask_segment(Mask *m, const Segment *s, double half, double strength)
{
    Edges down, across;
    double left, right, end_y = s->ay + s->dy * s->length;
    if (!pixel_edges(fmin(s->ay, end_y) - half, fmax(s->ay, end_y) + half, m->y0, m->y1, &down)) return;
    for (int y = down.first; y < down.end; y++) {
        if (!segment_columns(s, half, y, y + 1, &left, &right)) continue;
        if (!pixel_edges(left, right, m->x0, m->x1, &across)) continue;
        uint8_t *row = m->cover + (long)(y - m->y0) * (m->x1 - m->x0) - m->x0;
        for (int x = across.first; x < across.end; x++) {
            uint8_t cover = (uint8_t)(segment_cover(s, half, x + 0.5, y + 0.5) * strength + 0.5);
            row[x] = row[x] > cover ? row[x] : cover;
        }
    }
}

/* An empty mask around the points, within the clip; false if it has no pixels. */
static bool mask_open(Mask *m, const Canvas *c, const Point *points, int count, double half)
{
    double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
    Edges across, down;
    for (int i = 0; i < count; i++) {
        if (!isfinite(points[i].x) || !isfinite(points[i].y)) return false;
        x0 = fmin(x0, points[i].x), x1 = fmax(x1, points[i].x);
        y0 = fmin(y0, points[i].y), y1 = fmax(y1, points[i].y);
    }
    if (!pixel_edges(x0 - half, x1 + half, c->clip_x0, c->clip_x1, &across)) return false;
    if (!pixel_edges(y0 - half, y1 + half, c->clip_y0, c->clip_y1, &down)) return false;
    size_t size = (size_t)(across.end - across.first) * (size_t)(down.end - down.first);
    m->arena = (Arena){0};
    m->x0 = across.first, m->x1 = across.end, m->y0 = down.first, m->y1 = down.end;
    m->cover = size <= sizeof m->small ? memset(m->small, 0, size) : arena_alloc(&m->arena, size);
    return true;
}

static void mask_paint(Mask *m, Canvas *c, Color color)
{
    int width = m->x1 - m->x0;
    for (int y = m->y0; y < m->y1; y++)
        pixel_mask(pixel_row(c, y) + m->x0, m->cover + (long)(y - m->y0) * width, width, pixel_ink(color));
    arena_free(&m->arena);
}

void canvas_polyline(Canvas *c, const Point *points, int count, float width, Color color)
{
    double half = stroke_half(width), cut;
    Mask mask;
    if (count < 2 || !(width > 0) || !isfinite(width) || !mask_open(&mask, c, points, count, half)) return;
    Point first = points[0], last = points[count - 1];
    bool closed = count > 2 && first.x == last.x && first.y == last.y;
    for (int i = 0; i + 1 < count; i++) {
        Segment s;
        if (!segment_make(c, points[i], points[i + 1], half, &s, &cut)) continue;
        s.flat_start = i == 0 && !closed;
        s.flat_end = i + 2 == count && !closed;
        mask_segment(&mask, &s, half, 255 * (width < 1 ? width : 1));
    }
    mask_paint(&mask, c, color);
}

void canvas_line(Canvas *c, Point a, Point b, float width, Color color)
{
    Point points[2] = {a, b};
    canvas_polyline(c, points, 2, width, color);
}

static Point segment_at(const Segment *s, double along)
{
    along = pixel_clamp(along, 0, s->length);
    return (Point){(float)(s->ax + along * s->dx), (float)(s->ay + along * s->dy)};
}

void canvas_dashes(Canvas *c, Point a, Point b, float width, float on, float off, Color color)
{
    double period = (double)on + off, cut;
    Segment s;
    if (!(width > 0) || !isfinite(width) || !(on > 0) || !isfinite(period)) return;
    if (!isfinite(a.x) || !isfinite(a.y) || !isfinite(b.x) || !isfinite(b.y)) return;
    if (!(off > 0) || period < 1) {
        canvas_line(c, a, b, width, color);
        return;
    }
    if (!segment_make(c, a, b, stroke_half(width), &s, &cut)) return;
    /* The first dash that shows, counted from a, so that the pattern does not move with the clip. */
    for (double at = -fmod(cut, period); at < s.length; at += period) {
        if (at + on > 0) canvas_line(c, segment_at(&s, at), segment_at(&s, at + on), width, color);
    }
}

enum { CURVE_MOST = 160 };

/* Pieces so short that the chord is within a twentieth of a pixel: the error falls with the square of their number. */
static int curve_pieces(Point p0, Point p1, Point p2, Point p3)
{
    double bend = fmax(hypot(p0.x - 2.0 * p1.x + p2.x, p0.y - 2.0 * p1.y + p2.y),
                       hypot(p1.x - 2.0 * p2.x + p3.x, p1.y - 2.0 * p2.y + p3.y));
    double pieces = ceil(sqrt(0.75 * bend / 0.05));
    return pieces < CURVE_MOST ? (pieces > 1 ? (int)pieces : 1) : CURVE_MOST;
}

void canvas_curve(Canvas *c, Point p0, Point p1, Point p2, Point p3, float width, Color color)
{
    Point points[CURVE_MOST + 1];
    int pieces = curve_pieces(p0, p1, p2, p3);
    for (int i = 0; i <= pieces; i++) {
        double t = (double)i / pieces, u = 1 - t;
        double a = u * u * u, b = 3 * u * u * t, d = 3 * u * t * t, e = t * t * t;
        points[i] = (Point){(float)(a * p0.x + b * p1.x + d * p2.x + e * p3.x),
                            (float)(a * p0.y + b * p1.y + d * p2.y + e * p3.y)};
    }
    canvas_polyline(c, points, pieces + 1, width, color);
}
