/* Times the products of matrices, each table of kernels beside OpenBLAS on one thread. OpenBLAS is
   loaded while running, and only here: the program itself never needs it. Not a test: nothing fails
   when slow. */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "math/kernels.h"
#include "math/random.h"

enum { PAIRS = 15, ROW_MAJOR = 101, NO_TRANSPOSE = 111, TRANSPOSE = 112 };

typedef void (*Sgemm)(int order, int ta, int tb, int m, int n, int k, float alpha, const float *a,
                      int lda, const float *b, int ldb, float beta, float *c, int ldc);

typedef struct Blas {
    Sgemm sgemm; /* NULL if there is no OpenBLAS */
} Blas;

typedef enum Form { FORM_PLAIN, FORM_BT, FORM_AT } Form;

typedef struct Case {
    Form form;
    int m, k, n;
    float *a, *b, *c, *work;
} Case;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static Blas blas_open(void) {
    Blas blas = {NULL};
    void *library = dlopen("libopenblas.so.0", RTLD_NOW);
    if (!library) return blas;
    void (*set_threads)(int);
    *(void **)&set_threads = dlsym(library, "openblas_set_num_threads");
    *(void **)&blas.sgemm = dlsym(library, "cblas_sgemm");
    if (set_threads) set_threads(1);
    return blas;
}

static void run_ours(const Kernels *kernels, const Case *t) {
    if (t->form == FORM_PLAIN)
        kernels->matmul(t->c, t->a, t->b, NULL, t->m, t->k, t->n, KERNELS_BLOCK);
    else if (t->form == FORM_BT)
        kernels->matmul_bt(t->c, t->a, t->b, NULL, t->m, t->k, t->n, KERNELS_BLOCK, t->work);
    else
        kernels->matmul_at_add(t->c, t->a, t->b, t->m, t->k, t->n);
}

static void run_blas(Blas blas, const Case *t) {
    int a_turned = t->form == FORM_AT, b_turned = t->form == FORM_BT;
    blas.sgemm(ROW_MAJOR, a_turned ? TRANSPOSE : NO_TRANSPOSE, b_turned ? TRANSPOSE : NO_TRANSPOSE,
               t->m, t->n, t->k, 1, t->a, a_turned ? t->m : t->k, t->b, b_turned ? t->k : t->n,
               a_turned ? 1 : 0, t->c, t->n);
}

static double time_of(const Kernels *kernels, Blas blas, const Case *t, int repeats) {
    double start = now();
    for (int i = 0; i < repeats; i++) {
        if (kernels)
            run_ours(kernels, t);
        else
            run_blas(blas, t);
    }
    return (now() - start) / repeats;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *x, int n) {
    qsort(x, (size_t)n, sizeof *x, by_size);
    return x[n / 2];
}

/* Ours and theirs in turn, so that a busy machine slows both. */
static void compare(const Kernels *kernels, Blas blas, const Case *t) {
    static const char *forms[] = {"A·B", "A·Bᵀ", "C+AᵀB"};
    double ours[PAIRS], theirs[PAIRS], ratio[PAIRS];
    double flops = 2.0 * t->m * t->k * t->n;
    memset(t->c, 0, sizeof *t->c * (size_t)t->m * (size_t)t->n);
    double once = time_of(kernels, blas, t, 1);
    int repeats = once > 1e-3 ? 1 : (int)(1e-3 / (once + 1e-9)) + 1;
    for (int i = 0; i < PAIRS; i++) {
        ours[i] = time_of(kernels, blas, t, repeats);
        theirs[i] = blas.sgemm ? time_of(NULL, blas, t, repeats) : 0;
        ratio[i] = theirs[i] / ours[i];
    }
    printf("%-7s %-7s %4d × %4d × %4d  %8.2f µs  %6.1f GFLOP/s", kernels->name, forms[t->form],
           t->m, t->k, t->n, median(ours, PAIRS) * 1e6, flops / median(ours, PAIRS) * 1e-9);
    if (blas.sgemm)
        printf("  OpenBLAS %6.1f  ratio %.2f", flops / median(theirs, PAIRS) * 1e-9,
               median(ratio, PAIRS));
    printf("\n");
}

static float *numbers(Random *random, size_t count) {
    float *x = malloc(count * sizeof *x);
    if (!x) exit(1);
    for (size_t i = 0; i < count; i++) x[i] = random_normal(random);
    return x;
}

static void bench_shape(const Kernels *kernels, Blas blas, Form form, int m, int k, int n) {
    Random random = random_seed(1, 1);
    Case t = {form, m, k, n, NULL, NULL, NULL, NULL};
    t.a = numbers(&random, (size_t)m * (size_t)k);
    t.b = numbers(&random, (size_t)k * (size_t)n);
    t.c = numbers(&random, (size_t)m * (size_t)n);
    t.work = numbers(&random, (size_t)k * (size_t)(n + 64));
    compare(kernels, blas, &t);
    free(t.a), free(t.b), free(t.c), free(t.work);
}

/* What a product costs whose left rows are 0, one of two, as they are behind a ReLU that lets
   nothing through: no more than of other numbers. */
static void bench_zeros(const Kernels *kernels) {
    enum { M = 64, K = 256, N = 64 };
    Random random = random_seed(1, 1);
    Case t = {FORM_PLAIN, M, K, N, NULL, NULL, NULL, NULL};
    double full[PAIRS], ratio[PAIRS];
    float *dense = numbers(&random, M * K), *zeros = calloc(M * K, sizeof *zeros);
    if (!zeros) exit(1);
    t.b = numbers(&random, K * N);
    t.c = numbers(&random, M * N);
    for (int i = 0; i < M; i += 2) memcpy(zeros + i * K, dense + i * K, K * sizeof *zeros);
    for (int i = 0; i < PAIRS; i++) {
        t.a = dense, full[i] = time_of(kernels, (Blas){NULL}, &t, 4);
        t.a = zeros, ratio[i] = time_of(kernels, (Blas){NULL}, &t, 4) / full[i];
    }
    printf("%-7s %-7s %4d × %4d × %4d  half of the rows 0 / none: %.2f\n", kernels->name, "A·B", M,
           K, N, median(ratio, PAIRS));
    free(dense), free(zeros), free(t.b), free(t.c);
}

/* With a name: that table only. */
int main(int argc, char **argv) {
    static const struct {
        Form form;
        int m, k, n;
    } shapes[] = {
        {FORM_PLAIN, 13, 64, 64},  {FORM_PLAIN, 13, 64, 256},  {FORM_PLAIN, 13, 256, 64},
        {FORM_PLAIN, 13, 64, 588}, {FORM_PLAIN, 64, 768, 768}, {FORM_PLAIN, 256, 768, 3072},
        {FORM_BT, 13, 16, 13},     {FORM_BT, 13, 64, 64},      {FORM_BT, 13, 588, 64},
        {FORM_BT, 13, 64, 256},    {FORM_AT, 64, 13, 64},      {FORM_AT, 64, 13, 256},
        {FORM_AT, 256, 13, 64},    {FORM_AT, 64, 13, 588},
    };
    const Kernels *tables[8];
    int count = kernels_all(tables);
    Blas blas = blas_open();
    if (!blas.sgemm) printf("OpenBLAS (libopenblas.so.0) is missing: no ratios.\n");
    for (int i = 0; i < count; i++)
        if (argc < 2 || strcmp(argv[1], tables[i]->name) == 0) bench_zeros(tables[i]);
    for (int i = 0; i < count; i++)
        for (size_t s = 0; s < sizeof shapes / sizeof *shapes; s++)
            if (argc < 2 || strcmp(argv[1], tables[i]->name) == 0)
                bench_shape(tables[i], blas, shapes[s].form, shapes[s].m, shapes[s].k, shapes[s].n);
    return 0;
}
