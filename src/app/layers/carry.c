/* While it is dragged the share lies on the key that is nearest to the pointer, and the machine has
   run anew; let go it is one step of the history. */
#include "app/layers/carry.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/acts/carry.h"
#include "app/acts/motion.h"
#include "app/acts/what_if.h"

static bool carry_always(const App *app) {
    (void)app;
    return true;
}

static bool carry_take_press(App *app, Event *e) {
    const Target *t = &e->target;
    CarriedShare *c = &app->carried;
    if (!e->on || t->carry != CARRY_FROM || t->aside || e->held || app->run.labels) return false;
    motion_stop(app);
    snprintf(c->path, sizeof c->path, "%s", t->path);
    c->at = (Cell){t->head, t->row0, t->col0};
    c->to = t->col0;
    c->base = app->view.shown.of.what;
    c->place = app->view.shown.at;
    app->dragging = DRAG_SHARE;
    return true;
}

/* The key of that row whose place on screen is nearest, −1: there is none. */
static int carry_nearest(const CarriedShare *c, const Scene *scene, float x, float y) {
    float best = INFINITY;
    int key = -1;
    for (int i = 0; i < scene->target_count; i++) {
        const Target *t = &scene->targets[i];
        if (t->carry == CARRY_NONE || t->aside || t->head != c->at.sheet || t->row0 != c->at.row ||
            strcmp(t->path, c->path) != 0)
            continue;
        float dx = fmaxf(0, fmaxf(t->x - x, x - t->x - t->w)),
              dy = fmaxf(0, fmaxf(t->y - y, y - t->y - t->h)), far = dx * dx + dy * dy;
        if (far < best) best = far, key = t->col0;
    }
    return key;
}

/* Whose share it is stays in sight when the pointer has left it. */
static void carry_pin(App *app, int key) {
    const CarriedShare *c = &app->carried;
    Place *at = &app->view.shown.at;
    if (at->depth >= DEPTH_STEP && strcmp(at->path, c->path) == 0) {
        at->row = c->at.row;
        at->col = key;
    }
}

static bool carry_take_drag(App *app, Event *e) {
    CarriedShare *c = &app->carried;
    if (app->dragging != DRAG_SHARE) return false;
    e->live = true;
    int key = e->far && e->scene ? carry_nearest(c, e->scene, e->x, e->y) : -1;
    if (key < 0 || key == c->to) return true;
    bool ok = key == c->at.col ? what_if_live(app, &c->base)
                               : carry_share(app, &c->base, c->path, c->at, key, true);
    if (ok) {
        c->to = key;
        carry_pin(app, key);
        app->view.passing.toast[0] = 0;
    }
    app_stale(app);
    return true;
}

/* Not dragged, it is a click on the cell. */
static bool carry_take_release(App *app, Event *e) {
    if (e->drag != DRAG_SHARE || !e->far) return false;
    app->view.shown.part = -1;
    return true;
}

static bool carry_take_key(App *app, Event *e) {
    if (app->dragging != DRAG_SHARE || e->key != KEY_ESCAPE) return false;
    app->dragging = DRAG_NOTHING;
    if (what_if_live(app, &app->carried.base)) app->view.shown.at = app->carried.place;
    return true;
}

const Layer carry_layer = {.wants = carry_always,
                           .take = {[EVENT_KEY] = carry_take_key,
                                    [EVENT_PRESS] = carry_take_press,
                                    [EVENT_DRAG] = carry_take_drag,
                                    [EVENT_RELEASE] = carry_take_release}};
