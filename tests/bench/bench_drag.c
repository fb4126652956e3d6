/* Times the temperature's slider on the first screen of a model's folder: from a move of the hand
   to pixels. Usage: bench_drag FOLDER TEXT   prints the middle and the longest of 200 frames. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "app/app.h"
#include "base/file.h"
#include "draw/damage.h"
#include "platform/font_ttf.h"
#include "platform/memory.h"

enum { FRAMES = 200, WIDTH = 1920, HEIGHT = 1080 };

static void fail(const Error *e) {
    fprintf(stderr, "%s\n", e->text);
    exit(1);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static Target slider(App *app) {
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].kind == TARGET_HEAT) return s->targets[i];
    fprintf(stderr, "there is no slider\n");
    exit(1);
}

int main(int argc, char **argv) {
    static App app;
    Arena arena = {0};
    FontTtf *fonts;
    Font font;
    Lang lang;
    Bytes text;
    Model model;
    Error e;
    double times[FRAMES];
    Damage damage = {0};
    DamageRect rects[8];
    if (argc < 3) return 2;
    memory_keep();
    if (!font_ttf_open(&fonts, &font, &e) || !model_load(argv[1], &arena, &model, &e) ||
        !file_read("assets/lang/en.txt", 1 << 20, &arena, &text, &e) ||
        !lang_parse((const char *)text.data, text.size, "en.txt", NULL, &arena, &lang, &e))
        fail(&e);
    AppSetup setup = {.model = &model,
                      .kernels = kernels_best(),
                      .languages = {&lang},
                      .language_count = 1,
                      .text = argv[2],
                      .view = argc > 3 ? argv[3] : "depth sentence"};
    double start = now();
    if (!app_open(&app, &setup, &e)) fail(&e);
    printf("open_ms %.0f\n", now() - start);
    app_resize(&app, WIDTH, HEIGHT, &font);
    Canvas c = canvas_make(&arena, WIDTH, HEIGHT);
    Target t = slider(&app);
    app_press(&app, t.x + t.w / 2, t.y + t.h / 2, 0, false);
    for (int i = 0; i < FRAMES; i++) {
        start = now();
        app_drag(&app, t.x + t.w * (float)((i * 7) % 100) / 100, t.y + t.h / 2);
        damage_paint(&damage, &c, app_scene(&app), &font, rects, 8);
        times[i] = now() - start;
    }
    qsort(times, FRAMES, sizeof *times, by_size);
    printf("drag_ms %.2f\ndrag_most_ms %.2f\n", times[FRAMES / 2], times[FRAMES - 1]);
    start = now();
    app_release(&app, t.x, t.y + t.h / 2);
    app_scene(&app);
    printf("release_ms %.0f\n", now() - start);
    app_close(&app);
    font_ttf_close(fonts);
    arena_free(&arena);
    return 0;
}
