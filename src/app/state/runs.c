/* A few slots. A run that is wanted and there already is taken again; another one is made in a slot
   that nobody needs. */
#include "app/state/runs.h"

#include <stdio.h>
#include <string.h>

#include "app/state/place.h"
#include "view/directives.h"

typedef struct Wanted {
    int keep[2 * 3]; /* slots that must stay: those in use, then the new ones */
    int kept;
} Wanted;

void runs_open(Runs *r) {
    r->now = r->before = r->beside = NO_RUN;
}

void runs_given(App *app, const Decoding *run, const RunOf *of) {
    Runs *r = &app->runs;
    r->slots[0].there = true;
    r->slots[0].of = *of;
    r->slots[0].of.text = app_keep(app, seen_text(of));
    r->slots[0].run = app->run = *run;
    r->now = 0;
    app->given = true;
}

void runs_close(Runs *r) {
    for (int i = 0; i < RUN_SLOTS; i++) arena_free(&r->slots[i].arena);
}

static int spare_slot(const Wanted *w) {
    for (int i = 0; i < RUN_SLOTS; i++) {
        bool used = false;
        for (int k = 0; k < w->kept; k++) used = used || w->keep[k] == i;
        if (!used) return i;
    }
    return NO_RUN;
}

bool runs_decode(const App *app, const RunOf *of, Arena *arena, Decoding *out, Error *e) {
    if (app->given) return error_set(e, "%s", lang_text(app_lang(app), "app.no_sentence"));
    return source_decode(&app->sources, of, arena, out, e);
}

/* A run that is made while somebody may wait. */
typedef struct RunJob {
    App *app;
    RunSlot *slot;
    const Decoding *like; /* differs in its temperature only; NULL: there is none */
    Watch watch;
    bool ok;
    Error *e;
} RunJob;

static void runs_work(void *of) {
    RunJob *j = of;
    Sources sources = j->app->sources;
    sources.watch = &j->watch;
    sources.like = j->like;
    j->ok = source_decode(&sources, &j->slot->of, &j->slot->arena, &j->slot->run, j->e);
}

/* Without what is said of the temperature. */
static RunOf runs_cooled(const RunOf *of) {
    RunOf out = *of;
    WhatIfItem heat = whatif_about(WHATIF_TEMPERATURE);
    if (whatif_find(&out.what, heat) >= 0) whatif_drop(&out.what, heat);
    return out;
}

/* A run that differs from that one in its temperature only. */
static const Decoding *runs_like(const Runs *r, const RunSlot *slot) {
    RunOf cooled = runs_cooled(&slot->of);
    for (int i = 0; i < RUN_SLOTS; i++) {
        RunOf other = runs_cooled(&r->slots[i].of);
        if (r->slots[i].there && directives_same_run(&other, &cooled)) return &r->slots[i].run;
    }
    return NULL;
}

static bool runs_make(App *app, RunSlot *slot, Error *e) {
    RunJob job = {.app = app, .slot = slot, .like = runs_like(&app->runs, slot), .e = e};
    if (app->given) return runs_decode(app, &slot->of, &slot->arena, &slot->run, e);
    app->stopped = app_wait(app, app->run.steps == 0, runs_work, &job, &job.watch) && !job.ok;
    if (app->stopped) error_set(e, "%s", lang_text(app_lang(app), "work.stopped"));
    return job.ok;
}

/* Steps of runs that are shown and no longer held. */
typedef struct StepJob {
    const Decoding *run;
    int t;
    Watch watch;
    bool ok;
} StepJob;

static void runs_step(void *of) {
    StepJob *j = of;
    Error e;
    j->ok = decode_make(j->run, j->t, &j->watch, &e);
}

void runs_ready(App *app) {
    const double fast = 1 << 18; /* numbers that are made in a moment */
    Place *at = &app->view.shown.at;
    const Decoding *runs[] = {&app->run, runs_before(app), runs_changed(app)};
    if (!app->wait.until || app->working) return;
    for (int i = 0; i < 3; i++) {
        int t = at->t, last = runs[i] ? runs[i]->steps - 1 : 0;
        if (t < 0 || t > last) t = last;
        if (!runs[i] || decode_missing(runs[i], t) < fast) continue;
        StepJob job = {.run = runs[i], .t = t};
        app_wait(app, true, runs_step, &job, &job.watch);
        int held = decode_latest(&app->run);
        if (job.ok || held < 0) continue;
        at->t = held;
        app_say_key(app, "work.stopped");
        return;
    }
}

static bool want(App *app, const RunOf *of, Wanted *w, int *out, Error *e) {
    Runs *r = &app->runs;
    *out = NO_RUN;
    for (int i = 0; i < RUN_SLOTS; i++)
        if (r->slots[i].there && directives_same_run(&r->slots[i].of, of)) *out = i;
    if (*out == NO_RUN) {
        int spare = spare_slot(w);
        RunSlot *slot = &r->slots[spare];
        slot->there = false;
        arena_reset(&slot->arena);
        slot->of = *of;
        slot->of.text = arena_copy(&slot->arena, seen_text(of), strlen(seen_text(of)));
        slot->there = runs_make(app, slot, e);
        if (!slot->there) return false;
        *out = spare;
    }
    w->keep[w->kept++] = *out;
    return true;
}

/* Without what-ifs the same search may meet other hypotheses: the best one is meant. */
static RunOf true_run(const RunOf *of) {
    RunOf out = *of;
    out.what = (WhatIfList){.count = 0};
    out.search.node = 0;
    return out;
}

static bool all(App *app, const View *v, Runs *found, Error *e) {
    Wanted w = {.kept = 0};
    const RunOf *of = &v->shown.of, plain = true_run(of);
    found->now = found->before = found->beside = NO_RUN;
    const int present[] = {app->runs.now, app->runs.before, app->runs.beside};
    for (int i = 0; i < 3; i++)
        if (present[i] != NO_RUN) w.keep[w.kept++] = present[i];
    return want(app, of, &w, &found->now, e) &&
           (!v->shown.of.what.count || want(app, &plain, &w, &found->before, e)) &&
           (!v->shown.beside.on || want(app, &v->shown.beside.of, &w, &found->beside, e));
}

bool runs_show(App *app, const View *next, Error *e) {
    Runs found, *r = &app->runs;
    if (!all(app, next, &found, e)) return false;
    r->now = found.now, r->before = found.before, r->beside = found.beside;
    app->view = *next;
    RunOf *kept[] = {&app->view.shown.of, &app->view.shown.beside.of};
    for (int i = 0; i < 2; i++) kept[i]->text = app_keep(app, seen_text(kept[i]));
    if (r->before == NO_RUN) app->view.shown.side = SIDE_AFTER;
    app->run = r->slots[app->view.shown.side == SIDE_BEFORE ? r->before : r->now].run;
    return true;
}

bool runs_leave_matrices(App *app) {
    View usual = view_default(""), next = app->view;
    RunOf of = {.search = {0}};
    Error e;
    if (app->given) return app_say_key(app, "app.no_sentence"), false;
    if (!app->run.labels) return true;
    next.shown.at = usual.shown.at;
    next.shown.zoom = usual.shown.zoom;
    next.shown.part = usual.shown.part;
    next.trail.count = 0;
    if (!source_settle(&app->sources, &of, &e)) return app_say(app, e.text), false;
    next.shown.of = of;
    if (!runs_show(app, &next, &e)) return app_say(app, e.text), false;
    return true;
}

/* The same place in another run. */
static bool state_runs_change(App *app, const View *next) {
    Form before = app_form(app);
    Error e;
    if (!runs_show(app, next, &e)) {
        app_say(app, e.text);
        return false;
    }
    View *v = &app->view;
    if (v->shown.at.t >= app->run.steps - 1) v->shown.at.t = -1;
    place_keep_pin(v, before, app_form(app));
    v->shown.part = -1;
    return true;
}

bool runs_what(App *app, const WhatIfList *list) {
    View next = app->view;
    next.shown.of.what = *list;
    next.shown.of.search.node = 0; /* a changed run has other hypotheses */
    return state_runs_change(app, &next);
}

bool runs_search(App *app, const Search *search) {
    View next = app->view;
    next.shown.of.search = *search;
    return state_runs_change(app, &next);
}

const Decoding *runs_changed(const App *app) {
    return &app->runs.slots[app->runs.now].run;
}

const Decoding *runs_before(const App *app) {
    return app->runs.before == NO_RUN ? NULL : &app->runs.slots[app->runs.before].run;
}

const Decoding *runs_beside(const App *app) {
    return app->runs.beside == NO_RUN ? NULL : &app->runs.slots[app->runs.beside].run;
}

size_t runs_held(const Runs *r) {
    size_t held = 0;
    for (int i = 0; i < RUN_SLOTS; i++) held += arena_held(&r->slots[i].arena);
    return held;
}
