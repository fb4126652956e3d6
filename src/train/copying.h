/* How well a model that goes on writing copies from the text before it, and which head does it. Not
   for models that translate: evaluate.h. */
#ifndef ATTNSCOPE_TRAIN_COPYING_H
#define ATTNSCOPE_TRAIN_COPYING_H

#include "train/evaluate.h"
#include "train/stories.h"

typedef struct CopyScore {
    int right,
        count; /* tokens that can only be copied; right: the most probable word is that one */
} CopyScore;

typedef struct Copying {
    CopyScore of[STORY_SPELL + 1];  /* in new texts, by what is copied */
    CopyScore off[STORY_SPELL + 1]; /* the same with the head `best` switched off; names: held_out's
                                     */
    CopyScore held_out; /* second syllables of names that training never saw, where they come again
                         */
    CopyScore loose;    /* words that come again in no story and no spell */
    int layers, heads;
    HeadScore head[EVALUATE_HEADS]; /* layer by layer, on the held-out names: the weight on the
                                       syllable where it was told before */
    int best;                       /* the head with the most weight there */
} Copying;

/* On `count` texts with held-out names and `count` without that the corpus gives for `seed`; none
 * of `train` is among them. */
void copying_evaluate(const Model *m, const Corpus *c, const Pair *train, int train_count,
                      int count, uint64_t seed, const Kernels *k, Copying *out);
/* Only held_out and the heads, over pairs. */
void copying_probe(const Model *m, const Pair *pairs, int count, const Kernels *k, Copying *out);
/* evaluation.txt: one fact a line, "name: value". */
void copying_print(const Copying *s, const Model *m, Buffer *out);

#endif
