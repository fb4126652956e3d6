/* What the model would say after each layer, as a table: layers down, places of the text across.
   Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_OVERVIEW_LENS_TABLE_H
#define ATTNSCOPE_SCENE_OVERVIEW_LENS_TABLE_H

#include "scene/pen/stage.h"

/* The table, and the likeliest words of the chosen cell, in the area. */
void figure_lens(Stage *s, Rect area);

#endif
