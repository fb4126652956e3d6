/* Models, languages and the window's own letters, for tests that look for faults in many pictures.
   To be included after cmocka.h. */
#ifndef ATTNSCOPE_TESTS_SCENE_WORLD_H
#define ATTNSCOPE_TESTS_SCENE_WORLD_H

#include <stdio.h>
#include <string.h>

#include "app/app.h"
#include "base/file.h"
#include "platform/font_ttf.h"
#include "support/scene_faults.h"
#include "scene/frame/build.h"
#include "tiny_model.h"
#include "languages.h"

#if defined(__SANITIZE_ADDRESS__)
enum { STRIDE = 9 };
#else
enum { STRIDE = 1 };
#endif

enum { REPORTED = 12 };

typedef struct World {
    Arena arena;
    Lang lang[2];
    FontTtf *opened;
    Font font;
    Model model;
    Decoding run;
    const Decoding *before; /* NULL: nobody asks what if */
    const char *what;       /* what is asked */
    Arena scenes;
    int wrong; /* pictures with faults */
} World;

static inline int make_world(void **state) {
    static World w;
    Error e = {{0}};
    read_languages(&w.arena, &w.lang[0], &w.lang[1]);
    if (!font_ttf_open(&w.opened, &w.font, &e)) fail_msg("%s", e.text);
    *state = &w;
    return 0;
}

static inline int end_world(void **state) {
    World *w = *state;
    font_ttf_close(w->opened);
    arena_free(&w->arena);
    arena_free(&w->scenes);
    return 0;
}

static inline void decode(World *w, const char *text) {
    Error e = {{0}};
    WhatIf none = {0};
    if (!decode_text(&w->model, text, &none, kernels_best(), &w->arena, &w->run, &e))
        fail_msg("%s", e.text);
    w->before = NULL;
}

static inline void load_model(World *w, const char *folder) {
    Error e = {{0}};
    if (!model_load(folder, &w->arena, &w->model, &e)) fail_msg("%s", e.text);
}

/* A shipped model with the run of its own text. */
static inline void open_shipped(World *w, const char *folder) {
    w->wrong = 0;
    load_model(w, folder);
    decode(w, w->model.config.default_text);
}

/* What a window on the loaded model is opened with. */
static inline AppSetup world_setup(World *w, int language) {
    return (AppSetup){.model = &w->model,
                      .kernels = kernels_best(),
                      .languages = {&w->lang[0], &w->lang[1]},
                      .language_count = 2,
                      .language = language,
                      .folders = {"lessons/en", "lessons/ru"},
                      .text = w->model.config.default_text,
                      .still = true};
}

/* A window with that view in it. */
static inline SceneInput world_input(const World *w, const View *v, int width, int height,
                                     int lang) {
    return (SceneInput){.view = v,
                        .run = &w->run,
                        .width = width,
                        .height = height,
                        .frame = true,
                        .font = &w->font,
                        .lang = &w->lang[lang]};
}

/* Its picture, in place of the one before. */
static inline Scene world_scene(World *w, const SceneInput *in) {
    Scene s;
    arena_reset(&w->scenes);
    scene_build(in, &w->scenes, &s);
    return s;
}

/* What is wrong with one picture goes to standard error, the first few times; `what` says which it
 * is. */
static inline void report_faults(World *w, const Scene *s, const char *what) {
    Buffer faults = {0};
    if (scene_faults(s, &w->font, &faults) && w->wrong++ < REPORTED) {
        char *end = faults.data;
        for (int lines = 0; *end && lines < 3; end++) lines += *end == '\n';
        *end = 0;
        print_message("# %s:\n%s", what, faults.data);
    }
    buffer_free(&faults);
}

#endif
