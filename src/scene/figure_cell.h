/* One number. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURE_CELL_H
#define ATTNSCOPE_SCENE_FIGURE_CELL_H

#include "scene/stage.h"

/* How one number came about, term by term. */
void figure_cell(Stage *s, Rect area);

#endif
