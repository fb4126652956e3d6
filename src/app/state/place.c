/* Another value is looked at: what belongs to the old one is let go. */
#include "app/state/place.h"

#include <string.h>

void place_keep_pin(View *v, Form before, Form now) {
    if (v->row >= now.shape.rows || before.rows != now.rows) v->row = v->col = -1;
    if (v->col >= now.shape.cols || before.cols != now.cols) v->col = -1;
    if (v->depth >= DEPTH_ROW && v->row < 0) v->row = 0;
    if (v->depth >= DEPTH_CELL && v->col < 0) v->col = 0;
}

void place_show(App *app, Value v) {
    Address a;
    View *w = &app->view;
    const Program *p = app_program(app, &a);
    if (strlen(p->values[v].path) >= VIEW_PATH || v == a.value) return;
    Form before = app_form(app);
    strcpy(w->path, p->values[v].path);
    place_keep_pin(w, before, p->values[v].form);
    w->zoom = w->played = 1;
    w->pan_x = w->pan_y = 0;
    w->part = -1;
    app_forget_pointer(w);
}
