/* Outlines to coverage, row by row: each edge leaves on the pixels it passes how far down it went
   and how much of the pixel lies left of it; a running sum over the row is the coverage (the signed
   areas of Raph Levien's font-rs and of FreeType's smooth rasteriser, written anew). Not for
   strokes: canvas_line.c makes outlines of them. */
#include "draw/raster.h"

#include <string.h>

enum { SUB = 256, FEW_EDGES = 384, FEW_PIXELS = 2048, CHUNK = 16 };

/* Farther out than any picture, and still safe to multiply. */
static const double far_away = 1 << 20;

/* From top to bottom, in 256ths of a pixel. `next` in the list of those that begin in one row, or
 * are active. */
typedef struct Edge {
    int x0, y0, y1, winding, next;
    double slope;
} Edge;

typedef struct Cell {
    int cover, area;
} Cell;

/* One row of pixels low … high-1 at work: its cells, of which the first stands for all that lies
 * left. */
typedef struct Raster {
    Edge *edges;
    int *starts; /* by row: the first edge that begins there, −1: none */
    Cell *cells;
    uint8_t *mask;
    int low, high, top, bottom;
    int touched0, touched1;
} Raster;

static int sub_pixels(float x) {
    return (int)floor(pixel_clamp(x, -far_away, far_away) * SUB + 0.5);
}

static int edge_x(const Edge *e, int y) {
    return e->x0 + (int)((y - e->y0) * e->slope);
}

static void leave(Raster *r, int column, int down, int across) {
    int i = column < r->low ? 0 : column - r->low + 1;
    r->cells[i].cover += down;
    r->cells[i].area += down * across;
    r->touched0 = i < r->touched0 ? i : r->touched0;
    r->touched1 = i > r->touched1 ? i : r->touched1;
}

/* A piece of an edge within one row, from left to right; y may go up or down. */
static void leave_piece(Raster *r, int xa, int ya, int xb, int yb, int winding) {
    int x = xa, y = ya, low = r->low * SUB;
    if (xa >= r->high * SUB || ya == yb) return;
    if (xb < low) {
        leave(r, r->low - 1, winding * (yb - ya), 0);
        return;
    }
    double slope = xb > xa ? (double)(yb - ya) / (xb - xa) : 0;
    if (x < low) {
        x = low;
        y = ya + (int)((x - xa) * slope);
        leave(r, r->low - 1, winding * (y - ya), 0);
    }
    int column = x >= 0 ? x / SUB : -((SUB - 1 - x) / SUB);
    for (int end = (column + 1) * SUB; end < xb && column < r->high; column++, end += SUB) {
        int next = ya + (int)((end - xa) * slope);
        leave(r, column, winding * (next - y), x - column * SUB + SUB);
        x = end;
        y = next;
    }
    if (column < r->high) leave(r, column, winding * (yb - y), x + xb - 2 * column * SUB);
}

static uint8_t cover_byte(int sum, RasterRule rule) {
    int cover = (sum < 0 ? -sum : sum) / (2 * SUB);
    if (rule == RASTER_EVEN_ODD) {
        cover &= 2 * SUB - 1;
        cover = cover > SUB ? 2 * SUB - cover : cover;
    }
    return (uint8_t)(cover > 255 ? 255 : cover);
}

static bool all_empty(const Cell *cells, int count) {
    int any = 0;
    for (int i = 0; i < count; i++) any |= cells[i].cover | cells[i].area;
    return any == 0;
}

/* Sums the cells of pixels i … end-1 up to coverage; returns the sum. */
static int raster_sum_cells(Raster *r, int cover, int i, int end, RasterRule rule) {
    for (; i < end; i++) {
        cover += r->cells[i + 1].cover;
        r->mask[i] = cover_byte(cover * 2 * SUB - r->cells[i + 1].area, rule);
    }
    return cover;
}

/* The row's sums as coverage, painted; the cells are empty again after it. Where no edge has passed
   the coverage stays what it was: the inside of an area does without the mask. */
static void raster_paint_row(Raster *r, Ink *row, RasterRule rule, Ink ink) {
    int begun = r->touched0 > 1 ? r->touched0 - 1 : 0, end = r->touched1, cover = r->cells[0].cover;
    row += r->low;
    for (int i = begun, next; i < end; i = next) {
        next = i; /* behind the whole chunks of pixels that no edge has passed */
        while (next + CHUNK <= end && all_empty(r->cells + next + 1, CHUNK)) next += CHUNK;
        if (next > i) {
            pixel_mask(row + begun, r->mask + begun, i - begun, ink);
            pixel_span(row + i, next - i, ink, cover_byte(cover * 2 * SUB, rule));
            begun = next;
        } else {
            next = i + CHUNK < end ? i + CHUNK : end;
            cover = raster_sum_cells(r, cover, i, next, rule);
        }
    }
    pixel_mask(row + begun, r->mask + begun, end - begun, ink);
    pixel_span(row + end, r->high - r->low - end, ink, cover_byte(cover * 2 * SUB, rule));
    memset(r->cells + r->touched0, 0, (size_t)(r->touched1 - r->touched0 + 1) * sizeof *r->cells);
}

static int rows_above(int y) {
    return y >= 0 ? y / SUB : -((SUB - 1 - y) / SUB);
}

/* An edge that the rows see, into the list of its first row. */
static int add_edge(Raster *r, int count, int x0, int y0, int x1, int y1) {
    bool down = y0 < y1;
    Edge e = {down ? x0 : x1, down ? y0 : y1, down ? y1 : y0, down ? 1 : -1, -1, 0};
    if (y0 == y1 || e.y1 <= r->top * SUB || e.y0 >= r->bottom * SUB) return count;
    e.slope = (double)(x1 - x0) / (y1 - y0);
    int start = rows_above(e.y0) - r->top;
    start = start > 0 ? start : 0;
    e.next = r->starts[start];
    r->edges[count] = e;
    r->starts[start] = count;
    return count + 1;
}

static void add_edges(Raster *r, const Point *corners, int count) {
    int x0 = sub_pixels(corners[count - 1].x), y0 = sub_pixels(corners[count - 1].y), edges = 0;
    for (int i = 0; i < r->bottom - r->top; i++) r->starts[i] = -1;
    for (int i = 0; i < count; i++) {
        int x1 = sub_pixels(corners[i].x), y1 = sub_pixels(corners[i].y);
        edges = add_edge(r, edges, x0, y0, x1, y1);
        x0 = x1;
        y0 = y1;
    }
}

/* The active list with the row's own edges before it, and without those that end above the next
 * row. */
static int raster_walk_row(Raster *r, int active, int row) {
    int *link = &r->starts[row - r->top];
    while (*link >= 0) link = &r->edges[*link].next;
    *link = active;
    for (link = &r->starts[row - r->top]; *link >= 0;) {
        Edge *e = &r->edges[*link];
        int top = row * SUB, ya = e->y0 > top ? e->y0 : top,
            yb = e->y1 < top + SUB ? e->y1 : top + SUB;
        int xa = edge_x(e, ya), xb = edge_x(e, yb);
        if (xa <= xb)
            leave_piece(r, xa, ya, xb, yb, e->winding);
        else
            leave_piece(r, xb, yb, xa, ya, -e->winding);
        if (e->y1 <= (row + 1) * SUB)
            *link = e->next;
        else
            link = &e->next;
    }
    return r->starts[row - r->top];
}

static void paint_rows(Raster *r, Canvas *c, RasterRule rule, Ink ink) {
    int active = -1, width = r->high - r->low;
    for (int y = r->top; y < r->bottom; y++) {
        r->touched0 = width + 1;
        r->touched1 = -1;
        active = raster_walk_row(r, active, y);
        if (r->touched1 >= 0) raster_paint_row(r, pixel_row(c, y), rule, ink);
    }
}

/* The pixels in the clip that the outline can touch. */
static bool outline_edges(const Canvas *c, const Point *corners, int count, Edges *across,
                          Edges *down) {
    double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
    for (int i = 0; i < count; i++) {
        if (!isfinite(corners[i].x) || !isfinite(corners[i].y)) return false;
        x0 = corners[i].x < x0 ? corners[i].x : x0;
        x1 = corners[i].x > x1 ? corners[i].x : x1;
        y0 = corners[i].y < y0 ? corners[i].y : y0;
        y1 = corners[i].y > y1 ? corners[i].y : y1;
    }
    return pixel_edges(x0 - 1, x1 + 1, c->clip_x0, c->clip_x1, across) &&
           pixel_edges(y0 - 1, y1 + 1, c->clip_y0, c->clip_y1, down);
}

void raster_fill(Canvas *c, const Point *corners, int count, RasterRule rule, Ink ink) {
    Edges across, down;
    if (count < 3 || pixel_alpha(ink) == 0 || !outline_edges(c, corners, count, &across, &down))
        return;
    Edge few_edges[FEW_EDGES];
    int few_starts[FEW_PIXELS];
    Cell few_cells[FEW_PIXELS + 1];
    uint8_t few_mask[FEW_PIXELS];
    Arena scratch = {0};
    int width = across.end - across.first, height = down.end - down.first;
    Raster r = {few_edges,  few_starts, few_cells, few_mask, across.first,
                across.end, down.first, down.end,  0,        0};
    if (count > FEW_EDGES) r.edges = arena_raw(&scratch, (size_t)count, sizeof *r.edges);
    if (height > FEW_PIXELS) r.starts = arena_raw(&scratch, (size_t)height, sizeof *r.starts);
    if (width > FEW_PIXELS) {
        r.cells = arena_raw(&scratch, (size_t)width + 1, sizeof *r.cells);
        r.mask = arena_raw(&scratch, (size_t)width, 1);
    }
    memset(r.cells, 0, ((size_t)width + 1) * sizeof *r.cells);
    add_edges(&r, corners, count);
    paint_rows(&r, c, rule, ink);
    arena_free(&scratch);
}
