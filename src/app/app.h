/* The one way to change the state: commands, keys, the pointer. Knows no window and no file; what
   only those can do is left as a wish. */
#ifndef ATTNSCOPE_APP_APP_H
#define ATTNSCOPE_APP_APP_H

#include "app/acts/export.h"
#include "app/screen.h"
#include "app/state/shown.h"

typedef struct AppSetup {
    const Model *model;
    FindModel *find; /* other models, which views and lessons may name; NULL: there are none */
    void *find_self;
    const Decoding
        *run; /* given: it is shown, and there is no sentence to change; NULL: of `text` */
    const Kernels *kernels;
    AppWait wait;                          /* for the first run, too; zero: nobody waits */
    const Lang *languages[LANGUAGES_MOST]; /* N goes round them */
    int language_count, language;          /* at least one; the one to begin with */
    FolderName told;                       /* files below this folder are told as below its name */
    const char *commands[LANGUAGES_MOST];  /* that make a figure again begin so, in each language;
                                             NULL: not told */
    const char *link; /* the address of a page with this program, to which views are told; NULL:
                         there is none */
    const char *model_name;   /* what it is called there, "" the usual one; with `link` */
    const char *const *codes; /* of the languages, "en", "ru" …; with `link` */
    const char *text;         /* the sentence */
    bool still;               /* no movements */
    uint64_t seed;            /* of the dice */
    ThemeName theme;          /* and size of type in percent, to begin with; 0: 100 */
    int text_size;
    const WhatIfList
        *what; /* what-ifs to begin with, or NULL; a what-if directive of `view` wins */
    const char *folders[LANGUAGES_MOST]; /* of the lessons, in each language; NULL: none */
    bool own_lessons;                    /* the folders are not those of the shipped lessons */
    const char *progress;                /* what was kept of the lessons; NULL: nothing */
    KeepProgress *keep;                  /* asked whenever it changes; may be NULL */
    void *keep_self;
    const char *lesson; /* to begin with, a name, a number or a file; "": the list; NULL: none */
    const char *view;   /* a view's line, or NULL; its text directive wins over `text` */
} AppSetup;

/* Model, kernels and languages must outlive the app. Errors: the sentence's, the view's. Close it
   after an error, too. */
bool app_open(App *app, const AppSetup *setup, Error *e);
/* Frees all that it holds. */
void app_close(App *app);
/* Carries out a command; while a series is written, none. */
void app_update(App *app, Command command);
/* A key: KEY_… or, with Ctrl, a letter. The sentence field has it while it is edited; else the
 * table of keys. */
void app_key(App *app, int key, int held);
/* Characters: for the field, or the first of them as a key. `latin`: what is printed on the key
   beside a letter of another script, 0 unknown. */
void app_typed(App *app, const char *text, int latin);
/* What the clipboard holds, for the field. */
void app_paste(App *app, const char *text);
/* Time has passed. Only needed while app_moving. */
void app_tick(App *app, float milliseconds);
/* Another sentence. If it cannot be read everything stays, and the reason is shown: false. */
bool app_text(App *app, const char *text);

/* Another view by its line, over the model's own first one. If it cannot be had everything stays,
   with the reason. */
bool app_show(App *app, const char *line, Error *e);

/* The window's size in pixels, at least 320 × 240; fonts must outlive the app. */
void app_resize(App *app, int width, int height, const Font *font);
/* Where the pointer is or was pressed, in pixels of the scene. */
void app_hover(App *app, float x, float y);
/* The pointer has left the window. */
void app_leave(App *app);
/* Pressed, moved while pressed, let go. A press and release in one place is a click. twice: the
 * second of two. */
void app_press(App *app, float x, float y, int held, bool twice);
/* See app_press. */
void app_drag(App *app, float x, float y);
/* See app_press. */
void app_release(App *app, float x, float y);
/* What was pressed turns out to be no click: what it drags is let go there. */
void app_let_go(App *app, float x, float y);
/* Two fingers, their middle there, are so many times as far from each other as before: a matrix
   under them is zoomed. */
void app_pinch(App *app, float x, float y, float times);
/* Pressed and let go. */
void app_click(App *app, float x, float y);
/* The other button: the list of keys, from which everything can be chosen, also while presenting.
 */
void app_other_click(App *app);
/* Turned by so many notches: zooms about the pointer. */
void app_wheel(App *app, float x, float y, float notches);

#endif
