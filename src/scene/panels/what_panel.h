/* The what-ifs in the notes' place: what can be changed in groups, what the lit row does and what
   came of it, the ways out. Private to the scene floor. Not for what a change means. */
#ifndef ATTNSCOPE_SCENE_PANELS_WHAT_PANEL_H
#define ATTNSCOPE_SCENE_PANELS_WHAT_PANEL_H

#include "scene/pen/stage.h"

/* From s->in->what, which is there. */
void what_panel_draw(Stage *s, Rect r);

#endif
