/* Comparing: a pinned figure beside the one that moves, and the sides of a what-if. */
#ifndef ATTNSCOPE_APP_ACTS_COMPARE_H
#define ATTNSCOPE_APP_ACTS_COMPARE_H

#include "app/state/app.h"

/* Pins the present figure, or lets the pinned one go. */
void compare_toggle(App *app);
/* The pinned figure moves, the other one is pinned. */
void compare_swap(App *app);
/* Of a what-if: after, difference, before. Of a comparison: both, difference. */
void compare_side(App *app);
/* That side of a what-if; a message where nothing is changed. */
void compare_choose_side(App *app, Side side);
/* A click on a cell of the pinned figure: marks it, or lets the mark go. */
void compare_pin(App *app, int row, int col);

#endif
