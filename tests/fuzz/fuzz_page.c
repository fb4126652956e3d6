/* libFuzzer target: any bytes as a lesson whose pages are carried out, as `lessons --check` does:
   the run that a page is of, its view over that run, its questions and its claims. What a page
   shows prints as a line that is read as the same view; what is refused has a reason. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lesson/questions.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PAGES_MOST = 4 };

typedef struct World {
    Arena arena;
    Model model;
    Sources sources;
} World;

static void open_world(World *w) {
    Error e;
    if (!model_load("tests/reference/runs/post", &w->arena, &w->model, &e)) abort();
    w->sources = (Sources){.model = &w->model, .kernels = kernels_best()};
}

static char *print(const View *v, const Decoding *run, Arena *arena) {
    Buffer b = {0};
    view_print(v, run, &b);
    char *text = arena_copy(arena, b.data ? b.data : "", b.size);
    buffer_free(&b);
    return text;
}

static bool show(const Lesson *l, int page, const Decoding *run, Arena *arena, Error *e) {
    View v = view_default(""), again = v;
    Error unread;
    if (!lesson_view(l, page, run, arena, &v, e)) return false;
    const char *line = print(&v, run, arena);
    if (!view_parse(line, run, arena, &again, &unread) ||
        strcmp(line, print(&again, run, arena)) != 0)
        abort();
    return true;
}

static bool carry_out(const World *w, const Lesson *l, int page, Arena *arena, Error *e) {
    RunOf of = {.search = {0}};
    Decoding run, plain;
    PageAsks asks;
    if (!lesson_decode(l, page, &w->sources, &of, arena, &run, e)) return false;
    bool changed = of.what.count > 0;
    of.what = (WhatIfList){.count = 0};
    of.search.node = 0;
    return (!changed || source_decode(&w->sources, &of, arena, &plain, e)) &&
           (!l->pages[page].has_figure || show(l, page, &run, arena, e)) &&
           page_asks(l, page, &run, arena, &asks, e) &&
           claims_of_page(l, page, &run, changed ? &plain : NULL, arena, e) >= 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static World w; /* made once: it is never changed */
    if (!w.sources.model) open_world(&w);
    Arena arena = {0}, work = {0};
    Lesson l;
    Error e = {{0}};
    bool read = lesson_read((Bytes){data, size}, "file", &arena, &l, &e);
    for (int i = 0; read && i < l.page_count && i < PAGES_MOST; i++) {
        e.text[0] = 0;
        if (!carry_out(&w, &l, i, &work, &e) && !*e.text) abort();
        arena_reset(&work);
    }
    arena_free(&work);
    arena_free(&arena);
    return 0;
}
