/* The architecture as boxes. Private to the scene floor. Not for the names of blocks: blocks.h. */
#ifndef ATTNSCOPE_SCENE_PANELS_MAP_H
#define ATTNSCOPE_SCENE_PANELS_MAP_H

#include "scene/pen/stage.h"

/* The architecture as in the paper's figure: two stacks of blocks, the memory arrows, where one is.
 */
void map_draw(Stage *s, Rect r);
/* Its boxes in small, without words, the current one lit; returns the height that they take. */
float map_trace(Stage *s, Rect r);

#endif
