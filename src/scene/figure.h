/* One figure for each kind of step. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURE_H
#define ATTNSCOPE_SCENE_FIGURE_H

#include "scene/table.h"

/* What the view shows, in the area. */
void figure_draw(Stage *s, Rect area);
/* That a question hides what would be drawn there. */
void figure_hidden(Stage *s, Rect area);
/* Whether what is shown can be drawn so. */
bool figure_has_form(const Stage *s, FigureForm form);

/* Linear layers, scores, mixes: operands at the left and above, the product where they meet. */
void figure_product(Stage *s, Rect area);
/* Before and after on one scale, and how the spread shrinks. */
void figure_scale(Stage *s, Rect area);
/* A mask by itself. */
void figure_mask(Stage *s, Rect area);
/* Scores, each mask apart, the sum. */
void figure_masked(Stage *s, Rect area);
/* Scores to shares, with what softmax records on the way. */
void figure_softmax(Stage *s, Rect area);
/* One matrix and its heads: cutting apart and putting side by side. */
void figure_heads(Stage *s, Rect area);
/* Tokens, their numbers, their rows of the table. */
void figure_embed(Stage *s, Rect area);
/* The waves, and the matrix that is read off them. */
void figure_position(Stage *s, Rect area);
/* Two matrices and their sum. */
void figure_add(Stage *s, Rect area);
/* Before, mean and variance as columns, gain and shift, after. */
void figure_norm(Stage *s, Rect area);
/* One row of it, opened; nothing where there is no room. */
void figure_norm_row(Stage *s, Rect area);
/* Before and after, and where each value lies on the curve. */
void figure_activation(Stage *s, Rect area);
/* Logits and probabilities of words, the best of them, and the sentence so far. */
void figure_output(Stage *s, Rect area);
/* Everything else: inputs to output, side by side or one under the other. */
void figure_chain(Stage *s, Rect area);

/* Forms. Attention between words; one row's numbers as bars; A and Z of every head, concat and
 * linear. */
void figure_ribbons(Stage *s, Rect area);
void figure_bars(Stage *s, Rect area);
void figure_all_heads(Stage *s, Rect area);

/* Depths. Above the steps: the model, a layer or a sublayer with thumbnails of its matrices, or all
   heads × layers. Below: how one number came about, term by term. */
void figure_overview(Stage *s, Rect area);
void figure_heads_grid(Stage *s, Rect area);
void figure_cell(Stage *s, Rect area);

/* Lists of bars. */
/* The products of the focused cell's sum, the largest if there are too many. False if they found no
 * room. */
bool list_terms(Stage *s, Rect area);
/* The most probable words of a row. */
void list_words(Stage *s, Rect area, Value probabilities, int row);
/* The largest weights of a mix's row. False if they found no room. */
bool list_weights(Stage *s, Rect area, int row);
/* A row of scores, exponentials and shares, opened. */
void list_softmax(Stage *s, Rect area, int row);
/* close: lines as near to each other as can be read. */
float list_softmax_height(const Stage *s, int items, bool close);

#endif
