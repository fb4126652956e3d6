/* Keys, pointer and fingers, as a window or a page has them, told to the app: of many movements the
   last, a letter with its Shift, taps and pinches. Not for how events come. */
#ifndef ATTNSCOPE_PLATFORM_HANDS_H
#define ATTNSCOPE_PLATFORM_HANDS_H

#include "app/app.h"

enum { HANDS_OTHER = 4 }; /* beside KEY_SHIFT and KEY_CTRL: a key that makes no key the app's */

/* Fingers on the screen: one is a pressed pointer, two pinch. */
typedef struct Touch {
    int64_t id[2];
    float x[2], y[2];     /* where they are, in pixels */
    int count;            /* of those two */
    bool pinched;         /* a second one has come: until all are lifted they press nothing */
    bool far;             /* the first one has gone further than a finger trembles */
    float from_x, from_y; /* where it came down */
    uint32_t tapped;      /* when one was last let go without having moved; 0: never */
    float tap_x, tap_y;   /* and where */
} Touch;

/* LOST: somebody else has taken it, and all the others. */
typedef enum FingerMove { FINGER_DOWN, FINGER_MOVE, FINGER_UP, FINGER_LOST } FingerMove;

typedef struct Hands {
    App *app;
    float scale;         /* pixels to a point, which a hand moves by */
    int latin, held;     /* of the key that went down last: what is printed on it beside a letter of
                            another script (0: nothing), and what it was pressed with */
    bool pressed, moved; /* the left button; since hands_settle */
    float x, y;          /* where the pointer is, in pixels */
    Touch touch;
} Hands;

/* A key went down. key: KEY_…, with Ctrl its character without Shift, else 0. True: the app may
   have done something. */
bool hands_key(Hands *h, int key, int latin, int held);
/* What it typed. */
void hands_typed(Hands *h, const char *text);
/* The pointer is there; the left button went down, and up. */
void hands_point(Hands *h, float x, float y);
void hands_press(Hands *h, float x, float y, int held, bool twice);
void hands_release(Hands *h, float x, float y);
/* The right button. */
void hands_other(Hands *h);
void hands_leave(Hands *h);
/* A finger; `now` in milliseconds. */
void hands_finger(Hands *h, FingerMove move, int64_t id, float x, float y, uint32_t now);
/* Answers where the pointer went. */
void hands_settle(Hands *h);

#endif
