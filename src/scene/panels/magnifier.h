/* Cells near the pointer, enlarged. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_PANELS_MAGNIFIER_H
#define ATTNSCOPE_SCENE_PANELS_MAGNIFIER_H

#include "scene/pen/stage.h"

/* The cells around the one under the pointer, large enough to be read. */
void magnifier_draw(Stage *s);

#endif
