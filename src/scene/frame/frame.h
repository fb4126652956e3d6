/* What stands around the figure: the window's bar, breadcrumb, title, status line; for a file, one
   line of source. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FRAME_FRAME_H
#define ATTNSCOPE_SCENE_FRAME_FRAME_H

#include "scene/pen/stage.h"

/* Draws what stands around the stage and returns the stage. */
Rect frame_draw(Stage *s);
/* Breadcrumb, choices and title of a figure at the top of `r`; returns the room that is left for
 * the figure. */
Rect frame_heading(Stage *s, Rect r);
/* What lies over everything: suggestions, a word about a button, the magnifier. */
void frame_overlay(Stage *s);

#endif
