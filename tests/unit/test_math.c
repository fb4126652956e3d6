/* The math floor against libm in double, against naive loops, and every table of kernels against
   the plain one, bit by bit. Says nothing about speed; tests/bench/bench_math.c does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "math/functions.h"
#include "math/kernels.h"
#include "math/random.h"

/* ---- Helpers ---- */

static float float_of(uint32_t bits) {
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static uint32_t bits_of(float x) {
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

/* The same bits; any NaN equals any NaN, since which one comes out is up to the CPU. */
static bool same(float a, float b) {
    return bits_of(a) == bits_of(b) || (isnan(a) && isnan(b));
}

static void assert_same(const float *a, const float *b, size_t n, const char *what,
                        const char *table) {
    for (size_t i = 0; i < n; i++)
        if (!same(a[i], b[i]))
            fail_msg("%s of %s: number %zu is %a, should be %a", what, table, i, (double)a[i],
                     (double)b[i]);
}

/* ---- Functions ---- */

typedef struct Function {
    const char *name;
    float (*ours)(float);
    double (*libm)(double);
    float low, high;
} Function;

static const Function functions[] = {
    {"exp", exp_fixed, exp, -110, 90},
    {"log", log_fixed, log, 0, INFINITY},
    {"tanh", tanh_fixed, tanh, -INFINITY, INFINITY},
    {"erf", erf_fixed, erf, -INFINITY, INFINITY},
    {"sin", sin_fixed, sin, -1e6f, 1e6f},
    {"cos", cos_fixed, cos, -1e6f, 1e6f},
};

static void check_function(const Function *f, float x) {
    double want = f->libm((double)x);
    float nearest = (float)want, got = f->ours(x);
    if (!isfinite(nearest)) {
        assert_true(same(got, nearest));
        return;
    }
    double ulp = (double)nextafterf(fabsf(nearest), INFINITY) - (double)fabsf(nearest);
    if (fabsf(nearest) == 0x1.fffffep127f) ulp = 0x1p104;
    if (!(fabs((double)got - want) <= ulp))
        fail_msg("%s(%a) is %a, should be %a", f->name, (double)x, (double)got, want);
}

static void test_functions_within_one_ulp(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        const Function *f = &functions[i];
        for (uint64_t bits = 0; bits < UINT64_C(1) << 32; bits += 16381) { /* all sizes of floats */
            float x = float_of((uint32_t)bits);
            if (x >= f->low && x <= f->high) check_function(f, x);
        }
        for (int j = 0; j <= 200000; j++) { /* and the middle densely */
            float x = (float)(j - 100000) * 1e-4f;
            if (x >= f->low && x <= f->high) check_function(f, x);
        }
    }
}

/* The floats around multiples of π/2, where sine and cosine lose the most. */
static void test_sine_near_its_zeros(void **state) {
    (void)state;
    for (int n = 1; n < 600000; n += 7) {
        float x = (float)(n * 1.5707963267948966);
        check_function(&functions[4], x);
        check_function(&functions[5], -x);
    }
}

static void test_function_edges(void **state) {
    (void)state;
    assert_true(same(exp_fixed(-INFINITY), 0) && same(exp_fixed(-104.01f), 0) &&
                exp_fixed(-103.9f) > 0);
    assert_true(same(exp_fixed(INFINITY), INFINITY) && same(exp_fixed(88.73f), INFINITY));
    assert_true(isfinite(exp_fixed(88.72f)) && same(exp_fixed(0), 1) && same(exp_fixed(-0.f), 1));
    assert_true(same(log_fixed(0), -INFINITY) && same(log_fixed(-0.f), -INFINITY) &&
                isnan(log_fixed(-1)));
    assert_true(same(log_fixed(INFINITY), INFINITY) && same(log_fixed(1), 0) &&
                isnan(log_fixed(-INFINITY)));
    assert_true(same(tanh_fixed(INFINITY), 1) && same(tanh_fixed(-INFINITY), -1) &&
                same(tanh_fixed(-0.f), -0.f));
    assert_true(same(erf_fixed(INFINITY), 1) && same(erf_fixed(-INFINITY), -1) &&
                same(erf_fixed(-0.f), -0.f));
    assert_true(same(sin_fixed(0), 0) && same(cos_fixed(0), 1));
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        assert_true(isnan(functions[i].ours(NAN)));
}

static void test_double_functions(void **state) {
    (void)state;
    for (int i = -74000; i <= 70900; i++) {
        double x = i * 0.01, want = exp(x);
        double ulp = nextafter(want, INFINITY) - want;
        assert_true(fabs(exp_double(x) - want) <= 2 * ulp);
    }
    Random r = random_seed(3, 3);
    for (int i = 0; i < 200000; i++) {
        double x = ldexp(1 + (double)random_unit(&r), random_below(&r, 2090) - 1070), want = log(x);
        assert_true(fabs(log_double(x) - want) <= 2 * fabs(want) * 0x1p-52);
    }
    for (int i = -200000; i <= 200000; i++) {
        double x = i * (i % 2 ? 4.999 : 0.001);
        assert_true(fabs(sin_double(x) - sin(x)) <= 3 * 0x1p-53 &&
                    fabs(cos_double(x) - cos(x)) <= 3 * 0x1p-53);
    }
    assert_true(log_double(0) == -(double)INFINITY && isnan(log_double(-1)) &&
                exp_double(-1e9) == 0);
    assert_true(exp_double(1e9) == (double)INFINITY && isnan(exp_double((double)NAN)));
}

/* ---- Fused multiply-add ---- */

static float random_float(Random *r, int low_exponent, int high_exponent) {
    float x = ldexpf(1 + random_unit(r),
                     low_exponent + random_below(r, high_exponent - low_exponent + 1));
    return random_below(r, 2) ? x : -x;
}

enum { KINDS = 7 };

/* Three numbers whose a·b + c is hard to round. */
static void hard_case(Random *r, int kind, float *a, float *b, float *c) {
    *a = float_of(random_next(r)), *b = float_of(random_next(r)), *c = float_of(random_next(r));
    if (kind == 0) /* anything: NaN, infinities, subnormals */
        return;
    *a = random_float(r, -30, 30), *b = random_float(r, -30, 30);
    if (kind == 1) { /* the product nearly cancels */
        *c = nextafterf(-(*a * *b), random_below(r, 2) ? INFINITY : -INFINITY);
    } else if (kind == 2) { /* half a unit of c, a little more or less */
        *c = random_float(r, -20, 20);
        float half = (nextafterf(fabsf(*c), INFINITY) - fabsf(*c)) / 2;
        *a = half * (1 + ldexpf((float)(random_below(r, 3) - 1), -1 - random_below(r, 23)));
        *b = 1 + ldexpf((float)(random_below(r, 3) - 1), -1 - random_below(r, 23));
        *b = random_below(r, 2) ? *b : -*b;
    } else if (kind == 3) { /* a subnormal result */
        *a = random_float(r, -90, -60), *b = random_float(r, -80, -50);
        *c = float_of(random_next(r) & 0x80ffffff);
    } else if (kind == 4) { /* few bits: exact ties in plenty */
        *a = (float)(random_below(r, 8193) - 4096), *b = (float)(random_below(r, 8193) - 4096);
        *c = ldexpf((float)(random_below(r, 4097) - 2048), random_below(r, 40) - 10);
    } else if (kind == 5) { /* exactly 0, of either sign */
        *a = random_below(r, 2) ? 0.0f : (float)(random_below(r, 8193) - 4096);
        *b = (float)(random_below(r, 4097) - 2048);
        if (random_below(r, 2)) *a = -*a;
        *c = random_below(r, 2) ? -(*a * *b) : *a * *b;
    } else { /* a half of the least float, and overflow */
        *a = random_below(r, 2) ? random_float(r, -76, -74) : random_float(r, 62, 64);
        *b = *a * (1 + ldexpf((float)(random_below(r, 3) - 1), -1 - random_below(r, 23)));
        *c = random_below(r, 2) ? float_of(random_next(r) & 0x80000003) : random_float(r, 100, 127);
    }
}

static void test_fma_exact(void **state) {
    (void)state;
    Random r = random_seed(1, 2);
    for (int i = 0; i < 2000000; i++) {
        float a, b, c;
        hard_case(&r, i % KINDS, &a, &b, &c);
        float got = fma_exact(a, b, c), want = fmaf(a, b, c);
        if (!same(got, want))
            fail_msg("fma(%a, %a, %a) is %a, should be %a", (double)a, (double)b, (double)c,
                     (double)got, (double)want);
    }
}

/* The lanes' own fused multiply-add, seen through y += x · factor. */
static void test_lanes_fuse_exactly(void **state) {
    (void)state;
    const Kernels *tables[8];
    int count = kernels_all(tables);
    Random r = random_seed(1, 3);
    for (int i = 0; i < 100000; i++) {
        float a, b, c, x[19], y[19], want[19];
        hard_case(&r, i % KINDS, &a, &b, &c);
        for (int j = 0; j < 19; j++) {
            float unused;
            x[j] = j % 3 ? a : random_normal(&r);
            want[j] = c;
            if (j == 7) hard_case(&r, i % KINDS, &x[j], &unused, &want[j]);
        }
        for (int t = 0; t < count; t++) {
            for (int j = 0; j < 19; j++) y[j] = want[j];
            tables[t]->accumulate_scaled(y, x, b, 19);
            for (int j = 0; j < 19; j++)
                if (!same(y[j], fmaf(x[j], b, want[j])))
                    fail_msg("%s: fma(%a, %a, %a) is %a", tables[t]->name, (double)x[j], (double)b,
                             (double)want[j], (double)y[j]);
        }
    }
}

/* ---- Tables against the plain one ---- */

enum { OUTPUTS = 4, GUARD = 40 };

/* A kernel's outputs, each with untouched numbers behind it that nobody may write. */
typedef struct Outputs {
    float *x[OUTPUTS];
    size_t size[OUTPUTS];
} Outputs;

typedef struct Inputs {
    float *a, *b, *c, *d, *work; /* each large enough for every kernel of the test */
    int m, k, n;
    int block; /* of products' sums */
} Inputs;

static Outputs outputs_new(const Inputs *in) {
    Outputs out;
    Random r = random_seed(9, 9);
    for (int i = 0; i < OUTPUTS; i++) {
        out.size[i] = (size_t)in->m * (size_t)in->n + (size_t)in->n + (size_t)in->m + GUARD;
        out.x[i] = malloc(out.size[i] * sizeof(float));
        assert_non_null(out.x[i]);
        for (size_t j = 0; j < out.size[i]; j++) /* Adam's v must not be negative */
            out.x[i][j] = fabsf(random_normal(&r));
    }
    return out;
}

static void outputs_free(Outputs *out) {
    for (int i = 0; i < OUTPUTS; i++) free(out->x[i]);
}

static float nasty_number(Random *r) {
    static const float special[] = {0,         -0.f,       INFINITY, -INFINITY, NAN,
                                    0x1p-149f, -0x1p-127f, 3e38f,    -1e-20f,   100};
    return special[random_below(r, 10)];
}

static float *input_new(Random *r, size_t n, bool nasty) {
    float *x = malloc((n + 1) * sizeof *x);
    assert_non_null(x);
    for (size_t i = 0; i < n; i++)
        x[i] = nasty && random_below(r, 25) == 0 ? nasty_number(r) : random_normal(r) * 2;
    return x;
}

static Inputs inputs_new(Random *r, int m, int k, int n, bool nasty) {
    size_t side = (size_t)(m > k ? m : k) + 1,
           size = side * (size_t)(n > k ? n : k) + (size_t)m + (size_t)n;
    Inputs in = {input_new(r, size, nasty),
                 input_new(r, size, nasty),
                 input_new(r, size, nasty),
                 input_new(r, size, nasty),
                 malloc((size_t)k * (size_t)(n + 64) * sizeof(float)),
                 m,
                 k,
                 n,
                 KERNELS_BLOCK};
    assert_non_null(in.work);
    return in;
}

static void inputs_free(Inputs *in) {
    free(in->a), free(in->b), free(in->c), free(in->d), free(in->work);
}

typedef void (*Run)(const Kernels *k, float **out, const Inputs *in);

#define RUN(name, ...)                                                                             \
    static void run_##name(const Kernels *k, float **o, const Inputs *in) {                        \
        int m = in->m, depth = in->k, n = in->n;                                                   \
        const float *a = in->a, *b = in->b, *c = in->c, *d = in->d;                                \
        (void)m, (void)depth, (void)n, (void)a, (void)b, (void)c, (void)d;                         \
        k->__VA_ARGS__;                                                                            \
    }

RUN(matmul, matmul(o[0], a, b, NULL, m, depth, n, in->block))
RUN(matmul_bias, matmul(o[0], a, b, c, m, depth, n, in->block))
RUN(matmul_bt, matmul_bt(o[0], a, b, NULL, m, depth, n, in->block, in->work))
RUN(matmul_bt_bias, matmul_bt(o[0], a, b, c, m, depth, n, in->block, in->work))
RUN(matmul_add, matmul_add(o[0], a, b, m, depth, n))
RUN(matmul_bt_add, matmul_bt_add(o[0], a, b, m, depth, n, in->work))
RUN(matmul_at_add, matmul_at_add(o[0], a, b, m, depth, n))
RUN(scale, scale(o[0], a, 0.3f, m *n))
RUN(add, add(o[0], a, b, m *n))
RUN(accumulate, accumulate(o[0], a, m *n))
RUN(accumulate_scaled, accumulate_scaled(o[0], a, 0.3f, m *n))
RUN(accumulate_rows, accumulate_rows(o[0], a, m, n))
RUN(softmax, softmax(o[0], o[1], o[2], o[3], a, m, n))
RUN(softmax_back, softmax_back(o[0], a, b, m, n))
RUN(norm, norm(o[0], o[1], o[2], a, b, c, 1e-5f, m, n))
RUN(norm_back, norm_back(o[0], o[1], o[2], a, b, c, d, c, 1e-5f, m, n))
RUN(rms_norm, rms_norm(o[0], o[1], a, b, 1e-5f, m, n))
RUN(rms_norm_back, rms_norm_back(o[0], o[1], a, b, d, c, 1e-5f, m, n))
RUN(relu, relu(o[0], a, m *n))
RUN(relu_back, relu_back(o[0], a, b, m *n))
RUN(gelu_erf, gelu_erf(o[0], a, m *n))
RUN(gelu_erf_back, gelu_erf_back(o[0], a, b, m *n))
RUN(gelu_tanh, gelu_tanh(o[0], a, m *n))
RUN(gelu_tanh_back, gelu_tanh_back(o[0], a, b, m *n))
RUN(entropy, entropy(o[0], a, m, n))
RUN(entropy_back, entropy_back(o[0], a, b, m, n))
RUN(adam, adam(o[0], o[1], o[2], a, 1e-3f, 0.9f, 0.98f, 0.19f, 0.0396f, 1e-9f, m *n))

/* Targets are class numbers, every third one skipped. */
static void targets_of(float *targets, const Inputs *in) {
    for (int r = 0; r < in->m; r++) targets[r] = r % 3 == 2 ? -1 : (float)(r * 7 % in->n);
}

static void run_cross_entropy(const Kernels *k, float **o, const Inputs *in) {
    float targets[64];
    targets_of(targets, in);
    k->cross_entropy(o[0], o[1], in->a, targets, in->m, in->n);
}

static void run_cross_entropy_back(const Kernels *k, float **o, const Inputs *in) {
    float targets[64];
    targets_of(targets, in);
    k->cross_entropy_back(o[0], in->b, in->a, targets, in->m, in->n);
}

static const struct {
    const char *name;
    Run run;
} runs[] = {
    {"matmul", run_matmul},
    {"matmul with bias", run_matmul_bias},
    {"matmul_bt", run_matmul_bt},
    {"matmul_bt with bias", run_matmul_bt_bias},
    {"matmul_add", run_matmul_add},
    {"matmul_bt_add", run_matmul_bt_add},
    {"matmul_at_add", run_matmul_at_add},
    {"scale", run_scale},
    {"add", run_add},
    {"accumulate", run_accumulate},
    {"accumulate_scaled", run_accumulate_scaled},
    {"accumulate_rows", run_accumulate_rows},
    {"softmax", run_softmax},
    {"softmax_back", run_softmax_back},
    {"norm", run_norm},
    {"norm_back", run_norm_back},
    {"rms_norm", run_rms_norm},
    {"rms_norm_back", run_rms_norm_back},
    {"relu", run_relu},
    {"relu_back", run_relu_back},
    {"gelu_erf", run_gelu_erf},
    {"gelu_erf_back", run_gelu_erf_back},
    {"gelu_tanh", run_gelu_tanh},
    {"gelu_tanh_back", run_gelu_tanh_back},
    {"entropy", run_entropy},
    {"entropy_back", run_entropy_back},
    {"adam", run_adam},
    {"cross_entropy", run_cross_entropy},
    {"cross_entropy_back", run_cross_entropy_back},
};

static void compare_tables(const Inputs *in) {
    const Kernels *tables[8];
    int count = kernels_all(tables);
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        Outputs plain = outputs_new(in);
        runs[i].run(kernels_named("plain"), plain.x, in);
        for (int t = 0; t < count; t++) {
            Outputs other = outputs_new(in);
            runs[i].run(tables[t], other.x, in);
            for (int o = 0; o < OUTPUTS; o++)
                assert_same(other.x[o], plain.x[o], plain.size[o], runs[i].name, tables[t]->name);
            outputs_free(&other);
        }
        outputs_free(&plain);
    }
}

static void test_tables_agree(void **state) {
    (void)state;
    static const int some[] = {1, 2, 3, 4, 5, 7, 8, 9, 11, 13, 15, 16, 17, 20, 29, 31, 33, 40};
    enum { SOME = sizeof some / sizeof *some };
    Random r = random_seed(5, 5);
    for (int i = 0; i < 400; i++) {
        int m = i < 33 ? i + 1 : some[random_below(&r, SOME)];
        int n = i < 33 ? 33 - i : some[random_below(&r, SOME)] + (i % 5 == 0 ? 64 : 0);
        Inputs in = inputs_new(&r, m, some[random_below(&r, SOME)], n, i % 2 == 1);
        compare_tables(&in);
        inputs_free(&in);
    }
}

/* Deep enough that k is cut into blocks, and B large enough to be read few rows at a time. */
static void test_tables_agree_on_large(void **state) {
    (void)state;
    static const int shapes[][3] = {{37, 500, 77}, {30, 193, 64},  {13, 64, 588}, {11, 3, 1029},
                                    {29, 64, 1},   {43, 400, 33},  {9, 300, 900}, {1, 768, 400},
                                    {0, 300, 900}, {30, 257, 1030}};
    Random r = random_seed(6, 6);
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        Inputs in = inputs_new(&r, shapes[i][0], shapes[i][1], shapes[i][2], i % 2);
        in.block = i % 3 == 2 ? KERNELS_BLOCK : KERNELS_SHORT;
        compare_tables(&in);
        inputs_free(&in);
    }
}

/* ---- Products against the naive sum ---- */

/* C = start + A·B by the definition, a chain for each `block` of k; the steps say where A[i, p] and
 * B[p, j] stand. */
static void naive(float *c, const float *start, int start_step, const float *a, int a_row,
                  int a_depth, const float *b, int b_depth, int b_col, int block,
                  const Inputs *in) {
    for (int i = 0; i < in->m; i++)
        for (int j = 0; j < in->n; j++) {
            float before = 0, sum = start ? start[i * start_step + j] : 0;
            for (int p = 0; p < in->k; p++) {
                if (p > 0 && p % block == 0) {
                    before = p > block ? before + sum : sum;
                    sum = 0;
                }
                sum = fma_exact(a[i * a_row + p * a_depth], b[p * b_depth + j * b_col], sum);
            }
            c[i * in->n + j] = in->k > block ? before + sum : sum;
        }
}

static void check_product(Run run, const char *name, const float *want, const Inputs *in) {
    const Kernels *tables[8];
    int count = kernels_all(tables);
    for (int t = 0; t < count; t++) {
        Outputs out = outputs_new(in);
        run(tables[t], out.x, in);
        assert_same(out.x[0], want, (size_t)in->m * (size_t)in->n, name, tables[t]->name);
        outputs_free(&out);
    }
}

static void check_products(const Inputs *in) {
    int m = in->m, k = in->k, n = in->n, block = in->block, whole = k + 1;
    Outputs before = outputs_new(in);
    float *want = malloc((size_t)m * (size_t)n * sizeof *want);
    assert_non_null(want);
    naive(want, NULL, 0, in->a, k, 1, in->b, n, 1, block, in);
    check_product(run_matmul, "matmul", want, in);
    naive(want, in->c, 0, in->a, k, 1, in->b, n, 1, block, in);
    check_product(run_matmul_bias, "matmul with bias", want, in);
    naive(want, NULL, 0, in->a, k, 1, in->b, 1, k, block, in);
    check_product(run_matmul_bt, "matmul_bt", want, in);
    naive(want, in->c, 0, in->a, k, 1, in->b, 1, k, block, in);
    check_product(run_matmul_bt_bias, "matmul_bt with bias", want, in);
    naive(want, before.x[0], n, in->a, k, 1, in->b, n, 1, whole, in);
    check_product(run_matmul_add, "matmul_add", want, in);
    naive(want, before.x[0], n, in->a, k, 1, in->b, 1, k, whole, in);
    check_product(run_matmul_bt_add, "matmul_bt_add", want, in);
    naive(want, before.x[0], n, in->a, 1, m, in->b, n, 1, whole, in);
    check_product(run_matmul_at_add, "matmul_at_add", want, in);
    free(want);
    outputs_free(&before);
}

/* Of up to `block` products one chain; gradients are one however deep. */
static void test_products_are_sums_in_blocks(void **state) {
    (void)state;
    static const int blocks[] = {KERNELS_BLOCK, KERNELS_SHORT};
    static const int shapes[][3] = {
        {1, 1, 1},      {2, 3, 5},      {13, 64, 64},  {13, 16, 13},  {20, 16, 20}, {11, 64, 75},
        {7, 33, 31},    {64, 13, 49},   {33, 210, 65}, {37, 450, 50}, {15, 9, 17},  {28, 0, 9},
        {5, 256, 66},   {8, 257, 33},   {2, 64, 70},   {9, 65, 15},   {6, 769, 96}, {1, 600, 130},
        {3, 133, 1989}, {16, 300, 901}, {31, 512, 513}}; /* the last: a B that no cache holds */
    Random r = random_seed(7, 7);
    for (size_t i = 0; i < 2 * sizeof shapes / sizeof *shapes; i++) {
        const int *s = shapes[i / 2];
        Inputs in = inputs_new(&r, s[0], s[1], s[2], false);
        in.block = blocks[i % 2];
        check_products(&in);
        inputs_free(&in);
    }
}

/* ---- Values and gradients against double ---- */

enum { ROWS = 5, COLS = 11, CELLS = ROWS * COLS };

/* A loss Σ weight · y of a naive double version of a kernel; x is what it is differentiated by. */
typedef double (*Loss)(const double *x, const float *weight, const void *rest);

static void to_double(double *to, const float *from, int n) {
    for (int i = 0; i < n; i++) to[i] = (double)from[i];
}

/* got[i] against (loss(x + h) − loss(x − h)) / 2h. */
static void check_gradient(Loss loss, const float *x, int n, const float *weight, const void *rest,
                           const float *got, const char *what) {
    double moved[CELLS];
    to_double(moved, x, n);
    for (int i = 0; i < n; i++) {
        double old = moved[i], h = 1e-5;
        moved[i] = old + h;
        double above = loss(moved, weight, rest);
        moved[i] = old - h;
        double want = (above - loss(moved, weight, rest)) / (2 * h);
        moved[i] = old;
        if (!(fabs((double)got[i] - want) <= 1e-3 * fabs(want) + 2e-5))
            fail_msg("%s: gradient %d is %g, should be %g", what, i, (double)got[i], want);
    }
}

static void fill_normal(float *x, int n, uint64_t seed) {
    Random r = random_seed(seed, 1);
    for (int i = 0; i < n; i++) x[i] = random_normal(&r);
}

static void softmax_naive(double *y, const double *x) {
    for (int r = 0; r < ROWS; r++) {
        double sum = 0;
        for (int j = 0; j < COLS; j++) sum += exp(x[r * COLS + j]);
        for (int j = 0; j < COLS; j++) y[r * COLS + j] = exp(x[r * COLS + j]) / sum;
    }
}

static double softmax_loss(const double *x, const float *weight, const void *rest) {
    double y[CELLS], loss = 0;
    (void)rest;
    softmax_naive(y, x);
    for (int i = 0; i < CELLS; i++) loss += y[i] * (double)weight[i];
    return loss;
}

static void test_softmax_gradient(void **state) {
    (void)state;
    float x[CELLS], dy[CELLS], max[ROWS], exps[CELLS], sum[ROWS], y[CELLS], dx[CELLS] = {0};
    double exact[CELLS], wide[CELLS];
    fill_normal(x, CELLS, 1), fill_normal(dy, CELLS, 2);
    const Kernels *k = kernels_best();
    k->softmax(max, exps, sum, y, x, ROWS, COLS);
    to_double(wide, x, CELLS);
    softmax_naive(exact, wide);
    for (int i = 0; i < CELLS; i++) assert_true(fabs((double)y[i] - exact[i]) < 1e-6);
    k->softmax_back(dx, dy, y, ROWS, COLS);
    check_gradient(softmax_loss, x, CELLS, dy, NULL, dx, "softmax");
    float once = dx[3];
    k->softmax_back(dx, dy, y, ROWS, COLS);
    assert_true(same(dx[3], 2 * once)); /* it adds */
}

typedef struct NormRest {
    double x[CELLS], gamma[COLS], beta[COLS];
} NormRest;

static void norm_naive(double *y, const double *x, const double *gamma, const double *beta) {
    for (int r = 0; r < ROWS; r++) {
        double mean = 0, var = 0;
        for (int j = 0; j < COLS; j++) mean += x[r * COLS + j] / COLS;
        for (int j = 0; j < COLS; j++)
            var += (x[r * COLS + j] - mean) * (x[r * COLS + j] - mean) / COLS;
        for (int j = 0; j < COLS; j++)
            y[r * COLS + j] =
                (x[r * COLS + j] - mean) / sqrt(var + (double)1e-5f) * gamma[j] + beta[j];
    }
}

static double norm_weighted(const double *x, const double *gamma, const double *beta,
                            const float *weight) {
    double y[CELLS], loss = 0;
    norm_naive(y, x, gamma, beta);
    for (int i = 0; i < CELLS; i++) loss += y[i] * (double)weight[i];
    return loss;
}

static double norm_loss_x(const double *x, const float *weight, const void *rest) {
    const NormRest *n = rest;
    return norm_weighted(x, n->gamma, n->beta, weight);
}

static double norm_loss_gamma(const double *gamma, const float *weight, const void *rest) {
    const NormRest *n = rest;
    return norm_weighted(n->x, gamma, n->beta, weight);
}

static double norm_loss_beta(const double *beta, const float *weight, const void *rest) {
    const NormRest *n = rest;
    return norm_weighted(n->x, n->gamma, beta, weight);
}

static void test_norm_gradient(void **state) {
    (void)state;
    float x[CELLS], gamma[COLS], beta[COLS], dy[CELLS], mean[ROWS], var[ROWS], y[CELLS];
    float dx[CELLS] = {0}, dgamma[COLS] = {0}, dbeta[COLS] = {0};
    double exact[CELLS];
    NormRest rest;
    fill_normal(x, CELLS, 3), fill_normal(gamma, COLS, 4), fill_normal(beta, COLS, 5),
        fill_normal(dy, CELLS, 6);
    to_double(rest.x, x, CELLS), to_double(rest.gamma, gamma, COLS),
        to_double(rest.beta, beta, COLS);
    const Kernels *k = kernels_best();
    k->norm(mean, var, y, x, gamma, beta, 1e-5f, ROWS, COLS);
    norm_naive(exact, rest.x, rest.gamma, rest.beta);
    for (int i = 0; i < CELLS; i++) assert_true(fabs((double)y[i] - exact[i]) < 1e-5);
    k->norm_back(dx, dgamma, dbeta, dy, x, mean, var, gamma, 1e-5f, ROWS, COLS);
    check_gradient(norm_loss_x, x, CELLS, dy, &rest, dx, "norm dx");
    check_gradient(norm_loss_gamma, gamma, COLS, dy, &rest, dgamma, "norm dgamma");
    check_gradient(norm_loss_beta, beta, COLS, dy, &rest, dbeta, "norm dbeta");
}

static double rms_norm_weighted(const double *x, const double *gamma, const float *weight) {
    double loss = 0;
    for (int r = 0; r < ROWS; r++) {
        const double *row = x + r * COLS;
        double square = 0;
        for (int j = 0; j < COLS; j++) square += row[j] * row[j] / COLS;
        for (int j = 0; j < COLS; j++)
            loss += row[j] / sqrt(square + (double)1e-5f) * gamma[j] * (double)weight[r * COLS + j];
    }
    return loss;
}

static double rms_norm_loss_x(const double *x, const float *weight, const void *rest) {
    return rms_norm_weighted(x, ((const NormRest *)rest)->gamma, weight);
}

static double rms_norm_loss_gamma(const double *gamma, const float *weight, const void *rest) {
    return rms_norm_weighted(((const NormRest *)rest)->x, gamma, weight);
}

static void test_rms_norm_gradient(void **state) {
    (void)state;
    float x[CELLS], gamma[COLS], dy[CELLS], square[ROWS], y[CELLS];
    float dx[CELLS] = {0}, dgamma[COLS] = {0};
    double loss = 0;
    NormRest rest;
    fill_normal(x, CELLS, 3), fill_normal(gamma, COLS, 4), fill_normal(dy, CELLS, 6);
    to_double(rest.x, x, CELLS), to_double(rest.gamma, gamma, COLS);
    const Kernels *k = kernels_best();
    k->rms_norm(square, y, x, gamma, 1e-5f, ROWS, COLS);
    for (int i = 0; i < CELLS; i++) loss += (double)y[i] * (double)dy[i];
    assert_true(fabs(loss - rms_norm_weighted(rest.x, rest.gamma, dy)) < 1e-4);
    k->rms_norm_back(dx, dgamma, dy, x, square, gamma, 1e-5f, ROWS, COLS);
    check_gradient(rms_norm_loss_x, x, CELLS, dy, &rest, dx, "rms_norm dx");
    check_gradient(rms_norm_loss_gamma, gamma, COLS, dy, &rest, dgamma, "rms_norm dgamma");
}

static double relu_naive(double x) {
    return x > 0 ? x : 0;
}

static double gelu_erf_naive(double x) {
    return x / 2 * (1 + erf(x / sqrt(2)));
}

static double gelu_tanh_naive(double x) {
    return x / 2 * (1 + tanh(sqrt(2 / acos(-1)) * (x + 0.044715 * x * x * x)));
}

typedef struct Activation {
    double (*naive)(double x);
} Activation;

static double activation_loss(const double *x, const float *weight, const void *rest) {
    const Activation *a = rest;
    double loss = 0;
    for (int i = 0; i < CELLS; i++) loss += a->naive(x[i]) * (double)weight[i];
    return loss;
}

static void check_activation(void (*run)(float *, const float *, int),
                             void (*back)(float *, const float *, const float *, int),
                             double (*by)(double), const char *what) {
    float x[CELLS], dy[CELLS], y[CELLS], dx[CELLS] = {0};
    Activation rest = {by};
    fill_normal(x, CELLS, 7), fill_normal(dy, CELLS, 8);
    for (int i = 0; i < CELLS; i++) x[i] *= 3;
    run(y, x, CELLS);
    for (int i = 0; i < CELLS; i++) assert_true(fabs((double)y[i] - by((double)x[i])) <= 1e-6);
    back(dx, dy, x, CELLS);
    check_gradient(activation_loss, x, CELLS, dy, &rest, dx, what);
}

static void test_activation_gradients(void **state) {
    (void)state;
    const Kernels *k = kernels_best();
    check_activation(k->relu, k->relu_back, relu_naive, "relu");
    check_activation(k->gelu_erf, k->gelu_erf_back, gelu_erf_naive, "gelu_erf");
    check_activation(k->gelu_tanh, k->gelu_tanh_back, gelu_tanh_naive, "gelu_tanh");
}

static double phi_exact(double x) {
    return 0.5 * erfc(-x / sqrt(2));
}

static double slope_exact(double x) {
    return phi_exact(x) + x * exp(-0.5 * x * x) / sqrt(2 * acos(-1));
}

/* Far below 0 GELU goes to −0 and its slope to 0, in every table by the same bits; ∞ has its
 * limits. */
static void test_gelu_far_from_zero(void **state) {
    (void)state;
    enum { POINTS = 1203 };
    float x[POINTS], y[POINTS], one[POINTS], first[3][POINTS];
    const Kernels *tables[8];
    int count = kernels_all(tables);
    for (int i = 0; i < POINTS; i++) x[i] = -4 - (float)i * 0.02f, one[i] = 1;
    x[1200] = -1000, x[1201] = -INFINITY, x[1202] = -3e38f;
    for (int t = 0; t < count; t++) {
        float dx[2][POINTS] = {{0}}, by_tanh[POINTS];
        tables[t]->gelu_erf(y, x, POINTS);
        tables[t]->gelu_tanh(by_tanh, x, POINTS);
        tables[t]->gelu_erf_back(dx[0], one, x, POINTS);
        tables[t]->gelu_tanh_back(dx[1], one, x, POINTS);
        for (int i = 0; i < 1200; i++) {
            double exact = (double)x[i] * phi_exact((double)x[i]),
                   slope = slope_exact((double)x[i]), least = x[i] < -5.65f ? 1e-18 : 1e-11;
            assert_true(fabs((double)y[i] - exact) <= 1e-6 * fabs(exact) + least);
            assert_true(fabs((double)dx[0][i] - slope) <= 1e-6 * fabs(slope) + least);
        }
        for (int i = 1200; i < POINTS; i++) {
            assert_true(y[i] == 0 && signbit(y[i]) && by_tanh[i] == 0 && signbit(by_tanh[i]));
            assert_true(dx[0][i] == 0 && dx[1][i] == 0);
        }
        if (t == 0) memcpy(first[0], y, sizeof y), memcpy(first[1], dx, sizeof dx);
        assert_memory_equal(first[0], y, sizeof y);
        assert_memory_equal(first[1], dx, sizeof dx);
    }
    float far = INFINITY, up, rise[2] = {0};
    kernels_best()->gelu_erf(&up, &far, 1);
    kernels_best()->gelu_erf_back(&rise[0], one, &far, 1);
    kernels_best()->gelu_tanh_back(&rise[1], one, &far, 1);
    assert_true(up == INFINITY && rise[0] == 1 && rise[1] == 1);
}

static const float class_targets[ROWS] = {3, -1, 0, COLS - 1, 5};

static double row_loss(const double *z, int target) {
    double sum = 0;
    for (int j = 0; j < COLS; j++) sum += exp(z[j]);
    return target < 0 ? 0 : log(sum) - z[target];
}

static double cross_entropy_loss(const double *x, const float *weight, const void *rest) {
    double loss = 0;
    (void)rest;
    for (int r = 0; r < ROWS; r++)
        loss += (double)weight[r] * row_loss(x + r * COLS, (int)class_targets[r]);
    return loss;
}

static void test_cross_entropy_gradient(void **state) {
    (void)state;
    float x[CELLS], logp[CELLS], loss[ROWS], dloss[ROWS], dx[CELLS] = {0};
    double wide[CELLS];
    fill_normal(x, CELLS, 9), fill_normal(dloss, ROWS, 10);
    to_double(wide, x, CELLS);
    const Kernels *k = kernels_best();
    k->cross_entropy(logp, loss, x, class_targets, ROWS, COLS);
    for (int r = 0; r < ROWS; r++)
        assert_true(fabs((double)loss[r] - row_loss(wide + r * COLS, (int)class_targets[r])) <
                    1e-6);
    k->cross_entropy_back(dx, dloss, logp, class_targets, ROWS, COLS);
    check_gradient(cross_entropy_loss, x, CELLS, dloss, NULL, dx, "cross_entropy");
}

static double entropy_loss(const double *y, const float *weight, const void *rest) {
    double loss = 0;
    (void)rest;
    for (int i = 0; i < CELLS; i++) loss -= (double)weight[i / COLS] * y[i] * log(y[i]);
    return loss;
}

static void test_entropy_gradient(void **state) {
    (void)state;
    float y[CELLS], h[ROWS], dh[ROWS], dy[CELLS] = {0};
    double wide[CELLS];
    static const float one[ROWS] = {0, 0, 1, 0, 0};
    fill_normal(y, CELLS, 11), fill_normal(dh, ROWS, 12);
    for (int i = 0; i < CELLS; i++) y[i] = 0.01f + fabsf(y[i]) / COLS;
    to_double(wide, y, CELLS);
    const Kernels *k = kernels_best();
    k->entropy(h, y, ROWS, COLS);
    assert_true(fabs((double)h[2] - entropy_loss(wide, one, NULL)) < 1e-6);
    k->entropy_back(dy, dh, y, ROWS, COLS);
    check_gradient(entropy_loss, y, CELLS, dh, NULL, dy, "entropy");
}

static void test_entropy_of_zeros(void **state) {
    (void)state;
    float y[3] = {0, 1, 0}, h, dh = 2, dy[3] = {5, 5, 5};
    kernels_best()->entropy(&h, y, 1, 3);
    assert_true(same(h, 0));
    kernels_best()->entropy_back(dy, &dh, y, 1, 3);
    assert_true(same(dy[0], 5) && same(dy[1], 3) && same(dy[2], 5));
}

static void test_adam_step(void **state) {
    (void)state;
    float w[CELLS], m[CELLS] = {0}, v[CELLS] = {0}, g[CELLS], old[CELLS];
    fill_normal(w, CELLS, 13), fill_normal(g, CELLS, 14);
    memcpy(old, w, sizeof w);
    kernels_best()->adam(w, m, v, g, 0.01f, 0.9f, 0.98f, 0.1f, 0.02f, 1e-9f, CELLS);
    for (int i = 0; i < CELLS; i++) { /* the first step goes by the rate, against the gradient */
        assert_true(fabs((double)(old[i] - w[i]) - (g[i] > 0 ? 0.01 : -0.01)) < 1e-6);
        assert_true(fabs((double)m[i] - 0.1 * (double)g[i]) < 1e-6);
        assert_true(fabs((double)v[i] - 0.02 * (double)g[i] * (double)g[i]) < 1e-6);
    }
}

/* ---- Softmax's promises ---- */

static void test_softmax_of_a_masked_row(void **state) {
    (void)state;
    float s[CELLS], max[ROWS], exps[CELLS], sum[ROWS], y[CELLS], dy[CELLS], ds[CELLS] = {0};
    fill_normal(s, CELLS, 15);
    for (int j = 0; j < COLS; j++) s[2 * COLS + j] = -INFINITY;
    s[4] = -INFINITY;
    for (int i = 0; i < CELLS; i++) dy[i] = s[i] == -INFINITY ? NAN : 1.5f;
    const Kernels *k = kernels_best();
    k->softmax(max, exps, sum, y, s, ROWS, COLS);
    assert_true(same(max[2], -INFINITY) && same(sum[2], 0) && same(y[4], 0) && same(exps[4], 0));
    for (int j = 0; j < COLS; j++)
        assert_true(same(exps[2 * COLS + j], 0) && same(y[2 * COLS + j], 0));
    k->softmax_back(ds, dy, y, ROWS, COLS);
    for (int i = 0; i < CELLS; i++) assert_true(isfinite(ds[i]) && (dy[i] == 1.5f || ds[i] == 0));
}

/* A NaN must not hide behind a mask. */
static void test_softmax_keeps_nan(void **state) {
    (void)state;
    float s[3] = {-INFINITY, NAN, -INFINITY}, max, exps[3], sum, y[3];
    kernels_best()->softmax(&max, exps, &sum, y, s, 1, 3);
    assert_true(isnan(y[1]) && isnan(sum));
}

static void test_softmax_rows_sum_to_one(void **state) {
    (void)state;
    enum { WIDE = 1024 };
    static float s[3 * WIDE], exps[3 * WIDE], y[3 * WIDE];
    for (int n = 1; n <= WIDE; n *= 2) {
        float max[3], sum[3];
        fill_normal(s, 3 * n, (uint64_t)n);
        kernels_best()->softmax(max, exps, sum, y, s, 3, n);
        for (int r = 0; r < 3; r++) {
            double total = 0;
            for (int j = 0; j < n; j++) total += (double)y[r * n + j];
            assert_true(fabs(total - 1) <= 1e-6 * sqrt(n));
        }
    }
}

/* ---- Sums in blocks ---- */

/* Σ x in chains of `size`, their sums added in order. */
static float blocked_sum(const float *x, int n, int size) {
    float sum = 0;
    for (int from = 0; from < n; from += size) {
        float block = 0;
        for (int j = from; j < n && j < from + size; j++) block += x[j];
        sum = from ? sum + block : block;
    }
    return sum;
}

/* Up to KERNELS_BLOCK numbers are one chain; above, softmax's sum is the blocks', and norm's mean
 * that of shorter ones. */
static void test_rows_are_summed_in_blocks(void **state) {
    (void)state;
    enum { WIDE = 1300, MANY = 11 };
    static float x[MANY * WIDE], exps[MANY * WIDE], y[MANY * WIDE], one[WIDE];
    static const int widths[] = {1, 255, 256, 257, 512, 513, 700, WIDE};
    for (int j = 0; j < WIDE; j++) one[j] = 1;
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++) {
        int n = widths[i];
        float max[MANY], sum[MANY], mean[MANY], variance[MANY];
        fill_normal(x, MANY * n, (uint64_t)n);
        kernels_best()->softmax(max, exps, sum, y, x, MANY, n);
        for (int r = 0; r < MANY; r++)
            assert_true(same(sum[r], blocked_sum(exps + (ptrdiff_t)r * n, n, KERNELS_BLOCK)));
        kernels_best()->norm(mean, variance, y, x, one, one, 1e-5f, MANY, n);
        for (int r = 0; r < MANY; r++)
            assert_true(
                same(mean[r], blocked_sum(x + (ptrdiff_t)r * n, n, n > 256 ? 64 : 256) / (float)n));
    }
}

/* One chain would be off by more than 1e-4 here. */
static void test_softmax_over_a_large_vocabulary(void **state) {
    (void)state;
    enum { WORDS = 50257 };
    static float s[WORDS], exps[WORDS], y[WORDS];
    for (int kind = 0; kind < 3; kind++) {
        float max, sum;
        double exact = 0;
        fill_normal(s, WORDS, (uint64_t)(kind + 70));
        for (int j = 0; j < WORDS; j++) s[j] *= kind == 0 ? 0.01f : kind == 1 ? 1.0f : 3.0f;
        kernels_best()->softmax(&max, exps, &sum, y, s, 1, WORDS);
        for (int j = 0; j < WORDS; j++) exact += exp((double)s[j] - (double)max);
        for (int j = 0; j < WORDS; j++) {
            double want = exp((double)s[j] - (double)max) / exact;
            assert_true(fabs((double)y[j] - want) <= 1e-5 * want);
        }
    }
}

/* ---- Tables and random numbers ---- */

static void test_table_names(void **state) {
    (void)state;
    const Kernels *tables[8];
    int count = kernels_all(tables);
    assert_true(count >= 1 && count <= 8);
    assert_string_equal(tables[0]->name, "plain");
    assert_ptr_equal(kernels_best(), tables[count - 1]);
    for (int i = 0; i < count; i++) assert_ptr_equal(kernels_named(tables[i]->name), tables[i]);
    assert_null(kernels_named("abacus"));
}

/* The first numbers of the PCG paper's own demonstration (seed 42, stream 54). */
static void test_random_is_pcg32(void **state) {
    (void)state;
    static const uint32_t want[] = {0xa15c02b7, 0x7b47f409, 0xba1d3330,
                                    0x83d2f293, 0xbfa4784b, 0xcbed606e};
    Random r = random_seed(42, 54);
    for (int i = 0; i < 6; i++) assert_int_equal(random_next(&r), want[i]);
}

static void test_random_distributions(void **state) {
    (void)state;
    Random r = random_seed(1, 1);
    int counts[7] = {0};
    double sum = 0, squares = 0;
    for (int i = 0; i < 70000; i++) {
        counts[random_below(&r, 7)]++;
        float u = random_unit(&r), z = random_normal(&r);
        assert_true(u >= 0 && u < 1 && isfinite(z));
        sum += (double)z;
        squares += (double)z * (double)z;
    }
    for (int i = 0; i < 7; i++) assert_true(abs(counts[i] - 10000) < 500);
    assert_true(fabs(sum / 70000) < 0.02 && fabs(squares / 70000 - 1) < 0.03);
    assert_int_equal(random_below(&r, 1), 0);
}

static void test_hash_text(void **state) {
    (void)state;
    assert_true(hash_text("") == UINT64_C(0xcbf29ce484222325)); /* FNV-1a's published values */
    assert_true(hash_text("a") == UINT64_C(0xaf63dc4c8601ec8c));
    assert_true(hash_text("foobar") == UINT64_C(0x85944171f73967e8));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_functions_within_one_ulp),
        cmocka_unit_test(test_sine_near_its_zeros),
        cmocka_unit_test(test_function_edges),
        cmocka_unit_test(test_double_functions),
        cmocka_unit_test(test_fma_exact),
        cmocka_unit_test(test_lanes_fuse_exactly),
        cmocka_unit_test(test_tables_agree),
        cmocka_unit_test(test_tables_agree_on_large),
        cmocka_unit_test(test_products_are_sums_in_blocks),
        cmocka_unit_test(test_softmax_gradient),
        cmocka_unit_test(test_norm_gradient),
        cmocka_unit_test(test_rms_norm_gradient),
        cmocka_unit_test(test_activation_gradients),
        cmocka_unit_test(test_gelu_far_from_zero),
        cmocka_unit_test(test_cross_entropy_gradient),
        cmocka_unit_test(test_entropy_gradient),
        cmocka_unit_test(test_entropy_of_zeros),
        cmocka_unit_test(test_adam_step),
        cmocka_unit_test(test_softmax_of_a_masked_row),
        cmocka_unit_test(test_softmax_keeps_nan),
        cmocka_unit_test(test_softmax_rows_sum_to_one),
        cmocka_unit_test(test_rows_are_summed_in_blocks),
        cmocka_unit_test(test_softmax_over_a_large_vocabulary),
        cmocka_unit_test(test_table_names),
        cmocka_unit_test(test_random_is_pcg32),
        cmocka_unit_test(test_random_distributions),
        cmocka_unit_test(test_hash_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
