/* Gradients of a whole run: the op table read from the last step to the first. */
#ifndef ATTNSCOPE_TRAIN_BACKWARD_H
#define ATTNSCOPE_TRAIN_BACKWARD_H

#include "trace/trace.h"

/* A gradient that the backward run starts from: every cell of `value` gets `gradient`. */
typedef struct Seed {
    Value value;
    float gradient;
} Seed;

/* Adds the gradients of the weights to `weights` (the block of Weights, by offset). Everything else
 * lives in `work`. */
void backward_run(const Trace *t, const Seed *seeds, int seed_count, Arena *work, float *weights);

#endif
