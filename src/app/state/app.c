/* Small things that every part needs: what is shown, what is said, what is old. */
#include "app/state/app.h"

#include <string.h>

#include "base/utf8.h"

void app_stale(App *app) {
    app->scene_stale = app->dirty = true;
}

void app_forget_pointer(View *v) {
    v->passing.hover = (Pointed){.kind = TARGET_NONE};
}

void app_say(App *app, const char *text) {
    if (strcmp(app->view.passing.toast, text) == 0) return;
    size_t n = strlen(text), most = sizeof app->view.passing.toast - 1;
    n = utf8_start(text, n > most ? most : n);
    memcpy(app->view.passing.toast, text, n);
    app->view.passing.toast[n] = 0;
    app_stale(app);
}

const char *app_keep(App *app, const char *text) {
    for (const KeptText *k = app->texts; k; k = k->next)
        if (k->text == text || strcmp(k->text, text) == 0) return k->text;
    KeptText *kept = arena_new(&app->lasting, KeptText);
    *kept = (KeptText){arena_copy(&app->lasting, text, strlen(text)), app->texts};
    app->texts = kept;
    return kept->text;
}

bool app_wait(App *app, bool unready, void (*job)(void *of), void *of, Watch *watch) {
    app->unready = unready;
    app->behind = app->scene;
    if (app->wait.until)
        app->wait.until(app->wait.self, job, of, watch);
    else
        job(of);
    app->unready = false;
    return atomic_load(&watch->stop);
}

void app_copy(App *app, const char *text, size_t size) {
    arena_reset(&app->copied);
    app->clipboard = arena_copy(&app->copied, text, size);
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
    return app->view.passing.playing || app->view.passing.moved < 1 || app->view.passing.turned < 1;
}

void app_end_cursor(App *app) {
    if (!app->view.passing.cursor) return;
    app->view.passing.cursor = false;
    app->view.passing.said[0] = 0;
    app_forget_pointer(&app->view);
    app_stale(app);
}
