/* A list of views without what passes, and by step whether it was ever shown. */
#include "app/state/history.h"

#include <string.h>

#include "model/outline.h"

void history_remember(App *app) {
    View now = app->view;
    view_settle(&now);
    if (app->history_count && view_same(&app->history[app->history_at], &now)) return;
    if (app->history_count && app->history_at == APP_HISTORY - 1) {
        memmove(app->history, app->history + 1, (APP_HISTORY - 1) * sizeof *app->history);
        app->history_at--;
    }
    app->history_at = app->history_count ? app->history_at + 1 : 0;
    app->history_count = app->history_at + 1;
    app->history[app->history_at] = now;
}

/* A text that is no longer the present one is decoded again. */
void history_move(App *app, int by) {
    int to = app->history_at + by;
    Error e;
    if (to < 0 || to >= app->history_count) {
        app_say_key(app, by < 0 ? "app.nothing_to_undo" : "app.nothing_to_redo");
        return;
    }
    View next = app->history[to];
    /* What passes is not in the history, nor is presenting: it stays, but for what was said and
     * pointed at of another view. */
    Passing *p = &next.passing;
    next.shown.setting.presenting = app->view.shown.setting.presenting;
    *p = app->view.passing;
    p->hover = (Pointed){.kind = TARGET_NONE};
    p->edit = (Edit){.on = false};
    p->playing = p->blank = false;
    p->moved = 1;
    p->toast[0] = p->said[0] = 0;
    if (runs_show(app, &next, &e))
        app->history_at = to;
    else
        app_say(app, e.text);
}

/* Those of the shown run's steps. */
bool *history_visited(App *app) {
    Visited *v = &app->visited;
    const RunOf of = app->view.shown.of;
    int which = *of.model || *of.attend, steps = app->run.programs[app->run.steps - 1].step_count;
    bool same = strcmp(of.model, v->other.model) == 0 && strcmp(of.attend, v->other.attend) == 0;
    if (which && !same) v->other = of, v->count[which] = 0, arena_reset(&v->others);
    if (v->count[which] < steps) {
        bool *more = arena_many(which ? &v->others : &app->lasting, bool, steps);
        if (v->count[which]) memcpy(more, v->steps[which], (size_t)v->count[which] * sizeof *more);
        v->steps[which] = more;
        v->count[which] = steps;
    }
    return v->steps[which];
}

/* A step that was looked at stays marked on the map. */
void history_mark(App *app) {
    Address a;
    const Program *p = app_program(app, &a);
    int step = outline_step(p, a.value);
    if (app->view.shown.at.depth >= DEPTH_STEP && step >= 0) history_visited(app)[step] = true;
}
