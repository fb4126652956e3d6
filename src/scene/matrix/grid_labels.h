/* What stands at the edges of one matrix: labels, brackets, sums. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_MATRIX_GRID_LABELS_H
#define ATTNSCOPE_SCENE_MATRIX_GRID_LABELS_H

#include "scene/matrix/grid.h"

/* Every how many-th label of the rows is shown, of the columns, with cells so wide. */
int grid_row_step(const Stage *s, const Grid *g);
int grid_col_step(const Stage *s, const Grid *g, float cell);
/* The least cell over which the columns' are level; 0 where there are none, or too many. */
float grid_level_width(Stage *s, const Grid *g);
/* Whether the columns' are upright. */
bool grid_labels_stand(Stage *s, const Grid *g, float cell);
/* Draws them. hot: the row or column in the window that is pointed at, −1 none. */
void grid_draw_row_labels(Stage *s, const Grid *g, int hot);
void grid_draw_col_labels(Stage *s, const Grid *g, int hot);
/* Draws the heads' brackets above the columns, and the sums of rows at their right. */
void grid_draw_brackets(Stage *s, const Grid *g);
void grid_draw_sums(Stage *s, const Grid *g, int hot);
/* Measures, in pixels. The width of the row labels, at most `most`. */
float grid_row_label_width(Stage *s, const Grid *g, float most);
/* The same where labels may have several lines: one while that takes no more than `soft`, else as
   many as the rows' height holds, then wider, up to `most`. */
float grid_row_label_room(Stage *s, Grid *g, float soft, float most);
/* What the words that rows read take before those that they write, 0 if there are none. */
float grid_reads_width(Stage *s, const Grid *g);
/* How high the column labels stand over cells so wide. */
float grid_col_label_height(Stage *s, const Grid *g, float cell);
/* Of the heads' brackets above the columns. */
float grid_bracket_height(const Stage *s, const Grid *g);
/* How far column labels reach beyond the right edge. */
float grid_overhang(Stage *s, const Grid *g, float cell);
/* What stands above the sums. */
const char *grid_sums_head(const Stage *s, const Grid *g);
/* The width of a column of sums. */
float grid_sums_width(Stage *s, const Grid *g);

/* The lowest rows, in pixels, that may all have labels: of presented ones the usual type. */
int grid_label_least(const Stage *s);

#endif
