/* Heads side by side: the sheets of a value, or the parts of a wide matrix, in the heads' colours.
   Private to the scene floor. Not for what a figure puts into its rows. */
#ifndef ATTNSCOPE_SCENE_MATRIX_HEADS_ROW_H
#define ATTNSCOPE_SCENE_MATRIX_HEADS_ROW_H

#include "scene/matrix/grid.h"

enum { HEADS_MOST = 32 };

/* Grids of equal size in one row. A part that the zoom hides has no columns. */
typedef struct HeadsRow {
    Grid grid[HEADS_MOST];
    int count;
    float labels; /* width that row labels take at the left, the space before the cells counted */
} HeadsRow;

/* Every head's sheet of a value, or a matrix cut into so many parts, all in one scale. */
HeadsRow heads_sheets(Stage *s, Value v);
HeadsRow heads_parts(Stage *s, Value v, int heads);
/* Room for its row labels, at most `most`. */
void heads_measure(Stage *s, HeadsRow *r, float most);
/* In the middle of `room`, cells `w` wide for each head; the labels count to the row. */
void heads_place(HeadsRow *r, Rect room, float w, float gap);
/* With a heading under each (sheets) or one under all (parts); words false: none. */
void heads_draw(Stage *s, HeadsRow *r, bool words, int strong);
/* "Head 1" in the head's colour, which leads to that head of `value`; from the left of its grid on
   that baseline. Returns where it ends. */
float heads_title(Stage *s, const Grid *g, int head, Value value, float base, bool strong);
/* The same right above every grid. */
void heads_titles(Stage *s, const HeadsRow *r, Value value, int strong);
/* From under (or over) each grid of one row to its part in another row below. */
void heads_curves(Stage *s, const HeadsRow *from, const HeadsRow *to, float y, float y2);
float heads_title_height(const Stage *s);
float heads_words_height(const Stage *s);

#endif
