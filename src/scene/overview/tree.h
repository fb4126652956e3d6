/* The tree of hypotheses that a search leaves, one column a word. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_OVERVIEW_TREE_H
#define ATTNSCOPE_SCENE_OVERVIEW_TREE_H

#include "scene/pen/stage.h"

/* The tree and the pills above it, in the area. */
void figure_tree(Stage *s, Rect area);

#endif
