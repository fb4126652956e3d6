/* SDL's events of keys, pointer and fingers, told to the hands. Not for what happens to the window
   itself. */
#ifndef ATTNSCOPE_PLATFORM_INPUT_H
#define ATTNSCOPE_PLATFORM_INPUT_H

#include <SDL.h>

#include "platform/hands.h"

/* Events that are no input are passed over. width, height: of the window, in pixels. */
void input_event(Hands *hands, int width, int height, const SDL_Event *e);

#endif
