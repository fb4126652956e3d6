/* The figure of one part of the model, a layer for example; and the box of a block. Private to the
   scene floor. */
#ifndef ATTNSCOPE_SCENE_OVERVIEW_PART_H
#define ATTNSCOPE_SCENE_OVERVIEW_PART_H

#include "scene/pen/stage.h"

/* The current part as boxes of its blocks. */
void overview_part(Stage *s, Rect area);
/* A box of a block: filled, outlined, brighter under the pointer, hot if it is the current one, and
 * its target. */
void overview_box(Stage *s, int block, Rect r);
/* Strikes out what a block computed, in that place, where a what-if switched it off. */
void overview_strike(Stage *s, int block, Rect r);

#endif
