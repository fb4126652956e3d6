/* What the parts of a grid share. Private to grid*.c. */
#ifndef ATTNSCOPE_SCENE_GRID_INSIDE_H
#define ATTNSCOPE_SCENE_GRID_INSIDE_H

#include "scene/grid.h"

enum {
    NUMBER_TEXT = 24,
    CELL_DOT = 6
}; /* CELL_DOT: the least side of a cell that is drawn as a square of its size */

/* Masks hold only 0 and −∞, which is hatched: there is no scale to tell. */
bool grid_is_mask(const char *path);
/* row, col: in the window. */
float grid_number_at(const Grid *g, int row, int col);
/* While the figure plays, its output is there up to the cell that is being worked out. */
bool grid_not_yet(const Stage *s, const Grid *g, int row, int col);

/* Every how many-th label is shown, and whether this one is: it is pointed at, or in step and not
 * too near to that. */
int grid_thinning(float cell, float needed, int count);
bool grid_label_shown(int at, int every, int hot);
/* hot: the row or column in the window that is pointed at, −1 none. */
void grid_draw_row_labels(Stage *s, const Grid *g, int hot);
void grid_draw_col_labels(Stage *s, const Grid *g, int hot);
void grid_draw_brackets(Stage *s, const Grid *g);
void grid_draw_sums(Stage *s, const Grid *g, int hot);

/* Labels, and what they mean: texts, type, and the width of the widest, at most `most`. */
const char *grid_label(Stage *s, const Grid *g, bool row, int at);
const char *grid_gloss(Stage *s, const Grid *g, bool row, int at);
float grid_gloss_width(Stage *s, const Grid *g, bool row);
/* How far turned lines stand to both sides of their column's middle, where there are two. */
float grid_gloss_aside(const Stage *s);
/* Of row `at`, whose word begins at x and stands about `middle`; returns about which height it
 * stands now. */
float grid_draw_row_gloss(Stage *s, const Grid *g, int at, float x, float middle);
/* Of column `at`, whose word of that width stands on `base`, or rises from `middle` on; both are
 * moved for it. */
void grid_draw_col_gloss(Stage *s, const Grid *g, int at, bool stand, float width, float *middle,
                         float *base);
/* Every how many-th label is shown; whether the columns' are upright. */
int grid_row_step(const Stage *s, const Grid *g);
int grid_col_step(const Stage *s, const Grid *g, float cell);
bool grid_labels_stand(Stage *s, const Grid *g, float cell);
/* The size of type of the numbers, 0 none, and how many letters all of them have. */
int grid_number_type(Stage *s, const Grid *g, int *letters);

/* True if some are −∞, which then have to be hatched. The cells are the scene's last mark. */
bool grid_draw_cells(Stage *s, const Grid *g);
/* Cells are squares that tell their size. */
bool grid_has_dots(const Stage *s, const Grid *g);
/* 0 … 255 of a cell's side. */
int grid_size(const Scale *c, float x);
void grid_draw_hidden(Stage *s, const Grid *g);
/* False if they found no room. */
bool grid_draw_numbers(Stage *s, const Grid *g, const Item *cells);
/* A dash in every cell below zero, where the palette's colours do not tell. */
void grid_mark_negative(Stage *s, const Grid *g, const Item *cells);
/* ".87", "−1.1", "0.0"; tight: ".3" for "0.3". */
void grid_write_number(float x, int places, bool tight, char out[NUMBER_TEXT]);

void grid_draw_heading(Stage *s, const Grid *g, int lines);

#endif
