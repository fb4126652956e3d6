/* Presenting: the figure alone on the whole screen, the dark between two of them, and the
   spotlight. What is drawn then is the scene's. */
#include "app/acts/present.h"

#include <math.h>

#include "app/acts/motion.h"

void present_toggle(App *app) {
    View *v = &app->view;
    if (v->shown.setting.presenting) {
        present_end(app);
        return;
    }
    v->shown.setting.presenting = true;
    app->full_before = app->full_screen;
    app->full_screen = true;
}

void present_end(App *app) {
    View *v = &app->view;
    if (!v->shown.setting.presenting) return;
    v->shown.setting.presenting = v->passing.blank = v->passing.spotlight = false;
    app->full_screen = app->full_before;
}

void present_blank(App *app) {
    View *v = &app->view;
    if (!v->shown.setting.presenting) {
        app_say_key(app, "app.blank_where");
        return;
    }
    motion_stop(app);
    motion_skip(app);
    app_forget_pointer(v);
    v->passing.blank = true;
}

bool present_wake(App *app) {
    if (!app->view.passing.blank) return false;
    app->view.passing.blank = false;
    app_stale(app);
    return true;
}

/* A pointer that was not seen yet is thought in the middle. */
static void place(App *app) {
    float *spot = app->view.passing.spot;
    bool seen = app->pointer_x >= 0 && app->width > 0;
    spot[0] = seen ? app->pointer_x / (float)app->width : 0.5f;
    spot[1] = seen ? app->pointer_y / (float)app->height : 0.5f;
}

void present_spotlight(App *app) {
    app->view.passing.spotlight = !app->view.passing.spotlight;
    place(app);
}

void present_point(App *app) {
    if (!app->view.passing.spotlight) return;
    place(app);
    app_stale(app);
}

void present_resize(App *app, float notches) {
    float *radius = &app->view.passing.spot[2];
    *radius = fminf(0.5f, fmaxf(0.04f, *radius * powf(1.15f, fmaxf(-8, fminf(8, notches)))));
    app_stale(app);
}
