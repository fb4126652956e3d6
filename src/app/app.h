/* The program's state, and the one way to change it: commands, and the pointer. Knows no window and no file; what only
   those can do is left as a wish. */
#ifndef ATTNSCOPE_APP_APP_H
#define ATTNSCOPE_APP_APP_H

#include "app/keys.h"
#include "scene/scene.h"

enum { APP_HISTORY = 200, APP_LANGUAGES = 8 };

typedef struct App {
    const Model *model;
    const Kernels *kernels;
    const Lang *languages[APP_LANGUAGES];
    int language_count, language;
    Decoding run;
    View view;
    View *history;             /* APP_HISTORY views; history[history_at] is the present one without what passes */
    int history_count, history_at;
    Scene scene;               /* what is on screen; its targets answer the pointer */
    bool scene_stale;          /* the view is newer than the scene */
    bool dirty;                /* the window shows an older scene */
    bool full_screen;          /* wanted */
    bool export_wanted;        /* the window writes the figure, tells with app_say, and clears this */
    bool quit;
    int width, height;         /* pixels, 0 before the first app_resize */
    const Font *font;
    Arena runs[2], scenes, lasting; /* a run is made in the spare one of two, so that a bad text leaves the old one */
    int run_arena;
} App;

typedef struct AppSetup {
    const Model *model;
    const Kernels *kernels;
    const Lang *languages[APP_LANGUAGES]; /* N goes round them */
    int language_count, language;         /* at least one; the one to begin with */
    const char *text; /* the sentence */
    const char *view; /* a view's line, or NULL; its text directive wins over `text` */
} AppSetup;

/* Model, kernels and languages must outlive the app. Errors: the sentence's, the view's. Close it after an
   error, too. */
bool app_open(App *app, const AppSetup *setup, Error *e);
void app_close(App *app);
void app_update(App *app, Command command);
/* Another sentence. If it cannot be read everything stays, and the reason is shown. */
void app_text(App *app, const char *text);
/* Shows a passing message; "" takes it away. */
void app_say(App *app, const char *text);

void app_resize(App *app, int width, int height, const Font *font);
/* The present scene, built again only if something changed. After app_resize. */
const Scene *app_scene(App *app);
/* Where the pointer is or was pressed, in pixels of the scene. */
void app_hover(App *app, float x, float y);
void app_leave(App *app);
void app_click(App *app, float x, float y);

const Lang *app_lang(const App *app);
/* What X exports: the figure alone, in paper unless `theme` says otherwise. `view` keeps what is drawn. */
SceneInput app_figure(const App *app, ThemeName theme, int width, int height, View *view);
/* "decoder.1.cross.weights-head2": the file name of the shown figure, without its end. */
char *app_figure_name(const App *app, Arena *arena);

#endif
