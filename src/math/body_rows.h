/* Kernels over rows, for the lanes included before: softmax, LayerNorm, RMSNorm, cross-entropy,
   entropy. A row's sum runs in index order, in blocks where it is long, so several rows are summed
   side by side to keep the machine busy.
 */
#ifndef ATTNSCOPE_MATH_BODY_ROWS_H
#define ATTNSCOPE_MATH_BODY_ROWS_H

#include <assert.h>
#include <math.h>
#include <stddef.h>

#include "math/kernels.h"
#include "math/polynomials.h"

enum { ROWS_ABREAST = 8 };

/* The largest number that is not NaN, or −∞. Adding 0 makes −0 into 0, so that the order does not
 * matter. */
static float row_max(const float *x, int n) {
    float best[LANES], max = -INFINITY;
    Lane lanes = lane_of(-INFINITY);
    int i = 0;
    for (; i + LANES <= n; i += LANES) lanes = lane_max(lane_load(x + i), lanes);
    lane_store(best, lanes);
    for (; i < n; i++) max = x[i] > max ? x[i] : max;
    for (int l = 0; l < LANES; l++) max = best[l] > max ? best[l] : max;
    return max + 0.f;
}

/* Where the block that begins at `from` ends. */
INLINE int block_end(int from, int n, int block) {
    return n - from > block ? from + block : n;
}

/* The sums of a row's blocks are added in order. The first is taken as it is: −0 + 0 would be 0. */
INLINE void add_block(float *sum, const float *block, int from, int rows) {
    for (int r = 0; r < rows; r++) sum[r] = from ? sum[r] + block[r] : block[r];
}

INLINE void sums_of(float *sum, const float *x, int n, int block, int rows) {
    for (int from = 0, to; from == 0 || from < n; from = to) {
        float s[ROWS_ABREAST] = {0};
        to = block_end(from, n, block);
        for (int j = from; j < to; j++)
#pragma GCC unroll 8
            for (int r = 0; r < rows; r++) s[r] += x[(ptrdiff_t)r * n + j];
        add_block(sum, s, from, rows);
    }
}

/* sum[r] = Σ_j x[r, j], in blocks. */
static void row_sums(float *sum, const float *x, int rows, int n, int block) {
    int r = 0;
    for (; r + ROWS_ABREAST <= rows; r += ROWS_ABREAST)
        sums_of(sum + r, x + (ptrdiff_t)r * n, n, block, ROWS_ABREAST);
    for (; r < rows; r++) sums_of(sum + r, x + (ptrdiff_t)r * n, n, block, 1);
}

/* y = x − max. A row of −∞ has no maximum to subtract; it stays as it is, and its exponentials are
 * zeros. */
static void row_shift(float *y, const float *x, float max, int n) {
    float shift = max == -INFINITY ? 0 : max;
    for (int j = 0; j < n; j++) y[j] = x[j] - shift;
}

/* y = e^y for numbers from row_shift: none is above 0. The cut at −110, where e^y is 0 already,
   stands in a loop of its own: inside the other one, compilers make a branch of it and no vectors.
 */
static void exp_in_place(float *y, ptrdiff_t n) {
    for (ptrdiff_t j = 0; j < n; j++) y[j] = y[j] < -110 ? -110 : y[j];
    for (ptrdiff_t j = 0; j < n; j++) y[j] = (float)poly_exp_between((double)y[j]);
}

static void softmax(float *max, float *exp, float *sum, float *y, const float *s, int rows, int n) {
    for (int r = 0; r < rows; r++) {
        max[r] = row_max(s + (ptrdiff_t)r * n, n);
        row_shift(exp + (ptrdiff_t)r * n, s + (ptrdiff_t)r * n, max[r], n);
    }
    exp_in_place(exp,
                 (ptrdiff_t)rows * n); /* all rows in one go: short rows would not fill the lanes */
    row_sums(sum, exp, rows, n, KERNELS_BLOCK);
    for (int r = 0; r < rows; r++) {
        float divisor = sum[r] == 0 ? 1 : sum[r];
        for (int j = 0; j < n; j++) y[(ptrdiff_t)r * n + j] = exp[(ptrdiff_t)r * n + j] / divisor;
    }
}

/* dot[r] = Σ_j dy · y where y is not 0: behind a mask dy may be anything. */
INLINE void softmax_dots(float *dot, const float *dy, const float *y, int n, int rows) {
    for (int from = 0, to; from == 0 || from < n; from = to) {
        float d[ROWS_ABREAST] = {0};
        to = block_end(from, n, KERNELS_BLOCK);
        for (int j = from; j < to; j++)
#pragma GCC unroll 8
            for (int r = 0; r < rows; r++) {
                float weight = y[(ptrdiff_t)r * n + j];
                d[r] = single_fma(weight == 0 ? 0 : dy[(ptrdiff_t)r * n + j], weight, d[r]);
            }
        add_block(dot, d, from, rows);
    }
}

static void softmax_back(float *ds, const float *dy, const float *y, int rows, int n) {
    float dot[ROWS_ABREAST];
    for (int r = 0, count; r < rows; r += count) {
        ptrdiff_t at = (ptrdiff_t)r * n;
        count = rows - r >= ROWS_ABREAST ? ROWS_ABREAST : 1;
        if (count == ROWS_ABREAST)
            softmax_dots(dot, dy + at, y + at, n, ROWS_ABREAST);
        else
            softmax_dots(dot, dy + at, y + at, n, 1);
        for (int i = 0; i < count; i++, at += n)
            for (int j = 0; j < n; j++) {
                float change = y[at + j] * (dy[at + j] - dot[i]);
                ds[at + j] += y[at + j] == 0 ? 0 : change;
            }
    }
}

/* Σ (x − mean)² as chains of fused multiply-adds, one a block. */
INLINE void square_sums(float *sum, const float *x, const float *mean, int n, int rows) {
    for (int from = 0, to; from == 0 || from < n; from = to) {
        float s[ROWS_ABREAST] = {0};
        to = block_end(from, n, kernels_block(n));
        for (int j = from; j < to; j++)
#pragma GCC unroll 8
            for (int r = 0; r < rows; r++) {
                float d = x[(ptrdiff_t)r * n + j] - mean[r];
                s[r] = single_fma(d, d, s[r]);
            }
        add_block(sum, s, from, rows);
    }
}

static void norm_row(float *y, const float *x, float mean, float root, const float *gamma,
                     const float *beta, int n) {
    for (int j = 0; j < n; j++) y[j] = (x[j] - mean) / root * gamma[j] + beta[j];
}

static void norm(float *mean, float *var, float *y, const float *x, const float *gamma,
                 const float *beta, float eps, int rows, int n) {
    row_sums(mean, x, rows, n, kernels_block(n));
    for (int r = 0; r < rows; r++) mean[r] /= (float)n;
    int r = 0;
    for (; r + ROWS_ABREAST <= rows; r += ROWS_ABREAST)
        square_sums(var + r, x + (ptrdiff_t)r * n, mean + r, n, ROWS_ABREAST);
    for (; r < rows; r++) square_sums(var + r, x + (ptrdiff_t)r * n, mean + r, n, 1);
    for (r = 0; r < rows; r++) {
        var[r] /= (float)n;
        norm_row(y + (ptrdiff_t)r * n, x + (ptrdiff_t)r * n, mean[r], sqrtf(var[r] + eps), gamma,
                 beta, n);
    }
}

/* Of several rows: Σ g and Σ g x̂ with g = dy γ. */
typedef struct NormSums {
    float gradient[ROWS_ABREAST], product[ROWS_ABREAST];
} NormSums;

INLINE void norm_sums(NormSums *sums, const float *dy, const float *x, const float *mean,
                      const float *root, const float *gamma, int n, int rows) {
    for (int from = 0, to; from == 0 || from < n; from = to) {
        float s[ROWS_ABREAST] = {0}, p[ROWS_ABREAST] = {0};
        to = block_end(from, n, kernels_block(n));
        for (int j = from; j < to; j++)
#pragma GCC unroll 8
            for (int r = 0; r < rows; r++) {
                float g = dy[(ptrdiff_t)r * n + j] * gamma[j];
                s[r] += g;
                p[r] = single_fma(g, (x[(ptrdiff_t)r * n + j] - mean[r]) / root[r], p[r]);
            }
        add_block(sums->gradient, s, from, rows);
        add_block(sums->product, p, from, rows);
    }
}

/* With x̂ = (x − mean) / root: dx += (g − Σg / n − x̂ Σ(g x̂) / n) / root. */
static void norm_back_row(float *dx, float *dgamma, float *dbeta, const float *dy, const float *x,
                          float mean, float root, float gradient, float product, const float *gamma,
                          int n) {
    for (int j = 0; j < n; j++) {
        float hat = (x[j] - mean) / root;
        dx[j] += (dy[j] * gamma[j] - gradient - hat * product) / root;
    }
    for (int j = 0; j < n; j++) dgamma[j] += dy[j] * ((x[j] - mean) / root);
    for (int j = 0; j < n; j++) dbeta[j] += dy[j];
}

static void norm_back(float *dx, float *dgamma, float *dbeta, const float *dy, const float *x,
                      const float *mean, const float *var, const float *gamma, float eps, int rows,
                      int n) {
    float root[ROWS_ABREAST];
    NormSums sums;
    for (int r = 0, count; r < rows; r += count) {
        ptrdiff_t at = (ptrdiff_t)r * n;
        count = rows - r >= ROWS_ABREAST ? ROWS_ABREAST : 1;
        for (int i = 0; i < count; i++) root[i] = sqrtf(var[r + i] + eps);
        if (count == ROWS_ABREAST)
            norm_sums(&sums, dy + at, x + at, mean + r, root, gamma, n, ROWS_ABREAST);
        else
            norm_sums(&sums, dy + at, x + at, mean + r, root, gamma, n, 1);
        for (int i = 0; i < count; i++, at += n)
            norm_back_row(dx + at, dgamma, dbeta, dy + at, x + at, mean[r + i], root[i],
                          sums.gradient[i] / (float)n, sums.product[i] / (float)n, gamma, n);
    }
}

/* What RMSNorm takes for the means of its rows. */
static const float norm_none[ROWS_ABREAST];

static void rms_norm(float *square, float *y, const float *x, const float *gamma, float eps,
                     int rows, int n) {
    int r = 0;
    for (; r + ROWS_ABREAST <= rows; r += ROWS_ABREAST)
        square_sums(square + r, x + (ptrdiff_t)r * n, norm_none, n, ROWS_ABREAST);
    for (; r < rows; r++) square_sums(square + r, x + (ptrdiff_t)r * n, norm_none, n, 1);
    for (r = 0; r < rows; r++) {
        square[r] /= (float)n;
        float root = sqrtf(square[r] + eps);
        for (int j = 0; j < n; j++)
            y[(ptrdiff_t)r * n + j] = x[(ptrdiff_t)r * n + j] / root * gamma[j];
    }
}

/* With x̂ = x / root: dx += (g − x̂ Σ(g x̂) / n) / root. */
static void rms_norm_back_row(float *dx, float *dgamma, const float *dy, const float *x, float root,
                              float sum, const float *gamma, int n) {
    float product = sum / (float)n;
    for (int j = 0; j < n; j++) dx[j] += (dy[j] * gamma[j] - x[j] / root * product) / root;
    for (int j = 0; j < n; j++) dgamma[j] += dy[j] * (x[j] / root);
}

static void rms_norm_back(float *dx, float *dgamma, const float *dy, const float *x,
                          const float *square, const float *gamma, float eps, int rows, int n) {
    float root[ROWS_ABREAST];
    NormSums sums;
    for (int r = 0, count; r < rows; r += count) {
        ptrdiff_t at = (ptrdiff_t)r * n;
        count = rows - r >= ROWS_ABREAST ? ROWS_ABREAST : 1;
        for (int i = 0; i < count; i++) root[i] = sqrtf(square[r + i] + eps);
        if (count == ROWS_ABREAST)
            norm_sums(&sums, dy + at, x + at, norm_none, root, gamma, n, ROWS_ABREAST);
        else
            norm_sums(&sums, dy + at, x + at, norm_none, root, gamma, n, 1);
        for (int i = 0; i < count; i++, at += n)
            rms_norm_back_row(dx + at, dgamma, dy + at, x + at, root[i], sums.product[i], gamma, n);
    }
}

/* logp holds e^(z − max) for a moment, to be summed: in one chain, however long the row, so that a
 * model that was trained before can be trained again with the same bits. */
static void cross_entropy(float *logp, float *loss, const float *logits, const float *targets,
                          int rows, int n) {
    for (int r = 0; r < rows; r++) {
        const float *z = logits + (ptrdiff_t)r * n;
        float *row = logp + (ptrdiff_t)r * n;
        float max = row_max(z, n), sum = 0;
        row_shift(row, z, max, n);
        exp_in_place(row, n);
        for (int j = 0; j < n; j++) sum += row[j];
        float log_sum = (float)poly_log((double)sum);
        for (int j = 0; j < n; j++) row[j] = (z[j] - max) - log_sum;
        assert(targets[r] < (float)n);
        loss[r] = targets[r] < 0 ? 0 : -row[(int)targets[r]];
    }
}

static void cross_entropy_back(float *dlogits, const float *dloss, const float *logp,
                               const float *targets, int rows, int n) {
    for (int r = 0; r < rows; r++) {
        if (targets[r] < 0) continue;
        const float *row = logp + (ptrdiff_t)r * n;
        float *to = dlogits + (ptrdiff_t)r * n;
        int target = (int)targets[r];
        float before = to[target];
        for (int j = 0; j < n; j++) to[j] += dloss[r] * (float)poly_exp((double)row[j]);
        to[target] = before + dloss[r] * ((float)poly_exp((double)row[target]) - 1);
    }
}

static void entropy(float *h, const float *y, int rows, int n) {
    float logs[KERNELS_BLOCK];
    for (int r = 0; r < rows; r++) {
        float sum = 0;
        for (int from = 0; from < n; from = block_end(from, n, KERNELS_BLOCK)) {
            const float *x = y + (ptrdiff_t)r * n + from;
            int count = block_end(from, n, KERNELS_BLOCK) - from;
            float s = 0;
            for (int i = 0; i < count; i++) logs[i] = x[i] == 0 ? 0 : (float)poly_log((double)x[i]);
            for (int i = 0; i < count; i++) s = single_fma(x[i], logs[i], s);
            add_block(&sum, &s, from, 1);
        }
        h[r] = 0 - sum;
    }
}

static void entropy_back(float *dy, const float *dh, const float *y, int rows, int n) {
    for (int r = 0; r < rows; r++)
        for (int j = 0; j < n; j++) {
            ptrdiff_t at = (ptrdiff_t)r * n + j;
            float change = dh[r] * -((float)poly_log((double)y[at]) + 1);
            dy[at] += y[at] == 0 ? 0 : change;
        }
}

enum { WAVES_ABREAST = 32 };

/* One row of up to WAVES_ABREAST waves: sines and cosines in turn. */
static void wave_row(float *y, double position, const double *rate, int waves, int columns) {
    float sine[WAVES_ABREAST], cosine[WAVES_ABREAST];
    for (int i = 0; i < waves; i++) sine[i] = (float)poly_sin(position * rate[i], 0);
    for (int i = 0; i < waves; i++) cosine[i] = (float)poly_sin(position * rate[i], 1);
    for (int c = 0; c < columns; c++) y[c] = c & 1 ? cosine[c / 2] : sine[c / 2];
}

static void sinusoid(float *y, int rows, int d) {
    double rate[WAVES_ABREAST];
    for (int first = 0; first < d; first += 2 * WAVES_ABREAST) {
        int columns = d - first < 2 * WAVES_ABREAST ? d - first : 2 * WAVES_ABREAST,
            waves = (columns + 1) / 2;
        for (int i = 0; i < waves; i++)
            rate[i] = poly_exp_wide(-poly_log_wide(10000) * (first + 2 * i) / d);
        for (int r = 0; r < rows; r++)
            wave_row(y + (ptrdiff_t)r * d + first, r, rate, waves, columns);
    }
}

#endif
