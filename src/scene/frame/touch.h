/* What a thumb has to meet: in a window that is held in a hand whatever answers it is as large as
   one, as far as nothing else stands there. Not for what is drawn. */
#ifndef ATTNSCOPE_SCENE_FRAME_TOUCH_H
#define ATTNSCOPE_SCENE_FRAME_TOUCH_H

#include "scene/pen/stage.h"

/* When all else is drawn. */
void touch_grow(Stage *s);

#endif
