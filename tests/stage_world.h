/* A stage with letters of fixed size and nothing on it, for tests of what is set on one. Include
   cmocka before it. */
#ifndef ATTNSCOPE_TESTS_STAGE_WORLD_H
#define ATTNSCOPE_TESTS_STAGE_WORLD_H

#include <stdlib.h>

#include "base/font_fixed.h"
#include "scene/pen/stage.h"

typedef struct World {
    Arena arena;
    Scene scene;
    Font font;
    Stage stage;
} World;

static inline int make_world(void **state) {
    World *w = calloc(1, sizeof *w);
    w->font = font_fixed(&w->arena);
    w->scene.arena = &w->arena;
    w->stage = (Stage){.scene = &w->scene,
                       .arena = &w->arena,
                       .font = &w->font,
                       .unit = 1,
                       .title = 26,
                       .name = 16,
                       .body = 14,
                       .small = 12,
                       .mono = 12,
                       .group = "figure"};
    theme_make(THEME_NIGHT, PALETTE_DEFAULT, &w->stage.theme);
    *state = w;
    return 0;
}

static inline int end_world(void **state) {
    World *w = *state;
    arena_free(&w->arena);
    free(w);
    return 0;
}

#endif
