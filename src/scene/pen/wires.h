/* Lines that join things, with arrow heads. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_PEN_WIRES_H
#define ATTNSCOPE_SCENE_PEN_WIRES_H

#include "scene/pen/stage.h"

/* Lines over the corners given as x and y in turn, rounded where they turn; arrow: a head at the
 * end. */
void wire_draw(Stage *s, const float *corners, int count, Color color, bool arrow);

#endif
