/* What stays of a folded panel. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_PANELS_RAIL_H
#define ATTNSCOPE_SCENE_PANELS_RAIL_H

#include "scene/pen/stage.h"

/* A handle, the panel's name and key, and a trace of what is in it; all of it opens the panel. */
void rail_draw(Stage *s, Rect r, Panel panel);
/* A key as it stands on a keyboard, in a small frame about x, from `top` down; returns its lower
 * edge. */
float rail_draw_key(Stage *s, float x, float top, float room, const char *key);

/* The inner edge of an open panel: it can be dragged, and folds the panel. */
void rail_edge(Stage *s, Rect r, Panel panel);

#endif
