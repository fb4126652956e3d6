/* Keys and pointer of a window, told to the app. Not for what happens to the window itself. */
#ifndef ATTNSCOPE_PLATFORM_INPUT_H
#define ATTNSCOPE_PLATFORM_INPUT_H

#include <SDL.h>

#include "app/app.h"

typedef struct Input {
    App *app;
    float scale;           /* pixels to a point of the window */
    SDL_Scancode last_key; /* for letters typed in another script */
    int last_held;         /* KEY_SHIFT, KEY_CTRL that it was pressed with */
    bool pressed, moved;   /* the left button; since input_settle */
} Input;

/* Events that are no input are passed over. */
void input_event(Input *in, const SDL_Event *e);
/* Answers where the pointer went: of many movements only the last counts. */
void input_settle(Input *in);

#endif
