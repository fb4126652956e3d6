/* A form of attention blocks. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_ALL_HEADS_H
#define ATTNSCOPE_SCENE_FIGURES_ALL_HEADS_H

#include "scene/pen/stage.h"

/* A and Z of every head, concat and linear. */
void figure_all_heads(Stage *s, Rect area);

#endif
