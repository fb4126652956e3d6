/* Other searches and hypotheses. */
#include "app/acts/choose.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/acts/what_if.h"
#include "app/state/place.h"
#include "trace/search_run.h"

enum { BEAM_FIRST = 4 }; /* the width that one meets first */
static const float tops[] = {0, 3, 5, 10, 20, 50}, shares[] = {0, 0.5f, 0.8f, 0.9f, 0.95f};
/* Thousandths; 1000 is as trained. */
static const int heats[] = {200, 300, 500, 700, 850, 1000, 1200, 1500, 2000, 3000};
enum {
    TOPS = sizeof tops / sizeof *tops,
    SHARES = sizeof shares / sizeof *shares,
    HEATS = sizeof heats / sizeof *heats
};

static bool has_tree(const App *app) {
    return !app->run.labels && program_role(&app->run.programs[0], VALUE_PROBABILITIES) != NO_VALUE;
}

static bool is_tree(const View *v) {
    return v->shown.at.form == FORM_TREE && v->shown.at.depth == DEPTH_MODEL;
}

bool choose_here(const App *app) {
    return is_tree(&app->view) && has_tree(app);
}

void choose_back(App *app) {
    View *v = &app->view;
    FigureForm form = v->shown.at.form;
    v->shown.at.form = FORM_MATRIX;
    v->shown.at.depth = DEPTH_STEP;
    for (int i = app->history_at; i >= 0; i--) {
        const View *old = &app->history[i];
        if (old->shown.at.form == form && old->shown.at.depth == DEPTH_MODEL) continue;
        v->shown.at.form = old->shown.at.form, v->shown.at.depth = old->shown.at.depth;
        break;
    }
    place_keep_pin(v, app_form(app), app_form(app));
}

void choose_tree(App *app) {
    View *v = &app->view;
    if (!has_tree(app)) {
        app_say_key(app, "app.no_tree");
        return;
    }
    if (is_tree(v)) {
        choose_back(app);
    } else {
        Arena arena = {0};
        Form before = app_form(app);
        if (v->shown.at.t < 0) v->shown.at.t = tree_fork(search_tree(&app->run, &arena));
        place_whole(v, FORM_TREE);
        place_keep_pin(v, before, app_form(app));
        arena_free(&arena);
    }
    app_forget_pointer(v);
}

void choose_in(App *app) {
    View *v = &app->view;
    const Program *p = &app->run.programs[0];
    strcpy(v->shown.at.path, p->values[program_role(p, VALUE_PROBABILITIES)].path);
    v->shown.at.depth = DEPTH_STEP;
    v->shown.at.form = FORM_MATRIX;
    v->shown.at.row = v->shown.at.col = -1;
    v->shown.zoom.factor = 1;
    app_forget_pointer(v);
}

bool choose_search(App *app, Search s) {
    return runs_search(app, &s);
}

/* The other hypothesis at step t: one change, one step of undo. */
static void open_end(App *app, Search s, int t) {
    int before = app->view.shown.at.t;
    app->view.shown.at.t = t;
    if (!choose_search(app, s)) app->view.shown.at.t = before;
}

void choose_node(App *app, int node) {
    Arena arena = {0};
    const Tree *t = search_tree(&app->run, &arena);
    bool there = node > 0 && node < t->count;
    int depth = there ? t->nodes[node].depth : 0, end = there ? tree_best_end(t, node) : 0;
    bool other = there && t->search.kind == SEARCH_BEAM && !tree_leads(t, node, t->shown);
    Search s = t->search;
    s.node = there && t->nodes[end].rank == 0 ? 0 : end;
    arena_free(&arena);
    if (there && other)
        open_end(app, s, depth - 1);
    else if (there) {
        /* Step t of the present run, −1 where it is the last. */
        Form before = app_form(app);
        app->view.shown.at.t = depth - 1 >= app->run.steps - 1 ? -1 : depth - 1;
        place_keep_pin(&app->view, before, app_form(app));
    }
}

void choose_rank(App *app, int by) {
    const Tree *t = app->run.tree;
    int count = t ? tree_finished(t) : 1, rank = t ? t->nodes[t->shown].rank + by : 0;
    if (t && t->nodes[t->shown].rank < 0) rank = 0; /* from what was passed over to the best */
    if (count < 2)
        app_say_key(app, "app.one_hypothesis");
    else if (rank < 0 || rank >= count)
        app_say_key(app, rank < 0 ? "app.first_hypothesis" : "app.last_hypothesis");
    else {
        Search s = t->search;
        s.node = rank ? tree_ranked(t, rank) : 0;
        if (choose_search(app, s)) {
            /* "Hypothesis 2 / 4: le chien …". */
            Arena arena = {0};
            const Decoding *d = &app->run;
            const char *words =
                tokens_to_text(d->output, d->model->config.tokens, &d->model->target, &arena);
            const char *name = lang_text(app_lang(app), "app.hypothesis");
            app_say(app, arena_print(&arena, "%s %d / %d: %s", name, rank + 1, count, words));
            arena_free(&arena);
        }
    }
}

static void to_kind(App *app, SearchKind kind) {
    Search s = {.kind = kind,
                .width = kind == SEARCH_BEAM ? BEAM_FIRST : 0,
                .words = app->view.shown.of.search.words};
    app->view.shown.draws = 0;
    if (app->view.shown.of.search.kind != kind) choose_search(app, s);
}

void choose_kind(App *app) {
    to_kind(app, (SearchKind)((app->view.shown.of.search.kind + 1) % (SEARCH_SAMPLE + 1)));
}

void choose_more(App *app, int by) {
    Search s = app->view.shown.of.search;
    s.node = 0;
    if (s.kind == SEARCH_BEAM)
        s.width += by;
    else if (s.kind == SEARCH_SAMPLE)
        s.seed += (uint32_t)by;
    else
        s = (Search){.kind = SEARCH_BEAM, .width = BEAM_LEAST, .words = s.words};
    if (s.kind == SEARCH_BEAM && (s.width < BEAM_LEAST || s.width > BEAM_MOST)) return;
    choose_search(app, s);
}

/* The number of a list that is so many further, behind the last the first. */
static float choose_further(const float *list, int count, float now, int by) {
    int at = 0;
    while (at < count - 1 && list[at] < now) at++;
    return list[(at + by + count) % count];
}

/* Words are drawn by lot from the best k, or from those that together have the share p. */
static void choose_top(App *app, bool share, int by) {
    Search s = app->view.shown.of.search;
    if (s.kind != SEARCH_SAMPLE) s = (Search){.kind = SEARCH_SAMPLE, .words = s.words};
    if (share)
        s.top_p = choose_further(shares, SHARES, s.top_p, by);
    else
        s.top_k = (int)choose_further(tops, TOPS, (float)s.top_k, by);
    choose_search(app, s);
}

void choose_top_k(App *app, int by) {
    choose_top(app, false, by);
}

/* Another lot; from other searches on lots are drawn. */
static void choose_lot(App *app) {
    if (app->view.shown.of.search.kind == SEARCH_SAMPLE)
        choose_more(app, 1);
    else
        to_kind(app, SEARCH_SAMPLE);
}

bool choose_heat_list(const App *app, double heat, WhatIfList *list) {
    char text[16];
    WhatIfItem item = whatif_about(WHATIF_TEMPERATURE);
    snprintf(text, sizeof text, "%g", heat);
    item.value = text;
    *list = app->view.shown.of.what;
    if (heat != 1) return whatif_set(list, item);
    if (whatif_find(list, item) >= 0) whatif_drop(list, item);
    return true;
}

void choose_heat(App *app, int by) {
    WhatIfItem item = whatif_about(WHATIF_TEMPERATURE);
    WhatIfList list = app->view.shown.of.what;
    int listed = whatif_find(&list, item), at = 0;
    double now = listed < 0 ? 1 : strtod(whatif_item(&list, listed).value, NULL);
    while (at < HEATS - 1 && (double)heats[at] < 1000 * now - 1e-6) at++;
    bool between = (double)heats[at] > 1000 * now + 1e-6;
    if (by < 0 || !between) at += by;
    if (at < 0 || at >= HEATS) return;
    if (choose_heat_list(app, heats[at] / 1000.0, &list)) what_if_all(app, &list);
}

void choose_pill(App *app, SearchChoice choice) {
    switch (choice) {
    case SEARCH_TO_GREEDY:
    case SEARCH_TO_BEAM:
    case SEARCH_TO_SAMPLE: to_kind(app, (SearchKind)(choice - SEARCH_TO_GREEDY)); break;
    case SEARCH_LESS:
    case SEARCH_MORE: choose_more(app, choice == SEARCH_MORE ? 1 : -1); break;
    case SEARCH_LOT: choose_lot(app); break;
    case SEARCH_TOP_K: choose_top(app, false, 1); break;
    case SEARCH_TOP_P: choose_top(app, true, 1); break;
    }
}
