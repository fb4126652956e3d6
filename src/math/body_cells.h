/* Kernels that treat each number alone, for the lanes included before: sums, activations, Adam. */
#ifndef ATTNSCOPE_MATH_BODY_CELLS_H
#define ATTNSCOPE_MATH_BODY_CELLS_H

#include <stddef.h>

#include "math/polynomials.h"

static void scale(float *y, const float *x, float factor, int n) {
    for (int i = 0; i < n; i++) y[i] = x[i] * factor;
}

static void add(float *y, const float *a, const float *b, int n) {
    for (int i = 0; i < n; i++) y[i] = a[i] + b[i];
}

static void accumulate(float *y, const float *x, int n) {
    for (int i = 0; i < n; i++) y[i] += x[i];
}

static void accumulate_scaled(float *y, const float *x, float factor, int n) {
    int i = 0;
    for (; i + LANES <= n; i += LANES)
        lane_store(y + i, lane_fma(lane_load(x + i), lane_of(factor), lane_load(y + i)));
    LaneMask mask = lane_mask(n - i);
    if (i < n)
        lane_store_part(
            y + i,
            lane_fma(lane_load_part(x + i, mask), lane_of(factor), lane_load_part(y + i, mask)),
            mask);
}

static void accumulate_rows(float *y, const float *x, int rows, int n) {
    for (int r = 0; r < rows; r++) accumulate(y, x + (ptrdiff_t)r * n, n);
}

/* Written so that NaN stays NaN and −0 becomes 0. */
static void relu(float *y, const float *x, int n) {
    for (int i = 0; i < n; i++) y[i] = x[i] <= 0 ? 0 : x[i];
}

static void relu_back(float *dx, const float *dy, const float *x, int n) {
    for (int i = 0; i < n; i++) {
        float gradient = x[i] > 0 ? dy[i] : 0;
        dx[i] += gradient;
    }
}

/* Beyond ±40 GELU and its slope are 0, or x and 1, to the last bit of a double: these stand for
   what lies further out, up to ∞, which would give ∞ · 0. NaN stays NaN. */
INLINE double gelu_below(double x) {
    return poly_choose(x < -40, -40, x);
}
INLINE double gelu_within(double x) {
    return poly_choose(x > 40, 40, gelu_below(x));
}

#define GELU_FAR                                                                                   \
    (-5.65f) /* below, 1 + erf has too few digits left: Φ(x) = e^−x²/2 erfcx(−x/√2) / 2 */

INLINE double gelu_far_part(double z, double power) {
    return 0.5 * power * poly_erfcx(z * -0.7071067811865476);
}

static void gelu_erf(float *y, const float *x, int n) {
    for (int i = 0; i < n; i++) {
        double z = (double)x[i];
        y[i] = (float)(0.5 * z * (1 + poly_erf(z * 0.7071067811865476)));
    }
    for (int i = 0; i < n; i++) { /* few are that small */
        if (!(x[i] < GELU_FAR)) continue;
        double z = gelu_below((double)x[i]);
        y[i] = (float)(z * gelu_far_part(z, poly_exp(-0.5 * z * z)));
    }
}

/* y = x Φ(x), so y' = Φ(x) + x φ(x) with the normal density φ. */
static void gelu_erf_back(float *dx, const float *dy, const float *x, int n) {
    for (int i = 0; i < n; i++) {
        double z = gelu_within((double)x[i]), power = poly_exp(-0.5 * z * z);
        double near = 0.5 * (1 + poly_erf(z * 0.7071067811865476));
        double part = poly_choose(x[i] < GELU_FAR, gelu_far_part(z, power), near);
        dx[i] += (float)((double)dy[i] * (part + z * (0.3989422804014327 * power)));
    }
}

static void gelu_tanh(float *y, const float *x, int n) {
    for (int i = 0; i < n; i++) {
        double z = gelu_below((double)x[i]);
        double t = poly_tanh(0.7978845608028654 * (z + 0.044715 * z * z * z));
        y[i] = (float)(0.5 * z * (1 + t));
    }
}

static void gelu_tanh_back(float *dx, const float *dy, const float *x, int n) {
    for (int i = 0; i < n; i++) {
        double z = gelu_within((double)x[i]);
        double t = poly_tanh(0.7978845608028654 * (z + 0.044715 * z * z * z));
        double inner = 0.7978845608028654 * (1 + 3 * 0.044715 * z * z);
        double slope = 0.5 * (1 + t) + 0.5 * z * (1 - t * t) * inner;
        dx[i] += (float)((double)dy[i] * slope);
    }
}

typedef struct AdamRates {
    float rate, beta1, beta2, c1, c2, eps;
} AdamRates;

INLINE void adam_lane(Lane *w, Lane *m, Lane *v, Lane g, AdamRates s) {
    *m = *m * lane_of(s.beta1) + g * lane_of(1 - s.beta1);
    *v = *v * lane_of(s.beta2) + g * g * lane_of(1 - s.beta2);
    Lane root = lane_sqrt(*v / lane_of(s.c2)) + lane_of(s.eps);
    *w = *w - lane_of(s.rate) * (*m / lane_of(s.c1)) / root;
}

static void adam(float *w, float *m, float *v, const float *g, float rate, float beta1, float beta2,
                 float c1, float c2, float eps, int n) {
    AdamRates rates = {rate, beta1, beta2, c1, c2, eps};
    for (int i = 0; i < n; i += LANES) {
        LaneMask mask = lane_mask(n - i < LANES ? n - i : LANES);
        Lane w1 = lane_load_part(w + i, mask), m1 = lane_load_part(m + i, mask),
             v1 = lane_load_part(v + i, mask);
        adam_lane(&w1, &m1, &v1, lane_load_part(g + i, mask), rates);
        lane_store_part(w + i, w1, mask);
        lane_store_part(m + i, m1, mask);
        lane_store_part(v + i, v1, mask);
    }
}

#endif
