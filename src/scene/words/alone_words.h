/* What stands over and under one matrix by itself: a sentence, where it is from, its path. Private
   to the scene floor. */
#ifndef ATTNSCOPE_SCENE_WORDS_ALONE_WORDS_H
#define ATTNSCOPE_SCENE_WORDS_ALONE_WORDS_H

#include "scene/pen/stage.h"

/* "Where each French word looks"; of a person's own matrix its name. */
const char *alone_title(Stage *s);
/* "Cross-attention of layer 2, head 3 of 4.   16 queries × 13 keys; each row adds up to 1." */
const char *alone_subtitle(Stage *s);
/* "attnscope · en-fr · decoder.1.cross.weights[2]" */
const char *alone_origin(Stage *s);

#endif
