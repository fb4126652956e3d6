/* How well a trained model does on sentences it never saw, and how readable its heads are. */
#ifndef ATTNSCOPE_TRAIN_EVALUATE_H
#define ATTNSCOPE_TRAIN_EVALUATE_H

#include "base/buffer.h"
#include "math/kernels.h"
#include "model/model.h"
#include "trace/trace.h"
#include "train/corpus.h"

enum { EVALUATE_HEADS = 64 };

typedef struct HeadScore {
    double hits; /* share of scored target words whose largest cross-attention weight is on a gold
                    source word */
    double mass; /* mean weight on gold source words */
} HeadScore;

typedef struct Evaluation {
    int held_out, held_out_right; /* sentences with a held-out combination, greedy decoding, every
                                     word right */
    int fresh, fresh_right;       /* new sentences without one */
    int pronouns, pronouns_right; /* il or elle, where another noun of the other gender stands by */
    int scored_words;
    int heads; /* of the last decoder layer's cross-attention */
    HeadScore head[EVALUATE_HEADS];
} Evaluation;

/* On `count` held-out and `count` fresh distinct sentences that the corpus gives for `seed`; none
 * of `train` is among them. */
void evaluate_model(const Model *m, const Corpus *c, const Pair *train, int train_count, int count,
                    uint64_t seed, const Kernels *k, Evaluation *out);
/* The run in which the decoder is given the right words, under patches. `work` is reset. */
void evaluate_teach(const Model *m, const Pair *pair, const Patch *patches, int patch_count,
                    const Kernels *k, Arena *work, Program *p, Trace *t);
/* A row of n weights: adds what lies on gold keys, bit by bit. */
void evaluate_add_head(HeadScore *h, const float *row, int n, uint64_t gold);
/* The share of the first `count` of `pairs` that come out right. */
int evaluate_right(const Model *m, const Pair *pairs, int count, const Kernels *k, Arena *work);
/* The best head's mass on gold words over pairs. */
double evaluate_alignment(const Model *m, const Pair *pairs, int count, const Kernels *k);
/* evaluation.txt: one fact a line, "name: value". */
void evaluate_print(const Evaluation *e, const Model *m, Buffer *out);
/* The line that says which weights were evaluated. */
void evaluate_print_model(const Model *m, Buffer *out);
/* "name: 99.20 % (992 of 1000)"; nothing of none. */
void evaluate_print_share(Buffer *out, const char *name, int right_count, int count);
/* The head with the most hits. */
int evaluate_best_head(const Evaluation *e);

#endif
