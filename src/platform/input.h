/* Keys, pointer and fingers of a window, told to the app. Not for what happens to the window
   itself. */
#ifndef ATTNSCOPE_PLATFORM_INPUT_H
#define ATTNSCOPE_PLATFORM_INPUT_H

#include <SDL.h>

#include "app/app.h"

/* Fingers on the screen: one is a pressed pointer, two pinch. */
typedef struct Touch {
    SDL_FingerID id[2];
    float x[2], y[2];     /* where they are, in pixels */
    int count;            /* of those two */
    bool pinched;         /* a second one has come: until all are lifted they press nothing */
    bool far;             /* the first one has gone further than a finger trembles */
    float from_x, from_y; /* where it came down */
    Uint32 tapped;        /* when one was last let go without having moved; 0: never */
    float tap_x, tap_y;   /* and where */
} Touch;

typedef struct Input {
    App *app;
    float scale;           /* pixels to a point of the window */
    int width, height;     /* of the window, in pixels */
    SDL_Scancode last_key; /* for letters typed in another script */
    int last_held;         /* KEY_SHIFT, KEY_CTRL that it was pressed with */
    bool pressed, moved;   /* the left button; since input_settle */
    Touch touch;
} Input;

/* Events that are no input are passed over. */
void input_event(Input *in, const SDL_Event *e);
/* Answers where the pointer went: of many movements only the last counts. */
void input_settle(Input *in);

#endif
