/* The kernels: the only code that computes. Readable formulas here; one table per instruction set.

   Every number is the same on every machine: each sum is a chain of fused multiply-adds in index
   order (vectorised across independent outputs, never along the sum), and functions are the fixed
   polynomials of math/functions.h. Where a CPU has no fused multiply-add, an exact equivalent is
   used. Sums along a row ("in blocks") of more than KERNELS_BLOCK numbers are a chain a block, and
   the blocks' sums added in order: one chain would lose digits in a row of 50,000 numbers. Norms'
   blocks are shorter; a product's are of the size that is asked for; gradients (+=) are one chain
   each, so that what was trained before can be trained again with the same bits.

   Output first, inputs const, nothing in place unless a line says "+=". Matrices are row-major
   without gaps. Shapes are written [rows, cols]. dX is the gradient of the loss with respect to X.
 */
#ifndef ATTNSCOPE_MATH_KERNELS_H
#define ATTNSCOPE_MATH_KERNELS_H

#include <stdbool.h>

/* So many numbers are summed in one chain; so many where a model has more than that for every text:
   their signs differ, and a chain loses as much as it is long. */
enum { KERNELS_BLOCK = 256, KERNELS_SHORT = 64 };

/* The blocks of a sum of n numbers that does not grow with a text: what is no longer than one chain
 * stays one. */
static inline int kernels_block(int n) {
    return n > KERNELS_BLOCK ? KERNELS_SHORT : KERNELS_BLOCK;
}

typedef struct Kernels {
    const char *name; /* "sse2", "avx2", "avx512", "plain" */

    /* C[m, n] = A[m, k] · B[k, n] + bias[n], a chain for each `block` of k, added in order:
     * fma(a[block−1], b[block−1], … fma(a[0], b[0], bias)) + fma(…, 0) + …; bias may be NULL (0).
     */
    void (*matmul)(float *c, const float *a, const float *b, const float *bias, int m, int k, int n,
                   int block);
    /* C[m, n] = A[m, k] · B[n, k]ᵀ + bias[n], the same sums. `work` has room for k × (n + 64)
     * floats. */
    void (*matmul_bt)(float *c, const float *a, const float *b, const float *bias, int m, int k,
                      int n, int block, float *work);
    /* C[m, n] += A[m, k] · B[k, n]: the chain goes on from what C holds. */
    void (*matmul_add)(float *c, const float *a, const float *b, int m, int k, int n);
    /* C[m, n] += A[m, k] · B[n, k]ᵀ. `work` as above. */
    void (*matmul_bt_add)(float *c, const float *a, const float *b, int m, int k, int n,
                          float *work);
    /* C[m, n] += A[k, m]ᵀ · B[k, n]: a weight's gradient. */
    void (*matmul_at_add)(float *c, const float *a, const float *b, int m, int k, int n);

    /* y = x · factor, n numbers. */
    void (*scale)(float *y, const float *x, float factor, int n);
    /* y = a + b */
    void (*add)(float *y, const float *a, const float *b, int n);
    /* y += x */
    void (*accumulate)(float *y, const float *x, int n);
    /* y += x · factor, each one fma */
    void (*accumulate_scaled)(float *y, const float *x, float factor, int n);
    /* y[n] += Σ_rows x[rows, n], rows in order: a bias's gradient. */
    void (*accumulate_rows)(float *y, const float *x, int rows, int n);

    /* Row softmax of s[rows, n]: max[r] = max_j s, exp[r,j] = e^(s[r,j] − max[r]), sum[r] = Σ_j exp
       in blocks, y = exp / sum. A row whose entries are all −∞ gives max = −∞, exp = sum = y = 0. A
       −∞ entry gives exactly 0. */
    void (*softmax)(float *max, float *exp, float *sum, float *y, const float *s, int rows, int n);
    /* dS += y ∘ (dY − Σ_j dY_j y_j), in blocks; entries with y = 0 by mask get 0. */
    void (*softmax_back)(float *ds, const float *dy, const float *y, int rows, int n);

    /* LayerNorm (Ba et al. 2016), biased variance, ε inside the root, sums in short blocks: for
       x[rows, n] mean[r] = Σ x / n, var[r] = Σ (x − mean)² / n, y = (x − mean) / √(var + ε) · gamma
       + beta.
     */
    void (*norm)(float *mean, float *var, float *y, const float *x, const float *gamma,
                 const float *beta, float eps, int rows, int n);
    /* dX, dGamma, dBeta all +=. */
    void (*norm_back)(float *dx, float *dgamma, float *dbeta, const float *dy, const float *x,
                      const float *mean, const float *var, const float *gamma, float eps, int rows,
                      int n);

    /* RMSNorm (Zhang & Sennrich 2019), ε inside the root, sums in short blocks: for x[rows, n]
       square[r] = Σ x² / n, y = x / √(square + ε) · gamma. */
    void (*rms_norm)(float *square, float *y, const float *x, const float *gamma, float eps,
                     int rows, int n);
    /* dX, dGamma all +=. */
    void (*rms_norm_back)(float *dx, float *dgamma, const float *dy, const float *x,
                          const float *square, const float *gamma, float eps, int rows, int n);

    void (*relu)(float *y, const float *x, int n);                        /* max(x, 0) */
    void (*relu_back)(float *dx, const float *dy, const float *x, int n); /* += dy where x > 0 */
    void (*gelu_erf)(float *y, const float *x, int n); /* x/2 (1 + erf(x/√2)) */
    void (*gelu_erf_back)(float *dx, const float *dy, const float *x, int n);
    void (*gelu_tanh)(float *y, const float *x,
                      int n); /* x/2 (1 + tanh(√(2/π)(x + 0.044715 x³))) */
    void (*gelu_tanh_back)(float *dx, const float *dy, const float *x, int n);

    /* Log-softmax and cross-entropy of logits[rows, n] against targets[rows] (class numbers as
       floats; a negative target is skipped): logp[r, j] = (z − max) − ln Σ e^(z − max), one chain
       however long the row; loss[r] = −logp[r, target]. */
    void (*cross_entropy)(float *logp, float *loss, const float *logits, const float *targets,
                          int rows, int n);
    /* dLogits += dloss[r] · (e^logp − onehot(target)). */
    void (*cross_entropy_back)(float *dlogits, const float *dloss, const float *logp,
                               const float *targets, int rows, int n);
    /* h[r] = −Σ_j y ln y over y[rows, n], with 0 ln 0 = 0, in blocks: the entropy of each row of
       weights. */
    void (*entropy)(float *h, const float *y, int rows, int n);
    /* dY += dh[r] · −(ln y + 1); 0 where y = 0. */
    void (*entropy_back)(float *dy, const float *dh, const float *y, int rows, int n);

    /* The waves of positions (Vaswani et al. 2017, section 3.5): y[p, 2i] = sin(p / 10000^(2i/d)),
       y[p, 2i+1] = cos of the same, y[rows, d]; d may be odd. In double, rounded once. */
    void (*sinusoid)(float *y, int rows, int d);

    /* One Adam step (Kingma & Ba 2015) on n weights: m = β1 m + (1−β1) g; v = β2 v + (1−β2) g²;
       w −= rate · (m/c1) / (√(v/c2) + ε), c1 = 1 − β1^t, c2 = 1 − β2^t given by the caller. */
    void (*adam)(float *w, float *m, float *v, const float *g, float rate, float beta1, float beta2,
                 float c1, float c2, float eps, int n);
} Kernels;

/* All of them, for the tables. */
/* clang-format off */
#define KERNELS_LIST(K) \
    K(matmul) K(matmul_bt) K(matmul_add) K(matmul_bt_add) K(matmul_at_add) K(scale) K(add) \
    K(accumulate) K(accumulate_scaled) K(accumulate_rows) K(softmax) K(softmax_back) K(norm) \
    K(norm_back) K(rms_norm) K(rms_norm_back) K(relu) K(relu_back) K(gelu_erf) K(gelu_erf_back) \
    K(gelu_tanh) K(gelu_tanh_back) K(cross_entropy) K(cross_entropy_back) K(entropy) \
    K(entropy_back) K(sinusoid) K(adam)
/* clang-format on */

/* The fastest table that this CPU can run. */
const Kernels *kernels_best(void);
/* The table of that name, or NULL if this build or CPU has none. "plain" is there always. */
const Kernels *kernels_named(const char *name);
/* Fills out with every table this CPU can run, plainest first; returns how many (at most 8). */
int kernels_all(const Kernels **out);

#endif
