/* The steps of the model as ticks. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_PANELS_TIMELINE_H
#define ATTNSCOPE_SCENE_PANELS_TIMELINE_H

#include "scene/pen/stage.h"

/* Play, speed, every step as a tick. */
void timeline_draw(Stage *s, Rect r);
/* The word about the tick or button under the pointer. */
void timeline_overlay(Stage *s);

#endif
