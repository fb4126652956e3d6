/* The panel that explains what is shown. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_PANELS_NOTES_H
#define ATTNSCOPE_SCENE_PANELS_NOTES_H

#include "scene/pen/stage.h"

/* Caption, formula, shapes, what to notice. */
void notes_draw(Stage *s, Rect r);

#endif
