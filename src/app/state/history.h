/* What has been looked at: the views that undo goes back through, and the steps that the map marks.
 */
#ifndef ATTNSCOPE_APP_STATE_HISTORY_H
#define ATTNSCOPE_APP_STATE_HISTORY_H

#include "app/state/app.h"

/* The present view becomes the last one, if it is another than the one before. */
void history_remember(App *app);
/* Undo (−1), redo (1); says so where there is nothing more. */
void history_move(App *app, int by);
/* The shown step is marked. */
void history_mark(App *app);
/* By step of the shown run: whether it was looked at. As many as its last decoding step has. */
bool *history_visited(App *app);

#endif
