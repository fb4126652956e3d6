/* Areas with an outline of their own: rounded boxes, discs, polygons, hatching. Coverage is exact
   on straight edges and by distance on corners. */
#include "draw/canvas_box.h"
#include "draw/raster.h"

typedef struct Round {
    double x0, y0, x1, y1, radius;
} Round;

/* The outer and the inner edge of a box, and the inks between and within them. */
typedef struct Frame {
    Round outer, inner;
    Ink ring, fill;
} Frame;

/* How much of the pixel at column x, row y the rounded rectangle covers. */
static double round_cover(const Round *r, int x, int y) {
    double px = x + 0.5, py = y + 0.5;
    double cx = pixel_clamp(px, r->x0 + r->radius, r->x1 - r->radius);
    double cy = pixel_clamp(py, r->y0 + r->radius, r->y1 - r->radius);
    if (r->radius > 0 && cx != px && cy != py) {
        double dx = px - cx, dy = py - cy;
        return pixel_clamp(r->radius + 0.5 - sqrt(dx * dx + dy * dy), 0, 1);
    }
    return pixel_between(r->x0, r->x1, x) * pixel_between(r->y0, r->y1, y);
}

static Ink canvas_box_weighted(Ink a, double weight_a, Ink b, double weight_b) {
    double alpha = weight_a + weight_b;
    Ink out = pixel_cover(alpha / 255) << 24;
    for (int shift = 0; shift < 24 && alpha > 0; shift += 8) {
        double mean = ((a >> shift & 0xff) * weight_a + (b >> shift & 0xff) * weight_b) / alpha;
        out |= (Ink)(mean + 0.5) << shift;
    }
    return out;
}

/* What the frame leaves on one pixel: both inks share it, neither is laid over the other, so edges
 * do not bleed. */
static Ink frame_ink(const Frame *f, int x, int y) {
    double outer = round_cover(&f->outer, x, y), inner = round_cover(&f->inner, x, y);
    inner = inner < outer ? inner : outer;
    if (inner >= 1) return f->fill;
    return canvas_box_weighted(f->fill, inner * pixel_alpha(f->fill), f->ring,
                               (outer - inner) * pixel_alpha(f->ring));
}

static void frame_pixels(const Frame *f, Ink *row, int y, int x, int end) {
    for (; x < end; x++) {
        Ink ink = frame_ink(f, x, y);
        row[x] = pixel_over(row[x], ink, 255);
    }
}

/* So many columns beside the middle of a row are remembered: between the corners all rows have
   them. */
enum { SIDES_MOST = 16 };

typedef struct Sides {
    Ink ink[SIDES_MOST];
    bool known;
} Sides;

/* The two sides of a row between the corners. */
static void frame_sides(const Frame *f, Sides *s, Ink *row, int y, Edges across, Edges middle) {
    int left = middle.first - across.first, all = left + across.end - middle.end;
    if (all > SIDES_MOST) {
        frame_pixels(f, row, y, across.first, middle.first);
        frame_pixels(f, row, y, middle.end, across.end);
        return;
    }
    for (int k = 0; k < all; k++) {
        int x = k < left ? across.first + k : middle.end + k - left;
        if (!s->known) s->ink[k] = frame_ink(f, x, y);
        row[x] = pixel_over(row[x], s->ink[k], 255);
    }
    s->known = true;
}

/* The columns of a row in which the frame looks the same all along. */
static Edges frame_middle(const Canvas *c, const Frame *f, double corner, Edges across) {
    Edges middle;
    double left = ceil(f->outer.x0 + corner), right = floor(f->outer.x1 - corner);
    return pixel_edges(left, right, c->clip_x0, c->clip_x1, &middle)
               ? middle
               : (Edges){0, 0, across.end, across.end};
}

static void frame_paint(Canvas *c, const Frame *f, double width) {
    Edges across, down;
    if (!pixel_edges(f->outer.x0, f->outer.x1, c->clip_x0, c->clip_x1, &across)) return;
    if (!pixel_edges(f->outer.y0, f->outer.y1, c->clip_y0, c->clip_y1, &down)) return;
    double radius = f->outer.radius, corner = radius > width ? radius : width;
    double top = ceil(f->outer.y0 + corner), bottom = floor(f->outer.y1 - corner);
    Edges narrow = frame_middle(c, f, corner, across), wide = frame_middle(c, f, width, across);
    Sides sides = {.known = false};
    for (int y = down.first; y < down.end; y++) {
        /* Between the corners a row has one colour. */
        Ink *row = pixel_row(c, y);
        bool between = y >= top && y < bottom;
        Edges middle = between ? wide : narrow;
        if (middle.first < middle.end)
            pixel_span(row + middle.first, middle.end - middle.first, frame_ink(f, middle.first, y),
                       255);
        if (between) {
            frame_sides(f, &sides, row, y, across, middle);
        } else {
            frame_pixels(f, row, y, across.first, middle.first);
            frame_pixels(f, row, y, middle.end, across.end);
        }
    }
}

void canvas_box(Canvas *c, float x, float y, float w, float h, float radius, Color fill, float line,
                Color stroke) {
    double x1 = (double)x + w, y1 = (double)y + h, half = (w < h ? w : h) / 2.0;
    double r = radius > 0 ? pixel_clamp(radius, 0, half) : 0;
    double width = line > 0 && (stroke & 0xff) ? pixel_clamp(line, 0, half) : 0;
    if (!(w > 0) || !(h > 0) || isinf(half)) return;
    Frame f = {{x, y, x1, y1, r},
               {x + width, y + width, x1 - width, y1 - width, r > width ? r - width : 0},
               pixel_ink(stroke),
               pixel_ink(fill)};
    f.ring = pixel_over(f.fill, f.ring, 255);
    frame_paint(c, &f, width);
}

void canvas_polygon(Canvas *c, const Point *points, int count, Color color) {
    raster_fill(c, points, count, RASTER_EVEN_ODD, pixel_ink(color));
}

/* Hatching is drawn tile by tile. On a diagonal x + y the coverage is the same everywhere: one
 * table serves a tile. */
enum { HATCH_TILE = 128 };

typedef struct Hatch {
    double gap, width;
    Ink ink;
    Edges across, down;
} Hatch;

static void hatch_tile(Canvas *c, const Hatch *h, int x0, int y0) {
    int x1 = x0 + HATCH_TILE < h->across.end ? x0 + HATCH_TILE : h->across.end;
    int y1 = y0 + HATCH_TILE < h->down.end ? y0 + HATCH_TILE : h->down.end;
    double table[2 * HATCH_TILE], part[HATCH_TILE];
    uint8_t mask[HATCH_TILE];
    for (int i = 0; i < x1 - x0 + y1 - y0; i++) {
        double place =
            (x0 + y0 + i + 1) * 0.70710678118654752; /* of the pixel's centre, across the lines */
        double from_line = fabs(place - floor(place / h->gap + 0.5) * h->gap);
        double width = h->width < 1 ? 1 : h->width;
        table[i] = pixel_clamp(width / 2 + 0.5 - from_line, 0, 1) * (h->width < 1 ? h->width : 1);
    }
    for (int x = x0; x < x1; x++) part[x - x0] = pixel_between(h->across.a, h->across.b, x) * 255;
    for (int y = y0; y < y1; y++) {
        double row_part = pixel_between(h->down.a, h->down.b, y);
        for (int i = 0; i < x1 - x0; i++)
            mask[i] = (uint8_t)(table[i + y - y0] * part[i] * row_part + 0.5);
        pixel_mask(pixel_row(c, y) + x0, mask, x1 - x0, h->ink);
    }
}

void canvas_hatch(Canvas *c, float x, float y, float w, float h, float gap, float width,
                  Color color) {
    Hatch hatch = {.gap = gap, .width = width, .ink = pixel_ink(color)};
    if (!(gap > 0.5f) || !isfinite(gap) || !(width > 0)) return;
    if (!pixel_edges(x, (double)x + w, c->clip_x0, c->clip_x1, &hatch.across)) return;
    if (!pixel_edges(y, (double)y + h, c->clip_y0, c->clip_y1, &hatch.down)) return;
    for (int y0 = hatch.down.first; y0 < hatch.down.end; y0 += HATCH_TILE) {
        for (int x0 = hatch.across.first; x0 < hatch.across.end; x0 += HATCH_TILE)
            hatch_tile(c, &hatch, x0, y0);
    }
}
