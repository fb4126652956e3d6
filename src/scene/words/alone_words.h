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

/* What is to be said of a matrix that somebody brought along: which item, what was left out, what
   is missing, what kind of mask it is; "" nothing. sheet −1: of all heads. */
const char *alone_told(Stage *s, int sheet);
/* Whether its rows nearly sum to 1, so that the sums are shown. */
bool alone_almost(Stage *s);

#endif
