/* The figure of the whole model. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_OVERVIEW_MODEL_H
#define ATTNSCOPE_SCENE_OVERVIEW_MODEL_H

#include "scene/pen/stage.h"

/* The whole model, in the area. */
void overview_model(Stage *s, Rect area);

#endif
