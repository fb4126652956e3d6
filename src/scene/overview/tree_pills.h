/* The pills above the tree of hypotheses. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_OVERVIEW_TREE_PILLS_H
#define ATTNSCOPE_SCENE_OVERVIEW_TREE_PILLS_H

#include "scene/pen/stage.h"

/* The pills that choose the search, in one line from x on; returns its height. */
float tree_pills(Stage *s, float x, float y, float room);

#endif
