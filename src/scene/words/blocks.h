/* The blocks of the model that is shown: what they are called, in which colour, and by which of
   their values they are told. Private to the scene floor. Not for finding them: model/outline.h. */
#ifndef ATTNSCOPE_SCENE_WORDS_BLOCKS_H
#define ATTNSCOPE_SCENE_WORDS_BLOCKS_H

#include "scene/pen/stage.h"

/* The interface text, or a shorter one ("KEY.short") where it does not fit. */
const char *blocks_word(Stage *s, const char *key, int pixels, float room);
/* What a block is called, in one or two words. */
const char *blocks_name(const Stage *s, const Block *b);
/* "Encoder · Layer 1". */
const char *blocks_part_name(Stage *s, const Part *part);
/* The path that stands for a block: its first step's. */
const char *blocks_path(const Stage *s, int block);
/* The attention weights of a block, NO_VALUE if it has none. */
Value blocks_weights(const Stage *s, const Block *b);
/* The value that a block is told by: weights, active features, else its last. */
Value blocks_value(const Stage *s, const Block *b);
/* What the encoder hands to the decoder, NO_VALUE if there is no decoder. */
Value blocks_memory(const Stage *s);
/* Whether a what-if switched it off: what it hands on is nothing. */
bool blocks_are_off(const Stage *s, const Block *b);
/* The block of the shown step. */
int blocks_current(const Stage *s);
/* Its name in the map, the shorter one where it does not fit: one word or two, in letters of so
 * many pixels. */
const char *blocks_short_name(Stage *s, const Block *b, int pixels, float room);
/* The colour of a block in the map and on the timeline. */
Role blocks_role(const Block *b);

#endif
