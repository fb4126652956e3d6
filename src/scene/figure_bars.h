/* A form of any row. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURE_BARS_H
#define ATTNSCOPE_SCENE_FIGURE_BARS_H

#include "scene/stage.h"

/* One row's numbers as bars. */
void figure_bars(Stage *s, Rect area);

#endif
