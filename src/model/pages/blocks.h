/* The blocks that the pages of all families are made of: attention, the feed-forward block, what is
   around each, what stands before the layers and behind them. Every name that they give is public:
   lessons, files and tests use it. Not for which blocks a model has: its page says that. */
#ifndef ATTNSCOPE_MODEL_PAGES_BLOCKS_H
#define ATTNSCOPE_MODEL_PAGES_BLOCKS_H

#include "model/pages/options.h"

/* A program that is being written. */
typedef struct Page {
    Program *p;
    const Config *c;
    const Weights *w;
    const Options *o;
    PageInput in;
    NormPlace norm; /* the model's own, or the one that was asked for */
} Page;

/* An empty one, `out` begun. */
Page blocks_page(const PageOf *of, PageInput in, Arena *arena, Program *out);
/* Puts what follows under a stack, under a layer of the present one; returns what to leave to. */
Scope blocks_enter(Page *m, Stack stack);
Scope blocks_enter_layer(Page *m, int layer);

/* Token numbers to vectors: a row of the table of `words` for each, plus the waves of its position,
   or its position's row of another table. Sections 3.4 and 3.5. [count, d_model] */
Value blocks_front(Page *m, const float *ids, int count, Axis axis, Axis words, Value *tokens,
                   Value *table);
/* What hides later tokens from earlier ones. [count, count] */
Value blocks_causal(Page *m, int count);

/* What a sublayer's attention looks at and what it is hidden: by cross-attention memory, its
   padding; by self-attention padding, or what is causal and padding. NO_VALUE: nothing. */
typedef struct BlockMasks {
    Value memory, padding, causal;
} BlockMasks;

/* Post-norm: LayerNorm(x + f(x)), as in the paper. Pre-norm: x + f(LayerNorm(x)). */
Value blocks_sublayer(Page *m, Sublayer kind, Value x, BlockMasks k);
/* A model made with pre-norm has one more norm after its last layer; its weights are there or not.
 */
Value blocks_last_norm(Page *m, Value x);
/* Logits over the vocabulary, by the table of its words once more or by a matrix of their own,
   divided by the temperature (1 unless somebody asks what if); then shares. Section 3.4. */
void blocks_output(Page *m, Value x, Value table);

#endif
