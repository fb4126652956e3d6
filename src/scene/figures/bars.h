/* A form of any row. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_BARS_H
#define ATTNSCOPE_SCENE_FIGURES_BARS_H

#include "scene/pen/stage.h"

/* One row's numbers as bars. */
void figure_bars(Stage *s, Rect area);

#endif
