/* Masks. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_MASK_H
#define ATTNSCOPE_SCENE_FIGURES_MASK_H

#include "scene/pen/stage.h"

/* A mask by itself. */
void figure_mask(Stage *s, Rect area);
/* Scores, each mask apart, the sum. */
void figure_masked(Stage *s, Rect area);

#endif
