/* What stands around the figure: the window's bar, breadcrumb, title, status line; for a file, one line of source.
   Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FRAME_H
#define ATTNSCOPE_SCENE_FRAME_H

#include "scene/stage.h"

/* Draws it all and returns the room that is left for the figure. */
Rect frame_draw(Stage *s);
bool frame_panel_open(const Stage *s, Panel panel);
/* What lies over everything: suggestions, a word about a button, the magnifier. */
void frame_overlay(Stage *s);

#endif
