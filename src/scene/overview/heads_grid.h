/* All heads of all layers. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_OVERVIEW_HEADS_GRID_H
#define ATTNSCOPE_SCENE_OVERVIEW_HEADS_GRID_H

#include "scene/pen/stage.h"

/* A picture of attention weights for every head. */
void figure_heads_grid(Stage *s, Rect area);

#endif
