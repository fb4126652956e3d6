/* The movement into and out of an element, the pace of playing, zoom and pan: numbers in the view.
 */
#include "app/acts/motion.h"

#include <math.h>

static const int speeds[] = {25, 50, 100, 200, 400};
enum { SPEEDS = sizeof speeds / sizeof *speeds };

void motion_begin(App *app, const Scene *scene, const float place[4], bool leaving) {
    const float *stage = scene->stage;
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

void motion_speed(App *app, int by) {
    View *v = &app->view;
    int at = 0;
    while (at < SPEEDS - 1 && speeds[at] < v->speed) at++;
    if (by > 0 && at == SPEEDS - 1) return;
    if (by < 0 && at == 0) return;
    v->speed = speeds[at + by];
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
