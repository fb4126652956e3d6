/* The grid of all heads under the hand: sorting, choosing, enlarging. */
#ifndef ATTNSCOPE_APP_HEADS_GRID_H
#define ATTNSCOPE_APP_HEADS_GRID_H

#include "app/app.h"

/* The gold alignment for a picture of heads, NULL where none is known or it is not asked for. */
const uint32_t *heads_grid_gold(App *app, const SceneInput *in, Arena *arena);
/* The grid is what is shown. */
bool heads_grid_here(const App *app);
/* The next measure to sort by; from elsewhere the grid is gone to first. */
void heads_grid_reorder(App *app);
void heads_grid_sort(App *app, HeadOrder order);
/* A head's picture: it becomes large; the large one leads to its step. */
void heads_grid_choose(App *app, const char *path, int head);
/* The chosen head, as if its picture had been clicked. */
void heads_grid_in(App *app);
/* From the large one back to all; false if none is large. */
bool heads_grid_out(App *app);
/* The neighbour in the shown order. */
void heads_grid_next(App *app, int by);

#endif
