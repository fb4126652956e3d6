/* The scene is built when it is asked for and something has changed: the figure with its panels,
   and what lies over it, which the layers tell as plain data. */
#include "app/screen.h"

#include "app/acts/choose.h"
#include "app/acts/heads_grid.h"
#include "app/acts/lens_walk.h"
#include "app/layers/cursor.h"
#include "app/layers/export_layer.h"
#include "app/layers/key_list.h"
#include "app/layers/menu_sheet.h"
#include "app/layers/more.h"
#include "app/layers/value.h"
#include "app/state/shown.h"
#include "scene/frame/build.h"
#include "trace/lens.h"

/* What is told while a run is waited for: its words, one by one; or the lens: its layers. */
static const ExportSeries *screen_working(App *app) {
    ExportSeries *out = arena_new(&app->scenes, ExportSeries);
    int most = atomic_load(&app->working->most);
    const char *what = atomic_load(&app->working->steps) ? "work.steps" : "work.words";
    *out = (ExportSeries){.done = atomic_load(&app->working->done),
                          .total = most ? most : 1,
                          .file = lang_text(app_lang(app), app->reading ? "work.layers" : what),
                          .title = app->reading ? "work.lens" : "work.title",
                          .stops = "work.stops"};
    return out;
}

static void build(App *app, SceneInput *in) {
    arena_reset(&app->scenes);
    if (app->menu.open) in->what = menu_panel(app, &app->scenes);
    if (app->view.passing.more) in->more = more_lines(app, &app->scenes);
    if (app->view.passing.keys_page) in->keys = key_list_sheet(app, &app->scenes);
    if (app->export.open) in->file = export_sheet(app, in, &app->scenes);
    if (app->export.running) in->files = export_series(app, &app->scenes);
    if (app->working) in->files = screen_working(app);
    in->reading = app->working != NULL;
    if (app->value.number.on) in->typed = value_field(app, &app->scenes);
    in->gold = heads_grid_gold(app, in, &app->scenes);
    scene_build(in, &app->scenes, &app->scene);
}

/* Nothing may be asked of a run that is being made. */
static const Scene *screen_meanwhile(App *app) {
    SceneInput in = shown_frame(app);
    in.files = screen_working(app);
    app->scene = app->behind;
    scene_wait(&in, &app->scenes, &app->scene);
    app->scene_stale = false;
    return &app->scene;
}

/* A lens that is being made. */
typedef struct ScreenLens {
    const App *app;
    int t;
    Watch watch;
} ScreenLens;

static void screen_read(void *of) {
    ScreenLens *j = of;
    Arena work = {0};
    lens_of(&j->app->run, j->t, &j->watch, &work);
    arena_free(&work);
}

/* A lens that takes long is made before its scene is, where somebody can wait for it; stopped, it
   is left. */
static void screen_wait(App *app) {
    ScreenLens job = {.app = app, .t = view_address(&app->view, &app->run).t};
    if (!app->wait.until || app->working || !lens_walk_here(app) || !lens_slow(&app->run, job.t))
        return;
    app->reading = true;
    bool stopped = app_wait(app, true, screen_read, &job, &job.watch);
    app->reading = false;
    app_stale(app);
    if (!stopped) return;
    choose_back(app);
    app_say_key(app, "work.stopped");
}

const Scene *app_scene(App *app) {
    if (!app->scene_stale) return &app->scene;
    if (app->working && app->unready) return screen_meanwhile(app);
    runs_ready(app);
    screen_wait(app);
    SceneInput in = shown_input(app);
    build(app, &in);
    if (app->view.passing.cursor && cursor_settle(app, &app->scene)) build(app, &in);
    if (app->view.passing.cursor) cursor_draw(app, &app->scene);
    app->scene_stale = false;
    return &app->scene;
}

const Scene *app_seen(App *app) {
    return app->width ? app_scene(app) : NULL;
}

const char *app_spoken(App *app) {
    const View *v = &app->view;
    const Scene *s = app_scene(app);
    bool by_cursor = *v->passing.said && !v->passing.blank && !v->passing.more;
    return by_cursor ? v->passing.said : s->spoken;
}
