/* Every change goes through the list: what a person could type is all that there is. */
#include "app/acts/what_if.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/state/number.h"
#include "trace/address.h"
#include "trace/measure.h"
#include "trace/whatif.h"

WhatTold what_if_told(const App *app) {
    return (WhatTold){app_lang(app), !config_reads_apart(&app->run.model->config)};
}

bool what_if_all(App *app, const WhatIfList *list) {
    if (app->run.labels) return app_say_key(app, "app.no_sentence"), false;
    /* Who changes something wants to see what it does. */
    if (app->view.shown.side == SIDE_BEFORE) app->view.shown.side = SIDE_AFTER;
    return runs_what(app, list);
}

bool what_if_put(App *app, WhatIfItem item, WhatIfList *list) {
    return whatif_set(list, item) || (app_say_key(app, "app.too_many_what_ifs"), false);
}

bool what_if_set(App *app, WhatIfItem item) {
    WhatIfList list = app->view.shown.of.what;
    return what_if_put(app, item, &list) && what_if_all(app, &list);
}

bool what_if_drop(App *app, WhatIfItem about) {
    WhatIfList list = app->view.shown.of.what;
    if (whatif_find(&list, about) < 0) return false;
    whatif_drop(&list, about);
    return what_if_all(app, &list);
}

/* The list with that cell set to x, or without it where x is its true number. */
static bool with_cell(App *app, const CellValue *cell, float x, WhatIfList *list) {
    char text[32];
    WhatIfItem item = cell->item;
    number_print(x, text, sizeof text);
    item.value = text;
    int at = whatif_find(list, item);
    if (x == cell->usual)
        whatif_drop(list, item);
    else if (at < 0 || strcmp(whatif_item(list, at).value, text) != 0)
        return what_if_put(app, item, list);
    return true;
}

bool what_if_live(App *app, const WhatIfList *list) {
    View next = app->view;
    Error e;
    next.shown.of.what = *list;
    next.shown.side = next.shown.side == SIDE_BEFORE ? SIDE_AFTER : next.shown.side;
    if (!runs_show(app, &next, &e)) return app_say(app, e.text), false;
    app_stale(app);
    return true;
}

bool what_if_cell(App *app, const CellValue *cell, float x, bool live) {
    WhatIfList list = app->view.shown.of.what;
    if (app->run.labels) return app_say_key(app, "app.no_sentence"), false;
    if (!with_cell(app, cell, x, &list)) return false;
    return live ? what_if_live(app, &list) : what_if_all(app, &list);
}

static bool what_if_has_cell(const Decoding *d, int t, const char *path, Cell at, float *x,
                             Tensor *of) {
    if (!d || t >= d->steps) return false;
    Value v = program_find(&d->programs[t], path);
    if (v == NO_VALUE) return false;
    Tensor values = decode_trace(d, t)->values[v];
    if (at.sheet >= values.shape.sheets || at.row >= values.shape.rows ||
        at.col >= values.shape.cols)
        return false;
    *x = tensor_at(values, at.sheet, at.row, at.col);
    if (of) *of = values;
    return true;
}

static bool counts_shares(const Program *p, const char *path) {
    Value v = program_find(p, path);
    return v != NO_VALUE && program_shares(p, v);
}

bool what_if_value(const App *app, const char *path, Cell at, Arena *arena, CellValue *out) {
    int t = view_address(&app->view, &app->run).t;
    const Decoding *before = runs_before(app);
    Tensor of;
    *out = (CellValue){.at = at};
    if (at.row < 0 || at.col < 0 ||
        !what_if_has_cell(runs_changed(app), t, path, at, &out->now, &of))
        return false;
    if (!what_if_has_cell(before, t, path, at, &out->usual, NULL))
        out->usual = before ? NAN : out->now;
    out->path = path;
    out->item = whatif_about(WHATIF_CELL);
    out->item.place = arena_print(arena, "%s[%d,%d,%d]", path, at.sheet, at.row, at.col);
    out->top =
        counts_shares(&runs_changed(app)->programs[t], path) ? 1 : measure_max_abs(of, at.sheet);
    if (!(out->top > 0)) out->top = 1;
    return true;
}

bool what_if_pinned(const App *app, Arena *arena, CellValue *out) {
    Address a = view_address(&app->view, &app->run);
    Cell at = {a.cell.sheet, app->view.shown.at.row, app->view.shown.at.col};
    const char *path = app->run.programs[a.t].values[a.value].path;
    return !app->run.labels && what_if_value(app, path, at, arena, out);
}

const Decoding *what_if_plain(const App *app) {
    const Decoding *before = runs_before(app);
    return before ? before : &app->run;
}

bool what_if_moves(const Decoding *d, WhatIfItem item, const char *path, Cell at, int *from,
                   int *to) {
    Address a;
    Error e;
    if (item.kind != WHATIF_MOVE || !address_parse(d, item.place, &a, &e) || !a.has_cell)
        return false;
    const ValueInfo *v = &d->programs[a.t].values[a.value];
    *from = a.cell.col;
    return strcmp(v->path, path) == 0 && a.cell.sheet == at.sheet && a.cell.row == at.row &&
           address_position(d, a.t, v->form.cols, v->form.shape.cols, item.value, to, &e);
}

bool what_if_share(const App *app, int head, Arena *arena, ShareAt *out) {
    const Decoding *d = what_if_plain(app);
    const WhatIfList *list = &app->view.shown.of.what;
    Address a = view_address(&app->view, &app->run);
    int t = a.t < d->steps ? a.t : d->steps - 1, row = app->view.shown.at.row, from, to;
    const Program *p = &d->programs[t], *now = &app->run.programs[a.t];
    Value weights = program_beside(now, a.value, VALUE_WEIGHTS);
    Form shown = now->values[a.value].form;
    if (app->run.labels || weights == NO_VALUE || row < 0) return false;
    weights = program_find(p, now->values[weights].path);
    Form form = p->values[weights].form;
    bool asks = shown.rows == form.rows && shown.cols == form.cols && shown.rows != AXIS_ONE;
    if (!asks || row >= form.shape.rows || head >= form.shape.sheets) return false;
    *out = (ShareAt){.listed = -1, .count = form.shape.cols};
    Tensor x = decode_trace(d, t)->values[weights];
    bool *hidden = arena_many(arena, bool, out->count);
    out->keys = arena_many(arena, const char *, out->count);
    const char **names = arena_many(arena, const char *, out->count);
    for (int k = 0; k < out->count; k++) {
        out->keys[k] = decode_label(d, t, form.cols, k, arena);
        names[k] = address_name(d, t, form.cols, k, arena);
        hidden[k] = trace_hides(decode_trace(d, t), weights, (Cell){head, row, k});
        if (tensor_at(x, head, row, k) > tensor_at(x, head, row, out->usual)) out->usual = k;
    }
    bool writes = program_predicts(p, weights) && decode_word(d, row) >= 0;
    out->query = writes ? decode_label(d, t, AXIS_TARGET_WORDS, decode_next(d, row), arena)
                        : decode_label(d, t, form.rows, row, arena);
    out->hidden = hidden;
    out->now = out->usual;
    out->item = whatif_about(WHATIF_MOVE);
    out->names = names;
    out->item.place = arena_print(arena, "%s[%d,%d,%s]", p->values[weights].path, head, row,
                                  out->names[out->usual]);
    for (int i = 0; i < list->count; i++)
        if (what_if_moves(d, whatif_item(list, i), p->values[weights].path, (Cell){head, row, 0},
                          &from, &to) &&
            from == out->usual)
            out->item = whatif_item(list, i), out->listed = i, out->now = to;
    return true;
}

bool what_if_move(App *app, const ShareAt *at, int key) {
    WhatIfItem item = at->item;
    if (key == at->usual) return what_if_drop(app, item);
    item.value = at->names[key];
    return what_if_set(app, item);
}

int what_if_source_count(const App *app) {
    int count = 0;
    for (int i = 0; i < app->run.source.count; i++)
        count += app->run.source.id[i] != app->run.model->config.pad;
    return count;
}

void what_if_clear(App *app) {
    const WhatIfList none = {.count = 0};
    if (!app->view.shown.of.what.count)
        app_say_key(app, "what.none");
    else
        what_if_all(app, &none);
}

/* One by one, each beside those that were kept: each is tried as it would run. */
bool what_if_fit(const App *app, View *next, Arena *arena, const char **dropped, Error *e) {
    WhatIfList kept = {.count = 0};
    Arena work = {0};
    Decoding run;
    *dropped = "";
    const Kernels *k = app->sources.kernels;
    bool ok =
        whatif_decode(app->run.model, seen_text(&next->shown.of), NULL, NULL, k, &work, &run, e);
    for (int i = 0; i < next->shown.of.what.count && ok; i++) {
        WhatIfItem item = whatif_item(&next->shown.of.what, i);
        WhatIfList more = kept;
        Error why;
        arena_reset(&work);
        if (whatif_add(&more, whatif_text(item, &work)) &&
            whatif_decode(app->run.model, seen_text(&next->shown.of), &more, NULL, k, &work, &run,
                          &why))
            kept = more;
        else
            *dropped = arena_print(arena, "%s%s%s", *dropped, **dropped ? ", " : "",
                                   what_words(what_if_told(app), item, arena));
    }
    arena_free(&work);
    if (ok) next->shown.of.what = kept;
    return ok;
}
