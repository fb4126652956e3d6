/* One number. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_CELL_H
#define ATTNSCOPE_SCENE_FIGURES_CELL_H

#include "scene/pen/stage.h"

/* How one number came about, term by term. */
void figure_cell(Stage *s, Rect area);

#endif
