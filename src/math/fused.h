/* One exact fused multiply-add for machines that lack it: a double product, a sum that remembers
   its error, and one rounding. Not libm's fmaf, which is thousands of times slower without
   hardware. */
#ifndef ATTNSCOPE_MATH_FUSED_H
#define ATTNSCOPE_MATH_FUSED_H

#include <stdint.h>
#include <string.h>

static inline uint64_t double_bits(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline double double_from_bits(uint64_t bits) {
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* The sum p + c rounded to odd: cut towards zero, with the last bit set if anything was cut.
   Rounding that to float is then right, because a double has more than two bits to spare (Boldo and
   Melquiond 2008). */
static inline double sum_to_odd(double p, double c) {
    double s = p + c;
    double c_part = s - p;
    double error = (p - (s - c_part)) + (c - c_part); /* Knuth's two-sum; NaN for infinite sums */
    if (!(error < 0) && !(error > 0)) return s;
    uint64_t bits = double_bits(s);
    bits -= (error < 0) != (s < 0);
    return double_from_bits(bits | 1);
}

/* True where rounding s a second time, to float, may go wrong: s stands exactly between two floats,
   or the float is so small that it has fewer bits. */
static inline int sum_is_delicate(double s) {
    uint64_t bits = double_bits(s);
    return (bits & 0x1fffffff) == 0x10000000 || (bits << 1) <= UINT64_C(0x3810000000000000) << 1;
}

static inline float fused_emulated(float a, float b, float c) {
    double p = (double)a * (double)b; /* exact: 48 bits of 53 */
    double s = p + (double)c;
    if (__builtin_expect(sum_is_delicate(s), 0)) s = sum_to_odd(p, (double)c);
    return (float)s;
}

#endif
