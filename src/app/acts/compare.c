/* The pinned figure is a part of the view, so that undo, lines and exports know it. */
#include "app/acts/compare.h"

#include <string.h>

/* What is shown, by the value that it is of: a view may name one that its run has not. */
static Beside beside_of(const App *app) {
    const Shown *v = &app->view.shown;
    Address a = view_address(&app->view, &app->run);
    const char *path = app->run.programs[a.t].values[a.value].path;
    Beside b = {.on = true, .of = v->of, .at = v->at, .difference = v->beside.difference};
    if (strlen(path) < sizeof b.at.path) strcpy(b.at.path, path);
    return b;
}

static bool acts_compare_show(App *app, const View *next) {
    Error e;
    if (runs_show(app, next, &e)) return true;
    app_say(app, e.text);
    return false;
}

void compare_toggle(App *app) {
    View next = app->view;
    bool on = !next.shown.beside.on;
    next.shown.beside = on ? beside_of(app) : (Beside){0};
    next.shown.beside.difference = false;
    next.shown.side = SIDE_AFTER;
    if (acts_compare_show(app, &next) && on) app_say_key(app, "app.pinned");
}

void compare_swap(App *app) {
    const Beside *b = &app->view.shown.beside;
    View next = app->view;
    if (!b->on) {
        app_say_key(app, "app.nothing_pinned");
        return;
    }
    next.shown.of = b->of;
    next.shown.at = b->at;
    next.shown.beside = beside_of(app);
    next.shown.zoom.factor = next.shown.played = 1;
    next.shown.part = -1;
    next.trail.count = 0;
    app_forget_pointer(&next);
    acts_compare_show(app, &next);
}

void compare_side(App *app) {
    View next = app->view;
    if (next.shown.beside.on) {
        next.shown.beside.difference = !next.shown.beside.difference;
    } else if (runs_before(app)) {
        static const Side order[SIDE_COUNT] = {[SIDE_AFTER] = SIDE_DIFFERENCE,
                                               [SIDE_DIFFERENCE] = SIDE_BEFORE,
                                               [SIDE_BEFORE] = SIDE_BOTH,
                                               [SIDE_BOTH] = SIDE_AFTER};
        next.shown.side = order[next.shown.side];
    } else {
        app_say_key(app, "app.nothing_changed");
        return;
    }
    acts_compare_show(app, &next);
}

void compare_choose_side(App *app, Side side) {
    View next = app->view;
    if (!runs_before(app)) return;
    next.shown.side = side;
    acts_compare_show(app, &next);
}

void compare_pin(App *app, int row, int col) {
    Beside *b = &app->view.shown.beside;
    bool again = b->at.row == row && b->at.col == col;
    b->at.row = again ? -1 : row;
    b->at.col = again ? -1 : col;
}
