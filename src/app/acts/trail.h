/* Asking a number where it comes from and where it goes: to the operand's own figure, onward, and
   back along the trail. Not for which number that is: trace/why.h says it. */
#ifndef ATTNSCOPE_APP_ACTS_TRAIL_H
#define ATTNSCOPE_APP_ACTS_TRAIL_H

#include "app/state/app.h"

/* From the hovered cell, else the pinned one, to the operand that it owes most to, or to what it
   goes into; the place is put on the trail. Says so where there is no cell, or nothing more to
   follow. */
void trail_why(App *app);
/* The same the other way: to what the number goes into. */
void trail_where(App *app);
/* From the pinned cell to one of its operands. */
void trail_follow(App *app, const char *path, Cell at);
/* To the place before, exactly as it was; false if there is none. */
bool trail_back(App *app);
/* To the trail's place `at`, counted from the first. */
void trail_return(App *app, int at);
/* Forgets the trail if one has gone elsewhere. */
void trail_check(App *app);

#endif
