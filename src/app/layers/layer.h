/* What lies over one another in the window, as a stack: each event is offered from the top down,
   and the first layer that takes it has it. Layers change the state by acts and by themselves; a
   command they do not carry out, they ask for it. */
#ifndef ATTNSCOPE_APP_LAYERS_LAYER_H
#define ATTNSCOPE_APP_LAYERS_LAYER_H

#include "app/state/app.h"

typedef enum EventKind {
    EVENT_KEY,
    EVENT_TYPED, /* characters, or the key that types them */
    EVENT_HOVER,
    EVENT_PRESS,
    EVENT_DRAG,
    EVENT_RELEASE,
    EVENT_WHEEL,
    EVENT_KINDS
} EventKind;

typedef struct Event {
    int key, held;    /* KEY, TYPED: as the table of keys has them; PRESS: only held */
    Command command;  /* KEY, TYPED: what the key does if no layer takes it, */
    bool always;      /* and that it does it at any time */
    const char *text; /* TYPED */
    float x, y;       /* of the pointer, in pixels of the scene */
    bool twice;       /* PRESS: the second of two */
    bool far;         /* DRAG, RELEASE: it has gone further than a hand trembles */
    Drag drag;        /* RELEASE: what was moved */
    float notches;    /* WHEEL */
    /* The scene as it is seen. KEY, TYPED: NULL but for a layer that looks. */
    const Scene *scene;
    /* HOVER, PRESS, RELEASE, WHEEL: what was under the pointer when the event came. A path too long
       for a view is "". */
    bool on;
    Target target;
    int row, col;
    char path[VIEW_PATH];
    /* Answers: a command to be carried out; not to be remembered yet. */
    Command then;
    bool live;
} Event;

typedef struct Layer {
    bool (*wants)(const App *app); /* it is there */
    /* True: it has taken the event. NULL: it leaves that kind to others. */
    bool (*take[EVENT_KINDS])(App *app, Event *e);
    bool looks; /* its keys depend on what is seen */
} Layer;

#endif
