/* Training: the schedule, gradients that lower the loss, equal seeds equal bits, checkpoints that
   refuse another training. The whole way of a killed and resumed one is in tests/train.sh. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "train/batch.h"
#include "train/checkpoint.h"
#include "train/train.h"

static void test_schedule(void **state) {
    (void)state;
    const Recipe *r = recipe_named("en-fr");
    assert_non_null(r);
    assert_null(recipe_named("en-de"));
    assert_float_equal(recipe_rate(r, 0, 1000), 2e-3 / 300, 1e-9);
    assert_float_equal(recipe_rate(r, 299, 1000), 2e-3, 1e-9);
    assert_float_equal(recipe_rate(r, 650, 1000), 2e-3 * (0.98 * 0.5 + 0.02), 1e-7);
    assert_float_equal(recipe_rate(r, 1000, 1000), 2e-3 * 0.02, 1e-9);
    assert_true(recipe_ramp(r, 399, 1000) == 0.0f);
    assert_float_equal(recipe_ramp(r, 550, 1000), 0.5, 1e-6);
    assert_true(recipe_ramp(r, 700, 1000) == 1.0f);
    assert_true(recipe_ramp(recipe_named("dates"), 0, 1000) == 1.0f);
}

static void make_model(Model *m, const Corpus *c, const Recipe *r, Arena *arena) {
    Random random = random_seed(3, 1);
    m->config = recipe_config(r, c);
    m->source = c->source;
    m->target = c->target;
    weights_layout(&m->config, arena, &m->weights);
    weights_random(&m->weights, &random);
}

/* A few steps down the gradient, entropy penalty included, lower the loss of their own batch. */
static void test_descent(void **state) {
    (void)state;
    Arena arena = {0}, work = {0};
    const Recipe *r = recipe_named("dates");
    const Corpus *c = corpus_named("dates", &arena);
    const Kernels *k = kernels_best();
    Model m;
    make_model(&m, c, r, &arena);
    Random random = random_seed(5, 1);
    Pair *pairs = corpus_make(c, &random, 8, false, NULL, 0, &arena);
    const Pair *batch[8];
    for (int i = 0; i < 8; i++) batch[i] = &pairs[i];
    int n = (int)m.weights.total;
    float *g = arena_many(&arena, float, n), *a = arena_many(&arena, float, n),
          *b = arena_many(&arena, float, n);
    double first = 0.0, last = 0.0;
    for (int step = 0; step < 40; step++) {
        memset(g, 0, (size_t)n * sizeof *g);
        last = batch_gradients(&m, r, 1.0f, batch, 8, k, &work, g).loss;
        if (step == 0) first = last;
        k->adam(m.weights.x, a, b, g, 2e-3f, 0.9f, 0.98f, (float)(1 - pow(0.9, step + 1)),
                (float)(1 - pow(0.98, step + 1)), 1e-9f, n);
    }
    assert_true(isfinite(last) && last < 0.8 * first);
    arena_free(&arena);
    arena_free(&work);
}

/* d loss / d weight beside central differences of the loss itself, penalty included, for a few
 * large gradients. */
static void test_penalty_gradient(void **state) {
    (void)state;
    Arena arena = {0}, work = {0};
    const Recipe *r = recipe_named("dates");
    const Corpus *c = corpus_named("dates", &arena);
    const Kernels *k = kernels_best();
    Model m;
    make_model(&m, c, r, &arena);
    Random random = random_seed(6, 1);
    Pair *pair = corpus_make(c, &random, 1, false, NULL, 0, &arena);
    const Pair *batch[1] = {pair};
    float *g = arena_many(&arena, float, m.weights.total),
          *rest = arena_many(&arena, float, m.weights.total);
    Recipe strong = *r;
    strong.entropy_cross = 1.0f;
    batch_gradients(&m, &strong, 1.0f, batch, 1, k, &work, g);
    const Weight *w = weights_find(&m.weights, "decoder.0.cross.w.q");
    int tried = 0;
    for (long i = w->offset; i < w->offset + w->rows * w->cols; i++) {
        if (fabsf(g[i]) < 0.02f) continue;
        double value[2];
        float old = m.weights.x[i];
        for (int side = 0; side < 2; side++) {
            m.weights.x[i] = old + (side ? -0.01f : 0.01f);
            BatchLoss l = batch_gradients(&m, &strong, 1.0f, batch, 1, k, &work, rest);
            value[side] = l.loss + l.entropy;
        }
        m.weights.x[i] = old;
        assert_float_equal((value[0] - value[1]) / 0.02, (double)g[i],
                           0.02 * fabs((double)g[i]) + 1e-3);
        tried++;
    }
    assert_true(tried > 3);
    arena_free(&arena);
    arena_free(&work);
}

static char *temporary(void) {
    static char name[64];
    snprintf(name, sizeof name, "/tmp/attnscope-train-XXXXXX");
    assert_non_null(mkdtemp(name));
    return name;
}

static void clean(const char *folder) {
    static const char *const names[] = {
        "config.json",   "model.safetensors",      "evaluation.txt", "vocab.text.txt",
        "vocab.iso.txt", "checkpoint.safetensors", "vocab.en.txt"};
    char path[256];
    for (int i = 0; i < 7; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    rmdir(folder);
}

static void test_same_seed(void **state) {
    (void)state;
    Arena arena = {0};
    Model a, b;
    Error e = {{0}};
    TrainOptions o = {.name = "dates", .steps = 3, .seed = 11, .sentences = 8};
    char first[64], second[64];
    strcpy(first, temporary());
    strcpy(second, temporary());
    o.out = first;
    if (!train_run(&o, kernels_best(), NULL, &e)) fail_msg("%s", e.text);
    o.out = second;
    assert_true(train_run(&o, kernels_named("plain"), NULL, &e));
    assert_true(model_load(first, &arena, &a, &e));
    assert_true(model_load(second, &arena, &b, &e));
    assert_true(*a.hash == 0 && model_hash(&a) == model_hash(&b)); /* read when it is asked for */
    assert_true(*a.hash != 0);
    o.seed = 12;
    assert_false(train_run(&o, kernels_best(), NULL, &e)); /* over a model that is there */
    assert_non_null(strstr(e.text, "config.json is there already (--force writes over it)"));
    o.force = true;
    assert_true(train_run(&o, kernels_best(), NULL, &e));
    assert_true(model_load(second, &arena, &b, &e));
    assert_true(model_hash(&a) != model_hash(&b));
    clean(first);
    clean(second);
    arena_free(&arena);
}

/* The model that goes on writing, too, on every table of kernels. */
static void test_stories(void **state) {
    (void)state;
    Arena arena = {0};
    Model a, b;
    Error e = {{0}};
    char folder[64];
    strcpy(folder, temporary());
    TrainOptions o = {.name = "stories", .steps = 2, .out = folder, .sentences = 3};
    if (!train_run(&o, kernels_best(), NULL, &e)) fail_msg("%s", e.text);
    assert_true(model_load(folder, &arena, &a, &e));
    assert_int_equal(a.config.architecture, ARCHITECTURE_DECODER_ONLY);
    assert_int_equal(a.config.encoder_layers, 0);
    assert_true(a.config.position_scale == 0.5f);
    o.force = true;
    assert_true(train_run(&o, kernels_named("plain"), NULL, &e));
    assert_true(model_load(folder, &arena, &b, &e));
    assert_true(model_hash(&a) == model_hash(&b));
    clean(folder);
    arena_free(&arena);
}

static void test_checkpoint(void **state) {
    (void)state;
    Arena arena = {0};
    Error e = {{0}};
    const Recipe *r = recipe_named("dates");
    Model m;
    make_model(&m, corpus_named("dates", &arena), r, &arena);
    TrainState s = {.step = 250, .steps = 900, .seed = 4, .loss = 0.1};
    s.m = arena_many(&arena, float, m.weights.total);
    s.v = arena_many(&arena, float, m.weights.total);
    s.m[7] = 1.5f;
    float kept = m.weights.x[9];
    char folder[64];
    strcpy(folder, temporary());
    bool found = true;
    assert_true(checkpoint_load(folder, &m, &s, &found, &e) && !found);
    assert_true(checkpoint_save(folder, &m, &s, &e));
    m.weights.x[9] = s.m[7] = 0.0f;
    s.step = 0;
    if (!checkpoint_load(folder, &m, &s, &found, &e)) fail_msg("%s", e.text);
    assert_true(found && s.step == 250 && s.loss == 0.1 && s.m[7] == 1.5f &&
                m.weights.x[9] == kept);
    s.seed = 5;
    assert_false(checkpoint_load(folder, &m, &s, &found, &e));
    assert_non_null(strstr(e.text, "another training"));
    TrainOptions other = {
        .name = "dates", .steps = 3, .out = folder, .resume = true, .sentences = 1};
    assert_false(train_run(&other, kernels_best(), NULL, &e));
    other.resume = false;
    assert_false(train_run(&other, kernels_best(), NULL, &e)); /* over hours of another training */
    assert_non_null(strstr(e.text, "checkpoint.safetensors is there already (--resume goes on"));
    other.name = "en-de";
    assert_false(train_run(&other, kernels_best(), NULL, &e));
    assert_non_null(strstr(e.text, "en-de"));
    checkpoint_remove(folder);
    clean(folder);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_schedule),         cmocka_unit_test(test_descent),
        cmocka_unit_test(test_penalty_gradient), cmocka_unit_test(test_same_seed),
        cmocka_unit_test(test_checkpoint),       cmocka_unit_test(test_stories),
    };
    return cmocka_run_group_tests_name("train", tests, NULL, NULL);
}
