/* Layer norm. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_NORM_H
#define ATTNSCOPE_SCENE_FIGURES_NORM_H

#include "scene/pen/stage.h"

/* Before, mean and variance as columns, gain and shift, after. */
void figure_norm(Stage *s, Rect area);
/* One row of it, opened; nothing where there is no room. */
void figure_norm_row(Stage *s, Rect area);

#endif
