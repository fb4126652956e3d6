/* One lane: a float. Where the machine fuses multiply and add itself (ARM, POWER), it does so here.
 */
#ifndef ATTNSCOPE_MATH_LANES_PLAIN_H
#define ATTNSCOPE_MATH_LANES_PLAIN_H

#include <math.h>
#include <stddef.h>

#include "math/fused.h"

#define INLINE static inline __attribute__((always_inline))

#define TILE_ROWS 4 /* a macro, for #if */
enum { LANES = 1, TILE_VECTORS = 4 };

typedef float Lane;
typedef int LaneMask;

INLINE LaneMask lane_mask(int count) {
    return count;
}
INLINE Lane lane_load(const float *p) {
    return *p;
}
INLINE void lane_store(float *p, Lane x) {
    *p = x;
}
INLINE Lane lane_load_part(const float *p, LaneMask mask) {
    return mask ? *p : 0;
}
INLINE void lane_store_part(float *p, Lane x, LaneMask mask) {
    if (mask) *p = x;
}
INLINE Lane lane_of(float x) {
    return x;
}
INLINE float single_fma(float a, float b, float c) {
#ifdef __FP_FAST_FMAF
    return __builtin_fmaf(a, b, c);
#else
    return fused_emulated(a, b, c);
#endif
}
INLINE Lane lane_fma(Lane a, Lane b, Lane c) {
    return single_fma(a, b, c);
}
/* x > best ? x : best, so that a NaN in x is passed over. */
INLINE Lane lane_max(Lane x, Lane best) {
    return x > best ? x : best;
}
INLINE Lane lane_sqrt(Lane x) {
    return sqrtf(x);
}

/* to[j, i] = from[i, j] on a square of this size. */
enum { SQUARE = 1 };
INLINE void square_transpose(float *to, ptrdiff_t to_ld, const float *from, ptrdiff_t from_ld) {
    (void)to_ld, (void)from_ld;
    *to = *from;
}

#endif
