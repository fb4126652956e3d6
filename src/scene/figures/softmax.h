/* Softmax. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_SOFTMAX_H
#define ATTNSCOPE_SCENE_FIGURES_SOFTMAX_H

#include "scene/pen/stage.h"

/* Scores to shares, with what softmax records on the way. */
void figure_softmax(Stage *s, Rect area);

#endif
