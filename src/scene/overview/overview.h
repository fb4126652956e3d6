/* The figures above the steps. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_OVERVIEW_OVERVIEW_H
#define ATTNSCOPE_SCENE_OVERVIEW_OVERVIEW_H

#include "scene/pen/stage.h"

/* The model, a layer or a sublayer with thumbnails of its matrices, as the depth says. */
void figure_overview(Stage *s, Rect area);

#endif
