/* Pixels: one RGBA buffer and the few ways to put marks on it. Coordinates are pixels, (0, 0) the
   top left corner; edges at fractions of a pixel are antialiased. Knows nothing of scenes, files or
   windows. */
#ifndef ATTNSCOPE_DRAW_CANVAS_H
#define ATTNSCOPE_DRAW_CANVAS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/color.h"
#include "base/font.h"

typedef struct Canvas {
    uint32_t *pixels; /* bytes R, G, B, A in memory order on a little-endian machine: A<<24 | B<<16
                         | G<<8 | R */
    int width, height, pitch; /* pitch in pixels */
    int clip_x0, clip_y0, clip_x1, clip_y1;
} Canvas;

typedef struct Point {
    float x, y;
} Point;

Canvas canvas_make(Arena *arena, int width, int height);
/* Same pixels, clipped to the rectangle and to what the clip was before. */
Canvas canvas_clip(Canvas c, float x, float y, float w, float h);
void canvas_clear(Canvas *c, Color color);
void canvas_fill(Canvas *c, float x, float y, float w, float h, Color color);
/* radius in pixels; line 0 = no outline (drawn inside the box); an alpha of 0 draws nothing. */
void canvas_box(Canvas *c, float x, float y, float w, float h, float radius, Color fill, float line,
                Color stroke);
void canvas_line(Canvas *c, Point a, Point b, float width, Color color);
/* Dots of `on` pixels every `on + off`. */
void canvas_dashes(Canvas *c, Point a, Point b, float width, float on, float off, Color color);
/* A cubic Bézier curve, stroked; blended once, however wide. */
void canvas_curve(Canvas *c, Point p0, Point p1, Point p2, Point p3, float width, Color color);
/* A filled polygon, even-odd. */
void canvas_polygon(Canvas *c, const Point *points, int count, Color color);
void canvas_disc(Canvas *c, Point center, float radius, Color color);
/* The box without a circle. */
void canvas_spot(Canvas *c, float x, float y, float w, float h, Point center, float radius,
                 Color color);
/* Diagonal hatching, lines `gap` apart. */
void canvas_hatch(Canvas *c, float x, float y, float w, float h, float gap, float width,
                  Color color);
/* rows × cols cells of the given colours (row-major) stretched over the box. A cell begins at the
   pixel edge nearest to x + i·w/cols and leaves its last `gap` pixels to what is behind (not the
   last cell; none when cells are small). Cells smaller than a pixel are area-averaged, never
   dropped. Fast: one pass. */
void canvas_cells(Canvas *c, float x, float y, float w, float h, const Color *cells, int rows,
                  int cols, float gap);
/* The same with a square in the middle of each cell, `sizes` (0 … 255) of its side; at least 2
   pixels unless 0. What is around it is `ground`. Cells of less than CELLS_DOT pixels are drawn
   whole. */
void canvas_dots(Canvas *c, float x, float y, float w, float h, const Color *cells,
                 const uint8_t *sizes, Color ground, int rows, int cols, float gap);
/* Where that square begins, and its side: of a cell of `low` to before `high`, one axis. */
enum { CELLS_DOT = 6 };
int cells_dot(int size, int low, int high, int *side);
/* Text with its baseline's left end at (x, y). Turned counter-clockwise by `degrees` about that
 * point. */
void canvas_text(Canvas *c, const Font *font, Face face, int pixels, float x, float y,
                 float degrees, Color color, const char *text);
/* The box x0, y0, x1, y1 outside of which canvas_text leaves nothing; false if it leaves no mark at
 * all. */
bool canvas_text_box(const Font *font, Face face, int pixels, float x, float y, float degrees,
                     const char *text, double box[4]);

#endif
