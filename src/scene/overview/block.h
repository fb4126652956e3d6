/* The figure of one block: the graph of its steps. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_OVERVIEW_BLOCK_H
#define ATTNSCOPE_SCENE_OVERVIEW_BLOCK_H

#include "scene/pen/stage.h"

/* The current block as a graph of its steps. */
void overview_block(Stage *s, Rect area);

#endif
