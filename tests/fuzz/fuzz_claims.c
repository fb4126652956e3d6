/* libFuzzer target: any bytes as a claim, a value, a question and a prediction about a small
 * model's run. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lesson/claims.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct World {
    Arena arena;
    Model model;
    Decoding run;
} World;

static void open_world(World *w) {
    Error e;
    if (!model_load("tests/reference/runs/post", &w->arena, &w->model, &e) ||
        !decode_text(&w->model, "a b c", &(WhatIf){0}, kernels_named("plain"), &w->arena, &w->run,
                     &e))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static World w; /* made once: it is never changed */
    if (!w.run.steps) open_world(&w);
    Arena arena = {0};
    char *text = arena_copy(&arena, (const char *)data, size);
    Ask ask;
    Sought at;
    Error e = {{0}};
    claim_check(text, &w.run, &w.run, &arena, &e);
    claim_value(text, &w.run, &arena, &e);
    if (claim_ask(text, &w.run, &arena, &ask, &e) && (ask.right < 0 || ask.right >= ask.count))
        abort();
    if (claim_predict(text, &w.run, &arena, &at, &e) && !at.at.has_cell) abort();
    arena_free(&arena);
    return 0;
}
