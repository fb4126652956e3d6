/* What an open question hides. Private to the scene floor. Not for what is hidden: Veil in stage.h.
 */
#ifndef ATTNSCOPE_SCENE_MARKS_HIDDEN_H
#define ATTNSCOPE_SCENE_MARKS_HIDDEN_H

#include "scene/pen/stage.h"

/* Says in the area's middle that a question hides what would be drawn there. */
void hidden_draw(Stage *s, Rect area);

#endif
