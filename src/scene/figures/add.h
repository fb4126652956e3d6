/* Sums of matrices. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_ADD_H
#define ATTNSCOPE_SCENE_FIGURES_ADD_H

#include "scene/pen/stage.h"

/* Two matrices and their sum. */
void figure_add(Stage *s, Rect area);

#endif
