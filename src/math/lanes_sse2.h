/* Four lanes of SSE2, which has no fused multiply-add: each is a double product, a double sum, and
   one rounding, with a slow way for the rare sums where a second rounding could differ. */
#ifndef ATTNSCOPE_MATH_LANES_SSE2_H
#define ATTNSCOPE_MATH_LANES_SSE2_H

#include <emmintrin.h>
#include <stddef.h>

#include "math/fused.h"

#define INLINE static inline __attribute__((always_inline))

#define TILE_ROWS 4 /* a macro, for #if */
enum { LANES = 4, TILE_VECTORS = 2 };

typedef __m128 Lane;
typedef int LaneMask;

INLINE LaneMask lane_mask(int count) {
    return count;
}
INLINE Lane lane_load(const float *p) {
    return _mm_loadu_ps(p);
}
INLINE void lane_store(float *p, Lane x) {
    _mm_storeu_ps(p, x);
}
INLINE Lane lane_load_part(const float *p, LaneMask count) {
    float x[4] = {0};
    for (int i = 0; i < count && i < 4; i++) x[i] = p[i];
    return _mm_loadu_ps(x);
}
INLINE void lane_store_part(float *p, Lane x, LaneMask count) {
    float all[4];
    _mm_storeu_ps(all, x);
    for (int i = 0; i < count && i < 4; i++) p[i] = all[i];
}
INLINE Lane lane_of(float x) {
    return _mm_set1_ps(x);
}
INLINE float single_fma(float a, float b, float c) {
    return fused_emulated(a, b, c);
}

static __attribute__((noinline, cold)) Lane lane_fma_slow(Lane a, Lane b, Lane c) {
    float x[4], y[4], z[4];
    _mm_storeu_ps(x, a);
    _mm_storeu_ps(y, b);
    _mm_storeu_ps(z, c);
    for (int i = 0; i < 4; i++) z[i] = fused_emulated(x[i], y[i], z[i]);
    return _mm_loadu_ps(z);
}

/* Four bits for each of the sums that is exactly 0. */
INLINE int lane_zeros(__m128d low, __m128d high) {
    __m128d none = _mm_setzero_pd();
    __m128 zero = _mm_shuffle_ps(_mm_castpd_ps(_mm_cmpeq_pd(low, none)),
                                 _mm_castpd_ps(_mm_cmpeq_pd(high, none)), _MM_SHUFFLE(2, 0, 2, 0));
    return _mm_movemask_epi8(_mm_castps_si128(zero));
}

/* As sum_is_delicate in fused.h: the low 29 bits of the double sum are a tie, or the float is tiny
   and the sum not 0, as it is behind a ReLU. */
INLINE Lane lane_fma(Lane a, Lane b, Lane c) {
    __m128d low = _mm_add_pd(_mm_mul_pd(_mm_cvtps_pd(a), _mm_cvtps_pd(b)), _mm_cvtps_pd(c));
    __m128 a2 = _mm_movehl_ps(a, a), b2 = _mm_movehl_ps(b, b), c2 = _mm_movehl_ps(c, c);
    __m128d high = _mm_add_pd(_mm_mul_pd(_mm_cvtps_pd(a2), _mm_cvtps_pd(b2)), _mm_cvtps_pd(c2));
    __m128 y = _mm_movelh_ps(_mm_cvtpd_ps(low), _mm_cvtpd_ps(high));
    __m128i bits = _mm_castps_si128(
        _mm_shuffle_ps(_mm_castpd_ps(low), _mm_castpd_ps(high), _MM_SHUFFLE(2, 0, 2, 0)));
    __m128i tie = _mm_cmpeq_epi32(_mm_and_si128(bits, _mm_set1_epi32(0x1fffffff)),
                                  _mm_set1_epi32(0x10000000));
    __m128i size = _mm_and_si128(_mm_castps_si128(y), _mm_set1_epi32(0x7fffffff));
    __m128i tiny = _mm_cmpgt_epi32(_mm_set1_epi32(0x00800001), size);
    int delicate = _mm_movemask_epi8(_mm_or_si128(tie, tiny));
    if (__builtin_expect(delicate, 0) && (delicate & ~lane_zeros(low, high)))
        return lane_fma_slow(a, b, c);
    return y;
}
/* x > best ? x : best, so that a NaN in x is passed over. */
INLINE Lane lane_max(Lane x, Lane best) {
    return _mm_max_ps(x, best);
}
INLINE Lane lane_sqrt(Lane x) {
    return _mm_sqrt_ps(x);
}

/* to[j, i] = from[i, j] on a square of this size. */
enum { SQUARE = 4 };
INLINE void square_transpose(float *to, ptrdiff_t to_ld, const float *from, ptrdiff_t from_ld) {
    __m128 r0 = _mm_loadu_ps(from), r1 = _mm_loadu_ps(from + from_ld);
    __m128 r2 = _mm_loadu_ps(from + 2 * from_ld), r3 = _mm_loadu_ps(from + 3 * from_ld);
    _MM_TRANSPOSE4_PS(r0, r1, r2, r3);
    _mm_storeu_ps(to, r0);
    _mm_storeu_ps(to + to_ld, r1);
    _mm_storeu_ps(to + 2 * to_ld, r2);
    _mm_storeu_ps(to + 3 * to_ld, r3);
}

#endif
