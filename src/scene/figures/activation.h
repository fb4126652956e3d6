/* Activations. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_ACTIVATION_H
#define ATTNSCOPE_SCENE_FIGURES_ACTIVATION_H

#include "scene/pen/stage.h"

/* Before and after, and where each value lies on the curve. */
void figure_activation(Stage *s, Rect area);

#endif
