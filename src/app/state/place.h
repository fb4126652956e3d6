/* The place in the model that is shown. Not for ways between places: acts/walk.h. */
#ifndef ATTNSCOPE_APP_STATE_PLACE_H
#define ATTNSCOPE_APP_STATE_PLACE_H

#include "app/state/app.h"

/* To that value of the shown decoding step, whole and at rest. A path that the view cannot hold is
   not gone to. */
void place_show(App *app, Value v);
/* Where the sentence is shown, what that opens with: another sentence has another word for it. */
void place_open(App *app);
/* To a figure of the whole model, at rest; no mean of heads is chosen there. */
void place_whole(View *v, FigureForm form);
/* A pin stays on the same token where the axis is the same one; else it is let go. */
void place_keep_pin(View *v, Form before, Form now);

#endif
