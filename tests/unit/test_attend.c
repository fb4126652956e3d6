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
    Array array = {
        .dtype = "|b1", .type = {NUMBER_BOOL, 1, false}, .rank = 2, .dims = {3, 2}, .x = allowed};
    assert_true(attend_mask(&array, "mask", &arena, &mask, &e));
    AttendInput in = {.q = q, .k = k, .v = v, .mask = mask};
    Trace t = run(&in, &arena, &p);
    const float *a = trace_find(&t, "weights").x;
    assert_true(a[0] == 1.0f && a[1] == 0.0f && a[2] == 0.0f && a[3] == 0.0f);
    assert_true(trace_find(&t, "output").x[1] == 0.0f);
    assert_true(attend_row_error(trace_find(&t, "weights"), trace_find(&t, "weights.max")) < 1e-6);
    arena_free(&arena);
}

/* A mask of one row serves all rows; numbers as low as masks have hide, so that a row without a key
   weighs 0 and not the same on all. */
static void test_masks_of_all_kinds(void **state) {
    (void)state;
    static float keys[] = {1, 0}, ints[] = {0, 1, 1, 1, 0, 0},
                 low[] = {0, -1e9f, -10000, -3e38f, 0.5f, 0};
    static const struct {
        Array array;
        Shape shape;
        float weights[6]; /* −1: any */
    } cases[] = {
        {{.type = {NUMBER_BOOL, 1, false}, .rank = 1, .dims = {2}, .x = keys},
         {1, 1, 2},
         {1, 0, 1, 0, 1, 0}},
        {{.type = {NUMBER_INT, 8, false}, .rank = 2, .dims = {1, 2}, .x = keys},
         {1, 1, 2},
         {1, 0, 1, 0, 1, 0}},
        {{.type = {NUMBER_INT, 4, false}, .rank = 4, .dims = {1, 1, 3, 2}, .x = ints},
         {1, 3, 2},
         {0, 1, -1, -1, 0, 0}},
        {{.type = {NUMBER_FLOAT, 4, false}, .rank = 3, .dims = {1, 3, 2}, .x = low},
         {1, 3, 2},
         {1, 0, 0, 0, -1, -1}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena arena = {0};
        Program p;
        Tensor mask;
        Error e;
        assert_true(attend_mask(&cases[i].array, "mask", &arena, &mask, &e));
        assert_true(shape_equal(mask.shape, cases[i].shape));
        Trace t = run(&(AttendInput){.q = q, .k = k, .mask = mask}, &arena, &p);
        const float *a = trace_find(&t, "weights").x;
        for (int j = 0; j < 6; j++)
            if (cases[i].weights[j] >= 0 && a[j] != cases[i].weights[j])
                fail_msg("case %d: weight %d is %g", (int)i, j, (double)a[j]);
        arena_free(&arena);
    }
}

/* Two heads of queries, one of keys: as if the keys were there twice. */
static void test_heads_share_keys(void **state) {
    (void)state;
    static const float two[] = {1, 0, 0, 2, 1, 1, 3, 1, 0, 1, 2, 2},
                       both[] = {1, 0, 0, 1, 1, 0, 0, 1}, values[] = {3, 5, 3, 5};
    Arena arena = {0};
    Program p, p2;
    Tensor many = {{2, 3, 2}, two};
    Trace t = run(&(AttendInput){.q = many, .k = k, .v = v}, &arena, &p),
          twice = run(&(AttendInput){.q = many, .k = {{2, 2, 2}, both}, .v = {{2, 2, 1}, values}},
                      &arena, &p2);
    for (int i = 0; i < 12; i++)
        assert_true(trace_find(&t, "weights").x[i] == trace_find(&twice, "weights").x[i]);
    for (int i = 0; i < 6; i++)
        assert_true(trace_find(&t, "output").x[i] == trace_find(&twice, "output").x[i]);
    arena_free(&arena);
}

/* Of 2 queries and 3 keys the first sees two; of 3 and 2 the first sees none. */
static void test_causal_lower_right(void **state) {
    (void)state;
    Arena arena = {0};
    Program p, p2;
    static const float more[] = {1, 0, 0, 1, 1, 1};
    Trace wide =
        run(&(AttendInput){.q = k, .k = {{1, 3, 2}, more}, .causal = true, .lower_right = true},
            &arena, &p);
    const float *a = trace_find(&wide, "weights").x;
    assert_true(a[0] > 0 && a[1] > 0 && a[2] == 0 && a[3] > 0 && a[4] > 0 && a[5] > 0);
    Trace tall =
        run(&(AttendInput){.q = q, .k = k, .causal = true, .lower_right = true}, &arena, &p2);
    a = trace_find(&tall, "weights").x;
    assert_true(a[0] == 0 && a[1] == 0 && a[2] == 1 && a[3] == 0 && a[4] > 0 && a[5] > 0);
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
    refused(&(AttendInput){.q = {{3, 1, 2}, q_numbers}, .k = heads},
            "a whole number of times as many");
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
    Array a = {.dtype = "<f4", .type = {NUMBER_FLOAT, 4, false}, .rank = 2, .dims = {2, 3}, .x = x};
    assert_false(attend_matrix(&a, "k.npy", &t, &e));
    assert_string_equal(e.text, "k.npy holds NaN at [1, 0]");
    assert_false(attend_mask(&a, "m.npy", &arena, &t, &e));
    x[3] = -INFINITY;
    assert_false(attend_matrix(&a, "k.npy", &t, &e));
    assert_true(attend_mask(&a, "m.npy", &arena, &t, &e));
    a.rank = 4, a.dims[0] = 2, a.dims[1] = a.dims[2] = 1, a.dims[3] = 3;
    x[3] = 0;
    assert_false(attend_matrix(&a, "k.npy", &t, &e));
    assert_non_null(strstr(e.text, "k.npy has a batch of 2 items"));
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
        cmocka_unit_test(test_masks_of_all_kinds),
        cmocka_unit_test(test_heads_share_keys),
        cmocka_unit_test(test_causal_lower_right),
        cmocka_unit_test(test_misfits_are_named),
        cmocka_unit_test(test_numbers_are_refused),
        cmocka_unit_test(test_overflow_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
