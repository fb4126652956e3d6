/* What the tokens at the edges of a matrix mean. Private to the scene floor. Not for labels in
   lists: gloss.h. */
#ifndef ATTNSCOPE_SCENE_MATRIX_GRID_GLOSS_H
#define ATTNSCOPE_SCENE_MATRIX_GRID_GLOSS_H

#include "scene/matrix/grid.h"

/* What one label means, "" where nothing is told. */
const char *grid_gloss(Stage *s, const Grid *g, bool row, int at);
/* The width of the widest of an axis. */
float grid_gloss_width(Stage *s, const Grid *g, bool row);
/* How far turned lines stand to both sides of their column's middle, where there are two. */
float grid_gloss_aside(const Stage *s);
/* Of row `at`, whose word begins at x and stands about `middle`; returns about which height it
 * stands now. */
float grid_draw_row_gloss(Stage *s, const Grid *g, int at, float x, float middle);
/* Of column `at`, whose word of that width stands on `base`, or rises from `middle` on,
 * `turned` degrees, not 0; both are moved for it. */
void grid_draw_col_gloss(Stage *s, const Grid *g, int at, float turned, float width, float *middle,
                         float *base);

#endif
