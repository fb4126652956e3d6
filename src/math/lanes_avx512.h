/* Sixteen lanes of AVX-512. */
#ifndef ATTNSCOPE_MATH_LANES_AVX512_H
#define ATTNSCOPE_MATH_LANES_AVX512_H

#include <immintrin.h>

#include "math/square8.h"

#define TILE_ROWS 7 /* a macro, for #if */
enum { LANES = 16, TILE_VECTORS = 4 };

typedef __m512 Lane;
typedef __mmask16 LaneMask;

INLINE LaneMask lane_mask(int count) {
    return (LaneMask)(count >= 16 ? 0xffff : (1u << count) - 1);
}
INLINE Lane lane_load(const float *p) {
    return _mm512_loadu_ps(p);
}
INLINE void lane_store(float *p, Lane x) {
    _mm512_storeu_ps(p, x);
}
INLINE Lane lane_load_part(const float *p, LaneMask mask) {
    return _mm512_maskz_loadu_ps(mask, p);
}
INLINE void lane_store_part(float *p, Lane x, LaneMask mask) {
    _mm512_mask_storeu_ps(p, mask, x);
}
INLINE Lane lane_of(float x) {
    return _mm512_set1_ps(x);
}
INLINE float single_fma(float a, float b, float c) {
    return __builtin_fmaf(a, b, c);
}
INLINE Lane lane_fma(Lane a, Lane b, Lane c) {
    return _mm512_fmadd_ps(a, b, c);
}
/* x > best ? x : best, so that a NaN in x is passed over. */
INLINE Lane lane_max(Lane x, Lane best) {
    return _mm512_max_ps(x, best);
}
INLINE Lane lane_sqrt(Lane x) {
    return _mm512_sqrt_ps(x);
}

#endif
