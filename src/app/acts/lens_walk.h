/* The lens under the hand: the way there and back, from cell to cell, into what a cell was read
   from. Not for drawing it: scene/overview/lens_table.h. */
#ifndef ATTNSCOPE_APP_ACTS_LENS_WALK_H
#define ATTNSCOPE_APP_ACTS_LENS_WALK_H

#include "app/state/app.h"

/* Whether it is what is looked at. */
bool lens_walk_here(const App *app);
/* To it, or back to what was looked at before. */
void lens_walk_toggle(App *app);
/* Chooses what the value of that path says at a place; again: goes into it. */
void lens_walk_choose(App *app, const char *path, int place);
/* So many rows down. */
void lens_walk_row(App *app, int by);
/* So many places of the text on. */
void lens_walk_col(App *app, int by);
/* Into the chosen value, at its row. */
void lens_walk_in(App *app);

#endif
