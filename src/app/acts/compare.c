/* The pinned figure is a part of the view, so that undo, lines and exports know it. */
#include "app/acts/compare.h"

#include <string.h>

static Beside beside_of(const View *v) {
    Beside b = {.on = true,
                .of = view_run(v),
                .t = v->t,
                .head = v->head,
                .row = v->row,
                .col = v->col,
                .form = v->form,
                .depth = v->depth,
                .difference = v->beside.difference};
    memcpy(b.path, v->path, sizeof b.path);
    return b;
}

static bool show(App *app, const View *next) {
    Error e;
    if (runs_show(app, next, &e)) return true;
    app_say(app, e.text);
    return false;
}

void compare_toggle(App *app) {
    View next = app->view;
    bool on = !next.beside.on;
    next.beside = on ? beside_of(&app->view) : (Beside){0};
    next.beside.difference = false;
    next.side = SIDE_AFTER;
    if (show(app, &next) && on) app_say_key(app, "app.pinned");
}

void compare_swap(App *app) {
    const Beside *b = &app->view.beside;
    View next = app->view;
    if (!b->on) {
        app_say_key(app, "app.nothing_pinned");
        return;
    }
    view_set_run(&next, &b->of);
    memcpy(next.path, b->path, sizeof next.path);
    next.t = b->t, next.head = b->head, next.row = b->row, next.col = b->col;
    next.form = b->form, next.depth = b->depth;
    next.beside = beside_of(&app->view);
    next.zoom = next.played = 1;
    next.part = -1;
    next.trail_count = 0;
    app_forget_pointer(&next);
    show(app, &next);
}

void compare_side(App *app) {
    View next = app->view;
    if (next.beside.on) {
        next.beside.difference = !next.beside.difference;
    } else if (runs_before(app)) {
        next.side = next.side == SIDE_AFTER        ? SIDE_DIFFERENCE
                    : next.side == SIDE_DIFFERENCE ? SIDE_BEFORE
                                                   : SIDE_AFTER;
    } else {
        app_say_key(app, "app.nothing_changed");
        return;
    }
    show(app, &next);
}

void compare_pin(App *app, int row, int col) {
    Beside *b = &app->view.beside;
    bool again = b->row == row && b->col == col;
    b->row = again ? -1 : row;
    b->col = again ? -1 : col;
}
