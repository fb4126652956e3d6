/* Masks. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_MASK_H
#define ATTNSCOPE_SCENE_FIGURES_MASK_H

#include "scene/pen/stage.h"

/* A mask by itself: of later keys, of ⟨pad⟩. */
void figure_causal(Stage *s, Rect area);
void figure_padding(Stage *s, Rect area);
/* Scores, each mask apart, the sum. */
void figure_masked(Stage *s, Rect area);

#endif
