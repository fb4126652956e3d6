/* What the app wished for, carried out: figures become files, choices are kept, a message goes
   after a while, what is shown is spoken. The same for a window and for a page, which give the
   calls that only they can answer. Not for pixels and events. */
#ifndef ATTNSCOPE_PLATFORM_DESK_H
#define ATTNSCOPE_PLATFORM_DESK_H

#include "app/app.h"

typedef struct DeskCalls {
    void *self;
    void (*copy)(void *self, const char *text); /* to the clipboard */
    void (*paste)(void *self, App *app);        /* answers with app_paste, now or later */
    void (*full_screen)(void *self, bool on);
    bool (*say)(void *self, const char *line); /* false: nobody listens any more */
} DeskCalls;

typedef struct Desk {
    App *app;
    const char *folder; /* that files are written into */
    DeskCalls calls;
    bool speak;                                                  /* lines are said */
    bool full_screen;                                            /* as it is now */
    char spoken[1024], message[sizeof((View){0}).passing.toast]; /* as told last */
    char toast[sizeof((View){0}).passing.toast];                 /* that is timed */
    uint32_t toast_end;
} Desk;

/* What was chosen the last time is there again. The app must be open. */
void desk_open(Desk *d);
/* And is kept. */
void desk_close(Desk *d);
/* After every event: clipboard, one figure, full screen. */
void desk_carry_out(Desk *d);
/* While app->export.running: one figure of the series, so that the window answers between two. */
void desk_series(Desk *d);
/* A new message, and where one is if that is new, are said. */
void desk_speak(Desk *d);
/* `now` in milliseconds from anywhere: a message that has stood long enough is taken away. */
void desk_tend(Desk *d, uint32_t now);
/* How long nothing has to be done, in milliseconds; −1: until something happens. */
int desk_rest(const Desk *d, uint32_t now);

#endif
