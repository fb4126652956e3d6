/* Going through the model by arrows and clicks: where in it one is, and how near. A scene that is
   handed in is the one that is seen, NULL while there is none: from it a movement knows its place.
 */
#ifndef ATTNSCOPE_APP_ACTS_WALK_H
#define ATTNSCOPE_APP_ACTS_WALK_H

#include "app/state/app.h"

/* The next one of the present depth; false where there is none: then it has said so. */
bool walk_next(App *app, int by);
/* What is presented in parts, whole, row, number: one part on, or back; false where no further part
   is. */
bool walk_part(App *app, int by);
/* The first or last one of the present depth. */
void walk_end(App *app, bool last);
/* One depth nearer; from a cell on to what it comes from. */
void walk_in(App *app, const Scene *scene);
/* One depth further away. */
void walk_out(App *app);
/* The movement of having come out from that depth, in the scene that is seen now. */
void walk_left(App *app, const Scene *scene, Depth from);
/* To that value at that depth, with the movement that leads there. */
void walk_to(App *app, const Scene *scene, const char *path, Depth depth);
/* So many heads on, round at the ends. */
void walk_head(App *app, int by);
/* The pin goes so many rows on, not beyond the matrix. */
void walk_row(App *app, int by);
/* The same along a row. */
void walk_col(App *app, int by);
/* So many decoding steps on; says so where there are none. */
void walk_word(App *app, int by);
/* The terms of the pinned cell, 0 if it is no sum. */
int walk_terms(const App *app);

#endif
