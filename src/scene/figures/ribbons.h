/* A form of attention weights. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_RIBBONS_H
#define ATTNSCOPE_SCENE_FIGURES_RIBBONS_H

#include "scene/pen/stage.h"

/* Attention between words: a ribbon for each pair. */
void figure_ribbons(Stage *s, Rect area);

#endif
