/* While it is dragged only the last softmax is done again, for what is shown; a small model runs
   anew, so that a tree of hypotheses follows, too. Let go it is one step of the history. */
#include "app/layers/heat.h"

#include <math.h>
#include <stdlib.h>
#include <stdio.h>

#include "app/acts/choose.h"
#include "app/acts/motion.h"
#include "app/acts/what_if.h"

enum { HEAT_SMALL = 1 << 20 };        /* weights of a model that runs while a hand moves */
static const float heat_near = 0.03f; /* so near 1 it is 1: a part */

/* In two digits. */
static float heat_at(const Slide *s, float x) {
    char text[16];
    float part = fmaxf(0, fminf(1, (x - s->x) / s->width)),
          heat = s->low * powf(s->high / s->low, part);
    snprintf(text, sizeof text, "%.2g", (double)heat);
    return fabsf(heat - 1) < heat_near ? 1 : strtof(text, NULL);
}

static bool heat_always(const App *app) {
    (void)app;
    return true;
}

static void heat_follow(App *app, float x) {
    WhatIfList list;
    float heat = heat_at(&app->slide, x);
    if (heat == app->view.passing.heat) return;
    app->view.passing.heat = heat;
    if (choose_here(app) && app->run.model->weights.total <= HEAT_SMALL &&
        choose_heat_list(app, (double)heat, &list))
        what_if_live(app, &list);
    app_stale(app);
}

static bool heat_take_press(App *app, Event *e) {
    const Target *t = &e->target;
    if (!e->on || t->kind != TARGET_HEAT) return false;
    motion_stop(app);
    app->slide = (Slide){t->x, t->w, t->low, t->high, app->view.shown.of.what};
    app->dragging = DRAG_HEAT;
    e->live = true;
    heat_follow(app, e->x);
    return true;
}

static bool heat_take_drag(App *app, Event *e) {
    if (app->dragging != DRAG_HEAT) return false;
    e->live = true;
    heat_follow(app, e->x);
    return true;
}

static bool heat_take_release(App *app, Event *e) {
    WhatIfList list;
    if (e->drag != DRAG_HEAT || !(app->view.passing.heat > 0)) return false;
    float heat = app->view.passing.heat;
    app->view.passing.heat = 0;
    if (!choose_heat_list(app, (double)heat, &list))
        app_say_key(app, "app.too_many_what_ifs");
    else
        what_if_all(app, &list);
    return true;
}

static bool heat_take_key(App *app, Event *e) {
    if (app->dragging != DRAG_HEAT || e->key != KEY_ESCAPE) return false;
    app->dragging = DRAG_NOTHING;
    app->view.passing.heat = 0;
    what_if_live(app, &app->slide.base);
    app_stale(app);
    return true;
}

const Layer heat_layer = {.wants = heat_always,
                          .take = {[EVENT_KEY] = heat_take_key,
                                   [EVENT_PRESS] = heat_take_press,
                                   [EVENT_DRAG] = heat_take_drag,
                                   [EVENT_RELEASE] = heat_take_release}};
