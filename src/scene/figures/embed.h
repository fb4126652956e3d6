/* Embedding. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_EMBED_H
#define ATTNSCOPE_SCENE_FIGURES_EMBED_H

#include "scene/pen/stage.h"

/* Tokens, their numbers, their rows of the table. */
void figure_embed(Stage *s, Rect area);

#endif
