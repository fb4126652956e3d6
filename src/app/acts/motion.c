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
    v->passing.from[0] = (place[0] - stage[0]) / stage[2];
    v->passing.from[1] = (place[1] - stage[1]) / stage[3];
    v->passing.from[2] = place[2] / stage[2];
    v->passing.from[3] = place[3] / stage[3];
    v->passing.leaving = leaving;
    v->passing.moved = 0;
}

void motion_turn(App *app, int from) {
    if (!app->motion) return;
    app->view.passing.turned = 0;
    app->view.passing.turned_from = from;
}

void motion_stop(App *app) {
    app->view.passing.playing = false;
    app->rest = 0;
}

bool motion_skip(App *app) {
    View *v = &app->view;
    bool moved = v->passing.moved < 1 || v->shown.played < 1 || v->passing.turned < 1;
    v->passing.moved = v->shown.played = v->passing.turned = 1;
    return moved;
}

void motion_speed(App *app, int by) {
    View *v = &app->view;
    int at = 0;
    while (at < SPEEDS - 1 && speeds[at] < v->passing.speed) at++;
    if (by > 0 && at == SPEEDS - 1) return;
    if (by < 0 && at == 0) return;
    v->passing.speed = speeds[at + by];
}

/* A share of the whole matrix that lies at share p of its window stays there. */
static float pan_for(float pan, float p, float before, float now) {
    float at = pan * (1 - 1 / before) + p / before;
    return now > 1 ? fminf(1, fmaxf(0, (at - p / now) / (1 - 1 / now))) : 0;
}

void motion_zoom(App *app, float factor, float x, float y) {
    View *v = &app->view;
    float now = fminf(ZOOM_MOST, fmaxf(1, v->shown.zoom.factor * factor));
    if (now < 1.01f) now = 1;
    v->shown.zoom.x = pan_for(v->shown.zoom.x, x, v->shown.zoom.factor, now);
    v->shown.zoom.y = pan_for(v->shown.zoom.y, y, v->shown.zoom.factor, now);
    v->shown.zoom.factor = now;
}

void motion_pan(App *app, float x, float y) {
    View *v = &app->view;
    if (v->shown.zoom.factor <= 1) return; /* all of it is there */
    v->shown.zoom.x = fminf(1, fmaxf(0, v->shown.zoom.x + x));
    v->shown.zoom.y = fminf(1, fmaxf(0, v->shown.zoom.y + y));
}
