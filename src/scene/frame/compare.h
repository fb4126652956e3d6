/* Two figures on one stage: a pinned one and the one that moves, or the same one in two runs.
   Private to the scene floor. Not for what each of them shows. */
#ifndef ATTNSCOPE_SCENE_FRAME_COMPARE_H
#define ATTNSCOPE_SCENE_FRAME_COMPARE_H

#include "scene/pen/stage.h"

/* Both with their headings, or their difference. */
void compare_draw(Stage *s, Rect stage);

#endif
