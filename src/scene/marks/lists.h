/* Lists of numbers with bars, in the free room of a figure. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_MARKS_LISTS_H
#define ATTNSCOPE_SCENE_MARKS_LISTS_H

#include "scene/pen/stage.h"

/* Lists of bars. */
/* The products of the focused cell's sum, the largest if there are too many. False if they found no
 * room. */
bool list_terms(Stage *s, Rect area);
/* Whether they would find room. */
bool list_terms_fit(Stage *s, Rect area);
/* The most probable words of a row. */
void list_words(Stage *s, Rect area, Value probabilities, int row);
/* The keys with the largest numbers of a row of the shown attention matrix; and how high that is.
 */
void list_keys(Stage *s, Rect area, int row);
float list_keys_height(const Stage *s);
/* The largest weights of a weighted sum's row. False if they found no room. */
bool list_weights(Stage *s, Rect area, int row);
/* A row of scores, exponentials and shares, opened. */
void list_softmax(Stage *s, Rect area, int row);
/* The same in one column, beside a matrix: of each key its score and its share, and what these add
   up to. */
void list_row(Stage *s, Rect area, int row);
/* The height of list_softmax with so many items. close: lines as near to each other as can be read.
 */
float list_softmax_height(const Stage *s, int items, bool close);

#endif
