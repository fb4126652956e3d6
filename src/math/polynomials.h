/* The polynomials behind the elementary functions, in double, written without branches so that a
   loop over them becomes vector code. Plain adds and multiplies in a fixed order: every compiler
   and CPU gives the same bits. */
#ifndef ATTNSCOPE_MATH_POLYNOMIALS_H
#define ATTNSCOPE_MATH_POLYNOMIALS_H

#include <math.h>

#include "math/fused.h"

#define POLY static inline __attribute__((always_inline))

/* Adding 1.5 · 2^52 leaves the nearest whole number in a double's low bits. */
#define POLY_ROUND 0x1.8p52

/* c[0] + c[1] x + … by Horner's rule. */
POLY double poly_horner(const double *c, int count, double x) {
    double y = c[count - 1];
#pragma GCC unroll 24
    for (int i = count - 2; i >= 0; i--) y = y * x + c[i];
    return y;
}

/* e^x = 2^n e^r with |r| ≤ ln 2 / 2; 1/i! as coefficients. */
POLY double poly_exp_reduced(double r, int terms) {
    static const double c[] = {1,
                               1,
                               1. / 2,
                               1. / 6,
                               1. / 24,
                               1. / 120,
                               1. / 720,
                               1. / 5040,
                               1. / 40320,
                               1. / 362880,
                               1. / 3628800,
                               1. / 39916800,
                               1. / 479001600,
                               1. / 6227020800.,
                               1. / 87178291200.};
    return poly_horner(c, terms, r);
}

/* For x from −110 to 90, the results that a float can hold. */
POLY double poly_exp_between(double x) {
    double shifted = x * 1.4426950408889634 + POLY_ROUND;
    double n = shifted - POLY_ROUND;
    double r = x - n * 0x1.62e42ffp-1 - n * -0x1.718432a1b0e26p-35;
    double power = double_from_bits((double_bits(shifted) << 52) + (UINT64_C(1023) << 52));
    return poly_exp_reduced(r, 10) * power;
}

/* Cut where the float is 0 or +∞ already. */
POLY double poly_exp(double x) {
    x = x < -110 ? -110 : x;
    return poly_exp_between(x > 90 ? 90 : x);
}

POLY double poly_exp_wide(double x) {
    x = x < -750 ? -750 : x;
    x = x > 710 ? 710 : x;
    double n = (x * 1.4426950408889634 + POLY_ROUND) - POLY_ROUND;
    double r = x - n * 0x1.62e42ffp-1 - n * -0x1.718432a1b0e26p-35;
    return x == x ? ldexp(poly_exp_reduced(r, 15), (int)n) : x;
}

/* ln x = e ln 2 + 2 atanh(s), s = (m − 1) / (m + 1), for normal x = 2^e m with m in √½ … √2. */
POLY double poly_log_terms(double x, int terms) {
    static const double c[] = {2.,      2. / 3,  2. / 5,  2. / 7,  2. / 9,  2. / 11,
                               2. / 13, 2. / 15, 2. / 17, 2. / 19, 2. / 21, 2. / 23};
    const uint64_t root_half = UINT64_C(0x3fe6a09e667f3bcd);
    uint64_t e = (double_bits(x) - root_half + (UINT64_C(1024) << 52)) >>
                 52; /* 1024 more than the exponent */
    double m = double_from_bits(double_bits(x) - ((e - 1024) << 52));
    double exponent = double_from_bits(e | UINT64_C(0x4330000000000000)) - (0x1p52 + 1024);
    double s = (m - 1) / (m + 1);
    double log_m = s * poly_horner(c, terms, s * s);
    return exponent * 0x1.62e42ffp-1 + (log_m + exponent * -0x1.718432a1b0e26p-35);
}

POLY double poly_log_edges(double x, double log_x) {
    double edge = x == 0 ? -(double)INFINITY : (double)NAN;
    double high = x < (double)INFINITY ? log_x : x;
    return x > 0 ? high : edge;
}

/* For x that came from a float: never a subnormal double. */
POLY double poly_log(double x) {
    return poly_log_edges(x, poly_log_terms(x, 8));
}

POLY double poly_log_wide(double x) {
    int tiny = x < 0x1p-1022;
    double log_x = poly_log_terms(tiny ? x * 0x1p54 : x, 12) - (tiny ? 54 * 0.6931471805599453 : 0);
    return poly_log_edges(x, log_x);
}

/* a or b, without the branch that compilers make of a constant a, and which no vector has. */
POLY double poly_choose(int first, double a, double b) {
    uint64_t mask = (uint64_t)0 - (uint64_t)first;
    return double_from_bits((double_bits(a) & mask) | (double_bits(b) & ~mask));
}

POLY double poly_with_sign(double magnitude, double sign) {
    return double_from_bits(double_bits(magnitude) |
                            (double_bits(sign) & UINT64_C(0x8000000000000000)));
}

/* tanh x = (e^2x − 1) / (e^2x + 1); near 0, where that cancels, x − x³/3. */
POLY double poly_tanh(double x) {
    double a = fabs(x);
    double e = poly_exp(a > 20 ? 40 : a + a);
    double far = (e - 1) / (e + 1);
    double near = a - a * a * a * (1. / 3);
    return poly_with_sign(a < 0x1p-12 ? near : far, x);
}

/* erf by two polynomials fitted in Chebyshev nodes: of x² on 0 … 1 (error 2e-14, relative), of x on
   1 … 4 (1e-12); from 4 on it is 1 − 1.5e-8 and more, which is 1 in float. What is left of that 1
   is poly_erfcx's. */
POLY double poly_erf(double x) {
    static const double near[] = {0.9654687386698857,     -0.14053608902272138,
                                  0.019852496688083643,   -0.0022854855610612243,
                                  0.0002175171632374459,  -1.7537169899392093e-05,
                                  1.2233626046477448e-06, -7.511465060891407e-08,
                                  4.138784826516435e-09,  -2.045656631106564e-10};
    static const double far[] = {
        0.9995930479824222,     0.0032674263687638774,  -0.012252848763691912,
        0.028181550501130873,   -0.04365077510283276,   0.04645365101561993,
        -0.031876532437978305,  0.009267199412771071,   0.006680538271368469,
        -0.00961965495897106,   0.004544778246219349,   0.00043701461117396685,
        -0.0018287805368856465, 0.0009287601341031544,  5.6374064622742595e-05,
        -0.0003028592447447971, 0.00011404513597781409, 3.7460429382835145e-05,
        -3.297269694876686e-05, -9.524517551182102e-07, 3.5146040998853797e-06};
    double a = fabs(x);
    double cut = a > 4 ? 4 : a;
    double below = a * poly_horner(near, sizeof near / sizeof *near, 2 * (cut * cut) - 1);
    double above = poly_horner(far, sizeof far / sizeof *far, (cut - 2.5) * (1 / 1.5));
    return poly_with_sign(a < 1 ? below : above, x);
}

/* (1 − erf x) e^x² for x from 4 to 6.5, fitted in Chebyshev nodes (error 5e-8, relative); what it
   is at 6.5 from there on. */
POLY double poly_erfcx(double x) {
    static const double c[] = {0.10561273076793294,    -0.024306804873183957,
                               0.00550663607798488,    -0.0012287447542203465,
                               0.00026947887688059957, -5.845274030114034e-05,
                               1.3713236424350843e-05, -2.8903842366201364e-06};
    double cut = poly_choose(x > 6.5, 6.5, x);
    return poly_horner(c, sizeof c / sizeof *c, (cut - 5.25) * 0.8);
}

/* sin(x + quarters · π/2): x = n π/2 + r with π/2 in two parts, the first short enough that n times
 * it is exact. */
POLY double poly_sin(double x, int quarters) {
    static const double s[] = {1,
                               -1. / 6,
                               1. / 120,
                               -1. / 5040,
                               1. / 362880,
                               -1. / 39916800.,
                               1. / 6227020800.,
                               -1. / 1307674368000.,
                               1. / 355687428096000.};
    static const double c[] = {1,
                               -1. / 2,
                               1. / 24,
                               -1. / 720,
                               1. / 40320,
                               -1. / 3628800.,
                               1. / 479001600.,
                               -1. / 87178291200.,
                               1. / 20922789888000.};
    double shifted = x * 0.6366197723675814 + POLY_ROUND;
    double n = shifted - POLY_ROUND;
    double r = x - n * 0x1.921fb544p+0 - n * 0x1.0b4611a626331p-34;
    uint64_t turn = double_bits(shifted) + (uint64_t)quarters;
    double sine = r * poly_horner(s, 9, r * r);
    double cosine = poly_horner(c, 9, r * r);
    double y = turn & 1 ? cosine : sine;
    return turn & 2 ? -y : y;
}

#endif
