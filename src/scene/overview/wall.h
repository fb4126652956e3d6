/* All heads as tiles in rows by layer and columns by head. Private to the scene floor. Not for the
   order by a measure: heads_grid.h. */
#ifndef ATTNSCOPE_SCENE_OVERVIEW_WALL_H
#define ATTNSCOPE_SCENE_OVERVIEW_WALL_H

#include "scene/overview/heads_measures.h"

/* How wide a wall of many heads in that area would be; all of it where there would be none. */
float wall_width(Stage *s, const HeadsKind *kinds, int count, Rect area);
/* The kinds below each other. False, and nothing is drawn: tiles would be too small. */
bool wall_draw(Stage *s, const HeadsKind *kinds, int count, Rect area);

#endif
