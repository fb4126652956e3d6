/* Random sentences of the small grammar that make sense: people write, horses do not. And the list
 * of all its words. */
#ifndef ATTNSCOPE_TRAIN_CHOICES_H
#define ATTNSCOPE_TRAIN_CHOICES_H

#include "train/sentences.h"

/* A sentence of the grammar, every choice drawn from `r`. */
void sentence_choose(Random *r, Sentence *out);
/* Every word of the grammar in byte order after the three special tokens, from the tables, not from
 * a sample. */
Vocab choices_english(Arena *arena);
Vocab choices_french(Arena *arena);

#endif
