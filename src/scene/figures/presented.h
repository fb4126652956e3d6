/* What is read from the last row of a room: a matrix of queries and keys, one row of it, one number
   of that. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_PRESENTED_H
#define ATTNSCOPE_SCENE_FIGURES_PRESENTED_H

#include "scene/pen/runs.h"

/* Whether what is shown is presented so. */
bool presented_is(const Stage *s);
/* What is asked of the row that is shown, its word named, in place of a step's usual caption; count
   0: nothing else than that. */
Runs presented_asks(Stage *s, const char *caption);
/* The whole; of what is pinned the row and the number, joined by lines. */
void figure_presented(Stage *s, Rect area);

#endif
