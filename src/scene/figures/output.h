/* The end of the model. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_OUTPUT_H
#define ATTNSCOPE_SCENE_FIGURES_OUTPUT_H

#include "scene/pen/stage.h"

/* Logits and probabilities of words, the best of them, and the sentence so far. */
void figure_logits(Stage *s, Rect area);
void figure_shares(Stage *s, Rect area);

#endif
