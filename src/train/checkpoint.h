/* The state of a training, so that a killed one goes on where it was and ends with the same bits.
 */
#ifndef ATTNSCOPE_TRAIN_CHECKPOINT_H
#define ATTNSCOPE_TRAIN_CHECKPOINT_H

#include <stdint.h>

#include "model/model.h"

typedef struct TrainState {
    int step, steps; /* done, planned */
    uint64_t seed;
    double loss;  /* running mean */
    float *m, *v; /* Adam's, as long as the weights' block */
} TrainState;

/* Writes folder/checkpoint.safetensors, atomically. */
bool checkpoint_save(const char *folder, const Model *m, const TrainState *s, Error *e);
/* Reads it into the model's weights and the state (whose m and v are there already). *found false:
 * there is none. */
bool checkpoint_load(const char *folder, Model *m, TrainState *s, bool *found, Error *e);
/* Error: there is one already. */
bool checkpoint_absent(const char *folder, Error *e);
void checkpoint_remove(const char *folder);

#endif
