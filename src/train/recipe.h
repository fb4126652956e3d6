/* How each shipped model is made: its config and the numbers of its training. */
#ifndef ATTNSCOPE_TRAIN_RECIPE_H
#define ATTNSCOPE_TRAIN_RECIPE_H

#include <stdint.h>

#include "model/config.h"
#include "train/corpus.h"

typedef struct Recipe {
    const char *name;
    int d_model, heads, d_ff, layers;
    NormPlace norm;
    float position_scale;             /* the waves are times this; 0: 1 */
    int steps, batch, warm_up, pairs; /* pairs: distinct training sentences */
    uint64_t seed;
    float rate;                        /* the peak learning rate */
    float entropy_cross, entropy_self; /* λ of the entropy penalty on attention rows */
    float entropy_from, entropy_full;  /* shares of the steps between which it rises from 0 to 1 */
} Recipe;

/* NULL if there is none of that name. */
const Recipe *recipe_named(const char *name);
/* The model's config with the corpus' vocabularies. */
Config recipe_config(const Recipe *r, const Corpus *c);
/* Learning rate of a step: linear warm-up, then a cosine down to 2 %. */
float recipe_rate(const Recipe *r, int step, int steps);
/* Weight of the entropy penalty at a step, 0 … 1. */
float recipe_ramp(const Recipe *r, int step, int steps);

#endif
