/* Drawing one matrix. Private to the scene floor. Not for where it stands: table.h. */
#ifndef ATTNSCOPE_SCENE_MATRIX_GRID_DRAW_H
#define ATTNSCOPE_SCENE_MATRIX_GRID_DRAW_H

#include "scene/matrix/grid.h"

/* Draws it where `cells` says. lines: of the heading, 0 none. */
void grid_draw(Stage *s, const Grid *g, int lines);

#endif
