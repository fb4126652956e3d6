/* Playing: the figure's own play, then the next step, and so on. Not for what moves at one's own
   hand: motion.h. */
#ifndef ATTNSCOPE_APP_ACTS_PLAY_H
#define ATTNSCOPE_APP_ACTS_PLAY_H

#include "app/state/app.h"

/* Starts and stops. */
void play_toggle(App *app);
/* The place has changed while playing. */
void play_restart(App *app);
/* So much time has passed, of what app_moving says that it moves. */
void play_tick(App *app, float milliseconds);

#endif
