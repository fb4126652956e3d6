/* Going through the model: one tree of model, layer, sublayer, step, row and cell, and the same
 * arrows everywhere. */
#include "app/acts/walk.h"

#include <stdio.h>
#include <string.h>

#include "app/acts/home.h"
#include "app/acts/motion.h"
#include "app/acts/trail.h"
#include "app/state/place.h"
#include "model/outline.h"
#include "trace/explain.h"
#include "trace/measure.h"

static View *view(App *app) {
    return &app->view;
}

/* A weight has no step of its own: it stands just before its first reader, seen from the left, and
   just after it, seen from the right, so that both arrows lead to neighbours. */
static int step_beside(const Program *p, Value v, int by) {
    int step = outline_step(p, v);
    if (p->values[v].step >= 0) return step + by;
    return by > 0 ? step : step - 1;
}

static bool walk_show_step(App *app, const Program *p, int step) {
    if (step < 0 || step >= p->step_count) {
        app_say_key(app, step < 0 ? "app.first_step" : "app.last_step");
        return false;
    }
    place_show(app, outline_value(p, step));
    return true;
}

/* The next block, or part, in that direction; its first step. */
static bool move_block(App *app, int by, bool parts) {
    Address a;
    Arena arena = {0};
    const Program *p = app_program(app, &a);
    Outline o = outline_make(p, &arena);
    int block = o.block_of_step[outline_step(p, a.value)], part = o.blocks[block].part + by,
        to = block + by;
    if (parts) to = part < 0 ? -1 : part >= o.part_count ? o.block_count : o.parts[part].first;
    bool ok = to >= 0 && to < o.block_count;
    if (ok)
        place_show(app, outline_value(p, o.blocks[to].first));
    else
        app_say_key(app, by < 0 ? "app.first_step" : "app.last_step");
    arena_free(&arena);
    return ok;
}

/* One token's journey: the steps whose rows are the same tokens. */
static bool move_journey(App *app, int by) {
    Address a;
    const Program *p = app_program(app, &a);
    Form now = app_form(app);
    for (int i = step_beside(p, a.value, by); i >= 0 && i < p->step_count; i += by) {
        Form form = p->values[outline_value(p, i)].form;
        if (form.rows != now.rows || form.shape.rows != now.shape.rows) continue;
        place_show(app, outline_value(p, i));
        return true;
    }
    app_say_key(app, by < 0 ? "app.journey_start" : "app.journey_end");
    return false;
}

int walk_terms(const App *app) {
    Address a;
    Arena arena = {0};
    Explanation x = {0};
    Error e;
    const Program *p = app_program(app, &a);
    bool cell =
        app->view.shown.at.row >= 0 && app->view.shown.at.col >= 0 && p->values[a.value].step >= 0;
    Cell at = {a.cell.sheet, app->view.shown.at.row, app->view.shown.at.col};
    bool ok =
        cell && explain_cell(decode_trace(&app->run, a.t), a.value, at, &arena, &x, &e) && x.is_sum;
    int count = ok ? x.count : 0;
    arena_free(&arena);
    return count;
}

static bool move_cell(App *app, int by) {
    Shape s = app_form(app).shape;
    View *v = view(app);
    int at = v->shown.at.row * s.cols + v->shown.at.col + by;
    if (at < 0 || at >= s.rows * s.cols) {
        app_say_key(app, by < 0 ? "app.first_cell" : "app.last_cell");
        return false;
    }
    v->shown.at.row = at / s.cols;
    v->shown.at.col = at % s.cols;
    return true;
}

/* One product more or less; behind the last one the next cell begins. */
static bool move_part(App *app, int by) {
    View *v = view(app);
    int count = walk_terms(app),
        part = v->shown.part < 0 || v->shown.part > count ? count : v->shown.part;
    if (count && part + by >= 0 && part + by <= count) {
        v->shown.part = part + by == count ? -1 : part + by;
        return true;
    }
    if (!move_cell(app, by)) return false;
    v->shown.part = by > 0 && walk_terms(app) ? 1 : -1;
    return true;
}

/* The cell of the row that says most. */
static int largest_col(const App *app, Address a, int row) {
    const Program *p = &app->run.programs[a.t];
    int col = 0, found[1];
    if (measure_largest(decode_trace(&app->run, a.t)->values[a.value], a.cell.sheet, row, found, 1))
        col = found[0];
    return p->values[a.value].form.shape.cols > col ? col : 0;
}

/* While presenting, a matrix of queries and keys has three parts that come one after the other: the
   whole, the row whose score leads by most, the key that it leads with. */
static bool is_presented(const App *app) {
    Address a;
    const Program *p = app_program(app, &a);
    const Shown *v = &app->view.shown;
    return v->setting.presenting && v->at.depth == DEPTH_STEP && v->at.form == FORM_MATRIX &&
           !app->run.labels && program_attends(p, a.value);
}

static void pin_presented(App *app, bool row, bool col) {
    Address a;
    const Program *p = app_program(app, &a);
    Place *at = &app->view.shown.at;
    Value masked = program_beside(p, a.value, VALUE_MASKED),
          scores = masked != NO_VALUE ? masked : program_beside(p, a.value, VALUE_SCORES);
    if (row && at->row < 0)
        at->row = measure_leading_row(
            decode_trace(&app->run, a.t)->values[scores != NO_VALUE ? scores : a.value],
            a.cell.sheet);
    if (col && at->row >= 0) at->col = largest_col(app, a, at->row);
    app_forget_pointer(&app->view);
}

bool walk_part(App *app, int by) {
    Place *at = &app->view.shown.at;
    if (!is_presented(app) || (by > 0 ? at->col >= 0 : at->row < 0)) return false;
    if (by > 0)
        pin_presented(app, true, at->row >= 0);
    else if (at->col >= 0)
        at->col = -1;
    else
        at->row = -1;
    return by < 0 || at->row >= 0;
}

/* The next step; one that has parts begins with its first, from behind with its last. */
static bool move_step(App *app, int by) {
    Address a;
    const Program *p = app_program(app, &a);
    if (walk_part(app, by)) return true;
    if (!walk_show_step(app, p, step_beside(p, a.value, by))) return false;
    if (is_presented(app)) {
        app->view.shown.at.row = app->view.shown.at.col = -1;
        if (by < 0) pin_presented(app, true, true);
    }
    return true;
}

bool walk_next(App *app, int by) {
    Address a;
    app_program(app, &a);
    int t = a.t;
    switch (view(app)->shown.at.depth) {
    case DEPTH_SENTENCE: return home_word(app, by);
    case DEPTH_MODEL: walk_word(app, by); return view_address(view(app), &app->run).t != t;
    case DEPTH_LAYER: return move_block(app, by, true);
    case DEPTH_SUBLAYER: return move_block(app, by, false);
    case DEPTH_ROW: return move_journey(app, by);
    case DEPTH_CELL: return move_part(app, by);
    default: return move_step(app, by);
    }
}

/* "Output word 3 / 11: voiture": steps of the encoder look the same for every word. */
static void walk_say_word(App *app, int t) {
    char text[sizeof app->view.passing.toast];
    const Decoding *d = &app->run;
    if (t >= d->output.count) return; /* matrices write no words */
    snprintf(text, sizeof text, "%s %d / %d: %s", lang_text(app_lang(app), "app.word"), t + 1,
             d->steps, vocab_label(&d->model->target, d->output.id[t]));
    app_say(app, text);
}

static void go_to_word(App *app, int t) {
    Form before = app_form(app);
    app->view.shown.at.t = t == app->run.steps - 1 ? -1 : t;
    app_forget_pointer(&app->view);
    place_keep_pin(&app->view, before, app_form(app));
    walk_say_word(app, t);
}

void walk_end(App *app, bool last) {
    Address a;
    const Program *p = app_program(app, &a);
    View *v = view(app);
    if (v->shown.at.depth == DEPTH_CELL && walk_terms(app))
        v->shown.part = last ? -1 : 0;
    else if (v->shown.at.depth == DEPTH_ROW)
        while (move_journey(app, last ? 1 : -1)) continue;
    else if (v->shown.at.depth == DEPTH_SENTENCE)
        home_end(app, last);
    else if (v->shown.at.depth == DEPTH_MODEL)
        go_to_word(app, last ? app->run.steps - 1 : 0);
    else
        walk_show_step(app, p, last ? p->step_count - 1 : 0);
    if (v->shown.at.depth == DEPTH_ROW) v->passing.toast[0] = 0;
}

/* Where on the stage the element stands that leads to `path`, or the present value's row or cell:
   whole pixels of the window. False if it is not to be seen. */
static bool walk_place_of(const Scene *s, const char *path, Depth depth, const View *v,
                          float out[4]) {
    for (int i = s->target_count - 1; i >= 0; i--) {
        const Target *t = &s->targets[i];
        bool on_stage = t->x >= s->stage[0] && t->x + t->w <= s->stage[0] + s->stage[2] + 1;
        if (!on_stage || !t->path || strcmp(t->path, path) != 0) continue;
        if (depth <= DEPTH_STEP && t->kind == TARGET_STEP) {
            memcpy(out, (float[]){t->x, t->y, t->w, t->h}, 4 * sizeof *out);
            return true;
        }
        if (depth <= DEPTH_STEP || t->kind != TARGET_CELLS || t->transposed ||
            v->shown.at.row < t->row0)
            continue;
        float high = t->h / (float)t->rows, wide = t->w / (float)t->cols;
        float x = depth == DEPTH_CELL ? t->x + (float)(v->shown.at.col - t->col0) * wide : t->x;
        float y = t->y + (float)(v->shown.at.row - t->row0) * high;
        memcpy(out, (float[]){x, y, depth == DEPTH_CELL ? wide : t->w, high}, 4 * sizeof *out);
        return true;
    }
    return false;
}

/* The element that stands for the present place one depth up: its block, its part. */
static const char *container(const App *app, Depth depth, Arena *arena) {
    Address a;
    const Program *p = app_program(app, &a);
    Outline o = outline_make(p, arena);
    const Block *b = &o.blocks[o.block_of_step[outline_step(p, a.value)]];
    int step = depth == DEPTH_SUBLAYER ? b->first : o.blocks[o.parts[b->part].first].first;
    return depth >= DEPTH_STEP ? app->view.shown.at.path : p->values[outline_value(p, step)].path;
}

static void begin_motion(App *app, const Scene *scene, Depth element, bool leaving) {
    Arena arena = {0};
    float place[4];
    if (app->motion && scene && element > DEPTH_MODEL &&
        walk_place_of(scene, container(app, element, &arena), element, &app->view, place))
        motion_begin(app, scene, place, leaving);
    arena_free(&arena);
}

void walk_in(App *app, const Scene *scene) {
    Address a;
    View *v = view(app);
    const Pointed *on = &v->passing.hover;
    const Program *p = app_program(app, &a);
    if (v->shown.at.depth == DEPTH_CELL) { /* there is nothing smaller: on to what it comes from */
        trail_why(app);
        return;
    }
    if (v->shown.at.depth == DEPTH_ROW && p->values[a.value].step < 0) {
        app_say_key(app, "app.trained");
        return;
    }
    Shape s = p->values[a.value].form.shape;
    if (v->shown.at.depth == DEPTH_STEP && v->shown.at.row < 0)
        v->shown.at.row = pointed_cell(on) && on->row < s.rows ? on->row : 0;
    if (v->shown.at.depth == DEPTH_ROW && v->shown.at.col < 0)
        v->shown.at.col = largest_col(app, a, v->shown.at.row);
    Depth to = v->shown.at.depth < DEPTH_STEP && app->run.labels ? DEPTH_STEP
                                                                 : (Depth)(v->shown.at.depth + 1);
    begin_motion(app, scene, to, false);
    v->shown.at.depth = to;
    if (v->shown.at.head == HEAD_MEAN) v->shown.at.head = 0;
    v->shown.part = to == DEPTH_CELL && walk_terms(app) ? 1 : -1;
    v->shown.played = 1;
    app_forget_pointer(v);
}

void walk_out(App *app) {
    View *v = view(app);
    if (v->shown.at.depth == DEPTH_SENTENCE ||
        (v->shown.at.depth == DEPTH_MODEL && app->run.labels)) {
        app_say_key(app, app->run.labels ? "app.whole_model" : "app.sentence_top");
        return;
    }
    if (v->shown.at.depth == DEPTH_MODEL) {
        home_show(app);
        return;
    }
    Depth from = v->shown.at.depth;
    v->shown.at.depth = from == DEPTH_STEP && app->run.labels
                            ? DEPTH_MODEL
                            : (Depth)(from - 1); /* no layers of ours between */
    v->shown.part = -1;
    v->shown.played = 1;
    app_forget_pointer(v);
    app_stale(app);
}

void walk_left(App *app, const Scene *scene, Depth from) {
    begin_motion(app, scene, from, true);
}

void walk_to(App *app, const Scene *scene, const char *path, Depth depth) {
    Address a;
    View *v = view(app);
    const Program *p = app_program(app, &a);
    Value value = program_find(p, path);
    float place[4];
    if (value == NO_VALUE) return;
    bool inwards = depth > v->shown.at.depth && app->motion && scene &&
                   walk_place_of(scene, path, DEPTH_STEP, v, place);
    place_show(app, value);
    if (inwards) motion_begin(app, scene, place, false);
    v->shown.at.depth = depth;
    if (depth == DEPTH_SENTENCE) home_show(app);
    if (depth != DEPTH_SENTENCE && v->shown.at.head == HEAD_MEAN) v->shown.at.head = 0;
    v->shown.part = -1;
    v->shown.played = 1;
    place_keep_pin(v, app_form(app), app_form(app));
}

void walk_head(App *app, int by) {
    if (home_here(app)) {
        home_head(app, by);
        return;
    }
    int heads = app_form(app).shape.sheets;
    View *v = view(app);
    Address a;
    const Program *p = app_program(app, &a);
    Value each = program_beside(p, a.value, VALUE_WEIGHTS);
    if (heads == 1 && v->shown.at.form == FORM_HEADS && each != NO_VALUE)
        heads = p->values[each].form.shape.sheets; /* of the block: not all may have room at once */
    if (heads == 1)
        app_say_key(app, "app.no_heads");
    else
        v->shown.at.head =
            ((v->shown.at.head < heads ? v->shown.at.head : heads - 1) + by + heads) % heads;
}

void walk_row(App *app, int by) {
    View *v = view(app);
    if (home_here(app)) return; /* no row is pinned there */
    int rows = app_form(app).shape.rows, to = v->shown.at.row + by;
    if (v->shown.at.row < 0) to = by > 0 ? 0 : rows - 1;
    if (to >= 0 && to < rows) v->shown.at.row = to;
    if (v->shown.at.depth == DEPTH_CELL) v->shown.part = -1;
}

void walk_col(App *app, int by) {
    View *v = view(app);
    if (home_here(app)) return;
    int cols = app_form(app).shape.cols, to = v->shown.at.col + by;
    if (v->shown.at.col < 0) to = by > 0 ? 0 : cols - 1;
    if (v->shown.at.row < 0) v->shown.at.row = 0;
    if (to >= 0 && to < cols) v->shown.at.col = to;
    if (v->shown.at.depth == DEPTH_CELL) v->shown.part = -1;
}

void walk_word(App *app, int by) {
    if (home_here(app)) {
        home_word(app, by);
        return;
    }
    int to = view_address(&app->view, &app->run).t + by;
    if (to < 0 || to >= app->run.steps)
        app_say_key(app, to < 0 ? "app.first_word" : "app.last_word");
    else
        go_to_word(app, to);
}
