/* Times a person's matrix as a figure, drawn and written again and again in one process. Usage:
   bench_figures FILE.npy LABELS OUT.png   prints the middle of 15 times and the file's size. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/file.h"
#include "export/figure_file.h"
#include "platform/font_ttf.h"
#include "platform/memory.h"
#include "trace/foreign.h"

enum { RUNS = 15 };

static void fail(const Error *e) {
    fprintf(stderr, "%s\n", e->text);
    exit(1);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void open_run(char **argv, Arena *arena, Foreign *f) {
    Error e;
    ForeignMatrix m;
    if (!foreign_read(argv[1], NULL, NULL, arena, &m, &e) ||
        !foreign_labels(argv[2], m.rows, arena, &m.row_labels, &e))
        fail(&e);
    m.col_labels = m.row_labels;
    if (!foreign_run(&m, kernels_best(), arena, f, &e)) fail(&e);
}

static size_t draw(const SceneInput *in, const char *path) {
    Error e;
    Bytes file;
    Arena work = {0};
    FigurePlan plan = figure_plan();
    plan.style.palette = PALETTE_VIRIDIS;
    if (!figure_write(path, in, &plan, NULL, true, &e) ||
        !file_read(path, (size_t)1 << 30, &work, &file, &e))
        fail(&e);
    size_t size = file.size;
    arena_free(&work);
    return size;
}

int main(int argc, char **argv) {
    Arena arena = {0};
    FontTtf *fonts;
    Font font;
    Lang lang;
    Bytes text;
    Foreign f;
    Error e;
    double times[RUNS];
    size_t size = 0;
    if (argc != 4) return 2;
    memory_keep();
    if (!font_ttf_open(&fonts, &font, &e) ||
        !file_read("assets/lang/en.txt", 1 << 20, &arena, &text, &e) ||
        !lang_parse((const char *)text.data, text.size, "en.txt", NULL, &arena, &lang, &e))
        fail(&e);
    open_run(argv, &arena, &f);
    View view = view_default("");
    view.shown.setting.theme = THEME_PAPER;
    SceneInput in = {.view = &view, .run = &f.run, .font = &font, .lang = &lang};
    for (int i = 0; i < RUNS; i++) {
        double start = now();
        size = draw(&in, argv[3]);
        times[i] = now() - start;
    }
    qsort(times, RUNS, sizeof *times, by_size);
    printf("figure_ms %.2f\nfigure_bytes %zu\n", 1e3 * times[RUNS / 2], size);
    font_ttf_close(fonts);
    arena_free(&arena);
    return 0;
}
