/* Small things that every part needs: what is shown, what is said, what is old. */
#include "app/state/app.h"

#include <string.h>

static bool same_beside(const Beside *a, const Beside *b) {
    return a->on == b->on &&
           (!a->on ||
            (view_same_run(&a->of, &b->of) && strcmp(a->path, b->path) == 0 && a->t == b->t &&
             a->head == b->head && a->row == b->row && a->col == b->col && a->form == b->form &&
             a->depth == b->depth && a->difference == b->difference));
}

bool app_same_view(const View *a, const View *b) {
    RunOf of = view_run(a), other = view_run(b);
    bool extras = a->side == b->side && a->order == b->order && a->enlarged == b->enlarged &&
                  a->dots == b->dots && a->trail_count == b->trail_count &&
                  same_beside(&a->beside, &b->beside);
    return extras && view_same_run(&of, &other) && strcmp(a->lesson, b->lesson) == 0 &&
           a->page == b->page && strcmp(a->path, b->path) == 0 && a->t == b->t &&
           a->head == b->head && a->row == b->row && a->col == b->col && a->theme == b->theme &&
           a->text_size == b->text_size && a->depth == b->depth && a->form == b->form &&
           a->map == b->map && a->notes == b->notes && a->timeline == b->timeline &&
           a->zoom == b->zoom && a->pan_x == b->pan_x && a->pan_y == b->pan_y &&
           a->part == b->part && a->speed == b->speed;
}

void app_stale(App *app) {
    app->scene_stale = app->dirty = true;
}

void app_forget_pointer(View *v) {
    v->hover_row = v->hover_col = -1;
    v->hover_path[0] = 0;
    v->hover_head = v->hover_command = 0;
    v->hover_aside = false;
    v->hover_tree = v->hover_order = v->hover_answer = v->hover_lesson = v->hover_page = 0;
    v->hover_mark[0] = 0;
}

/* What passes is not remembered. */
void app_rest(View *v) {
    app_forget_pointer(v);
    v->playing = false;
    v->played = v->moved = 1;
    v->edit = (Edit){0};
    v->toast[0] = 0;
    v->blank = v->cursor = v->spotlight = v->presenting = false;
    v->said[0] = 0;
    v->keys_page = v->contents = 0;
}

void app_say(App *app, const char *text) {
    if (strcmp(app->view.toast, text) == 0) return;
    size_t n = strlen(text), most = sizeof app->view.toast - 1;
    if (n > most) { /* not in the middle of a letter */
        n = most;
        while (n && ((unsigned char)text[n] & 0xc0) == 0x80) n--;
    }
    memcpy(app->view.toast, text, n);
    app->view.toast[n] = 0;
    app_stale(app);
}

const Lang *app_lang(const App *app) {
    return app->languages[app->language];
}

void app_say_key(App *app, const char *key) {
    app_say(app, lang_text(app_lang(app), key));
}

const Program *app_program(const App *app, Address *at) {
    *at = view_address(&app->view, &app->run);
    return &app->run.programs[at->t];
}

Form app_form(const App *app) {
    Address a;
    const Program *p = app_program(app, &a);
    return p->values[a.value].form;
}

bool app_moving(const App *app) {
    return app->view.playing || app->view.moved < 1;
}

void app_end_cursor(App *app) {
    if (!app->view.cursor) return;
    app->view.cursor = false;
    app->view.said[0] = 0;
    app_forget_pointer(&app->view);
    app_stale(app);
}
