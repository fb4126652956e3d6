/* Every change goes through the list as text: what a person could type is all that there is. */
#include "app/what_if.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "app/inside.h"
#include "app/number.h"
#include "scene/words/what.h"
#include "trace/measure.h"
#include "trace/whatif.h"

/* Who changes something wants to see what it does. */
static void show_changed(App *app) {
    if (app->view.side == SIDE_BEFORE) app->view.side = SIDE_AFTER;
}

bool what_if_set(App *app, const char *items) {
    if (app->run.labels) return app_say_key(app, "app.no_sentence"), false;
    show_changed(app);
    return runs_what(app, items);
}

static bool toggled(App *app, const char *item, char items[WHATIF_TEXT]) {
    Error e;
    strcpy(items, app->view.what);
    if (whatif_toggle(items, item, &e)) return true;
    app_say(app, e.text);
    return false;
}

bool what_if_toggle(App *app, const char *item) {
    char items[WHATIF_TEXT];
    return toggled(app, item, items) && what_if_set(app, items);
}

bool what_if_drop(App *app, const char *item) {
    char room[WHATIF_TEXT];
    const char *now = whatif_about(app->view.what, item, room);
    return now && what_if_toggle(app, now);
}

/* The list with that cell set to x, or without it where x is its true number. */
static bool with_cell(App *app, const CellValue *cell, float x, char items[WHATIF_TEXT]) {
    Arena arena = {0};
    char text[32], room[WHATIF_TEXT];
    number_print(x, text, sizeof text);
    const char *item = arena_print(&arena, "%s%s", cell->stem, text);
    const char *now = whatif_about(app->view.what, item, room);
    bool ok = true;
    strcpy(items, app->view.what);
    if (x == cell->usual)
        ok = !now || toggled(app, now, items);
    else if (!now || strcmp(now, item) != 0)
        ok = toggled(app, item, items);
    arena_free(&arena);
    return ok;
}

bool what_if_cell(App *app, const CellValue *cell, float x, bool live) {
    char items[WHATIF_TEXT];
    Error e;
    if (app->run.labels) return app_say_key(app, "app.no_sentence"), false;
    if (!with_cell(app, cell, x, items)) return false;
    if (!live) return what_if_set(app, items);
    View next = app->view;
    strcpy(next.what, items);
    next.side = next.side == SIDE_BEFORE ? SIDE_AFTER : next.side;
    if (!runs_show(app, &next, &e)) return app_say(app, e.text), false;
    app_stale(app);
    return true;
}

static bool has_cell(const Decoding *d, int t, const char *path, Cell at, float *x, Tensor *of) {
    if (!d || t >= d->steps) return false;
    Value v = program_find(&d->programs[t], path);
    if (v == NO_VALUE) return false;
    Tensor values = d->traces[t].values[v];
    if (at.sheet >= values.shape.sheets || at.row >= values.shape.rows ||
        at.col >= values.shape.cols)
        return false;
    *x = tensor_at(values, at.sheet, at.row, at.col);
    if (of) *of = values;
    return true;
}

static bool counts_shares(const char *path) {
    const char *tail = strrchr(path, '.');
    return tail && (strcmp(tail, ".weights") == 0 || strcmp(tail, ".probabilities") == 0);
}

bool what_if_value(const App *app, const char *path, Cell at, Arena *arena, CellValue *out) {
    int t = view_address(&app->view, &app->run).t;
    const Decoding *before = runs_before(app);
    Tensor of;
    *out = (CellValue){.at = at};
    if (at.row < 0 || at.col < 0 || !has_cell(runs_changed(app), t, path, at, &out->now, &of))
        return false;
    if (!has_cell(before, t, path, at, &out->usual, NULL)) out->usual = before ? NAN : out->now;
    out->path = path;
    out->stem = arena_print(arena, "cell=%s[%d,%d,%d]=", path, at.sheet, at.row, at.col);
    out->top = counts_shares(path) ? 1 : measure_max_abs(of, at.sheet);
    if (!(out->top > 0)) out->top = 1;
    return true;
}

bool what_if_pinned(const App *app, Arena *arena, CellValue *out) {
    Address a = view_address(&app->view, &app->run);
    Cell at = {a.cell.sheet, app->view.row, app->view.col};
    const char *path = app->run.programs[a.t].values[a.value].path;
    return !app->run.labels && what_if_value(app, path, at, arena, out);
}

int what_if_source_count(const App *app) {
    int count = 0;
    for (int i = 0; i < app->run.source.count; i++) count += app->run.source.id[i] != TOKEN_PAD;
    return count;
}

void app_clear_what_if(App *app) {
    if (!*app->view.what)
        app_say_key(app, "what.none");
    else
        what_if_set(app, "");
}

/* One by one, each beside those that were kept: each is tried as it would run. */
bool what_if_fit(const App *app, View *next, Arena *arena, const char **dropped, Error *e) {
    const char *list[WHATIF_MOST], *kept = "";
    Arena work = {0};
    Decoding run;
    int count = what_split(next->what, arena, list);
    *dropped = "";
    const Kernels *k = app->sources.kernels;
    bool ok = whatif_decode(app->run.model, next->text, "", NULL, k, &work, &run, e);
    for (int i = 0; i < count && ok; i++) {
        const char *more = arena_print(arena, "%s%s%s", kept, *kept ? " " : "", list[i]);
        Error why;
        arena_reset(&work);
        if (whatif_decode(app->run.model, next->text, more, NULL, k, &work, &run, &why))
            kept = more;
        else
            *dropped = arena_print(arena, "%s%s%s", *dropped, **dropped ? ", " : "",
                                   what_words(app_lang(app), list[i], arena));
    }
    arena_free(&work);
    if (ok) strcpy(next->what, kept);
    return ok;
}
