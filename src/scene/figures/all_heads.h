/* A form of attention blocks. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_ALL_HEADS_H
#define ATTNSCOPE_SCENE_FIGURES_ALL_HEADS_H

#include "scene/pen/stage.h"

/* A and Z of every head, concat and linear. */
/* The step that all of it leads to: the linear layer of an attention block, else the shown one. */
const Step *all_heads_step(const Stage *s);
void figure_all_heads(Stage *s, Rect area);

#endif
