/* A whole traced run of a folder of GPT-2's form, by processor time. Usage: bench_gpt FOLDER ROWS
 * RUNS
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "model/hugging.h"
#include "model/pages/page.h"
#include "trace/trace.h"

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec * 1e-6;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    Arena arena = {0};
    Config c;
    Shards s;
    Weights w;
    Bytes file;
    Error e;
    if (argc < 4) return 2;
    double start = now();
    if (!file_read(path_join(&arena, argv[1], "config.json"), 1 << 16, &arena, &file, &e) ||
        !hugging_config((const char *)file.data, file.size, "config", argv[1], &c, &e) ||
        !shards_open(argv[1], &arena, &s, &e) ||
        !weights_view(&c, &s, &hugging_names, &arena, &w, &e)) {
        fprintf(stderr, "%s\n", e.text);
        return 1;
    }
    printf("gpt_map_ms %.2f\n", now() - start);
    start = now();
    unsigned long long hash = shards_hash(&s);
    printf("gpt_hash_ms %.2f %016llx\n", now() - start, hash);
    int rows = atoi(argv[2]), runs = atoi(argv[3]);
    float *ids = arena_many(&arena, float, rows);
    double *times = arena_many(&arena, double, runs);
    for (int i = 0; i < rows; i++) ids[i] = (float)(i * 7919 % c.target_vocab);
    Arena work = {0};
    for (int i = -1; i < runs; i++) {
        Program p;
        Trace t;
        double begun = now();
        PageInput in = {.target = ids, .target_count = rows};
        page_program(&c, &w, &(Options){0}, in, &work, &p);
        if (!trace_run(&p, kernels_best(), NULL, 0, &work, &t, &e)) return 1;
        if (i >= 0) times[i] = now() - begun;
        if (i < 0) printf("gpt_first_ms %.1f\n", now() - begun);
        if (i < 0) printf("gpt_trace_MiB %.0f\n", (double)arena_held(&work) / (1 << 20));
        arena_reset(&work);
    }
    qsort(times, (size_t)runs, sizeof *times, by_size);
    printf("gpt_run_ms %.2f\n", times[runs / 2]);
    arena_free(&work);
    arena_free(&arena);
    return 0;
}
