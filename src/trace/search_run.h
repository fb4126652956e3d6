/* Carrying out a search: beams of hypotheses, or words drawn by lot. The tree keeps what was looked
   at, the opened hypothesis becomes a run with every number. Not for evaluation, which wants only
   words: decode_words. */
#ifndef ATTNSCOPE_TRACE_SEARCH_RUN_H
#define ATTNSCOPE_TRACE_SEARCH_RUN_H

#include "trace/decode.h"

/* What is kept of the words that a hypothesis was not continued with, beside those that it was. */
enum { SEARCH_ALTERNATIVES = 4 };

/* Greedy (s NULL, or its kind): decode_tokens. Else the run of the opened hypothesis, out->tree
   set.

   BEAM: at each step every unfinished hypothesis is continued by every word; of these and the
   finished ones the `width` of largest score are kept, the score being the sum of the natural
   logarithms of the recorded probabilities, without a penalty for length. Of equals the one whose
   parent stands first, then the smaller word number. It ends when all are finished or max_positions
   is full, what is kept then counts as finished. The tree has the kept nodes and, of every
   continued hypothesis, as many of its best words that were not kept. Node n > 0: the hypothesis
   ends there. SAMPLE: each word is drawn from the recorded probabilities, or from the top_k largest
   of them, or from the fewest of those that have the share top_p. The tree has each step's drawn
   word (kept) and the best of the others.

   A share of 0 has the logarithm −∞, so has one that is no number. Errors: the width, the node, a
   what-if's, more than 2^27 computed numbers in one hypothesis. */
bool search_tokens(const Model *m, Tokens source, const WhatIf *what, const Search *s,
                   const Kernels *k, Arena *arena, Decoding *out, Error *e);
/* The same for a text. Errors: the tokenizer's, too. */
bool search_text(const Model *m, const char *text, const WhatIf *what, const Search *s,
                 const Kernels *k, Arena *arena, Decoding *out, Error *e);
/* The tree of any run: its own or, of a greedy one, the chain of its words with the best of the
 * others at each step. */
const Tree *search_tree(const Decoding *d, Arena *arena);

/* Answers about a tree. The nodes from the first word to `node`, as many as its depth. */
void tree_path(const Tree *t, int node, int *out);
/* Whether `node` is on the way to `end`, or is it. */
bool tree_leads(const Tree *t, int node, int end);
/* The finished node of that rank; 0 if there is none. */
int tree_ranked(const Tree *t, int rank);
/* How many are ranked. */
int tree_finished(const Tree *t);
/* Of the shown hypothesis the word that was least probable, the first of equals: counted from 0; −1
   if it has none. */
int tree_fork(const Tree *t);
/* The best ranked node that `node` leads to; where there is none, `node` itself. */
int tree_best_end(const Tree *t, int node);

#endif
