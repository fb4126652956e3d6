/* Embedding. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURE_EMBED_H
#define ATTNSCOPE_SCENE_FIGURE_EMBED_H

#include "scene/stage.h"

/* Tokens, their numbers, their rows of the table. */
void figure_embed(Stage *s, Rect area);

#endif
