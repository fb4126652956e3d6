/* Position. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURE_POSITION_H
#define ATTNSCOPE_SCENE_FIGURE_POSITION_H

#include "scene/stage.h"

/* The waves, and the matrix that is read off them. */
void figure_position(Stage *s, Rect area);

#endif
