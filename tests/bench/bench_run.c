/* Timings of what a person waits for: a whole traced run, a training step, a frame, a figure as PNG. Prints
   "name value" lines; tests/bench.sh puts peers beside them. Usage: bench_run forward | train | frame | png */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "app/app.h"
#include "app/export.h"
#include "draw/paint.h"
#include "platform/font_ttf.h"
#include "platform/png.h"
#include "train/batch.h"

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double share_of(double *times, int count, double share) {
    qsort(times, (size_t)count, sizeof *times, by_size);
    return times[(int)(share * (count - 1))];
}

static void fail(const Error *e) {
    fprintf(stderr, "bench: %s\n", e->text);
    exit(1);
}

static void open_model(Model *m, Arena *arena) {
    Error e;
    if (!model_load("assets/models/en-fr", arena, m, &e)) fail(&e);
}

/* Encoder, all decoder rows at once, every value kept: what PyTorch's forward with all attention is measured against. */
static void bench_forward(const Kernels *k) {
    enum { RUNS = 400 };
    Arena arena = {0}, work = {0};
    Model m;
    Error e;
    Decoding d;
    double times[RUNS];
    open_model(&m, &arena);
    if (!decode_text(&m, m.config.default_text, &(WhatIf){0}, k, &arena, &d, &e)) fail(&e);
    float source[64], target[64] = {TOKEN_BOS};
    for (int i = 0; i < d.source.count; i++) source[i] = (float)d.source.id[i];
    for (int i = 0; i + 1 < d.output.count; i++) target[i + 1] = (float)d.output.id[i];
    for (int i = 0; i < RUNS; i++) {
        double start = now();
        Program p;
        Trace t;
        arena_reset(&work);
        transformer_program(&m.config, &m.weights, &(Options){0},
                            (TransformerInput){source, d.source.count, target, d.output.count}, &work, &p);
        trace_run(&p, k, NULL, 0, &work, &t, &e);
        times[i] = now() - start;
    }
    printf("forward_us_%s %.1f\n", k->name, 1e6 * share_of(times, RUNS, 0.5));
    arena_free(&arena);
    arena_free(&work);
}

static void bench_train(const Kernels *k) {
    enum { RUNS = 15, BATCH = 64 };
    Arena arena = {0}, work = {0};
    Model m;
    open_model(&m, &arena);
    const Corpus *c = corpus_named("en-fr", &arena);
    Random r = random_seed(1, 9);
    Pair *pairs = corpus_make(c, &r, BATCH, false, NULL, 0, &arena);
    const Pair *batch[BATCH];
    int n = (int)m.weights.total;
    float *g = arena_many(&arena, float, n), *m1 = arena_many(&arena, float, n), *m2 = arena_many(&arena, float, n);
    double times[RUNS];
    int source = 0, target = 0;
    for (int i = 0; i < BATCH; i++) {
        batch[i] = &pairs[i];
        source += pairs[i].source_count;
        target += pairs[i].target_count + 1;
    }
    for (int i = 0; i < RUNS; i++) {
        double start = now();
        memset(g, 0, (size_t)n * sizeof *g);
        batch_gradients(&m, recipe_named("en-fr"), 1.0f, batch, BATCH, k, &work, g);
        k->adam(m.weights.x, m1, m2, g, 1e-6f, 0.9f, 0.98f, 0.1f, 0.02f, 1e-9f, n);
        times[i] = now() - start;
    }
    printf("train_ms_%s %.1f\n", k->name, 1e3 * share_of(times, RUNS, 0.5));
    for (int i = 0; i < BATCH; i++) { /* the same batch for the peer */
        printf("pair");
        for (int j = 0; j < pairs[i].source_count; j++) printf(" %d", pairs[i].source[j]);
        printf(" ;");
        for (int j = 0; j < pairs[i].target_count; j++) printf(" %d", pairs[i].target[j]);
        printf("\n");
    }
    arena_free(&arena);
    arena_free(&work);
}

static const Lang *english(Arena *arena) {
    Bytes file;
    Error e;
    Lang *lang = arena_new(arena, Lang);
    if (!file_read("assets/lang/en.txt", 1 << 20, arena, &file, &e) ||
        !lang_parse((const char *)file.data, file.size, "assets/lang/en.txt", NULL, arena, lang, &e))
        fail(&e);
    return lang;
}

/* Stepping through everything and hovering, 1440 × 900: scene and pixels. */
static void bench_frame(const Kernels *k) {
    enum { FRAMES = 600 };
    static double times[FRAMES];
    Arena arena = {0};
    Model m;
    Error e;
    Font font;
    FontTtf *fonts;
    App app;
    open_model(&m, &arena);
    if (!font_ttf_open(&fonts, &font, &e)) fail(&e);
    AppSetup setup = {.model = &m, .kernels = k, .languages = {english(&arena)}, .language_count = 1,
                      .text = m.config.default_text};
    if (!app_open(&app, &setup, &e)) fail(&e);
    app_resize(&app, 1440, 900, &font);
    Canvas canvas = canvas_make(&arena, 1440, 900);
    for (int i = -60; i < FRAMES; i++) {
        if (i % 3 == 0) app_update(&app, COMMAND_NEXT_STEP);
        else app_hover(&app, (float)(400 + (i * 37 & 511)), (float)(400 + (i * 61 & 255)));
        double start = now();
        canvas_paint(&canvas, app_scene(&app), &font);
        if (i >= 0) times[i] = now() - start;
    }
    printf("frame_ms_p50 %.2f\nframe_ms_p99 %.2f\n", 1e3 * share_of(times, FRAMES, 0.5),
           1e3 * share_of(times, FRAMES, 0.99));
    app_close(&app);
    font_ttf_close(fonts);
    arena_free(&arena);
}

static void bench_png(const Kernels *k) {
    enum { RUNS = 25 };
    double times[RUNS];
    Arena arena = {0}, work = {0};
    Model m;
    Error e;
    Font font;
    FontTtf *fonts;
    Decoding d;
    open_model(&m, &arena);
    if (!font_ttf_open(&fonts, &font, &e)) fail(&e);
    if (!decode_text(&m, m.config.default_text, &(WhatIf){0}, k, &arena, &d, &e)) fail(&e);
    View view = view_default(m.config.default_text);
    view.theme = THEME_PAPER;
    SceneInput in = {.view = &view, .run = &d, .width = 1920, .height = 1080, .font = &font, .lang = english(&arena)};
    size_t size = 0;
    for (int i = 0; i < RUNS; i++) {
        double start = now();
        Canvas canvas;
        Buffer png = {0};
        arena_reset(&work);
        if (!figure_render(&in, &work, &canvas, &e) || !png_print(&canvas, &png, &e)) fail(&e);
        times[i] = now() - start;
        size = png.size;
        buffer_free(&png);
    }
    printf("png_ms %.1f\npng_bytes %zu\n", 1e3 * share_of(times, RUNS, 0.5), size);
    font_ttf_close(fonts);
    arena_free(&arena);
    arena_free(&work);
}

int main(int argc, char **argv) {
    const char *what = argc > 1 ? argv[1] : "";
    const Kernels *k = argc > 2 ? kernels_named(argv[2]) : kernels_best();
    if (!k) return 1;
    if (strcmp(what, "forward") == 0) bench_forward(k);
    else if (strcmp(what, "train") == 0) bench_train(k);
    else if (strcmp(what, "frame") == 0) bench_frame(k);
    else if (strcmp(what, "png") == 0) bench_png(k);
    else return 2;
    return 0;
}
