/* The choices of a person about files, and the turns of a series. Files are the window's: it
   carries out what is wished for here. */
#include "app/acts/export.h"

#include <stdio.h>

#include "app/acts/motion.h"
#include "app/state/shown.h"
#include "base/file.h"
#include "model/outline.h"

void export_open(App *app) {
    Export *x = &app->export;
    motion_stop(app);
    motion_skip(app);
    app_end_cursor(app);
    app_forget_pointer(&app->view);
    app->view.passing.keys_page = 0;
    x->open = true;
    x->stale = true;
    x->row = CHOICE_FORMAT;
}

void export_shut(App *app) {
    app->export.open = false;
    app_forget_pointer(&app->view);
    arena_free(&app->export.preview);
    app->export.cells = NULL;
    app->export.line_count = 0;
    app_stale(app);
}

void export_save(App *app) {
    app->export_wanted = true;
    export_shut(app);
}

void export_choose(App *app, Choice row, int to) {
    Export *x = &app->export;
    x->row = row;
    x->choices.at[row] = to;
    x->changed = x->stale = true;
    app_stale(app);
}

void export_change(App *app, Choice row, int by) {
    int count = choice_values(row);
    export_choose(app, row, (app->export.choices.at[row] + (by < 0 ? count - 1 : 1)) % count);
}

void export_row(App *app, int by) {
    app->export.row = choices_next(&app->export.choices, app->export.row, by);
    app_stale(app);
}

bool export_has_keys(const App *app) {
    return app->export.open || app->export.running;
}

/* The series */

FigurePlan export_plan(const App *app) {
    const Choices *c = &app->export.choices;
    float top = c->at[CHOICE_SCALE] ? figure_series_top(&app->run) : 0;
    return choices_plan(c, app->width, app->height, top);
}

static const Program *series_program(const App *app, int *t) {
    Address a;
    const Program *p = app_program(app, &a);
    *t = a.t;
    return p;
}

/* The sentence comes first, where there is one; then the steps. */
static int series_steps_from(const App *app) {
    return app->run.labels ? 0 : 1;
}

void export_series_begin(App *app) {
    int t;
    Export *x = &app->export;
    if (x->running) return;
    motion_stop(app);
    motion_skip(app);
    export_shut(app);
    app_forget_pointer(&app->view);
    app->view.passing.keys_page = 0;
    app->view.passing.toast[0] = 0;
    x->running = true;
    x->done = 0;
    x->total = series_program(app, &t)->step_count + series_steps_from(app);
    x->folder[0] = 0;
}

const char *export_series_name(const App *app, Arena *arena) {
    int t;
    const Program *p = series_program(app, &t);
    int done = app->export.done, at = done - series_steps_from(app);
    if (at < 0) return arena_print(arena, "001-sentence");
    if (at >= p->step_count) at = p->step_count - 1, done = app->export.total - 1;
    return arena_print(arena, "%03d-%s", done + 1, p->values[outline_value(p, at)].path);
}

SceneInput export_series_figure(const App *app, const FigurePlan *plan, View *view) {
    int t;
    const Program *p = series_program(app, &t);
    SceneInput in =
        shown_figure(app, choices_theme(&app->export.choices), plan->width, plan->height, view);
    View like = view_default(seen_text(&view->shown.of));
    like.shown.setting.theme = view->shown.setting.theme;
    like.shown.at.t = t == app->run.steps - 1 ? -1 : t;
    int at = app->export.done - series_steps_from(app);
    if (at >= 0) {
        snprintf(like.shown.at.path, sizeof like.shown.at.path, "%s",
                 p->values[outline_value(p, at)].path);
    } else {
        like.shown.of = view->shown.of;
        like.shown.at.depth = DEPTH_SENTENCE;
        source_open(&app->sources, &app->run, &like);
    }
    *view = like;
    return in;
}

void export_series_stop(App *app, const char *why) {
    if (!app->export.running) return;
    app->export.running = false;
    app_forget_pointer(&app->view);
    if (why)
        app_say(app, why);
    else {
        const Export *x = &app->export;
        const Lang *l = app_lang(app);
        const char *how = lang_text(l, x->done == x->total ? "export.saved" : "export.stopped");
        Buffer b = {0};
        Arena arena = {0};
        buffer_print(&b, "%s %d %s %d: %s", how, x->done, lang_text(l, "export.of"), x->total,
                     path_whole(&arena, x->folder));
        app_say(app, b.data);
        arena_free(&arena);
        buffer_free(&b);
    }
}

void export_series_done(App *app) {
    Export *x = &app->export;
    x->done++;
    if (x->done == x->total) export_series_stop(app, NULL);
    app_stale(app);
}
