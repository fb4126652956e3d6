/* The menu under the top bar's last button: what a narrow bar has no room for. Private to the scene
   floor. */
#ifndef ATTNSCOPE_SCENE_PANELS_MORE_H
#define ATTNSCOPE_SCENE_PANELS_MORE_H

#include "scene/pen/stage.h"

/* Over everything else, under a bar that ends at `top`; nothing where the input has no such lines.
 */
void more_draw(Stage *s, float top);

#endif
