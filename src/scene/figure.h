/* One figure for each kind of step. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURE_H
#define ATTNSCOPE_SCENE_FIGURE_H

#include "scene/table.h"

/* The shown step's figure, in the area. */
void figure_draw(Stage *s, Rect area);

/* Linear layers, scores, mixes: operands at the left and above, the product where they meet. */
void figure_product(Stage *s, Rect area);
/* Scores to shares, with what softmax records on the way. */
void figure_softmax(Stage *s, Rect area);
/* One matrix and its heads: cutting apart and putting side by side. */
void figure_heads(Stage *s, Rect area);
/* Everything else: inputs to output, side by side or one under the other. */
void figure_chain(Stage *s, Rect area);

/* Lists of bars. */
/* The products of the focused cell's sum, the largest if there are too many. False if they found no room. */
bool list_terms(Stage *s, Rect area);
/* The most probable words of a row. */
void list_words(Stage *s, Rect area, Value probabilities, int row);
/* A row of scores, exponentials and shares, opened. */
void list_softmax(Stage *s, Rect area, int row);
float list_softmax_height(const Stage *s, int items);

#endif
