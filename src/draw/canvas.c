/* The canvas itself: making, clipping, clearing, and the plain rectangle. Rounder things are in
   canvas_box.c and canvas_line.c, matrices in canvas_cells.c, letters in canvas_text.c. */
#include "draw/canvas.h"

#include <assert.h>
#include <string.h>

#include "draw/pixel.h"

Canvas canvas_make(Arena *arena, int width, int height) {
    assert(width >= 0 && height >= 0);
    size_t count = (size_t)width * (size_t)height;
    return (Canvas){
        arena_array(arena, count, sizeof(uint32_t)), width, height, width, 0, 0, width, height};
}

/* Clip edges lie between pixels: the nearest. NaN gives low, so that the clip becomes empty or
 * stays. */
static int clip_edge(double x, int low, int high) {
    return x > low ? (int)pixel_clamp(floor(x + 0.5), low, high) : low;
}

Canvas canvas_clip(Canvas c, float x, float y, float w, float h) {
    double right = (double)x + w, bottom = (double)y + h;
    int x0 = clip_edge(x, c.clip_x0, c.clip_x1), y0 = clip_edge(y, c.clip_y0, c.clip_y1);
    c.clip_x1 = clip_edge(right, x0, c.clip_x1);
    c.clip_y1 = clip_edge(bottom, y0, c.clip_y1);
    c.clip_x0 = x0;
    c.clip_y0 = y0;
    return c;
}

void canvas_clear(Canvas *c, Color color) {
    Ink ink = pixel_ink(color);
    size_t width = (size_t)(c->clip_x1 - c->clip_x0);
    Ink *first = pixel_row(c, c->clip_y0) + c->clip_x0;
    if (c->clip_x1 <= c->clip_x0 || c->clip_y1 <= c->clip_y0) return;
    for (size_t x = 0; x < width; x++) first[x] = ink;
    for (int y = c->clip_y0 + 1; y < c->clip_y1; y++)
        memcpy(pixel_row(c, y) + c->clip_x0, first, width * sizeof *first);
}

static void canvas_fill_row(Ink *row, Edges across, Ink ink, double part) {
    int first = across.first, last = across.end - 1;
    double left = pixel_between(across.a, across.b, first);
    row[first] = pixel_over(row[first], ink, pixel_cover(left * part));
    if (last == first) return;
    pixel_span(row + first + 1, last - first - 1, ink, pixel_cover(part));
    row[last] =
        pixel_over(row[last], ink, pixel_cover(pixel_between(across.a, across.b, last) * part));
}

void canvas_fill(Canvas *c, float x, float y, float w, float h, Color color) {
    Edges across, down;
    if (!pixel_edges(x, (double)x + w, c->clip_x0, c->clip_x1, &across)) return;
    if (!pixel_edges(y, (double)y + h, c->clip_y0, c->clip_y1, &down)) return;
    Ink ink = pixel_ink(color);
    for (int row = down.first; row < down.end; row++)
        canvas_fill_row(pixel_row(c, row), across, ink, pixel_between(down.a, down.b, row));
}
