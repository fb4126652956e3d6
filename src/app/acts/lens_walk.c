/* What is chosen is the view's own value and row, so that lines and undo know it. */
#include "app/acts/lens_walk.h"

#include <string.h>

#include "app/acts/choose.h"
#include "app/state/place.h"
#include "trace/lens.h"

static bool lens_walk_has(const App *app) {
    return !app->run.labels && lens_there(&app->run.programs[0]);
}

bool lens_walk_here(const App *app) {
    const Place *at = &app->view.shown.at;
    return at->form == FORM_LENS && at->depth == DEPTH_MODEL && lens_walk_has(app);
}

/* The lens of the shown step without its cells, and which row is chosen: the last where none is. */
static Lens lens_walk_now(const App *app, Arena *arena, int *row) {
    Address a = view_address(&app->view, &app->run);
    Lens l = lens_frame_of(&app->run, a.t, arena);
    *row = l.rows - 1;
    for (int i = 0; i < l.rows; i++)
        if (l.values[i] == a.value) *row = i;
    return l;
}

static void lens_walk_to(App *app, Value value, int place) {
    place_show(app, value);
    app->view.shown.at.row = place;
    app->view.shown.at.col = -1;
}

void lens_walk_toggle(App *app) {
    View *v = &app->view;
    Arena arena = {0};
    int row;
    if (!lens_walk_has(app)) {
        app_say_key(app, "app.no_lens");
        return;
    }
    if (lens_walk_here(app)) {
        choose_back(app);
    } else {
        Lens l = lens_walk_now(app, &arena, &row);
        place_whole(v, FORM_LENS);
        lens_walk_to(app, l.values[row], l.cols - 1);
    }
    app_forget_pointer(v);
    arena_free(&arena);
}

void lens_walk_choose(App *app, const char *path, int place) {
    Address a = view_address(&app->view, &app->run);
    Value value = program_find(&app->run.programs[a.t], path);
    if (value == NO_VALUE) return;
    if (value == a.value && place == app->view.shown.at.row)
        lens_walk_in(app);
    else
        lens_walk_to(app, value, place);
}

void lens_walk_row(App *app, int by) {
    Arena arena = {0};
    int row;
    Lens l = lens_walk_now(app, &arena, &row);
    row += by;
    if (row >= 0 && row < l.rows) {
        int place = app->view.shown.at.row;
        lens_walk_to(app, l.values[row], place >= 0 && place < l.cols ? place : l.cols - 1);
    }
    arena_free(&arena);
}

void lens_walk_col(App *app, int by) {
    Arena arena = {0};
    int row, *at = &app->view.shown.at.row;
    Lens l = lens_walk_now(app, &arena, &row);
    int to = (*at >= 0 && *at < l.cols ? *at : l.cols - 1) + by;
    if (to >= 0 && to < l.cols) lens_walk_to(app, l.values[row], to);
    arena_free(&arena);
}

void lens_walk_in(App *app) {
    View *v = &app->view;
    Arena arena = {0};
    int row;
    Lens l = lens_walk_now(app, &arena, &row);
    lens_walk_to(app, l.values[row], v->shown.at.row);
    v->shown.at.depth = DEPTH_STEP;
    v->shown.at.form = FORM_MATRIX;
    app_forget_pointer(v);
    arena_free(&arena);
}
