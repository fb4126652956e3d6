/* Training the shipped models: batches of sentences, Adam, checkpoints. Deterministic: equal seeds
   give equal bits, also when killed and resumed. */
#ifndef ATTNSCOPE_TRAIN_TRAIN_H
#define ATTNSCOPE_TRAIN_TRAIN_H

#include <stdint.h>
#include <stdio.h>

#include "math/kernels.h"
#include "train/recipe.h"

typedef struct TrainOptions {
    const char *name; /* "en-fr", "dates" or "stories" */
    int steps;        /* 0: the recipe's */
    uint64_t seed;    /* 0: the recipe's */
    const char *out;  /* the model folder to write */
    bool resume;      /* go on from out/checkpoint.safetensors if it is there */
    bool force;       /* begin anew over files that are there */
    bool terminal;    /* progress may rewrite its line */
    int sentences;    /* to evaluate on, of each kind; 0: 1000 */
} TrainOptions;

/* Trains, evaluates, writes the model folder with evaluation.txt, removes the checkpoint. Progress
   goes to `progress` (NULL: none). Errors: an unknown name, a folder that cannot be written or
   holds what would be written over, a checkpoint of another training. */
bool train_run(const TrainOptions *o, const Kernels *k, FILE *progress, Error *e);

#endif
