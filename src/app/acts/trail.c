/* The trail is a list of places in the view; the one after the last is the present place, so that
   going elsewhere by any other way is noticed. */
#include "app/acts/trail.h"

#include <stdio.h>
#include <string.h>

#include "app/state/place.h"
#include "trace/why.h"
#include "trace/why_uses.h"

/* Here, and what is asked about. */
static TrailStep trail_place_of(const App *app, Value asked, Cell at, bool forward) {
    const Shown *v = &app->view.shown;
    return (TrailStep){.at = v->at,
                       .zoom = v->zoom,
                       .part = v->part,
                       .asked = asked,
                       .asked_at = at,
                       .forward = forward};
}

/* The cell under the pointer, else the pinned one. */
static bool asked_cell(App *app, Address *a, Value *value, Cell *at) {
    const View *v = &app->view;
    const Program *p = app_program(app, a);
    const Pointed *on = &v->passing.hover;
    Value hovered = pointed_cell(on) && !on->aside ? program_find(p, on->path) : NO_VALUE;
    bool pinned = v->shown.at.depth >= DEPTH_STEP && v->shown.at.row >= 0 && v->shown.at.col >= 0;
    *value = a->value;
    *at = (Cell){a->cell.sheet, v->shown.at.row, v->shown.at.col};
    if (hovered != NO_VALUE) *value = hovered, *at = (Cell){on->head, on->row, on->col};
    Shape s = p->values[*value].form.shape;
    if (at->sheet < 0 || at->sheet >= s.sheets) at->sheet = 0;
    if ((pinned || hovered != NO_VALUE) && at->row >= 0 && at->row < s.rows && at->col >= 0 &&
        at->col < s.cols)
        return true;
    app_say_key(app, "app.ask_cell");
    return false;
}

static bool can_go(const App *app, Value v) {
    Address a;
    return strlen(app_program(app, &a)->values[v].path) < VIEW_PATH;
}

/* To that cell's figure. What was trained is shown whole: there is no making of it to be looked at.
 */
static void trail_go(App *app, Value value, Cell at) {
    Address a;
    View *v = &app->view;
    const Program *p = app_program(app, &a);
    place_show(app, value);
    if (p->values[value].form.shape.sheets > 1) v->shown.at.head = at.sheet;
    v->shown.at.row = at.row;
    v->shown.at.col = at.col;
    v->shown.part = -1;
    v->shown.at.form = FORM_MATRIX;
    if (v->shown.at.depth < DEPTH_STEP || p->values[value].step < 0) v->shown.at.depth = DEPTH_STEP;
    v->trail.steps[v->trail.count] = trail_place_of(app, value, at, false);
    app_forget_pointer(v);
}

static void acts_trail_follow(App *app, Value asked, Cell at, Value to, Cell to_cell,
                              bool forward) {
    if (!can_go(app, to)) return;
    TrailStep step = trail_place_of(app, asked, at, forward);
    Trail *t = &app->view.trail;
    if (t->count == TRAIL_MOST - 1) {
        memmove(t->steps, t->steps + 1, (TRAIL_MOST - 2) * sizeof *t->steps);
        t->count--;
    }
    t->steps[t->count++] = step;
    trail_go(app, to, to_cell);
}

void trail_why(App *app) {
    static const char *const ends[] = {[WHY_WEIGHT] = "app.why.weight",
                                       [WHY_TOKEN] = "app.why.token",
                                       [WHY_GIVEN] = "app.why.given",
                                       [WHY_SET] = "app.why.set",
                                       [WHY_CONSTANT] = "app.why.constant"};
    Address a;
    Value value;
    Cell at;
    Why w;
    Arena work = {0};
    if (!asked_cell(app, &a, &value, &at)) return;
    why_operand(decode_trace(&app->run, a.t), value, at, &work, &w);
    arena_free(&work);
    if (w.end != WHY_GOES_ON)
        app_say_key(app, ends[w.end]);
    else
        acts_trail_follow(app, value, at, w.value, w.at, false);
}

/* "Nothing reads it …", or the word: "Here the word is chosen: chien". */
static void say_arrived(App *app, const Address *a, WhyOnward end, Value value, Cell at) {
    Arena arena = {0};
    const Form *f = &app->run.programs[a->t].values[value].form;
    if (end == WHY_NOWHERE) {
        app_say_key(app, "app.where.nowhere");
        return;
    }
    const char *word = decode_label(&app->run, a->t, f->cols, at.col, &arena);
    app_say(app, arena_print(&arena, "%s %s", lang_text(app_lang(app), "app.where.word"), word));
    arena_free(&arena);
}

void trail_where(App *app) {
    Address a;
    Value value;
    Cell at;
    Where w;
    Arena work = {0};
    if (!asked_cell(app, &a, &value, &at)) return;
    why_forward(&app->run, a.t, value, at, &work, &w);
    arena_free(&work);
    if (w.end != WHY_LEADS_ON)
        say_arrived(app, &a, w.end, value, at);
    else
        acts_trail_follow(app, value, at, w.value, w.at, true);
}

void trail_follow(App *app, const char *path, Cell to) {
    Address a;
    View *v = &app->view;
    const Program *p = app_program(app, &a);
    Value value = program_find(p, path);
    Shape s = value == NO_VALUE ? (Shape){0, 0, 0} : p->values[value].form.shape;
    if (to.sheet >= s.sheets || to.row >= s.rows || to.col >= s.cols) return;
    if (v->shown.at.row >= 0 && v->shown.at.col >= 0)
        acts_trail_follow(app, a.value, (Cell){a.cell.sheet, v->shown.at.row, v->shown.at.col},
                          value, to, false);
    else if (can_go(app, value))
        trail_go(app, value, to);
}

void trail_return(App *app, int at) {
    View *v = &app->view;
    const Trail *t = &v->trail;
    Address a;
    const Program *p = app_program(app, &a);
    if (at < 0 || at >= t->count || program_find(p, t->steps[at].at.path) == NO_VALUE) return;
    v->shown.at = t->steps[at].at;
    v->shown.zoom = t->steps[at].zoom;
    v->shown.part = t->steps[at].part;
    v->shown.played = 1;
    v->trail.count = at;
    app_forget_pointer(v);
}

bool trail_back(App *app) {
    if (!app->view.trail.count) return false;
    trail_return(app, app->view.trail.count - 1);
    return true;
}

void trail_check(App *app) {
    Trail *t = &app->view.trail;
    const Place *here = &t->steps[t->count].at, *now = &app->view.shown.at;
    bool same = strcmp(here->path, now->path) == 0 && here->t == now->t &&
                here->head == now->head && here->row == now->row && here->col == now->col;
    if (!same) t->count = 0;
}
