/* The program's state, and the one way to change it: commands, and the pointer. Knows no window and
   no file; what only those can do is left as a wish. */
#ifndef ATTNSCOPE_APP_APP_H
#define ATTNSCOPE_APP_APP_H

#include "app/export.h"
#include "app/keys.h"
#include "app/lessons.h"
#include "app/menu.h"
#include "app/runs.h"
#include "app/value.h"
#include "math/random.h"
#include "scene/scene.h"
#include "train/gold.h"

enum { APP_HISTORY = 200, APP_CLIPBOARD = 4 * VIEW_TEXT };

/* What the keyboard's cursor is on, told so that it is found again in a scene that was built anew.
 */
typedef struct Cursor {
    TargetKind kind;
    char path[VIEW_PATH];
    int head, depth, command, choice;
    bool aside;
    int nth;      /* of the targets that are told alike */
    int row, col; /* of a matrix */
} Cursor;

/* By step: has been shown; steps of all decoding steps are the same ones. Another model's or
   matrices' steps are remembered as long as nothing else but the usual model is shown. */
typedef struct Visited {
    bool *steps[2]; /* the usual model's, the other's */
    int count[2];
    RunOf other; /* of it, model and attend */
    Arena others;
} Visited;

struct App {
    Sources sources; /* its model: the one that the app was opened with */
    bool given;      /* it shows a run that somebody brought, and there is no other */
    const Lang *languages[LANGUAGES_MOST];
    int language_count, language;
    const char *commands[LANGUAGES_MOST];
    const Gold *gold; /* the corpus's word pairs, or NULL: of this model, since its grid of heads
                         was shown */
    const Model *gold_of;
    Decoding run; /* what the figure shows; one of `runs` */
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
    int dragging;         /* what the pressed pointer moves: a Drag of pointer.c; 0 nothing */
    float drag_x, drag_y; /* where it was last seen */
    float drag_way;       /* pixels that it has gone: a click goes none */
    Random dice;
    EditHistory typed;             /* of the sentence field */
    char clipboard[APP_CLIPBOARD]; /* wanted there; the window takes it and empties this */
    bool paste_wanted;             /* the window answers with app_paste */
    bool export_wanted; /* the window writes the figure, tells with app_say, and clears this */
    Export export;      /* the sheet, and the series under way */
    Menu menu;          /* of what-ifs */
    ValueEdit value;    /* the number that is typed at a cell, or dragged */
    bool quit;
    int width, height; /* pixels, 0 before the first app_resize */
    const Font *font;
    Runs runs;
    Lessons lessons;
    Arena scenes, lasting, golden;
};

typedef struct AppSetup {
    const Model *model;
    FindModel *find; /* other models, which views and lessons may name; NULL: there are none */
    void *find_self;
    const Decoding
        *run; /* given: it is shown, and there is no sentence to change; NULL: of `text` */
    const Kernels *kernels;
    const Lang *languages[LANGUAGES_MOST]; /* N goes round them */
    int language_count, language;          /* at least one; the one to begin with */
    const char *commands[LANGUAGES_MOST];  /* that make a figure again begin so, in each language;
                                             NULL: not told */
    const char *text;                      /* the sentence */
    bool still;                            /* no movements */
    uint64_t seed;                         /* of the dice */
    ThemeName theme;                       /* and size of type in percent, to begin with; 0: 100 */
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
void app_close(App *app);
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
bool app_moving(const App *app);
/* Another sentence. If it cannot be read everything stays, and the reason is shown: false. */
bool app_text(App *app, const char *text);
/* Shows a passing message; "" takes it away. */
void app_say(App *app, const char *text);

void app_resize(App *app, int width, int height, const Font *font);
/* The present scene, built again only if something changed. After app_resize. */
const Scene *app_scene(App *app);
/* Where the pointer is or was pressed, in pixels of the scene. */
void app_hover(App *app, float x, float y);
void app_leave(App *app);
/* Pressed, moved while pressed, let go. A press and release in one place is a click. twice: the
 * second of two. */
void app_press(App *app, float x, float y, int held, bool twice);
void app_drag(App *app, float x, float y);
void app_release(App *app, float x, float y);
/* Pressed and let go. */
void app_click(App *app, float x, float y);
/* The other button: the list of keys, from which everything can be chosen, also while presenting.
 */
void app_other_click(App *app);
/* Turned by so many notches: zooms about the pointer. */
void app_wheel(App *app, float x, float y, float notches);

const Lang *app_lang(const App *app);
/* What a screen reader says of the present scene: what the keyboard or the pointer is on, else what
   is shown. Until the next scene. Messages are view.toast. */
const char *app_spoken(App *app);
/* The input of the present scene. */
SceneInput app_input(App *app);
/* What X exports: the figure alone, in paper unless `theme` says otherwise. `view` keeps what is
 * drawn. */
SceneInput app_figure(const App *app, ThemeName theme, int width, int height, View *view);
/* The command that makes a figure of this view again; NULL if nobody told how it begins. */
const char *app_command(const App *app, const View *v, const FigurePlan *p, const char *name,
                        Arena *arena);
/* What the export sheet asks for. */
FigurePlan app_export_plan(const App *app);
/* The series: every step of the shown decoding step. While app->export.running the window writes
   one figure a turn and tells; its folder is export.folder. */
void app_series_begin(App *app);
SceneInput app_series_figure(const App *app, const FigurePlan *plan, View *view);
/* "012-encoder.0.self.scores": the next file's name, without its end. */
const char *app_series_name(const App *app, Arena *arena);
void app_series_done(App *app);
/* What is written stays. why: an error, or NULL. */
void app_series_stop(App *app, const char *why);
/* "decoder.1.cross.weights-head2": the file name of the shown figure, without its end. */
char *app_figure_name(const App *app, Arena *arena);

#endif
