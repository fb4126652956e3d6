/* Numbers of every type, read where they lie. */
#include "model/formats/array.h"

#include <float.h>
#include <math.h>
#include <string.h>

int64_t array_count(const Array *a) {
    int64_t n = 1;
    for (int i = 0; i < a->rank; i++) n *= a->dims[i];
    return n;
}

bool array_is_whole(const Array *a) {
    return a->type.kind <= NUMBER_UINT;
}

/* A float of few bits: so many of its exponent and of its fraction. `infinite`: the largest
   exponent is none of a number; else only all bits set are none. */
static double few_bits(uint64_t bits, int exponents, int fractions, bool infinite) {
    int most = (1 << exponents) - 1, bias = most >> 1;
    int exponent = (int)(bits >> fractions) & most;
    int fraction = (int)bits & ((1 << fractions) - 1);
    double x;
    if (exponent == most && infinite)
        x = fraction ? (double)NAN : (double)INFINITY;
    else if (exponent == most && fraction == (1 << fractions) - 1)
        x = (double)NAN;
    else if (exponent == 0)
        x = ldexp(fraction, 1 - bias - fractions);
    else
        x = ldexp(fraction + (1 << fractions), exponent - bias - fractions);
    return bits >> (exponents + fractions) & 1 ? -x : x;
}

/* The 80 bits of x86's long double. */
static double long_double(const unsigned char *p, bool big) {
    uint64_t fraction = 0;
    int high = big ? p[6] << 8 | p[7] : p[9] << 8 | p[8];
    for (int i = 7; i >= 0; i--) fraction = fraction << 8 | p[big ? 15 - i : i];
    int exponent = high & 0x7fff;
    double x = exponent == 0x7fff ? (fraction << 1 ? (double)NAN : (double)INFINITY)
                                  : ldexp((double)fraction, exponent - 16383 - 63);
    return high >> 15 ? -x : x;
}

static double array_number_read(NumberType t, const unsigned char *p) {
    uint64_t bits = 0;
    uint32_t narrow;
    float single;
    double x;
    if (t.bytes > 8) return long_double(p, t.big);
    for (int j = 0; j < t.bytes; j++) bits = bits << 8 | p[t.big ? j : t.bytes - 1 - j];
    switch (t.kind) {
    case NUMBER_BOOL:
    case NUMBER_UINT: return (double)bits;
    case NUMBER_INT: {
        int unused = 64 - 8 * t.bytes; /* the sign is carried up */
        return (double)((int64_t)(bits << unused) >> unused);
    }
    case NUMBER_BRAIN: narrow = (uint32_t)bits << 16; break;
    case NUMBER_F8_E4M3: return few_bits(bits, 4, 3, false);
    case NUMBER_F8_E5M2: return few_bits(bits, 5, 2, true);
    default:
        if (t.bytes == 2) return few_bits(bits, 5, 10, true);
        if (t.bytes == 8) return memcpy(&x, &bits, sizeof x), x;
        narrow = (uint32_t)bits;
    }
    memcpy(&single, &narrow, sizeof single);
    return (double)single;
}

double array_number(const Array *a, int64_t i) {
    return array_number_read(a->type, a->data + i * a->type.bytes);
}

ArrayPart array_whole(const Array *a) {
    ArrayPart p = {.rank = a->rank};
    int64_t apart = 1;
    for (int i = 0; i < a->rank; i++) {
        int axis = a->fortran ? i : a->rank - 1 - i;
        p.dims[axis] = a->dims[axis];
        p.apart[axis] = apart;
        apart *= a->dims[axis];
    }
    return p;
}

int64_t array_part_count(const ArrayPart *p) {
    int64_t n = 1;
    for (int i = 0; i < p->rank; i++) n *= p->dims[i];
    return n;
}

/* In this machine's byte order. */
static bool is_native(NumberType t) {
    const uint16_t one = 1;
    unsigned char first;
    memcpy(&first, &one, 1);
    return t.big == (first == 0);
}

static bool is_plain_float(NumberType t) {
    return t.kind == NUMBER_FLOAT && t.bytes == 4 && is_native(t);
}

const float *array_lying(const Array *a, const ArrayPart *p) {
    const unsigned char *at = a->data + p->first * a->type.bytes;
    int64_t apart = 1;
    if (!is_plain_float(a->type) || (uintptr_t)at % sizeof(float)) return NULL;
    for (int i = p->rank - 1; i >= 0; i--) {
        if (p->dims[i] > 1 && p->apart[i] != apart) return NULL;
        apart *= p->dims[i];
    }
    return (const float *)(const void *)at;
}

/* Narrow numbers of this machine's byte order, without a look at each one's type: models have
   millions of them. */
static void convert_brain(const unsigned char *from, int64_t apart, int64_t count, float *x) {
    for (int64_t i = 0; i < count; i++) {
        uint16_t high;
        memcpy(&high, from + 2 * i * apart, sizeof high);
        uint32_t bits = (uint32_t)high << 16;
        memcpy(&x[i], &bits, sizeof bits);
    }
}

/* The exponent counts from 2⁻¹⁵ instead of 2⁻¹²⁷; the largest one stays the largest. */
static void convert_half(const unsigned char *from, int64_t apart, int64_t count, float *x) {
    for (int64_t i = 0; i < count; i++) {
        uint16_t half;
        memcpy(&half, from + 2 * i * apart, sizeof half);
        uint32_t bits = (uint32_t)(half & 0x7fff) << 13;
        float size;
        memcpy(&size, &bits, sizeof size);
        size *= 0x1p112f;
        memcpy(&bits, &size, sizeof bits);
        bits |= (half & 0x7c00) == 0x7c00 ? 0x7f800000u : 0;
        bits |= (uint32_t)(half & 0x8000) << 16;
        memcpy(&x[i], &bits, sizeof bits);
    }
}

static void convert_float(const unsigned char *from, int64_t apart, int64_t count, float *x) {
    if (apart == 1) memcpy(x, from, (size_t)count * sizeof *x);
    for (int64_t i = 0; apart != 1 && i < count; i++)
        memcpy(&x[i], from + (int64_t)sizeof *x * i * apart, sizeof *x);
}

/* `count` numbers that are `apart` from each other. */
static bool convert_row(const Array *a, int64_t from, int64_t apart, int64_t count, float *x,
                        Error *e) {
    NumberType t = a->type;
    bool narrow = t.bytes == 2 && is_native(t);
    const unsigned char *at = a->data + from * t.bytes;
    if (is_plain_float(t)) return convert_float(at, apart, count, x), true;
    if (narrow && t.kind == NUMBER_BRAIN) return convert_brain(at, apart, count, x), true;
    if (narrow && t.kind == NUMBER_FLOAT) return convert_half(at, apart, count, x), true;
    for (int64_t i = 0; i < count; i++, from += apart) {
        double value = array_number(a, from);
        if (a->type.kind == NUMBER_BOOL && value > 1)
            return error_set(e, "a bool in it is neither 0 nor 1");
        x[i] = (float)value;
        if (isinf(x[i]) && value <= DBL_MAX && value > 0)
            return error_set(e, "its number %g is too large for float32", value);
    }
    return true;
}

bool array_convert(const Array *a, const ArrayPart *p, float *x, Error *e) {
    int64_t index[ARRAY_RANK] = {0}, from = p->first;
    int last = p->rank - 1;
    int64_t count = p->rank ? p->dims[last] : 1, apart = p->rank ? p->apart[last] : 1;
    for (;;) {
        if (!convert_row(a, from, apart, count, x, e)) return false;
        x += count;
        int axis = last - 1;
        for (; axis >= 0; axis--) {
            from += p->apart[axis];
            if (++index[axis] < p->dims[axis]) break;
            from -= p->apart[axis] * p->dims[axis];
            index[axis] = 0;
        }
        if (axis < 0) return true;
    }
}
