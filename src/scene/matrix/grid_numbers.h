/* The numbers in the cells of one matrix. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_MATRIX_GRID_NUMBERS_H
#define ATTNSCOPE_SCENE_MATRIX_GRID_NUMBERS_H

#include "scene/matrix/grid.h"

/* Bytes of the longest number. */
enum { NUMBER_TEXT = 24 };

/* Whether some of its shares are so small that a dot is all that is told of them; before the grid
   has its place, whether that may be. */
bool grid_has_small(Stage *s, const Grid *g);
/* The size of type of the numbers, 0 none, and how many letters all of them have. */
int grid_number_type(Stage *s, const Grid *g, int *letters);
/* Draws them on the mark of the cells. False if they found no room. */
bool grid_draw_numbers(Stage *s, const Grid *g, const Item *cells);
/* ".87", "−1.1", "0.0"; tight: ".3" for "0.3". */
void grid_write_number(float x, int places, bool tight, char point, char out[NUMBER_TEXT]);
/* Numbers in type of one size and with as many places, or in none of them. Only after the grids
 * have their places. */
void grid_share_numbers(Stage *s, Grid *grids, int count);
/* The least width of a cell that still holds its number. */
float grid_number_width(const Stage *s, const Grid *g);

#endif
