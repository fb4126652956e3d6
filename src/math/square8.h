/* The transpose of an 8 × 8 square in AVX registers. */
#ifndef ATTNSCOPE_MATH_SQUARE8_H
#define ATTNSCOPE_MATH_SQUARE8_H

#include <immintrin.h>
#include <stddef.h>

#define INLINE static inline __attribute__((always_inline))

enum { SQUARE = 8 };

/* Rows i and i + 4 of four columns, side by side. */
INLINE __m256 square_pair(const float *from, ptrdiff_t ld, int i) {
    return _mm256_insertf128_ps(_mm256_castps128_ps256(_mm_loadu_ps(from + i * ld)),
                                _mm_loadu_ps(from + (i + 4) * ld), 1);
}

/* to[j, i] = from[i, j] for four j and eight i. */
INLINE void square_half(float *to, ptrdiff_t to_ld, const float *from, ptrdiff_t from_ld) {
    __m256 r0 = square_pair(from, from_ld, 0), r1 = square_pair(from, from_ld, 1);
    __m256 r2 = square_pair(from, from_ld, 2), r3 = square_pair(from, from_ld, 3);
    __m256 a = _mm256_unpacklo_ps(r0, r1), b = _mm256_unpackhi_ps(r0, r1);
    __m256 c = _mm256_unpacklo_ps(r2, r3), d = _mm256_unpackhi_ps(r2, r3);
    _mm256_storeu_ps(to, _mm256_shuffle_ps(a, c, 0x44));
    _mm256_storeu_ps(to + to_ld, _mm256_shuffle_ps(a, c, 0xee));
    _mm256_storeu_ps(to + 2 * to_ld, _mm256_shuffle_ps(b, d, 0x44));
    _mm256_storeu_ps(to + 3 * to_ld, _mm256_shuffle_ps(b, d, 0xee));
}

/* to[j, i] = from[i, j] on a square of this size. */
INLINE void square_transpose(float *to, ptrdiff_t to_ld, const float *from, ptrdiff_t from_ld) {
    square_half(to, to_ld, from, from_ld);
    square_half(to + 4 * to_ld, to_ld, from + 4, from_ld);
}

#endif
