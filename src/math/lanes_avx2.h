/* Eight lanes of AVX2 with FMA. */
#ifndef ATTNSCOPE_MATH_LANES_AVX2_H
#define ATTNSCOPE_MATH_LANES_AVX2_H

#include <immintrin.h>

#include "math/square8.h"

#define TILE_ROWS 6 /* a macro, for #if */
enum { LANES = 8, TILE_VECTORS = 2 };

typedef __m256 Lane;
typedef __m256i LaneMask;

INLINE LaneMask lane_mask(int count) {
    return _mm256_cmpgt_epi32(_mm256_set1_epi32(count), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}
INLINE Lane lane_load(const float *p) {
    return _mm256_loadu_ps(p);
}
INLINE void lane_store(float *p, Lane x) {
    _mm256_storeu_ps(p, x);
}
INLINE Lane lane_load_part(const float *p, LaneMask mask) {
    return _mm256_maskload_ps(p, mask);
}
INLINE void lane_store_part(float *p, Lane x, LaneMask mask) {
    _mm256_maskstore_ps(p, mask, x);
}
INLINE Lane lane_of(float x) {
    return _mm256_set1_ps(x);
}
INLINE float single_fma(float a, float b, float c) {
    return __builtin_fmaf(a, b, c);
}
INLINE Lane lane_fma(Lane a, Lane b, Lane c) {
    return _mm256_fmadd_ps(a, b, c);
}
/* x > best ? x : best, so that a NaN in x is passed over. */
INLINE Lane lane_max(Lane x, Lane best) {
    return _mm256_max_ps(x, best);
}
INLINE Lane lane_sqrt(Lane x) {
    return _mm256_sqrt_ps(x);
}

#endif
