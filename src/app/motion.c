/* What moves by itself: the figure's play, the walk through the steps, the movement into and out of
   an element. Each is a number in the view that ticks change; nothing here knows a clock. Also zoom
   and pan. */
#include <math.h>
#include <string.h>

#include "app/inside.h"

/* Milliseconds. No movement lasts longer than its limit, however slow the play. */
static const float movement = 260, figure_play = 2000, figure_most = 3000, rest = 900,
                   product = 160;
static const int speeds[] = {25, 50, 100, 200, 400};
enum { SPEEDS = sizeof speeds / sizeof *speeds };

bool app_moving(const App *app) {
    return app->view.playing || app->view.moved < 1;
}

void motion_begin(App *app, const float place[4], bool leaving) {
    const float *stage = app->scene.stage;
    View *v = &app->view;
    if (!app->motion || stage[2] <= 0 || stage[3] <= 0) return;
    v->from[0] = (place[0] - stage[0]) / stage[2];
    v->from[1] = (place[1] - stage[1]) / stage[3];
    v->from[2] = place[2] / stage[2];
    v->from[3] = place[3] / stage[3];
    v->leaving = leaving;
    v->moved = 0;
}

void motion_stop(App *app) {
    app->view.playing = false;
    app->rest = 0;
}

bool motion_skip(App *app) {
    View *v = &app->view;
    bool moved = v->moved < 1 || v->played < 1;
    v->moved = v->played = 1;
    return moved;
}

static bool plays_figure(const App *app) {
    Address a;
    const Program *p = app_program(app, &a);
    bool depth = app->view.depth == DEPTH_STEP || app->view.depth == DEPTH_ROW;
    return depth && app->motion && p->values[a.value].step >= 0;
}

static float paced(const App *app, float milliseconds) {
    return milliseconds * 100 / (float)app->view.speed;
}

/* A new place: its figure plays from the start, or is looked at for a while. */
static void arrive(App *app) {
    View *v = &app->view;
    if (plays_figure(app)) v->played = 0;
    app->rest = paced(app, rest);
}

void motion_restart(App *app) {
    arrive(app);
}

void motion_play(App *app) {
    View *v = &app->view;
    v->playing = !v->playing;
    if (v->playing && v->played >= 1) arrive(app);
}

void motion_speed(App *app, int by) {
    View *v = &app->view;
    int at = 0;
    while (at < SPEEDS - 1 && speeds[at] < v->speed) at++;
    if (by > 0 && at == SPEEDS - 1) return;
    if (by < 0 && at == 0) return;
    v->speed = speeds[at + by];
}

static void play_on(App *app, float milliseconds) {
    View *v = &app->view;
    if (v->played < 1) {
        v->played =
            fminf(1, v->played + milliseconds / fminf(figure_most, paced(app, figure_play)));
        return;
    }
    app->rest -= milliseconds;
    if (app->rest > 0) return;
    bool more = walk_next(app, 1);
    if (!more)
        motion_stop(app);
    else if (v->depth == DEPTH_CELL && v->part >= 0)
        app->rest = fminf(paced(app, product), figure_most / 16);
    else
        arrive(app);
}

void app_tick(App *app, float milliseconds) {
    View *v = &app->view;
    if (!app_moving(app)) return;
    if (v->moved < 1)
        v->moved = fminf(1, v->moved + milliseconds / movement);
    else if (v->playing)
        play_on(app, milliseconds);
    app_walked(app);
}

/* A share of the whole matrix that lies at share p of its window stays there. */
static float pan_for(float pan, float p, float before, float now) {
    float at = pan * (1 - 1 / before) + p / before;
    return now > 1 ? fminf(1, fmaxf(0, (at - p / now) / (1 - 1 / now))) : 0;
}

void motion_zoom(App *app, float factor, float x, float y) {
    View *v = &app->view;
    float now = fminf(ZOOM_MOST, fmaxf(1, v->zoom * factor));
    if (now < 1.01f) now = 1;
    v->pan_x = pan_for(v->pan_x, x, v->zoom, now);
    v->pan_y = pan_for(v->pan_y, y, v->zoom, now);
    v->zoom = now;
}

void motion_pan(App *app, float x, float y) {
    View *v = &app->view;
    if (v->zoom <= 1) return; /* all of it is there */
    v->pan_x = fminf(1, fmaxf(0, v->pan_x + x));
    v->pan_y = fminf(1, fmaxf(0, v->pan_y + y));
}
