/* What the figures above the steps share: blocks, their names and characteristic values. Private to
 * the scene floor. */
#ifndef ATTNSCOPE_SCENE_OVERVIEW_H
#define ATTNSCOPE_SCENE_OVERVIEW_H

#include "scene/thumb.h"

/* The whole model; the current part as boxes of its blocks; the current block as a graph of its
 * steps. */
void overview_model(Stage *s, Rect area);
void overview_part(Stage *s, Rect area);
void overview_block(Stage *s, Rect area);

const char *overview_block_name(const Stage *s, const Block *b);
/* "Encoder · Layer 1". */
const char *overview_part_name(Stage *s, const Part *part);
/* The path that stands for a block: its first step's. */
const char *overview_path(const Stage *s, int block);
/* The attention weights of a block, NO_VALUE if it has none. */
Value overview_weights(const Stage *s, const Block *b);
/* The value that a block is told by: weights, active features, else its last. */
Value overview_value(const Stage *s, const Block *b);
/* What the encoder hands to the decoder, NO_VALUE if there is no decoder. */
Value overview_memory(const Stage *s);
int overview_current(const Stage *s);
/* A box of a block: filled, outlined, brighter under the pointer, hot if it is the current one, and
 * its target. */
void overview_box(Stage *s, int block, Rect r);

#endif
