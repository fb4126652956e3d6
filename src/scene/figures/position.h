/* Position. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_POSITION_H
#define ATTNSCOPE_SCENE_FIGURES_POSITION_H

#include "scene/pen/stage.h"

/* The waves, and the matrix that is read off them. */
void figure_position(Stage *s, Rect area);

#endif
