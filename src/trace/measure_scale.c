/* Magnitudes and percentiles, counted by the bits of numbers: exact, without a copy. */
#include "trace/measure_scale.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { HALF = 1 << 16 };

/* A sheet's numbers, or all of them. */
typedef struct Counted {
    const float *x;
    size_t count;
} Counted;

static Counted numbers_of(Tensor t, int sheet) {
    size_t size = (size_t)t.shape.rows * (size_t)t.shape.cols;
    return sheet < 0 ? (Counted){t.x, size * (size_t)t.shape.sheets}
                     : (Counted){tensor_sheet(t, sheet), size};
}

Magnitudes measure_magnitudes(Tensor t, int sheet) {
    Counted n = numbers_of(t, sheet);
    Magnitudes m = {.least = INFINITY};
    for (size_t i = 0; i < n.count; i++) {
        float size = fabsf(n.x[i]);
        if (size == 0) m.zeros = true;
        if (!(size > 0 && size < INFINITY)) continue;
        m.count++;
        m.least = fminf(m.least, size);
        m.most = fmaxf(m.most, size);
        m.negative = m.negative || n.x[i] < 0;
    }
    if (!m.count) m.least = 0;
    return m;
}

/* Unsigned numbers in the order of the floats that they stand for. */
static uint32_t order_of_bits(float x) {
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits & 0x80000000u ? ~bits : bits | 0x80000000u;
}

/* Which of `count` heaps holds the one at *rank; *rank is then its place there. */
static uint32_t heap_of(const size_t heaps[HALF], size_t *rank) {
    uint32_t at = 0;
    for (; at < HALF - 1 && *rank >= heaps[at]; at++) *rank -= heaps[at];
    return at;
}

/* The number at a rank, counted from 0: by the upper half of its bits, then by the lower one. */
static double number_at_rank(Counted n, size_t rank) {
    size_t heaps[HALF];
    uint32_t half = 0, bits = 0;
    for (int pass = 0; pass < 2; pass++) {
        memset(heaps, 0, sizeof heaps);
        for (size_t i = 0; i < n.count; i++) {
            if (n.x[i] == 0 || !isfinite(n.x[i])) continue;
            uint32_t order = order_of_bits(n.x[i]);
            if (!pass)
                heaps[order >> 16]++;
            else if (order >> 16 == half)
                heaps[order & (HALF - 1)]++;
        }
        bits = heap_of(heaps, &rank);
        if (!pass) half = bits;
    }
    bits |= half << 16;
    bits = bits & 0x80000000u ? bits & 0x7fffffffu : ~bits;
    float x;
    memcpy(&x, &bits, sizeof x);
    return (double)x;
}

double measure_percentile(Tensor t, int sheet, double part) {
    Magnitudes m = measure_magnitudes(t, sheet);
    if (!m.count) return 0;
    Counted n = numbers_of(t, sheet);
    double at = part * (double)(m.count - 1), below = floor(at);
    double low = number_at_rank(n, (size_t)below);
    if (at == below) return low;
    return low + (at - below) * (number_at_rank(n, (size_t)below + 1) - low);
}
