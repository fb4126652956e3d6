/* Time as a number in the view that ticks change: nothing here knows a clock. */
#include "app/acts/play.h"

#include <math.h>

#include "app/acts/home.h"
#include "app/acts/motion.h"
#include "app/acts/walk.h"
#include "trace/opening.h"

/* Milliseconds. No movement lasts longer than its limit, however slow the play. */
static const float movement = 260, figure_play = 2000, figure_most = 3000, rest = 900,
                   product = 160, word = 400, word_rest = 1200;

static bool plays_figure(const App *app) {
    Address a;
    const Program *p = app_program(app, &a);
    bool depth = app->view.shown.at.depth == DEPTH_STEP || app->view.shown.at.depth == DEPTH_ROW;
    return depth && app->motion && p->values[a.value].step >= 0;
}

static float paced(const App *app, float milliseconds) {
    return milliseconds * 100 / (float)app->view.passing.speed;
}

/* A new place: its figure plays from the start, or is looked at for a while. */
static void arrive(App *app) {
    View *v = &app->view;
    if (plays_figure(app)) v->shown.played = 0;
    app->rest = paced(app, home_here(app) ? word_rest : rest);
}

void play_restart(App *app) {
    arrive(app);
}

void play_toggle(App *app) {
    View *v = &app->view;
    v->passing.playing = !v->passing.playing;
    if (v->passing.playing && home_here(app) &&
        view_address(v, &app->run).t + 1 >= opening_written(&app->run))
        home_end(app, false);
    if (v->passing.playing && v->shown.played >= 1) arrive(app);
}

static void play_on(App *app, float milliseconds) {
    View *v = &app->view;
    if (v->shown.played < 1) {
        v->shown.played =
            fminf(1, v->shown.played + milliseconds / fminf(figure_most, paced(app, figure_play)));
        return;
    }
    app->rest -= milliseconds;
    if (app->rest > 0) return;
    bool more = walk_next(app, 1);
    if (!more)
        motion_stop(app);
    else if (v->shown.at.depth == DEPTH_CELL && v->shown.part >= 0)
        app->rest = fminf(paced(app, product), figure_most / 16);
    else
        arrive(app);
}

void play_tick(App *app, float milliseconds) {
    View *v = &app->view;
    if (v->passing.turned < 1)
        v->passing.turned = fminf(1, v->passing.turned + milliseconds / word);
    if (v->passing.moved < 1)
        v->passing.moved = fminf(1, v->passing.moved + milliseconds / movement);
    else if (v->passing.playing)
        play_on(app, milliseconds);
}
