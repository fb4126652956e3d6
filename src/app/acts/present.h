/* Presenting: the figure alone, the dark, the spotlight. */
#ifndef ATTNSCOPE_APP_ACTS_PRESENT_H
#define ATTNSCOPE_APP_ACTS_PRESENT_H

#include "app/state/app.h"

/* The figure alone on the whole screen; back. */
void present_toggle(App *app);
/* Does nothing if nothing is presented. */
void present_end(App *app);
/* Nothing is shown for a while; says so where nothing is presented. */
void present_blank(App *app);
/* Ends a blank; false if there was none. */
bool present_wake(App *app);
/* On, off: where the pointer is. */
void present_spotlight(App *app);
/* The spotlight follows the pointer. */
void present_point(App *app);
/* The wheel makes it larger or smaller. */
void present_resize(App *app, float notches);

#endif
