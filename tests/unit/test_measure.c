/* Derived measures: running sums that end in the recorded bits, spreads, counts, what is left of
 * rows and sums. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "math/functions.h"
#include "math/random.h"
#include "trace/measure_once.h"
#include "trace/measure_scale.h"

static Tensor tensor(float *x, int sheets, int rows, int cols) {
    Tensor t = {.x = x};
    t.shape.sheets = sheets, t.shape.rows = rows, t.shape.cols = cols;
    return t;
}

/* A product that only a fused multiply-add adds rightly: rounding it first would lose the sum's
 * last bits. */
static Explanation sum_of(Term *terms, int count, float start) {
    Explanation x = {.is_sum = true,
                     .terms = terms,
                     .count = count,
                     .block = 256,
                     .has_start = start != 0,
                     .start = start};
    float sum = start;
    for (int i = 0; i < count; i++) sum = fma_exact(terms[i].x, terms[i].y, sum);
    x.recorded = sum;
    return x;
}

static void running_sum_goes_from_start_to_recorded(void **state) {
    (void)state;
    float e = 0x1p-12f;
    Term terms[3] = {{.x = 1 + e, .y = 1 + e}, {.x = -1, .y = 1 + 2 * e}, {.x = 0.5f, .y = 4}};
    Explanation x = sum_of(terms, 3, 0);
    assert_true(measure_running(&x, 0) == 0);
    assert_true(measure_running(&x, 1) == fma_exact(1 + e, 1 + e, 0));
    assert_true(measure_running(&x, 3) == x.recorded && measure_running(&x, 9) == x.recorded);
    x = sum_of(terms + 1, 2, 1 + 2 * e);
    assert_true(measure_running(&x, 0) == 1 + 2 * e);
    assert_true(measure_running(&x, 1) == 0);
    assert_true(measure_running(&x, 2) == 2);
    assert_true(measure_running_max_abs(&x) == 2);
    Term back[2] = {{.x = 3, .y = -2}, {.x = 1, .y = 5}};
    x = sum_of(back, 2, 0.5f);
    assert_true(measure_running_max_abs(&x) == 5.5f);
    Term fused[2] = {{.x = 1, .y = -1 - 2 * e}, {.x = 1 + e, .y = 1 + e}};
    x = sum_of(fused, 2, 0);
    assert_true(measure_running(&x, 2) == e * e);
}

/* Each block begins at 0, and is added to those before: here to 2^24, which 1 alone would not
 * change. */
static void running_sum_goes_block_by_block(void **state) {
    (void)state;
    Term terms[5] = {{.x = 1, .y = 0x1p24f},
                     {.x = 1, .y = 1},
                     {.x = 1, .y = 1},
                     {.x = 1, .y = 1},
                     {.x = 3, .y = 1}};
    Explanation x = sum_of(terms, 5, 0);
    x.block = 2;
    assert_true(measure_running(&x, 2) == 0x1p24f && measure_running(&x, 3) == 0x1p24f);
    assert_true(measure_running(&x, 4) == 0x1p24f + 2);
    assert_true(measure_running(&x, 5) == 0x1p24f + 4); /* halfway: to even */
    assert_true(measure_running_max_abs(&x) == 0x1p24f + 4);
}

static void rest_is_what_is_not_listed(void **state) {
    (void)state;
    Term terms[4] = {{.x = 2, .y = 3}, {.x = -1, .y = 4}, {.x = 0.5f, .y = 0.5f}, {.x = 8, .y = 1}};
    Explanation x = sum_of(terms, 4, 0.75f);
    const int order[] = {3, 0};
    assert_true(fabs(measure_rest(&x, order, 2) - (-4 + 0.25)) < 1e-6);
    assert_true(fabs(measure_rest(&x, order, 0) - 10.25) < 1e-6);
    float row[8] = {9, 9, 9, 9, 0.5f, 0.25f, 0.125f, 0.125f};
    const int columns[] = {0, 2};
    assert_true(measure_row_rest(tensor(row, 1, 2, 4), 0, 1, columns, 2) == 0.375);
    assert_true(measure_row_rest(tensor(row, 2, 1, 4), 1, 0, columns, 0) == 1);
}

static void below_the_maximum(void **state) {
    (void)state;
    assert_true(measure_below(2.5f, 4) == -1.5f);
    assert_true(measure_below(4, 4) == 0);
    assert_true(isinf(measure_below(-INFINITY, 4)) && measure_below(-INFINITY, 4) < 0);
}

static void spread_leaves_infinities_out(void **state) {
    (void)state;
    float x[] = {100, 100, 100, 100, 1, 3, -INFINITY, 5};
    Spread s = measure_spread(tensor(x, 2, 2, 2), 1);
    assert_int_equal(s.count, 3);
    assert_true(s.mean == 3);
    assert_true(fabs(s.deviation - sqrt(8.0 / 3)) < 1e-12);
    s = measure_spread(tensor(x, 2, 2, 2), 0);
    assert_true(s.count == 4 && s.mean == 100 && s.deviation == 0);
    float hidden[] = {-INFINITY, -INFINITY};
    s = measure_spread(tensor(hidden, 1, 1, 2), 0);
    assert_true(s.count == 0 && s.mean == 0 && s.deviation == 0);
}

static void histogram_counts_each_number_once(void **state) {
    (void)state;
    float x[] = {-4, -3.9f, -0.1f, 0, 0.1f, 4, 5, -INFINITY};
    int bins[4];
    measure_histogram(tensor(x, 1, 2, 4), 0, 4, 4, bins);
    const int expected[] = {2, 1, 2, 1};
    assert_memory_equal(bins, expected, sizeof expected);
    measure_histogram(tensor(x, 2, 1, 4), 1, 4, 4, bins);
    const int second[] = {0, 0, 1, 1};
    assert_memory_equal(bins, second, sizeof second);
}

static void largest_cells_are_found(void **state) {
    (void)state;
    float x[6] = {1, NAN, 5, 5, -INFINITY, 3};
    Tensor t = {{1, 2, 3}, x};
    int out[6];
    assert_int_equal(measure_largest_cells(t, 0, out, 2), 2);
    assert_int_equal(out[0], 2);
    assert_int_equal(out[1], 3);
    assert_int_equal(measure_largest_cells(t, 0, out, 6), 4);
    assert_int_equal(out[2], 5);
    assert_int_equal(out[3], 0);
    assert_int_equal(measure_largest_cells(t, 0, out, 0), 0);
}

/* As numpy.percentile(x[x != 0], …) says. */
static void percentiles_are_between_neighbours(void **state) {
    (void)state;
    float x[] = {0, 5, -1, INFINITY, 2, 0, NAN, 3, -INFINITY, 10};
    Tensor t = tensor(x, 1, 2, 5);
    assert_true(measure_percentile(t, 0, 0) == -1 && measure_percentile(t, 0, 1) == 10);
    assert_true(measure_percentile(t, 0, 0.5) == 3);
    assert_true(fabs(measure_percentile(t, 0, 0.02) - -0.76) < 1e-9);
    assert_true(fabs(measure_percentile(t, 0, 0.98) - 9.6) < 1e-9);
    float nothing[] = {0, NAN}, close[] = {-1.0000001f, -1, 1, 1.0000001f};
    assert_true(measure_percentile(tensor(nothing, 1, 1, 2), 0, 0.5) == 0);
    assert_true(measure_percentile(tensor(close, 1, 1, 4), 0, 1) == (double)1.0000001f);
    assert_true(measure_percentile(tensor(close, 1, 1, 4), 0, 0) == (double)-1.0000001f);
}

static void magnitudes_leave_out_what_is_none(void **state) {
    (void)state;
    float x[] = {0, 1e-30f, -4, INFINITY, 1, NAN, 2, 3};
    Magnitudes m = measure_magnitudes(tensor(x, 2, 2, 2), 0);
    assert_true(m.count == 2 && m.least == 1e-30f && m.most == 4 && m.zeros && m.negative);
    m = measure_magnitudes(tensor(x, 2, 2, 2), 1);
    assert_true(m.count == 3 && m.least == 1 && m.most == 3 && !m.zeros && !m.negative);
    m = measure_magnitudes(tensor(x, 2, 2, 2), -1);
    assert_true(m.count == 5 && m.most == 4);
    m = measure_magnitudes(tensor(x, 1, 1, 1), 0);
    assert_true(m.count == 0 && m.least == 0 && m.most == 0 && m.zeros);
}

static void largest_is_found_wherever_it_is(void **state) {
    (void)state;
    enum { MOST = 53 };
    float x[MOST];
    for (int count = 1; count <= MOST; count++)
        for (int at = 0; at < count; at++) {
            for (int i = 0; i < count; i++) x[i] = (float)i / MOST;
            if (count > 1) x[(at + 1) % count] = at % 2 ? NAN : -INFINITY;
            x[at] = at % 3 ? -2 : 2;
            assert_true(measure_max_abs((Tensor){{1, 1, count}, x}, 0) == 2);
        }
}

/* Of a large value what was found is kept; other numbers than the recorded ones are looked through.
 */
static void large_values_are_measured_once(void **state) {
    (void)state;
    enum { SIDE = 512 };
    Arena arena = {0};
    float *x = arena_many(&arena, float, SIDE *SIDE), *other = arena_many(&arena, float, 1);
    Tensor big = {{1, SIDE, SIDE}, x}, small = {{1, 1, 1}, other};
    ValueInfo info[2] = {{.form.shape = big.shape}, {.form.shape = small.shape}};
    Program p = {.values = info, .value_count = 2};
    Trace t = {.program = &p, .values = (Tensor[]){big, small}};
    t.measured = measure_once_room(&p, &arena);
    assert_non_null(t.measured);
    for (int i = 1; i < SIDE; i++) x[SIDE + i] = -1; /* the largest of row 1 is the least */
    x[SIDE] = -0.5f, x[SIDE + 3] = -2, x[7] = 1;
    Spread spread = measure_spread(big, 0);
    for (int i = 0; i < 2; i++) {
        assert_true(measure_once_max_abs(&t, 0, big, 0) == 2);
        assert_int_equal(measure_once_extreme(&t, 0, big, 0, true).col, 7);
        assert_int_equal(measure_once_extreme(&t, 0, big, 0, false).row, 1);
        assert_int_equal(measure_once_least_sure(&t, 0, big, 0), 1);
        assert_true(measure_once_spread(&t, 0, big, 0).deviation == spread.deviation);
        x[SIDE] = x[SIDE + 3] = x[7] =
            3; /* nobody does: only so is it seen that nobody looked again */
    }
    float *copy = arena_many(&arena, float, SIDE *SIDE);
    assert_true(measure_once_max_abs(&t, 0, (Tensor){big.shape, copy}, 0) == 0);
    for (int i = 1; i < 3; i++) {
        other[0] = (float)i;
        assert_true(measure_once_max_abs(&t, 1, small, 0) == (float)i);
    }
    p.values = &info[1], p.value_count = 1;
    assert_null(measure_once_room(&p, &arena));
    arena_free(&arena);
}

/* Rows of many numbers: blocks without a larger one are passed over, ties and what is no number as
   in a plain loop. */
static void the_largest_of_many(void **state) {
    (void)state;
    enum { N = 1000, MOST = 5 };
    float x[N];
    Random random = random_seed(11, 1);
    for (int turn = 0; turn < 200; turn++) {
        int found[MOST], n = 1 + (int)random_below(&random, N);
        for (int j = 0; j < n; j++) {
            int of = (int)random_below(&random, 40);
            x[j] = of == 0 ? NAN : of == 1 ? -INFINITY : (float)(turn % 2 ? of / 8 : of * j);
        }
        Tensor t = {{1, 1, n}, x};
        int count = measure_largest(t, 0, 0, found, MOST);
        assert_int_equal(count, n < MOST ? n : MOST);
        bool taken[N] = {false};
        for (int i = 0; i < count; i++) {
            int best = -1;
            for (int j = 0; j < n; j++) {
                float a = isnan(x[j]) ? -INFINITY : x[j],
                      b = best < 0 || isnan(x[best]) ? -INFINITY : x[best];
                if (!taken[j] && (best < 0 || a > b)) best = j;
            }
            taken[best] = true;
            assert_int_equal(found[i], best);
        }
        TopTwo top = measure_top_two(t, 0, 0);
        for (int i = 0; i < count && i < 2; i++)
            assert_int_equal(i ? top.second : top.first, x[found[i]] > -INFINITY ? found[i] : -1);
    }
}

/* At any temperature shares are softmax's, and their entropy tells how even they are. */
static void tempered_shares_and_their_evenness(void **state) {
    (void)state;
    float x[6] = {1, 3, -2, 0.5f, 3, -INFINITY}, alike[64], far[64];
    const int cols[3] = {4, 0, 5};
    Tensor t = tensor(x, 1, 1, 6);
    for (int k = 1; k <= 8; k++) {
        double heat = k / 2.0, all[6], some[3], sum = 0, total = 0;
        for (int i = 0; i < 6; i++) sum += exp((double)x[i] / heat);
        measure_tempered(t, 0, 0, heat, NULL, 6, all);
        measure_tempered(t, 0, 0, heat, cols, 3, some);
        for (int i = 0; i < 6; i++) {
            assert_true(fabs(all[i] - exp((double)x[i] / heat) / sum) < 1e-12);
            total += all[i];
        }
        for (int i = 0; i < 3; i++) assert_true(some[i] == all[cols[i]]);
        assert_true(fabs(total - 1) < 1e-12);
    }
    for (int i = 0; i < 64; i++) alike[i] = 7, far[i] = i ? 0 : 50;
    assert_true(fabs(measure_evenness(tensor(alike, 1, 1, 64), 0, 0) - 1) < 1e-12);
    assert_true(measure_evenness(tensor(far, 1, 1, 64), 0, 0) < 1e-6);
    double all[6], entropy = 0;
    measure_tempered(t, 0, 0, 1, NULL, 6, all);
    for (int i = 0; i < 6; i++) entropy -= all[i] > 0 ? all[i] * log(all[i]) : 0;
    assert_true(fabs(measure_evenness(t, 0, 0) - entropy / log(6)) < 1e-12);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(large_values_are_measured_once),
        cmocka_unit_test(the_largest_of_many),
        cmocka_unit_test(largest_cells_are_found),
        cmocka_unit_test(largest_is_found_wherever_it_is),
        cmocka_unit_test(running_sum_goes_from_start_to_recorded),
        cmocka_unit_test(running_sum_goes_block_by_block),
        cmocka_unit_test(rest_is_what_is_not_listed),
        cmocka_unit_test(below_the_maximum),
        cmocka_unit_test(spread_leaves_infinities_out),
        cmocka_unit_test(histogram_counts_each_number_once),
        cmocka_unit_test(percentiles_are_between_neighbours),
        cmocka_unit_test(tempered_shares_and_their_evenness),
        cmocka_unit_test(magnitudes_leave_out_what_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
