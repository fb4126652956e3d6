/* What heads are measured to do: beside NumPy, on matrices whose measures are plain, and what has
 * no meaning. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "model/formats/safetensors.h"
#include "trace/heads.h"
#include "train/gold.h"

typedef struct World {
    Arena arena;
    StoredTensors values;
} World;

static int make_world(void **state) {
    static World w;
    const char *path = "tests/reference/runs/post/values.safetensors";
    Bytes file;
    Error e = {{0}};
    if (!file_read(path, 1 << 24, &w.arena, &file, &e) ||
        !safetensors_parse(file, path, &w.arena, &w.values, &e))
        fail_msg("%s", e.text);
    *state = &w;
    return 0;
}

static int end_world(void **state) {
    arena_free(&((World *)*state)->arena);
    return 0;
}

static Tensor stored(World *w, const char *place, const char *tail, int heads, int rows, int cols) {
    char path[96];
    snprintf(path, sizeof path, "%s.%s", place, tail);
    for (int i = 0; i < w->values.count; i++) {
        const StoredTensor *t = &w->values.tensors[i];
        if (strcmp(t->name, path) != 0) continue;
        assert_int_equal(t->bytes, 4 * heads * rows * cols);
        float *x = arena_many(&w->arena, float, heads *rows *cols);
        memcpy(x, t->data, t->bytes);
        return (Tensor){{heads, rows, cols}, x};
    }
    fail_msg("no %s", path);
    return (Tensor){{0, 0, 0}, NULL};
}

enum { HEADS = 4, SOURCE = 7, TARGET = 5 };

static bool near(double a, double b) {
    return fabs(a - b) <= 2e-5 + 2e-5 * fabs(b);
}

static void check_head(World *w, const char *place, int head, const double *want) {
    bool decoder = place[0] == 'd', cross = strstr(place, "cross") != NULL;
    int rows = decoder ? TARGET : SOURCE, cols = decoder && !cross ? TARGET : SOURCE;
    HeadKind kind = cross ? HEAD_KIND_CROSS : decoder ? HEAD_KIND_CAUSAL : HEAD_KIND_SELF;
    Tensor a = stored(w, place, "weights", HEADS, rows, cols),
           s = stored(w, place, "masked", HEADS, rows, cols);
    Head h = head_measure(a, s, head, kind, NULL, NULL);
    const double have[] = {h.value[HEAD_ENTROPY],  h.rows[HEAD_ENTROPY],  h.most,
                           h.value[HEAD_PREVIOUS], h.rows[HEAD_PREVIOUS], h.value[HEAD_ITSELF],
                           h.rows[HEAD_ITSELF],    h.value[HEAD_FIRST],   h.rows[HEAD_FIRST],
                           h.value[HEAD_LAST],     h.rows[HEAD_LAST]};
    for (int i = 0; i < 11; i++)
        if (!near(have[i], want[i]))
            fail_msg("%s head %d, number %d: %g, NumPy says %g", place, head, i, have[i], want[i]);
    assert_int_equal(h.rows[HEAD_GOLD], 0);
}

static void check_rollout_row(World *w, const char *stack, int row, const double *want) {
    bool encoder = stack[0] == 'e';
    int n = encoder ? SOURCE : TARGET;
    Tensor layers[2];
    for (int i = 0; i < 2; i++) {
        char place[64];
        snprintf(place, sizeof place, "%s.%d.self", stack, i);
        layers[i] = stored(w, place, "weights", HEADS, n, n);
    }
    Tensor r = head_rollout(layers, 2, &w->arena);
    double sum = 0;
    for (int j = 0; j < n; j++) {
        if (!near((double)tensor_at(r, 0, row, j), want[j]))
            fail_msg("rollout %s [%d, %d]", stack, row, j);
        sum += (double)tensor_at(r, 0, row, j);
    }
    assert_true(near(sum, 1));
}

static int numbers(char *text, double *out, int most) {
    int n = 0;
    for (char *end; n < most; text = end) {
        double x = strtod(text, &end);
        if (end == text) break;
        out[n++] = x;
    }
    return n;
}

static void measures_are_numpys(void **state) {
    World *w = *state;
    FILE *f = fopen("tests/reference/heads.txt", "r");
    char line[512], place[32];
    int heads = 0, rolled = 0, last_row = -1, used, head;
    assert_non_null(f);
    while (fgets(line, sizeof line, f)) {
        double want[16];
        if (sscanf(line, "rollout %31s %n", place, &used) == 1) {
            last_row = rolled == SOURCE ? 0 : last_row + 1;
            assert_int_equal(numbers(line + used, want, 16), place[0] == 'e' ? SOURCE : TARGET);
            check_rollout_row(w, place, last_row, want);
            rolled++;
        } else if (sscanf(line, "%31s %d %n", place, &head, &used) == 2) {
            assert_int_equal(numbers(line + used, want, 16), 11);
            check_head(w, place, head, want);
            heads++;
        }
    }
    fclose(f);
    assert_int_equal(heads, 3 * 2 * HEADS);
    assert_int_equal(rolled, SOURCE + TARGET);
}

enum { N = 8 };

static Head of(const float *x, HeadKind kind) {
    static const float open[N * N] = {0};
    Shape s = {1, N, N};
    return head_measure((Tensor){s, x}, (Tensor){s, open}, 0, kind, NULL, NULL);
}

static void plain_heads_have_plain_measures(void **state) {
    (void)state;
    float uniform[N * N], itself[N * N] = {0}, previous[N * N] = {0}, last[N * N] = {0};
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) uniform[i * N + j] = 1.0f / N;
        itself[i * N + i] = previous[i * N + (i ? i - 1 : 0)] = last[i * N + N - 1] = 1;
    }
    Head h = of(uniform, HEAD_KIND_SELF);
    assert_true(near(h.value[HEAD_ENTROPY], 3) && near(h.most, 3) && head_role(&h) == HEAD_ENTROPY);
    h = of(itself, HEAD_KIND_SELF);
    assert_true(near(h.value[HEAD_ENTROPY], 0) && h.value[HEAD_ITSELF] == 1 &&
                head_role(&h) == HEAD_ITSELF);
    h = of(previous, HEAD_KIND_SELF);
    assert_true(h.value[HEAD_PREVIOUS] == 1 && h.rows[HEAD_PREVIOUS] == N - 1 &&
                head_role(&h) == HEAD_PREVIOUS);
    h = of(last, HEAD_KIND_CROSS);
    assert_true(h.value[HEAD_LAST] == 1 && head_role(&h) == HEAD_LAST && !h.rows[HEAD_ITSELF] &&
                !h.rows[HEAD_PREVIOUS]);
    h = of(last, HEAD_KIND_CAUSAL);
    assert_int_equal(h.rows[HEAD_LAST], 0);
}

/* Rows that see one key or none, and rows that are no shares, say nothing. */
static void what_has_no_choice_is_left_out(void **state) {
    (void)state;
    float x[4 * 4] = {0}, s[4 * 4];
    Shape shape = {1, 4, 4};
    for (int i = 0; i < 16; i++) s[i] = -INFINITY;
    x[0] = 1, s[0] = 0;                            /* one key */
    x[8] = 1, s[8] = s[9] = 0;                     /* two */
    x[12] = 0.7f, x[13] = 0.7f, s[12] = s[13] = 0; /* set by hand */
    Head h = head_measure((Tensor){shape, x}, (Tensor){shape, s}, 0, HEAD_KIND_SELF, NULL, NULL);
    assert_int_equal(h.rows[HEAD_FIRST], 1);
    assert_true(h.value[HEAD_FIRST] == 1 && near(h.most, 1));
    assert_int_equal(head_role(&h), -1); /* of one row nothing is said */
    x[8] = 0;
    h = head_measure((Tensor){shape, x}, (Tensor){shape, s}, 0, HEAD_KIND_SELF, NULL, NULL);
    for (int m = 0; m < HEAD_MEASURES; m++) assert_int_equal(h.rows[m], 0);
}

static void gold_is_counted(void **state) {
    (void)state;
    float x[3 * 4] = {0.9f, 0.1f, 0, 0, 0.2f, 0.8f, 0, 0, 0, 0, 0.4f, 0.6f}, s[3 * 4] = {0};
    const uint32_t gold[] = {1, 1, 0}; /* right, wrong, not known */
    Shape shape = {1, 3, 4};
    Head h = head_measure((Tensor){shape, x}, (Tensor){shape, s}, 0, HEAD_KIND_CROSS, gold, NULL);
    assert_int_equal(h.rows[HEAD_GOLD], 2);
    assert_true(h.value[HEAD_GOLD] == 0.5);
}

/* a b c a b a: the rows that read the second and the third a, and what came after the first. */
static void what_is_copied_is_counted(void **state) {
    (void)state;
    enum { LINE = 5 };
    const int line[LINE + 1] = {7, 8, 9, 7, 8, 7};
    float x[LINE * LINE] = {0}, s[LINE * LINE];
    for (int i = 0; i < LINE * LINE; i++) s[i] = i % LINE > i / LINE ? -INFINITY : 0;
    for (int i = 0; i < LINE; i++) x[i * LINE + i] = 1;
    x[3 * LINE + 3] = 0.25f, x[3 * LINE + 1] = 0.75f; /* a, before b: it looks at the first b */
    Shape shape = {1, LINE, LINE};
    Head h = head_measure((Tensor){shape, x}, (Tensor){shape, s}, 0, HEAD_KIND_CAUSAL, NULL, line);
    assert_int_equal(h.rows[HEAD_COPIED], 1);
    assert_true(h.value[HEAD_COPIED] == 0.75);
    assert_true(head_role(&h) != HEAD_COPIED); /* of one row nothing is said */
    const int again[LINE + 1] = {7, 8, 7, 8, 7, 8};
    for (int i = 2; i < LINE; i++) x[i * LINE + i] = 0, x[i * LINE + i - 1] = 1;
    x[3 * LINE + 1] = 0;
    h = head_measure((Tensor){shape, x}, (Tensor){shape, s}, 0, HEAD_KIND_CAUSAL, NULL, again);
    assert_int_equal(h.rows[HEAD_COPIED], 3);
    assert_true(h.value[HEAD_COPIED] == 1 && head_role(&h) == HEAD_COPIED);
    h = head_measure((Tensor){shape, x}, (Tensor){shape, s}, 0, HEAD_KIND_SELF, NULL, again);
    assert_int_equal(h.rows[HEAD_COPIED], 0);
}

/* Of the model's own sentence the alignment of its content words is known, and only theirs. */
static void typed_sentences_have_gold(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"chien", "dog"}, {"traversé", "cross"}, {"rue", "street"},   {"parce", "because"},
        {"était", "was"}, {"trop", "too"},       {"fatigué", "tired"}};
    Arena arena = {0};
    Model m;
    Decoding d;
    Error e = {{0}};
    if (!model_load("assets/models/en-fr", &arena, &m, &e) ||
        !decode_text(&m, "the dog did not cross the street because it was too tired .",
                     &(WhatIf){0}, kernels_best(), &arena, &d, &e))
        fail_msg("%s", e.text);
    const Gold *g = gold_open(&m, &arena);
    assert_non_null(g);
    const uint32_t *rows = gold_rows(g, &d, &arena);
    int known = 0, right = 0;
    for (int i = 0; i < d.steps; i++) {
        known += rows[i] != 0;
        for (int k = 0; k < 7; k++)
            for (int j = 0; j < d.source.count; j++)
                right += strcmp(vocab_label(&m.target, d.output.id[i]), pairs[k][0]) == 0 &&
                         strcmp(vocab_label(&m.source, d.source.id[j]), pairs[k][1]) == 0 &&
                         rows[i] == (uint32_t)1 << j;
    }
    assert_int_equal(right, 7);
    assert_int_equal(known, 7);
    assert_true(
        decode_text(&m, "the dog sees the dog .", &(WhatIf){0}, kernels_best(), &arena, &d, &e));
    rows = gold_rows(g, &d, &arena);
    for (int i = 0; i < d.steps; i++)
        if (strcmp(vocab_label(&m.target, d.output.id[i]), "chien") == 0)
            assert_int_equal(rows[i], 0); /* which of the two? */
    assert_true(model_load("assets/models/dates", &arena, &m, &e));
    assert_null(gold_open(&m, &arena));
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures_are_numpys),
        cmocka_unit_test(plain_heads_have_plain_measures),
        cmocka_unit_test(what_has_no_choice_is_left_out),
        cmocka_unit_test(gold_is_counted),
        cmocka_unit_test(what_is_copied_is_counted),
        cmocka_unit_test(typed_sentences_have_gold),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
