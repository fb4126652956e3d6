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

/* Runs until the app wants to quit; then *setup tells the size that the window had last, full
   screen aside. Error: no display. */
bool window_run(App *app, const Font *font, WindowSetup *setup, Error *e);

#endif
