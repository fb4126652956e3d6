/* Tables whose matrices may be strips of one row. Private to the scene floor. Not for laying tables
   out: table.h. */
#ifndef ATTNSCOPE_SCENE_MATRIX_STRIPS_H
#define ATTNSCOPE_SCENE_MATRIX_STRIPS_H

#include "scene/matrix/table.h"

/* As table_layout; false also where the table would stand out of the area. */
bool strips_layout(Stage *s, Table *t, Rect area);
/* Tables that show one row only: the strips take the height that is left. Call it between layout
 * and drawing. */
void strips_tall(Stage *s, Table *t, Rect area);

#endif
