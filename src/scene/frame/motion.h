/* A figure on its way: growing out of the element that was entered, or leaving the mark of the one
   that was left. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FRAME_MOTION_H
#define ATTNSCOPE_SCENE_FRAME_MOTION_H

#include "scene/pen/stage.h"

/* Moves the scene's marks from `items` on, as the view's `moved` and `from` say. Moving marks have
   no words and answer no pointer. */
void motion_apply(Stage *s, int items, int targets);

#endif
