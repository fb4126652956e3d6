/* The cells of a matrix, many at once. */
#ifndef ATTNSCOPE_DRAW_CANVAS_CELLS_H
#define ATTNSCOPE_DRAW_CANVAS_CELLS_H

#include "draw/canvas.h"

/* The same without edges: between the middles of cells colours change evenly, in both directions;
   cells smaller than a pixel are averaged. */
void canvas_smooth(Canvas *c, float x, float y, float w, float h, const Color *cells, int rows,
                   int cols);
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
/* As pixels; the side is put into *side. */
int cells_dot(int size, int low, int high, int *side);

#endif
