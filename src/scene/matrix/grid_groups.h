/* Groups of rows and columns: lines between them, and their names beyond the labels. Private to the
 * scene floor. */
#ifndef ATTNSCOPE_SCENE_MATRIX_GRID_GROUPS_H
#define ATTNSCOPE_SCENE_MATRIX_GRID_GROUPS_H

#include "scene/matrix/grid.h"

/* Whether an axis of the shown matrix is grouped. */
bool grid_has_groups(const Stage *s, const Grid *g, bool rows);
/* What names beside the rows take, and names above the columns; 0: there are none. */
float grid_groups_room(const Stage *s, const Grid *g, bool rows);
/* Lines, and names: those of rows at the left of `left`, those of columns above `top`. */
void grid_draw_groups(Stage *s, const Grid *g, float left, float top);

#endif
