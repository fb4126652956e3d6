/* Items are compared by what they name, not by how: a person may have written tokens or numbers. */
#include "app/acts/carry.h"

#include <string.h>

#include "app/acts/home.h"
#include "app/acts/what_if.h"
#include "trace/measure.h"

/* Takes out what is said of the share that stands at `at`; returns the key that it came from. */
static int carry_lift(const Decoding *d, WhatIfList *list, const char *path, Cell at) {
    int from, to, origin = at.col;
    for (int i = list->count - 1; i >= 0; i--) {
        if (!what_if_moves(d, whatif_item(list, i), path, at, &from, &to) || to != at.col) continue;
        origin = from;
        break;
    }
    for (int i = list->count - 1; i >= 0; i--)
        if (what_if_moves(d, whatif_item(list, i), path, at, &from, &to) && from == origin)
            whatif_drop(list, whatif_item(list, i));
    return origin;
}

bool carry_share(App *app, const WhatIfList *base, const char *path, Cell at, int to, bool live) {
    Arena arena = {0};
    WhatIfList list = *base;
    Address shown = view_address(&app->view, &app->run);
    const Decoding *plain = what_if_plain(app);
    Value v = program_find(&app->run.programs[shown.t], path);
    if (app->run.labels) return app_say_key(app, "app.no_sentence"), false;
    if (v == NO_VALUE ||
        trace_hides(decode_trace(&app->run, shown.t), v, (Cell){at.sheet, at.row, to}))
        return app_say_key(app, "move.hidden"), false;
    Axis keys = app->run.programs[shown.t].values[v].form.cols;
    int origin = carry_lift(plain, &list, path, at);
    WhatIfItem item = whatif_about(WHATIF_MOVE);
    item.place = arena_print(&arena, "%s[%d,%d,%s]", path, at.sheet, at.row,
                             address_name(plain, plain->steps - 1, keys, origin, &arena));
    item.value = address_name(plain, plain->steps - 1, keys, to, &arena);
    bool ok = to == origin || what_if_put(app, item, &list);
    arena_free(&arena);
    return ok && (live ? what_if_live(app, &list) : what_if_all(app, &list));
}

void carry_next(App *app, int by) {
    Place *at = &app->view.shown.at;
    Address a;
    const Program *p = app_program(app, &a);
    const Trace *t = decode_trace(&app->run, a.t);
    Tensor x = t->values[a.value];
    Cell cell = {a.cell.sheet, at->row, at->col};
    if (app->run.labels) {
        app_say_key(app, "app.no_sentence");
        return;
    }
    bool home = home_here(app);
    if (home) cell.row = decode_row(&app->run, a.t), cell.col = -1;
    if (home && at->head == HEAD_MEAN) {
        app_say_key(app, "move.mean");
        return;
    }
    if (!program_is(p, a.value, VALUE_WEIGHTS) || cell.row < 0 || cell.row >= x.shape.rows) {
        app_say_key(app, "move.pin");
        return;
    }
    if (cell.col < 0) measure_largest(x, cell.sheet, cell.row, &cell.col, 1);
    Cell to = cell;
    do to.col += by;
    while (to.col >= 0 && to.col < x.shape.cols && trace_hides(t, a.value, to));
    if (to.col < 0 || to.col >= x.shape.cols)
        app_say_key(app, "move.end");
    else if (carry_share(app, &app->view.shown.of.what, p->values[a.value].path, cell, to.col,
                         false) &&
             !home)
        at->col = to.col;
}
