/* The loss of a batch of sentence pairs and its gradients. A batch is a loop over programs of its
 * sentences. */
#ifndef ATTNSCOPE_TRAIN_BATCH_H
#define ATTNSCOPE_TRAIN_BATCH_H

#include "math/kernels.h"
#include "model/model.h"
#include "train/recipe.h"

typedef struct BatchLoss {
    double loss;    /* mean cross-entropy of a target token, in nats, without the penalty */
    double entropy; /* mean entropy of a cross-attention row */
} BatchLoss;

/* Gradients of the batch's mean loss plus ramp · λ · entropy are added to `gradients` (the block of
   Weights). `pairs` are pointers to the batch's sentences. `work` is reset between sentences. */
BatchLoss batch_gradients(const Model *m, const Recipe *r, float ramp, const Pair *const *pairs,
                          int count, const Kernels *k, Arena *work, float *gradients);
/* ⟨bos⟩ and the target's words as the decoder's input, the words and ⟨eos⟩ as what it should say.
   Both have room for the target's count + 1; returns that number. */
int batch_target(const Pair *pair, float *input, float *wanted);

#endif
