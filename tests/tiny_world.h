/* A run of the small random model, letters of fixed size and English, for tests of single figures.
   Include cmocka before it. */
#ifndef ATTNSCOPE_TESTS_TINY_WORLD_H
#define ATTNSCOPE_TESTS_TINY_WORLD_H

#include <stdlib.h>

#include "base/font_fixed.h"
#include "languages.h"
#include "scene/frame/build.h"
#include "tiny_model.h"

typedef struct World {
    Arena arena;
    Model model;
    Decoding run;
    Font font;
    Lang en;
} World;

static inline World *tiny_world(const char *text) {
    World *w = calloc(1, sizeof *w);
    Error e = {{0}};
    w->model = tiny_model(&w->arena);
    if (!decode_text(&w->model, text, &(WhatIf){0}, kernels_named("plain"), &w->arena, &w->run, &e))
        fail_msg("%s", e.text);
    w->font = font_fixed(&w->arena);
    read_language("assets/lang/en.txt", NULL, &w->arena, &w->en);
    return w;
}

static inline int end_world(void **state) {
    World *w = *state;
    arena_free(&w->arena);
    free(w);
    return 0;
}

/* A figure of that view. */
static inline Scene tiny_scene(World *w, const View *v) {
    Scene s;
    SceneInput in = {
        .view = v, .run = &w->run, .width = 1440, .height = 900, .font = &w->font, .lang = &w->en};
    scene_build(&in, &w->arena, &s);
    return s;
}

#endif
