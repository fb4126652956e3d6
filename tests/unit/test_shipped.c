/* The shipped models keep what their evaluation.txt says: it is worked out again from the weights,
   on the same held-out sentences, and must be the same text. Under sanitizers only a part of the
   sentences, beside the bars alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "trace/decode.h"
#include "train/copying.h"
#include "train/recipe.h"

#if defined(__SANITIZE_ADDRESS__)
enum { SENTENCES = 40, WHOLE = 0 };
#else
enum { SENTENCES = 1000, WHOLE = 1 };
#endif

/* The model, its recipe and corpus, and what it was trained on. */
static void open_shipped(const char *name, Model *m, const Recipe **r, const Corpus **c,
                         Pair **train, Arena *arena) {
    char path[128];
    Error e = {{0}};
    snprintf(path, sizeof path, "assets/models/%s", name);
    if (!model_load(path, arena, m, &e)) fail_msg("%s", e.text);
    *r = recipe_named(name);
    *c = corpus_named(name, arena);
    Random pairs = random_seed((*r)->seed, 3);
    *train = corpus_make(*c, &pairs, (*r)->pairs, false, NULL, 0, arena);
}

static void evaluate(const char *name, Model *m, Arena *arena, Evaluation *out) {
    const Recipe *r;
    const Corpus *c;
    Pair *train;
    open_shipped(name, m, &r, &c, &train, arena);
    evaluate_model(m, c, train, r->pairs, SENTENCES, r->seed, kernels_best(), out);
}

static void begins_with(const char *name, const Buffer *wanted, Arena *arena) {
    char path[128];
    Bytes file;
    Error error;
    snprintf(path, sizeof path, "assets/models/%s/evaluation.txt", name);
    assert_true(file_read(path, 1 << 16, arena, &file, &error));
    assert_true(file.size > wanted->size && memcmp(file.data, wanted->data, wanted->size) == 0);
}

static void same_text(const char *name, const Model *m, const Evaluation *e, Arena *arena) {
    Buffer b = {0};
    evaluate_print(e, m, &b);
    begins_with(name, &b, arena);
    buffer_free(&b);
}

static double share(int right, int count) {
    return (double)right / count;
}

static void test_en_fr(void **state) {
    (void)state;
    Arena arena = {0};
    Model m;
    Evaluation e;
    evaluate("en-fr", &m, &arena, &e);
    assert_true(share(e.held_out_right, e.held_out) >= (WHOLE ? 0.985 : 0.9));
    assert_true(share(e.fresh_right, e.fresh) >= (WHOLE ? 0.985 : 0.9));
    assert_int_equal(e.pronouns, SENTENCES);
    assert_true(share(e.pronouns_right, e.pronouns) >= (WHOLE ? 0.98 : 0.9));
    assert_true(e.head[evaluate_best_head(&e)].hits >= (WHOLE ? 0.8 : 0.7));
    if (WHOLE) same_text("en-fr", &m, &e, &arena);
    arena_free(&arena);
}

static void test_dates(void **state) {
    (void)state;
    Arena arena = {0};
    Model m;
    Evaluation e;
    evaluate("dates", &m, &arena, &e);
    assert_true(share(e.held_out_right, e.held_out) >= (WHOLE ? 0.995 : 0.95));
    assert_true(e.head[evaluate_best_head(&e)].mass >= (WHOLE ? 0.9 : 0.8));
    if (WHOLE) same_text("dates", &m, &e, &arena);
    arena_free(&arena);
}

static void test_stories(void **state) {
    (void)state;
    Arena arena = {0};
    Model m;
    Copying s;
    const Recipe *r;
    const Corpus *c;
    Pair *train;
    open_shipped("stories", &m, &r, &c, &train, &arena);
    copying_evaluate(&m, c, train, r->pairs, SENTENCES, r->seed, kernels_best(), &s);
    assert_true(share(s.held_out.right, s.held_out.count) >= (WHOLE ? 0.99 : 0.95));
    assert_true(share(s.of[STORY_NAME].right, s.of[STORY_NAME].count) >= (WHOLE ? 0.99 : 0.95));
    assert_true(share(s.off[STORY_NAME].right, s.off[STORY_NAME].count) <= 0.1);
    assert_int_equal(s.best / s.heads, m.config.decoder_layers - 1);
    assert_true(s.head[s.best].mass >= 0.9);
    assert_int_equal(s.loose.count, 7 * SENTENCES);
    assert_true(share(s.loose.right, s.loose.count) < 0.1); /* it is no induction head */
    for (int h = 0; h < s.layers * s.heads; h++)
        if (h != s.best) assert_true(s.head[h].mass < 0.1);
    Buffer b = {0};
    copying_print(&s, &m, &b);
    if (WHOLE) begins_with("stories", &b, &arena);
    buffer_free(&b);
    arena_free(&arena);
}

static void translates(const Model *m, const char *text, const char *wanted, Arena *arena) {
    Decoding d;
    Error e;
    if (!decode_text(m, text, &(WhatIf){0}, kernels_best(), arena, &d, &e)) fail_msg("%s", e.text);
    assert_true(d.complete);
    assert_string_equal(tokens_to_text(d.output, m->config.tokens, &m->target, arena), wanted);
}

static void test_known_sentences(void **state) {
    (void)state;
    Arena arena = {0};
    Model m;
    Error e;
    assert_true(model_load("assets/models/en-fr", &arena, &m, &e));
    translates(&m, "The dog didn't cross the street because it was too tired.",
               "le chien n'a pas traversé la rue parce qu'il était trop fatigué.", &arena);
    translates(&m, "the dog did not cross the street because it was too wide .",
               "le chien n'a pas traversé la rue parce qu'elle était trop large.", &arena);
    translates(&m, "the agreement on the european economic area was signed in august 1992 .",
               "l'accord sur la zone économique européenne a été signé en août 1992.", &arena);
    assert_string_equal(m.config.default_text,
                        "the dog did not cross the street because it was too tired .");
    assert_true(model_load("assets/models/dates", &arena, &m, &e));
    translates(&m, "Wednesday, March 4, 1998", "1998-03-04", &arena);
    translates(&m, "29.02.2000", "2000-02-29", &arena);
    assert_true(model_load("assets/models/stories", &arena, &m, &e));
    translates(&m, m.config.default_text,
               "lo found a big book in the park. fi lo gave the big book to mi re. fi lo and mi re "
               "played with the big book. the end.",
               &arena);
    translates(&m, "Once there was a fox named Fi Lo and a bear named Mi Re. One day Mi",
               "re was sad. so fi lo gave mi re a black drum. mi re loved the black drum. the end.",
               &arena);
    arena_free(&arena);
}

/* A change to a row that early decoding steps do not have yet waits for it; one that no step has is
 * refused. */
static void test_late_patch(void **state) {
    (void)state;
    Arena arena = {0};
    Model m;
    Error e;
    Decoding d;
    Patch patch = {.path = "decoder.0.self.scores", .head = 1, .row = 5, .col = 2, .x = 0.5f};
    WhatIf what = {.patches = &patch, .patch_count = 1};
    assert_true(model_load("assets/models/en-fr", &arena, &m, &e));
    assert_true(decode_text(&m, m.config.default_text, &what, kernels_best(), &arena, &d, &e));
    assert_int_equal(trace_find(decode_trace(&d, 4), patch.path).shape.rows, 5);
    assert_true(tensor_at(trace_find(decode_trace(&d, 5), patch.path), 1, 5, 2) == 0.5f);
    patch.row = 63;
    assert_false(decode_text(&m, m.config.default_text, &what, kernels_best(), &arena, &d, &e));
    assert_non_null(strstr(e.text, "is outside"));
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_en_fr),      cmocka_unit_test(test_dates),
        cmocka_unit_test(test_stories),    cmocka_unit_test(test_known_sentences),
        cmocka_unit_test(test_late_patch),
    };
    return cmocka_run_group_tests_name("shipped models", tests, NULL, NULL);
}
