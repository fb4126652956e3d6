/* The elementary functions for one number at a time. The polynomials stand in polynomials.h, where
   the kernels take them too. */
#include "math/functions.h"

#include <math.h>

#include "math/fused.h"
#include "math/polynomials.h"

float exp_fixed(float x) {
    return (float)poly_exp((double)x);
}

float log_fixed(float x) {
    return (float)poly_log((double)x);
}

float tanh_fixed(float x) {
    return (float)poly_tanh((double)x);
}

float erf_fixed(float x) {
    return (float)poly_erf((double)x);
}

float sin_fixed(float x) {
    return (float)poly_sin((double)x, 0);
}

float cos_fixed(float x) {
    return (float)poly_sin((double)x, 1);
}

float fma_exact(float a, float b, float c) {
    return fused_emulated(a, b, c);
}

double exp_double(double x) {
    return poly_exp_wide(x);
}

double log_double(double x) {
    return poly_log_wide(x);
}

double sin_double(double x) {
    return poly_sin(x, 0);
}

double cos_double(double x) {
    return poly_sin(x, 1);
}

double part_of(double part, double whole) {
    if (!isfinite(part)) return 1;
    return whole > 0 ? part / whole : 0;
}
