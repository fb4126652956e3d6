/* Scores divided. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_SCALE_H
#define ATTNSCOPE_SCENE_FIGURES_SCALE_H

#include "scene/pen/stage.h"

/* Before and after on one scale, and how the spread shrinks. */
void figure_scale(Stage *s, Rect area);

#endif
