/* Where the first screen opens, against a recomputation that shares nothing with it; the other
   sentence of a model's folder, and what that says. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tiny_model.h"
#include "trace/opening.h"
#include "train/gold.h"

typedef struct Fixture {
    Arena arena;
    Model model;
} Fixture;

static int setup(void **state) {
    static Fixture f;
    f = (Fixture){0};
    *state = &f;
    return 0;
}

static int teardown(void **state) {
    arena_free(&((Fixture *)*state)->arena);
    return 0;
}

static void load(Fixture *f, const char *folder) {
    Error e = {{0}};
    if (!model_load(folder, &f->arena, &f->model, &e)) fail_msg("%s", e.text);
}

static Decoding run_of(Fixture *f, const char *text) {
    Decoding d;
    WhatIf none = {0};
    Error e = {{0}};
    if (!decode_text(&f->model, text, &none, kernels_named("plain"), &f->arena, &d, &e))
        fail_msg("%s", e.text);
    return d;
}

/* Half of what moved between two rows of the same keys, from their paths alone. */
static double half_moved(const Decoding *a, const Decoding *b, int layer, int head, int t) {
    char path[64];
    double sum = 0;
    snprintf(path, sizeof path, "decoder.%d.cross.weights", layer);
    Tensor x = trace_find(decode_trace(a, t), path), y = trace_find(decode_trace(b, t), path);
    for (int j = 0; j < x.shape.cols; j++) {
        double p = (double)tensor_at(x, head, t, j), q = (double)tensor_at(y, head, t, j);
        sum += p > q ? p - q : q - p;
    }
    return sum / 2;
}

static void it_opens_where_most_moves(void **state) {
    Fixture *f = *state;
    Opening o;
    Contrast c;
    load(f, "assets/models/en-fr");
    Decoding d = run_of(f, f->model.config.default_text);
    assert_true(opening_contrast(&d, &f->arena, &c));
    assert_false(c.turned);
    Decoding other = run_of(f, c.text);
    assert_true(opening_find(&d, &other, &c, NULL, &o));
    int t = 0;
    while (d.output.id[t] == other.output.id[t]) t++;
    assert_int_equal(o.t, t);
    double most = -1, second = -1;
    int layer = 0, head = 0;
    for (int l = 0; l < f->model.config.decoder_layers; l++)
        for (int h = 0; h < f->model.config.heads; h++) {
            double moved = half_moved(&d, &other, l, h, t);
            if (moved > most)
                second = most, most = moved, layer = l, head = h;
            else if (moved > second)
                second = moved;
        }
    const ValueInfo *info = &d.programs[t].values[o.value];
    assert_int_equal(info->place.layer, layer);
    assert_int_equal(info->place.sublayer, SUBLAYER_CROSS);
    assert_int_equal(o.head, head);
    assert_true(fabs(o.moved - most) < 1e-9);
    /* The word and head that the shipped sentence opens with. */
    assert_string_equal(vocab_label(&f->model.target, d.output.id[t]), "il");
    assert_true(layer == 1 && head == 2);
    assert_true(fabs(most - 0.999) < 5e-4 && fabs(second - 0.946) < 5e-4);
}

/* From the other sentence's side it is the same place. */
static void it_is_the_same_from_both_sides(void **state) {
    Fixture *f = *state;
    Opening o, back;
    Contrast c, turned;
    load(f, "assets/models/en-fr");
    Decoding d = run_of(f, f->model.config.default_text);
    assert_true(opening_contrast(&d, &f->arena, &c));
    Decoding other = run_of(f, c.text);
    assert_true(opening_contrast(&other, &f->arena, &turned));
    assert_true(turned.turned);
    assert_string_equal(turned.text, c.example->text);
    assert_true(opening_find(&d, &other, &c, NULL, &o));
    assert_true(opening_find(&other, &d, &turned, NULL, &back));
    assert_true(o.t == back.t && o.value == back.value && o.head == back.head);
    assert_true(fabs(o.moved - back.moved) < 1e-12);
}

/* Keys behind a part of another length are paired with the same ones: Σ|Δ|/2 of two rows that hold
   the same shares, but for what was changed. */
static void keys_are_paired_by_their_tokens(void **state) {
    (void)state;
    float a[] = {0.1f, 0.2f, 0.3f, 0.4f}, b[] = {0.1f, 0.5f, 0.4f};
    Tensor own = {{1, 1, 4}, a}, other = {{1, 1, 3}, b};
    Contrast c = {.from = 1, .end = 3, .other_end = 2};
    assert_true(fabs(opening_moved(own, other, 0, 0, 0, &c) - (0.3 + 0.3) / 2) < 1e-6);
    Contrast back = {.from = 1, .end = 2, .other_end = 3};
    assert_true(fabs(opening_moved(other, own, 0, 0, 0, &back) - (0.3 + 0.3) / 2) < 1e-6);
}

/* Without another sentence: the last word that is no mark, the head with most gold hits. */
static void without_a_contrast_it_is_the_last_word(void **state) {
    Fixture *f = *state;
    Opening o;
    Contrast c;
    load(f, "assets/models/en-fr");
    Decoding d = run_of(f, "she sees the red cars .");
    assert_false(opening_contrast(&d, &f->arena, &c));
    const Gold *g = gold_open(&f->model, &f->arena);
    const uint32_t *gold = gold_rows(g, &d, &f->arena);
    assert_true(opening_find(&d, NULL, NULL, gold, &o));
    int last = opening_written(&d) - 1;
    assert_string_equal(vocab_label(&f->model.target, d.output.id[last]), ".");
    assert_int_equal(o.t, last - 1);
    int best = -1, hits_of_it = 0;
    for (int l = 0; l < f->model.config.decoder_layers; l++)
        for (int h = 0; h < f->model.config.heads; h++) {
            char path[64];
            snprintf(path, sizeof path, "decoder.%d.cross.weights", l);
            Tensor w = trace_find(decode_trace(&d, o.t), path);
            int hits = 0;
            for (int i = 0; i <= o.t; i++) {
                int top = 0;
                for (int j = 1; j < w.shape.cols; j++)
                    if (tensor_at(w, h, i, j) > tensor_at(w, h, i, top)) top = j;
                hits += gold[i] >> top & 1;
            }
            if (hits > best) best = hits;
            if (d.programs[o.t].values[o.value].place.layer == l && o.head == h) hits_of_it = hits;
        }
    assert_true(best > 0 && hits_of_it == best);
    /* Nothing differs: the same. */
    Opening same;
    Contrast none = {.from = d.source.count, .end = d.source.count, .other_end = d.source.count};
    assert_true(opening_find(&d, &d, &none, gold, &same));
    assert_true(same.t == o.t && same.value == o.value && same.head == o.head && same.moved == 0);
}

static void a_mean_is_a_mean(void **state) {
    (void)state;
    float x[] = {0.25f, 0.75f, 0.5f, 0.5f, 0.75f, 0.25f, 0, 1}, mean[2];
    opening_mean((Tensor){{2, 2, 2}, x}, 1, mean);
    assert_true(mean[0] == 0.25f && mean[1] == 0.75f);
}

static void what_is_written_is_counted(void **state) {
    Fixture *f = *state;
    load(f, "assets/models/en-fr");
    Decoding d = run_of(f, f->model.config.default_text);
    assert_int_equal(opening_written(&d), 15);
    assert_int_equal(opening_read(&d), 13);
    d.output.id[0] = TOKEN_EOS, d.output.count = 1;
    assert_int_equal(opening_written(&d), 1);
}

/* examples.txt */

static bool reads(Fixture *f, const char *text, Examples *out, Error *e) {
    return examples_parse(text, strlen(text), "x.txt", &f->arena, out, e);
}

static void examples_are_read(void **state) {
    Fixture *f = *state;
    Examples x;
    Error e = {{0}};
    assert_true(reads(f,
                      "# a remark\ntitle One. | Раз.\n\ntext  a b \r\ntry a c | Why? | Почему?\n"
                      "note *x* | *y*\ntext alone\n",
                      &x, &e));
    assert_int_equal(x.count, 2);
    assert_string_equal(x.list[0].text, "a b");
    assert_string_equal(x.list[0].other, "a c");
    assert_string_equal(examples_told(&x.list[0].question, 0), "Why?");
    assert_string_equal(examples_told(&x.list[0].question, 1), "Почему?");
    assert_string_equal(examples_told(&x.list[0].question, 7), "Why?");
    assert_string_equal(examples_told(&x.title, 1), "Раз.");
    assert_string_equal(examples_told(&x.writes, 1), "");
    assert_null(x.list[1].other);
}

static void examples_are_refused(void **state) {
    static const char *const wrong[][2] = {
        {"try a | b", "x.txt:1: it needs a text"},
        {"text a\ntry b | c\ntry d", "x.txt:3: it is there twice"},
        {"text a\ntry | c", "x.txt:2: there is no sentence"},
        {"text", "x.txt:1: nothing follows"},
        {"text a\ntitle b", "x.txt:2: it stands before the first text"},
        {"title a | b | c", "x.txt:1: more than two languages"},
        {"title | b", "x.txt:1: there is no English text"},
        {"verse a", "x.txt:1: no such word"},
        {"title \xff", "x.txt: "}};
    Fixture *f = *state;
    Examples x;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Error e = {{0}};
        assert_false(reads(f, wrong[i][0], &x, &e));
        if (strncmp(e.text, wrong[i][1], strlen(wrong[i][1])) != 0)
            fail_msg("'%s': '%s'", wrong[i][0], e.text);
    }
}

/* Each sentence of a shipped folder can be read, and the two answers differ. */
static void shipped_examples_say_something(void **state) {
    static const char *const folders[] = {"assets/models/en-fr", "assets/models/dates",
                                          "assets/models/stories"};
    for (int i = 0; i < 3; i++) {
        Fixture *f = *state;
        load(f, folders[i]);
        assert_string_equal(f->model.examples.list[0].text, f->model.config.default_text);
        for (int k = 0; k < f->model.examples.count; k++) {
            const Example *x = &f->model.examples.list[k];
            Decoding d = run_of(f, x->text), other = run_of(f, x->other);
            Contrast c;
            Opening o;
            assert_true(opening_contrast(&d, &f->arena, &c));
            assert_true(opening_find(&d, &other, &c, NULL, &o));
            assert_true(o.moved > 0);
            for (int l = 0; l < TOLD_LANGUAGES; l++) assert_non_null(x->question.in[l]);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_opens_where_most_moves, setup, teardown),
        cmocka_unit_test_setup_teardown(it_is_the_same_from_both_sides, setup, teardown),
        cmocka_unit_test(keys_are_paired_by_their_tokens),
        cmocka_unit_test_setup_teardown(without_a_contrast_it_is_the_last_word, setup, teardown),
        cmocka_unit_test(a_mean_is_a_mean),
        cmocka_unit_test_setup_teardown(what_is_written_is_counted, setup, teardown),
        cmocka_unit_test_setup_teardown(examples_are_read, setup, teardown),
        cmocka_unit_test_setup_teardown(examples_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(shipped_examples_say_something, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
