/* The word is the view's decoding step, the head its value and head: lines and undo know them. */
#include "app/acts/home.h"

#include <string.h>

#include "app/acts/motion.h"
#include "app/acts/sentence.h"
#include "trace/draws.h"
#include "trace/opening.h"

bool home_here(const App *app) {
    return app->view.shown.at.depth == DEPTH_SENTENCE && !app->run.labels;
}

void home_show(App *app) {
    View *v = &app->view;
    if (app->run.labels) {
        app_say_key(app, "app.no_sentence");
        return;
    }
    v->shown.at.depth = DEPTH_SENTENCE;
    v->shown.at.form = FORM_MATRIX;
    v->shown.at.row = v->shown.at.col = v->shown.part = -1;
    v->shown.played = 1;
    app_forget_pointer(v);
    source_open(&app->sources, &app->run, v);
}

void home_to(App *app, int t) {
    View *v = &app->view;
    /* A line grows by the word; nothing of it moves. */
    if (config_reads_apart(&app->run.model->config)) motion_turn(app, view_address(v, &app->run).t);
    if (v->shown.at.t != t) v->shown.draws = 0; /* of another word */
    v->shown.at.t = t;
    v->shown.at.row = v->shown.at.col = -1;
    app_forget_pointer(v);
}

bool home_word(App *app, int by) {
    int to = view_address(&app->view, &app->run).t + by, count = opening_written(&app->run);
    if (to < 0 || to >= count) {
        app_say_key(app, to < 0 ? "app.first_word" : "app.last_word");
        return false;
    }
    home_to(app, to);
    return true;
}

void home_end(App *app, bool last) {
    home_to(app, last ? opening_written(&app->run) - 1 : 0);
}

void home_head(App *app, int by) {
    Address a;
    Value blocks[OPENING_BLOCKS];
    const Program *p = app_program(app, &a);
    Place *at = &app->view.shown.at;
    int count = opening_blocks(p, blocks), places = 0, now = 0;
    for (int i = 0; i < count; i++) {
        int heads = p->values[blocks[i]].form.shape.sheets;
        if (blocks[i] == a.value) now = places + (at->head == HEAD_MEAN ? heads : a.cell.sheet);
        places += heads + (heads > 1);
    }
    int to = places ? (now + by + places) % places : 0;
    for (int i = 0; i < count; i++) {
        int heads = p->values[blocks[i]].form.shape.sheets, room = heads + (heads > 1);
        if (to < room && strlen(p->values[blocks[i]].path) < sizeof at->path) {
            strcpy(at->path, p->values[blocks[i]].path);
            at->head = to == heads ? HEAD_MEAN : to;
            break;
        }
        to -= room;
    }
    at->row = at->col = -1;
}

void home_contrast(App *app) {
    Arena arena = {0};
    Contrast c;
    Place at = app->view.shown.at;
    if (!opening_contrast(&app->run, &arena, &c))
        app_say_key(app, "app.no_contrast");
    else if (sentence_set(app, c.text) && at.depth == DEPTH_SENTENCE)
        app->view.shown.at = at;
    arena_free(&arena);
}

void home_draw(App *app, int by) {
    int64_t *draws = &app->view.shown.draws;
    if (!home_here(app) || config_reads_apart(&app->run.model->config))
        app_say_key(app, "app.draw_home");
    else if (*draws == DRAWS_MOST)
        app_say_key(app, "app.draws_most");
    else
        *draws = *draws + by < DRAWS_MOST ? *draws + by : DRAWS_MOST;
}

void home_row(App *app, const Target *t) {
    Place *at = &app->view.shown.at;
    if (strlen(t->path) >= sizeof at->path) return;
    strcpy(at->path, t->path);
    at->head = t->head;
    at->row = t->row0;
    at->col = t->col0;
    at->depth = DEPTH_STEP;
    app->view.shown.played = 1;
    app_forget_pointer(&app->view);
}
