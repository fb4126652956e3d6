/* Scores divided. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURE_SCALE_H
#define ATTNSCOPE_SCENE_FIGURE_SCALE_H

#include "scene/stage.h"

/* Before and after on one scale, and how the spread shrinks. */
void figure_scale(Stage *s, Rect area);

#endif
