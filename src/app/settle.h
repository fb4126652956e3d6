/* What comes of an event, once it is over. Only the dispatcher and its commands settle: no part of
   the app does. */
#ifndef ATTNSCOPE_APP_SETTLE_H
#define ATTNSCOPE_APP_SETTLE_H

#include "app/state/app.h"

/* Lesson, trail and marks follow, and the view is remembered unless the program plays by itself.
   Nothing happens where nothing has changed. */
void settle_event(App *app);
/* The same where the picture is another one by it. */
void settle_anew(App *app);
/* Matrices are left first, for the usual model's sentence: a step of its own in the history. False:
   they are all there is, and that is said. */
bool settle_matrices(App *app);

#endif
