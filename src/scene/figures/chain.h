/* Steps without a figure of their own. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_CHAIN_H
#define ATTNSCOPE_SCENE_FIGURES_CHAIN_H

#include "scene/pen/stage.h"

/* Everything else: inputs to output, side by side or one under the other. */
void figure_chain(Stage *s, Rect area);

#endif
