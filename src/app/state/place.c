/* Another value is looked at: what belongs to the old one is let go. */
#include "app/state/place.h"

#include <string.h>

#include "model/pages/names.h"

void place_keep_pin(View *v, Form before, Form now) {
    if (v->shown.at.row >= now.shape.rows || before.rows != now.rows)
        v->shown.at.row = v->shown.at.col = -1;
    if (v->shown.at.col >= now.shape.cols || before.cols != now.cols) v->shown.at.col = -1;
    if (v->shown.at.depth >= DEPTH_ROW && v->shown.at.row < 0) v->shown.at.row = 0;
    if (v->shown.at.depth >= DEPTH_CELL && v->shown.at.col < 0) v->shown.at.col = 0;
}

void place_whole(View *v, FigureForm form) {
    v->shown.at.form = form;
    v->shown.at.depth = DEPTH_MODEL;
    if (v->shown.at.head == HEAD_MEAN) v->shown.at.head = 0;
    v->shown.part = -1;
    v->shown.played = 1;
}

void place_show(App *app, Value v) {
    Address a;
    View *w = &app->view;
    const Program *p = app_program(app, &a);
    if (strlen(p->values[v].path) >= VIEW_PATH || v == a.value) return;
    Form before = app_form(app);
    strcpy(w->shown.at.path, p->values[v].path);
    place_keep_pin(w, before, p->values[v].form);
    w->shown.zoom.factor = w->shown.played = 1;
    w->shown.zoom.x = w->shown.zoom.y = 0;
    w->shown.part = -1;
    if (w->shown.scale.kind == SCALE_RANGE && p->values[v].role != VALUE_MATRIX)
        w->shown.scale = (ScaleWish){SCALE_AUTO, 0, 0};
    app_forget_pointer(w);
}

void place_open(App *app) {
    View *v = &app->view;
    if (v->shown.at.depth != DEPTH_SENTENCE || app->run.labels) return;
    strcpy(v->shown.at.path, names_shown_first);
    source_open(&app->sources, &app->run, v);
}
