/* Name, shape, axes and colour bar of one matrix. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_MATRIX_GRID_HEADING_H
#define ATTNSCOPE_SCENE_MATRIX_GRID_HEADING_H

#include "scene/matrix/grid.h"

/* Draws it where the grid says, in so many lines. */
void grid_draw_heading(Stage *s, const Grid *g, int lines);
/* The width of name and shape alone. */
float grid_heading_width(Stage *s, const Grid *g);
/* The width at which nothing of the heading is shortened. */
float grid_heading_room(Stage *s, const Grid *g);
/* The height of so many lines. */
float grid_heading_height(const Stage *s, const Grid *g, int lines);
/* The width of a heading at the left of the row labels. */
float grid_left_width(Stage *s, const Grid *g);
/* The colour bar by itself: its width, and drawn around the height `middle`. */
float grid_bar_width(Stage *s, const Grid *g);
void grid_draw_bar(Stage *s, const Grid *g, float x, float middle);

#endif
