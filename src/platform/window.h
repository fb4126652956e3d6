/* The window: events in, pixels out. Everything it shows and does is the app's. */
#ifndef ATTNSCOPE_PLATFORM_WINDOW_H
#define ATTNSCOPE_PLATFORM_WINDOW_H

#include "app/app.h"

enum { WINDOW_WIDTH = 1440, WINDOW_HEIGHT = 900 };

/* Runs until the app wants to quit. Width and height in points; smaller screens get a smaller window. Error: no
   display. */
bool window_run(App *app, const Font *font, int width, int height, Error *e);

#endif
