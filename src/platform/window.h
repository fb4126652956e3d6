/* The window: events in, pixels out. Everything it shows and does is the app's. */
#ifndef ATTNSCOPE_PLATFORM_WINDOW_H
#define ATTNSCOPE_PLATFORM_WINDOW_H

#include "app/app.h"

/* Width and height in points, 0: the usual one, larger on a large screen; smaller screens get a
   smaller window, so that its title bar is on them, too. speak: each new line for a screen reader
   goes to standard output at once. */
typedef struct WindowSetup {
    int width, height;
    bool speak;
} WindowSetup;

/* It is not there before it is run, or waited in. All that is given stays where it is. */
typedef struct Window Window;
Window *window_make(App *app, const Font *font, WindowSetup *setup, Arena *arena);
/* Waits for the app's runs, and in the window if they take longer than a moment. */
AppWait window_waits(Window *w);
/* Runs until the app wants to quit; then *setup tells the size that the window had last, full
   screen aside. Error: no display. */
bool window_run(Window *w, Error *e);
/* It vanishes, if it is there. */
void window_close(Window *w);

#endif
