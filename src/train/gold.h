/* The gold alignment of a sentence that somebody typed, as far as the grammar's own pairs tell it.
   Not for evaluation: there every pair brings its exact alignment along. */
#ifndef ATTNSCOPE_TRAIN_GOLD_H
#define ATTNSCOPE_TRAIN_GOLD_H

#include "trace/decode.h"

/* What each word of a model's target language may translate. */
typedef struct Gold Gold;

/* Collected anew from the pairs of the model's corpus: some 30 ms. NULL where the model is of no
   corpus of words. In `arena`. */
const Gold *gold_open(const Model *m, Arena *arena);
/* For each decoder row of the last decoding step the source token that its predicted word
   translates, as a bit: the only one of the sentence's tokens that this word translates in any of
   some thousand pairs of the model's corpus. 0 where there is none or more than one (a repeated
   word), for words that evaluation leaves out, beyond 32 source tokens. In `arena`. */
const uint32_t *gold_rows(const Gold *g, const Decoding *d, Arena *arena);

#endif
