/* Activations. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_ACTIVATION_H
#define ATTNSCOPE_SCENE_FIGURES_ACTIVATION_H

#include "scene/pen/stage.h"

/* Before and after, and where each value lies on the curve: one that cuts, one that bends. */
void figure_relu(Stage *s, Rect area);
void figure_gelu(Stage *s, Rect area);

#endif
