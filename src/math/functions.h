/* Elementary functions as fixed polynomials, so that they give the same bits on every machine. Each
   computes in double with plain adds and multiplies (no fused ones, which the build forbids by
   -ffp-contract=off) and rounds once; within 1 ulp of the true value in float. */
#ifndef ATTNSCOPE_MATH_FUNCTIONS_H
#define ATTNSCOPE_MATH_FUNCTIONS_H

float exp_fixed(float x); /* 0 for −∞ and below −104; +∞ above 88.72; NaN stays NaN */
float log_fixed(float x); /* −∞ for 0 */
float tanh_fixed(float x);
float erf_fixed(float x);
float sin_fixed(float x); /* |x| ≤ 1e6 */
float cos_fixed(float x);
/* a·b + c rounded once, as a fused multiply-add gives it; never libm's. */
float fma_exact(float a, float b, float c);
/* Double-precision versions, where a table of positions needs them: 10000^(−2i/d) and such. */
double exp_double(double x);
double log_double(double x);
double sin_double(double x); /* |x| ≤ 1e6 */
double cos_double(double x);
/* What a part is of a whole, 0 … 1, both as sizes; 0 of nothing. Beside a part that is not finite
   nothing else counts: it is 1. */
double part_of(double part, double whole);

#endif
