/* A form of every value: its matrix by itself, as large as there is room. Private to the scene
   floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_ALONE_H
#define ATTNSCOPE_SCENE_FIGURES_ALONE_H

#include "scene/pen/stage.h"

/* With its labels, sums, legend and bar. */
void figure_alone(Stage *s, Rect area);

#endif
