/* The grid of all heads under the hand: sorting, choosing, enlarging. A scene that is handed in is
   the one that is seen, NULL while there is none. */
#ifndef ATTNSCOPE_APP_ACTS_HEADS_GRID_H
#define ATTNSCOPE_APP_ACTS_HEADS_GRID_H

#include "app/state/app.h"

/* The gold alignment for a picture of heads, NULL where none is known or it is not asked for. */
const uint32_t *heads_grid_gold(App *app, const SceneInput *in, Arena *arena);
/* The grid is what is shown. */
bool heads_grid_here(const App *app);
/* Shows in that form; where it is the grid one head is large beside the others at first. */
void heads_grid_form(App *app, FigureForm form);
/* The next measure to sort by; from elsewhere the grid is gone to first. */
void heads_grid_reorder(App *app);
/* By that measure; where no gold alignment is known, by place instead of it. */
void heads_grid_sort(App *app, HeadOrder order);
/* A head's picture: it becomes large; the large one leads to its step. */
void heads_grid_choose(App *app, const Scene *scene, const char *path, int head);
/* The chosen head, as if its picture had been clicked. */
void heads_grid_in(App *app, const Scene *scene);
/* From the large one back to all, from all back to the model; false where neither is shown. */
bool heads_grid_out(App *app);
/* The neighbour in the shown order. */
void heads_grid_next(App *app, const Scene *scene, int by);

#endif
