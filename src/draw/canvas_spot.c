/* Darkness around a circle: what a spotlight leaves. One pass over the rows; inside the circle
 * nothing is touched. */
#include "draw/canvas_spot.h"
#include "draw/pixel.h"

/* Half the length of the row through the circle at a distance from its middle; negative where there
 * is none. */
static double half_row(double radius, double distance) {
    double square = radius * radius - distance * distance;
    return square > 0 ? sqrt(square) : -1;
}

/* The pixels [from, to) of a row that the circle's edge crosses: each by how far its middle is
 * outside. */
static void shade_edge(Ink *row, int from, int to, Point center, double dy, double radius,
                       Ink ink) {
    for (int x = from; x < to; x++) {
        double out = hypot(x + 0.5 - (double)center.x, dy) - radius + 0.5;
        row[x] = pixel_over(row[x], ink, pixel_cover(pixel_clamp(out, 0, 1)));
    }
}

static int at_pixel(double x, const Edges *row) {
    return (int)pixel_clamp(floor(x), row->first, row->end);
}

static void shade_row(Canvas *c, int y, const Edges *across, Point center, double radius, Ink ink) {
    Ink *row = pixel_row(c, y);
    double dy = y + 0.5 - (double)center.y, x = (double)center.x;
    double outer = half_row(radius + 1, dy), inner = half_row(radius - 1, dy);
    if (outer < 0) {
        pixel_span(row + across->first, across->end - across->first, ink, 255);
        return;
    }
    int left = at_pixel(x - outer - 1, across), right = at_pixel(x + outer + 2, across),
        middle = at_pixel(x, across);
    int in = inner < 0 ? middle : at_pixel(x - inner + 1, across),
        out = inner < 0 ? middle : at_pixel(x + inner, across);
    if (in > out) in = out = middle;
    pixel_span(row + across->first, left - across->first, ink, 255);
    shade_edge(row, left, in, center, dy, radius, ink);
    shade_edge(row, out, right, center, dy, radius, ink);
    pixel_span(row + right, across->end - right, ink, 255);
}

void canvas_spot(Canvas *c, float x, float y, float w, float h, Point center, float radius,
                 Color color) {
    Edges across, down;
    if (!isfinite(center.x) || !isfinite(center.y) || !(radius >= 0)) return;
    if (!pixel_edges((double)x, (double)x + (double)w, c->clip_x0, c->clip_x1, &across)) return;
    if (!pixel_edges((double)y, (double)y + (double)h, c->clip_y0, c->clip_y1, &down)) return;
    for (int row = down.first; row < down.end; row++)
        shade_row(c, row, &across, center, (double)radius, pixel_ink(color));
}
