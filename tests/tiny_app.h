/* An app on the small model, with both languages and letters of fixed size, for tests. Include
 * cmocka before it. */
#ifndef ATTNSCOPE_TESTS_TINY_APP_H
#define ATTNSCOPE_TESTS_TINY_APP_H

#include <string.h>

#include "app/app.h"
#include "app/settle.h"
#include "base/font_fixed.h"
#include "languages.h"
#include "tiny_model.h"
#include "what_list.h"

typedef struct Fixture {
    Arena arena;
    Model model;
    Lang lang[2];
    Font font;
    App app;
} Fixture;

static inline bool open_app(Fixture *f, const char *text, const char *view, Error *e) {
    AppSetup s = {.model = &f->model,
                  .kernels = kernels_named("plain"),
                  .languages = {&f->lang[0], &f->lang[1]},
                  .language_count = 2,
                  .text = text,
                  .view = view,
                  .folders = {"tests/lessons", "tests/lessons"}};
    return app_open(&f->app, &s, e);
}

static inline int setup(void **state) {
    static Fixture f;
    Error e = {{0}};
    f = (Fixture){0};
    f.model = tiny_model(&f.arena);
    f.font = font_fixed(&f.arena);
    read_languages(&f.arena, &f.lang[0], &f.lang[1]);
    if (!open_app(&f, "the cat sees a dog .", "depth step", &e)) fail_msg("%s", e.text);
    app_resize(&f.app, 1440, 900, &f.font);
    *state = &f;
    return 0;
}

static inline int teardown(void **state) {
    Fixture *f = *state;
    app_close(&f->app);
    arena_free(&f->arena);
    return 0;
}

static inline void go(App *app, const char *line) {
    Error e = {{0}};
    if (!view_parse(line, &app->run, &app->lasting, &app->view, &e)) fail_msg("%s", e.text);
    app_resize(app, app->width, app->height, app->font);
}

/* What-ifs as they are written. False: they cannot be had. */
static inline bool ask(App *app, const char *items) {
    WhatIfList list = what_list(items);
    bool ok = runs_what(app, &list);
    settle_anew(app);
    return ok;
}

/* The fixture's app without what-ifs, at what the line says. */
static inline App *start_at(void **state, const char *line) {
    App *app = &((Fixture *)*state)->app;
    ask(app, "");
    go(app, line);
    settle_anew(app);
    return app;
}

#endif
