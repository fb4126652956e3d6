/* Weights that were read, as a block that may be changed. */
#ifndef ATTNSCOPE_TESTS_OWN_WEIGHTS_H
#define ATTNSCOPE_TESTS_OWN_WEIGHTS_H

#include <string.h>

#include "model/weights.h"

static inline void own_weights(Weights *w, Arena *arena) {
    float *x = arena_many(arena, float, w->total);
    for (int i = 0; i < w->count; i++) {
        const Weight *one = &w->list[i];
        memcpy(x + one->offset, weights_numbers(w, one),
               (size_t)one->rows * (size_t)one->cols * sizeof *x);
    }
    w->x = x;
}

#endif
