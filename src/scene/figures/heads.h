/* Splitting into heads, and joining them. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_HEADS_H
#define ATTNSCOPE_SCENE_FIGURES_HEADS_H

#include "scene/pen/stage.h"

/* One matrix and its heads: cutting apart and putting side by side. */
void figure_heads(Stage *s, Rect area);

#endif
