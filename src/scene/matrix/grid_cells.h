/* The cells of one matrix: colours, sizes, hatching. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_MATRIX_GRID_CELLS_H
#define ATTNSCOPE_SCENE_MATRIX_GRID_CELLS_H

#include "scene/matrix/grid.h"

/* The least side of a cell that is drawn as a square of its size. */
enum { CELL_DOT = 6 };

/* While the figure plays, its output is there up to the cell that is being worked out. */
bool grid_not_yet(const Stage *s, const Grid *g, int row, int col);
/* The colours of what is shown of the grid, as so many rows and columns: where these are fewer,
   each tells the number of largest magnitude of those that it stands for. In the stage's arena.
   *hidden: some may be −∞ or missing. */
Color *grid_colors(Stage *s, const Grid *g, int rows, int cols, bool *hidden);
/* How many cells share a pixel, of which the largest is seen; 1: none do. */
float grid_cells_a_pixel(const Stage *s, const Grid *g);
/* True if some are −∞, which then have to be hatched. The cells are the scene's last mark. */
bool grid_draw_cells(Stage *s, const Grid *g);
/* Cells are squares that tell their size. */
bool grid_has_dots(const Stage *s, const Grid *g);
/* 0 … 255 of a cell's side. */
int grid_dot_side(const Scale *c, float x);
/* Hatches a part of it. */
void grid_hatch(Stage *s, const Grid *g, Rect r);
/* Hatches what is −∞. */
void grid_draw_hidden(Stage *s, const Grid *g);
/* A small square in what is exactly 0, where the scale sets that apart and cells have room for it.
   `cells`: their mark. */
void grid_mark_zeros(Stage *s, const Grid *g, Item *cells);
/* The mark of a number that is missing. */
void grid_cross(Stage *s, Rect cell);
/* Crosses cells of which there is no number. */
void grid_draw_missing(Stage *s, const Grid *g);
/* A dash in every cell below zero, where the palette's colours do not tell. */
void grid_mark_negative(Stage *s, const Grid *g, const Item *cells);

#endif
