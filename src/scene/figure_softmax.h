/* Softmax. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURE_SOFTMAX_H
#define ATTNSCOPE_SCENE_FIGURE_SOFTMAX_H

#include "scene/stage.h"

/* Scores to shares, with what softmax records on the way. */
void figure_softmax(Stage *s, Rect area);

#endif
