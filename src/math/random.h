/* A small fixed generator of random numbers (PCG32): equal seeds give equal numbers on every
 * machine. */
#ifndef ATTNSCOPE_MATH_RANDOM_H
#define ATTNSCOPE_MATH_RANDOM_H

#include <stdint.h>

/* O'Neill 2014, PCG-XSH-RR 64/32. The state is two plain numbers, so that it can be saved and
 * restored. */
typedef struct Random {
    uint64_t state, stream;
} Random;

/* PCG32: equal seeds and streams give equal numbers on every machine. */
Random random_seed(uint64_t seed, uint64_t stream);
/* 32 random bits. */
uint32_t random_next(Random *r);
/* 0 … n−1, without bias; n ≥ 1. */
int random_below(Random *r, int n);
/* In [0, 1), 24 bits. */
float random_unit(Random *r);
/* Normal with mean 0 and variance 1 (own log and cosine from math/functions.h, so equal
 * everywhere). */
float random_normal(Random *r);
/* FNV-1a over a text, 64 bits: for hashed splits. */
uint64_t hash_text(const char *text);

#endif
