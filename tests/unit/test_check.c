/* The invariants: a true run passes, and each check finds the one number that was made wrong for
 * it. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "own_weights.h"
#include "tiny_model.h"
#include "trace/check.h"

static const char *const folders[] = {"tests/reference/runs/post", "tests/reference/runs/pre",
                                      "tests/reference/runs/tanh"};

typedef struct Fixture {
    Arena arena;
    Model model;
    Decoding run;
    Checks checks;
} Fixture;

static void open_run(Fixture *f, const char *folder, const WhatIf *what) {
    Error e;
    *f = (Fixture){0};
    assert_true(model_load(folder, &f->arena, &f->model, &e));
    assert_true(decode_text(&f->model, "a b c", what, kernels_best(), &f->arena, &f->run, &e));
}

static void look(Fixture *f) {
    Random r = random_seed(1, 0);
    check_run(&f->run, &r, &f->checks);
}

static bool all_ok(const Fixture *f) {
    Buffer b = {0};
    bool ok = check_print(&f->checks, &b);
    buffer_free(&b);
    return ok;
}

static void test_true_runs_pass(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++) {
        Fixture f;
        open_run(&f, folders[i], &(WhatIf){0});
        look(&f);
        assert_true(all_ok(&f));
        assert_int_equal(f.checks.count, 15);
        for (int k = 0; k < f.checks.count; k++) assert_true(f.checks.list[k].places > 0);
        arena_free(&f.arena);
    }
}

/* Weights so small that products underflow: what agrees bit for bit is not called wrong. */
static void test_underflow_is_allowed(void **state) {
    (void)state;
    static const float factors[] = {1e-10f, 1e-19f, 1e-21f, 1e-30f, 1e-38f, 1e-42f};
    for (int i = 0; i < 3 * 6; i++) {
        Fixture f;
        Error e;
        f = (Fixture){0};
        assert_true(model_load(folders[i % 3], &f.arena, &f.model, &e));
        own_weights(&f.model.weights, &f.arena);
        for (long k = 0; k < f.model.weights.total; k++) f.model.weights.x[k] *= factors[i / 3];
        assert_true(
            decode_text(&f.model, "a b c", &(WhatIf){0}, kernels_best(), &f.arena, &f.run, &e));
        look(&f);
        for (const CheckResult *c = f.checks.list; c < f.checks.list + f.checks.count; c++)
            if (!c->ok)
                fail_msg("weights · %g: %s: off by %g of %g at %s", (double)factors[i / 3], c->name,
                         c->error, c->bound, c->path);
        arena_free(&f.arena);
    }
}

/* Overwrites one number of the record, behind its const. */
static void spoil(const Fixture *f, const char *path, int at, float x) {
    Tensor t = trace_find(decode_trace(&f->run, f->run.steps - 1), path);
    assert_non_null(t.x);
    memcpy((char *)(uintptr_t)t.x + (size_t)at * sizeof x, &x, sizeof x);
}

typedef struct Spoiled {
    const char *name;
    const char *path;
    int at;
    float x;
} Spoiled;

static void test_each_check_can_fail(void **state) {
    (void)state;
    static const Spoiled spoiled[] = {
        {"every number is finite", "encoder.0.ffn.hidden", 5, NAN},
        {"scores = Q · Kᵀ", "encoder.1.self.scores", 4, 7.5f},
        {"scaled = scores · factor", "decoder.0.self.scaled", 0, 7.5f},
        {"masked = scaled + mask", "decoder.0.cross.masked", 1, 7.5f},
        {"rows of weights sum to 1", "encoder.0.self.weights", 2, 1.5f},
        {"hidden keys weigh 0", "decoder.0.self.weights", 1, 1e-30f},
        {"later keys weigh 0", "decoder.1.self.weights", 2, 1e-30f},
        {"heads = A · V", "decoder.1.cross.heads", 3, 7.5f},
        {"concat = heads side by side", "encoder.0.self.concat", 3, 7.5f},
        {"y = x · W + b", "decoder.0.ffn.out", 3, 7.5f},
        {"y = x · W + b", "output.logits", 3, 70.5f},
        {"add = x + f(x)", "encoder.0.self.add", 3, 7.5f},
        {"norm.mean = Σ x / n", "encoder.0.self.norm.mean", 1, 7.5f},
        {"norm.variance = Σ (x − µ)² / n", "encoder.0.self.norm.variance", 1, 7.5f},
        {"norm = (x − µ) / √(σ² + ε) · γ + β", "encoder.0.ffn.norm", 1, 7.5f},
    };
    for (size_t i = 0; i < sizeof spoiled / sizeof *spoiled; i++) {
        Fixture f;
        open_run(&f, folders[0], &(WhatIf){0});
        spoil(&f, spoiled[i].path, spoiled[i].at, spoiled[i].x);
        look(&f);
        const CheckResult *r = check_find(&f.checks, spoiled[i].name);
        assert_false(r->ok);
        assert_true(r->worst > 0.0);
        assert_string_equal(r->path, spoiled[i].path);
        assert_false(all_ok(&f));
        arena_free(&f.arena);
    }
}

/* Every number of one value off by one bit's worth: some of the random cells must tell. */
static void test_explained_bits_can_fail(void **state) {
    (void)state;
    Fixture f;
    open_run(&f, folders[0], &(WhatIf){0});
    const Trace *t = decode_trace(&f.run, f.run.steps - 1);
    for (int s = 0; s < t->program->step_count; s++) {
        Value v = t->program->steps[s].out[0];
        if (t->program->steps[s].op != OP_ADD) continue;
        for (size_t i = 0; i < shape_size(t->values[v].shape); i++)
            spoil(&f, t->program->values[v].path, (int)i, nextafterf(t->values[v].x[i], INFINITY));
    }
    look(&f);
    assert_false(check_find(&f.checks, "explained cells: same bits")->ok);
    assert_true(check_find(&f.checks, "scores = Q · Kᵀ")->ok);
    arena_free(&f.arena);
}

/* A changed value is not what its step computed; all that follows still is. */
static void test_patched_values_are_passed_over(void **state) {
    (void)state;
    static const Patch patches[] = {
        {.path = "encoder.0.self.heads", .head = 1, .row = ALL, .col = ALL, .x = 0.0f},
        {.path = "encoder.1.self.weights", .head = 0, .row = 0, .col = 0, .x = 3.0f}};
    WhatIf what = {.patches = patches, .patch_count = 2};
    Fixture f;
    open_run(&f, folders[0], &what);
    look(&f);
    assert_true(all_ok(&f));
    ((Trace *)decode_trace(&f.run, f.run.steps - 1))->patch_count =
        0; /* nobody says that they were */
    look(&f);
    assert_false(check_find(&f.checks, "heads = A · V")->ok);
    assert_false(check_find(&f.checks, "rows of weights sum to 1")->ok);
    arena_free(&f.arena);
}

/* What RMSNorm puts out is checked in LayerNorm's place. */
static void test_rms_norm_is_checked(void **state) {
    (void)state;
    static const char *const names[][2] = {{"norm.square = Σ x² / n", "encoder.0.self.norm.square"},
                                           {"norm = x / √(RMS² + ε) · γ", "decoder.0.ffn.norm"}};
    for (int i = 0; i < 2; i++) {
        Fixture f;
        WhatIf what = {.options = {.norm_rms = true}};
        open_run(&f, folders[0], &what);
        look(&f);
        assert_true(all_ok(&f));
        assert_null(check_find(&f.checks, "norm.mean = Σ x / n"));
        spoil(&f, names[i][1], 1, 7.5f);
        look(&f);
        assert_false(check_find(&f.checks, names[i][0])->ok);
        arena_free(&f.arena);
    }
}

static void test_mask_off_has_no_later_keys(void **state) {
    (void)state;
    WhatIf what = {.options = {.mask_off = true}};
    Fixture f;
    open_run(&f, folders[0], &what);
    look(&f);
    assert_true(all_ok(&f));
    assert_int_equal(check_find(&f.checks, "later keys weigh 0")->places, 0);
    arena_free(&f.arena);
}

/* A model that may write 4096 words and never ends is refused before it fills the memory. */
static void test_an_endless_model_is_refused(void **state) {
    (void)state;
    Arena arena = {0};
    Model m = tiny_model(&arena);
    Decoding run;
    Error e;
    m.config.max_positions = 4096;
    float *x =
        m.weights
            .x; /* "le" is always the most probable: its embedding is the sum that norm puts out */
    const Weight *beta = weights_find(&m.weights, "decoder.1.ffn.w.beta"), *gamma, *embed;
    gamma = weights_find(&m.weights, "decoder.1.ffn.w.gamma");
    embed = weights_find(&m.weights, "decoder.w.embed");
    for (int i = 0; i < m.config.d_model; i++) {
        x[gamma->offset + i] = 0;
        x[beta->offset + i] = 1;
        x[embed->offset + 3 * m.config.d_model + i] = 9;
    }
    assert_false(decode_text(&m, "the cat", &(WhatIf){0}, kernels_best(), &arena, &run, &e));
    assert_non_null(strstr(e.text, "too large"));
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_true_runs_pass),
        cmocka_unit_test(test_underflow_is_allowed),
        cmocka_unit_test(test_each_check_can_fail),
        cmocka_unit_test(test_explained_bits_can_fail),
        cmocka_unit_test(test_patched_values_are_passed_over),
        cmocka_unit_test(test_rms_norm_is_checked),
        cmocka_unit_test(test_mask_off_has_no_later_keys),
        cmocka_unit_test(test_an_endless_model_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
