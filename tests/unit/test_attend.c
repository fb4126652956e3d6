/* Attention over given matrices: what cli.sh does not see, a program's values and what is refused.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "trace/attend.h"

static const float q_numbers[] = {1, 0, 0, 2, 1, 1}, k_numbers[] = {1, 0, 0, 1},
                   v_numbers[] = {3, 5};
static const Tensor q = {{1, 3, 2}, q_numbers}, k = {{1, 2, 2}, k_numbers},
                    v = {{1, 2, 1}, v_numbers};

static Trace run(const AttendInput *in, Arena *arena, Program *p) {
    Trace t;
    Error e;
    assert_true(attend_program(in, arena, p, &e));
    assert_true(attend_run(p, kernels_best(), arena, &t, &e));
    return t;
}

/* Worked out by hand: scores of row 1 are 0 and 2, halved 0 and 1. */
static void test_by_hand(void **state) {
    (void)state;
    Arena arena = {0};
    Program p;
    AttendInput in = {.q = q, .k = k, .v = v, .scale_given = true, .scale = 0.5f};
    Trace t = run(&in, &arena, &p);
    assert_float_equal(trace_find(&t, "scores").x[3], 2.0f, 0.0f);
    assert_float_equal(trace_find(&t, "scaled").x[3], 1.0f, 0.0f);
    double share = exp(1.0) / (1.0 + exp(1.0));
    assert_float_equal(trace_find(&t, "weights").x[3], share, 1e-6);
    assert_float_equal(trace_find(&t, "output").x[1], 3.0 * (1.0 - share) + 5.0 * share, 1e-6);
    assert_float_equal(trace_find(&t, "weights.max").x[1], 1.0f, 0.0f);
    assert_true(attend_row_error(trace_find(&t, "weights"), trace_find(&t, "weights.max")) < 1e-6);
    arena_free(&arena);
}

static void test_scale_is_root_of_width(void **state) {
    (void)state;
    Arena arena = {0};
    Program p;
    AttendInput in = {.q = q, .k = k};
    Trace t = run(&in, &arena, &p);
    assert_float_equal(trace_find(&t, "scaled").x[3], 2.0 / sqrt(2.0), 1e-6);
    assert_null(trace_find(&t, "output").x);
    arena_free(&arena);
}

/* More queries than keys: query 2 sees every key, as key j ≤ query i says. */
static void test_causal_is_top_left(void **state) {
    (void)state;
    Arena arena = {0};
    Program p;
    AttendInput in = {.q = q, .k = k, .causal = true};
    Trace t = run(&in, &arena, &p);
    const float *a = trace_find(&t, "weights").x;
    assert_true(a[0] == 1.0f && a[1] == 0.0f);
    assert_true(a[3] > 0.0f && a[5] > 0.0f);
    arena_free(&arena);
}

static void test_hidden_row_is_zero(void **state) {
    (void)state;
    Arena arena = {0};
    Program p;
    Tensor mask;
    Error e;
    float allowed[] = {1, 0, 0, 0, 1, 1};
    Array array = {.dtype = "|b1", .rank = 2, .dims = {3, 2}, .x = allowed, .is_bool = true};
    assert_true(attend_mask(&array, "mask", &arena, &mask, &e));
    AttendInput in = {.q = q, .k = k, .v = v, .mask = mask};
    Trace t = run(&in, &arena, &p);
    const float *a = trace_find(&t, "weights").x;
    assert_true(a[0] == 1.0f && a[1] == 0.0f && a[2] == 0.0f && a[3] == 0.0f);
    assert_true(trace_find(&t, "output").x[1] == 0.0f);
    assert_true(attend_row_error(trace_find(&t, "weights"), trace_find(&t, "weights.max")) < 1e-6);
    arena_free(&arena);
}

static void refused(const AttendInput *in, const char *text) {
    Arena arena = {0};
    Program p;
    Error e = {{0}};
    assert_false(attend_program(in, &arena, &p, &e));
    assert_non_null(strstr(e.text, text));
    arena_free(&arena);
}

static void test_misfits_are_named(void **state) {
    (void)state;
    Tensor wide = {{1, 2, 3}, q_numbers}, heads = {{2, 1, 2}, q_numbers},
           tall = {{1, 3, 1}, q_numbers};
    refused(&(AttendInput){.q = q, .k = wide}, "k [2, 3] does not fit q [3, 2]");
    refused(&(AttendInput){.q = q, .k = heads}, "k [2, 1, 2] does not fit q [3, 2]");
    refused(&(AttendInput){.q = q, .k = k, .v = tall}, "v [3, 1] does not fit k [2, 2]");
    refused(&(AttendInput){.q = q, .k = k, .mask = wide},
            "mask [2, 3] does not fit the scores [3, 2]");
    Tensor many = {{1, 1 << 20, 1}, q_numbers};
    refused(&(AttendInput){.q = many, .k = many}, "too many");
}

static void test_numbers_are_refused(void **state) {
    (void)state;
    Arena arena = {0};
    Tensor t;
    Error e;
    float x[] = {0, 0, 0, NAN, 0, 0};
    Array a = {.dtype = "<f4", .rank = 2, .dims = {2, 3}, .x = x};
    assert_false(attend_matrix(&a, "k.npy", &t, &e));
    assert_string_equal(e.text, "k.npy holds NaN at [1, 0]");
    assert_false(attend_mask(&a, "m.npy", &arena, &t, &e));
    x[3] = -INFINITY;
    assert_false(attend_matrix(&a, "k.npy", &t, &e));
    assert_true(attend_mask(&a, "m.npy", &arena, &t, &e));
    a.rank = 1;
    assert_false(attend_matrix(&a, "k.npy", &t, &e));
    assert_string_equal(e.text,
                        "k.npy has 1 axis: it must be [rows, columns] or [heads, rows, columns]");
    arena_free(&arena);
}

static void test_overflow_is_told(void **state) {
    (void)state;
    Arena arena = {0};
    Program p;
    Trace t;
    Error e;
    static const float large[] = {1e30f, 1e30f};
    Tensor x = {{1, 1, 2}, large};
    assert_true(attend_program(&(AttendInput){.q = x, .k = x}, &arena, &p, &e));
    assert_false(attend_run(&p, kernels_best(), &arena, &t, &e));
    assert_non_null(strstr(e.text, "beyond float32"));
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_scale_is_root_of_width),
        cmocka_unit_test(test_causal_is_top_left),
        cmocka_unit_test(test_hidden_row_is_zero),
        cmocka_unit_test(test_misfits_are_named),
        cmocka_unit_test(test_numbers_are_refused),
        cmocka_unit_test(test_overflow_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
