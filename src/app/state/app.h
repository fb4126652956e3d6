/* The state of the program: which run, which view of it, what lies over it, and what only a window
   can do, as wishes. Knows how to say something and what is shown; not how anything is changed. */
#ifndef ATTNSCOPE_APP_STATE_APP_H
#define ATTNSCOPE_APP_STATE_APP_H

#include "app/state/keys.h"
#include "app/state/lessons.h"
#include "app/state/runs.h"
#include "app/state/sheets.h"
#include "math/random.h"
#include "scene/scene.h"
#include "train/gold.h"

enum { APP_HISTORY = 200 };

/* A sentence that is or was shown, kept once. */
typedef struct KeptText {
    const char *text;
    const struct KeptText *next;
} KeptText;

/* What the keyboard's cursor is on, found again in a scene that was built anew. */
typedef struct Cursor {
    Pointed on;
    int nth; /* of the targets that are told alike, whichever of their cells it is on */
} Cursor;

/* By step: has been shown; steps of all decoding steps are the same ones. Another model's or
   matrices' steps are remembered as long as nothing else but the usual model is shown. */
typedef struct Visited {
    bool *steps[2]; /* the usual model's, the other's */
    int count[2];
    RunOf other; /* of it, model and attend */
    Arena others;
} Visited;

/* What a pressed pointer moves. */
typedef enum Drag {
    DRAG_NOTHING,
    DRAG_PRESSED, /* nothing yet: let go near by it is a click */
    DRAG_TICKS,
    DRAG_PAN,
    DRAG_FIELD,
    DRAG_MENU,
    DRAG_MAP, /* a panel by its edge, or what it is folded to */
    DRAG_NOTES,
    DRAG_VALUE,
    DRAG_SHARE,
    DRAG_SCALE, /* an end of the bar of colours */
    DRAG_HEAT   /* the temperature */
} Drag;

/* The bar as it was when it was pressed. */
typedef struct ScaleDrag {
    float low, high, width;
    bool upper; /* its upper end */
} ScaleDrag;

/* A slider: from where to where in pixels, the numbers at its ends, both above 0, and the what-ifs
   as they were before it was taken. */
typedef struct Slide {
    float x, width, low, high;
    WhatIfList base;
} Slide;

/* How a run that may take long is waited for: `until` has `job` done, perhaps in another thread,
   and returns when it is over. NULL: it is done in place. */
typedef struct AppWait {
    void *self;
    void (*until)(void *self, void (*job)(void *of), void *of, Watch *watch);
} AppWait;

typedef struct App {
    Sources sources; /* its model: the one that the app was opened with */
    bool given;      /* it shows a run that somebody brought, and there is no other */
    const Lang *languages[LANGUAGES_MOST];
    int language_count, language;
    Keys keys;       /* what each key does */
    FolderName told; /* as AppSetup's */
    const char *commands[LANGUAGES_MOST];
    const char *link, *model_name, *const *codes; /* as AppSetup's */
    const Gold *gold; /* the corpus's word pairs, or NULL: of this model, since its grid of heads
                         was shown */
    const Model *gold_of;
    AppWait wait;
    const Watch *working; /* a run is waited for, and a sheet says so; NULL: none is */
    bool reading;         /* that is a lens, and no run */
    bool unready;         /* it is one that the figure shows, or there is no other yet */
    bool stopped;         /* the last one that was waited for was stopped */
    Scene behind;         /* what was on screen when that began */
    Decoding run;         /* what the figure shows; one of `runs` */
    View view;
    View *
        history; /* APP_HISTORY views; history[history_at] is the present one without what passes */
    int history_count, history_at;
    Scene scene;                /* what is on screen; its targets answer the pointer */
    bool scene_stale;           /* the view is newer than the scene */
    bool dirty;                 /* the window shows an older scene */
    bool full_screen;           /* wanted */
    bool full_before;           /* presenting: and so it will be again */
    float pointer_x, pointer_y; /* where it was last seen; negative: nowhere yet */
    bool motion;                /* movements may be shown; else every change is at once */
    Visited visited;
    float rest;           /* ms that playing still waits before the next step */
    Cursor cursor;        /* while view.cursor */
    Drag dragging;        /* what the pressed pointer moves */
    float drag_x, drag_y; /* where it was last seen */
    float drag_way;       /* pixels that it has gone: a click goes none */
    ScaleDrag bar_drag;
    float drag_from; /* where it was pressed: x */
    Slide slide;     /* the slider that is dragged */
    Random dice;
    EditHistory typed;     /* of the sentence field */
    const char *clipboard; /* wanted there; the window takes it and makes this NULL */
    Arena copied;          /* in which it lies */
    const KeptText *texts; /* of the views, in `lasting` */
    bool paste_wanted;     /* the window answers with app_paste */
    bool export_wanted;    /* the window writes the figure, tells with app_say, and clears this */
    Export export;         /* the sheet, and the series under way */
    Menu menu;             /* of what-ifs */
    CarriedShare carried;  /* the share of attention that is dragged */
    ValueEdit value;       /* the number that is typed at a cell, or dragged */
    bool quit;
    int width, height; /* pixels, 0 before the first app_resize */
    float scale;       /* of the display: pixels for one of the window's; 0: 1 */
    const Font *font;
    Runs runs;
    Lessons lessons;
    Arena scenes, lasting, golden;
} App;

/* The same text, which stays as long as the app: equal ones are one. */
const char *app_keep(App *app, const char *text);
/* Wants it in the clipboard; it is copied. */
void app_copy(App *app, const char *text, size_t size);
/* Shows a passing message; "" takes it away. */
void app_say(App *app, const char *text);
/* The same by the key of an interface text. */
void app_say_key(App *app, const char *key);
/* The picture is old. */
void app_stale(App *app);
/* Does the job, while somebody waits where there is somebody; `unready`: what was on screen before
   is seen meanwhile. Whether it was stopped. */
bool app_wait(App *app, bool unready, void (*job)(void *of), void *of, Watch *watch);
/* The present language of the interface. */
const Lang *app_lang(const App *app);
/* The program of the shown decoding step; *at: the shown value and its head. */
const Program *app_program(const App *app, Address *at);
/* Shape and axes of the shown value. */
Form app_form(const App *app);
/* Something changes by itself: time has to be told by app_tick. */
bool app_moving(const App *app);

/* Nothing is hovered. */
void app_forget_pointer(View *v);
/* The keyboard's cursor goes. */
void app_end_cursor(App *app);

#endif
