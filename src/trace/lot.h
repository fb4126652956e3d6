/* The words that are drawn from by lot, of a whole answer (search_run.h) and of the next word again
   and again (draws.h). */
#ifndef ATTNSCOPE_TRACE_LOT_H
#define ATTNSCOPE_TRACE_LOT_H

#include "trace/search.h"

/* Its share is no less than 0. */
typedef struct LotWord {
    float share;
    int word;
} LotWord;

typedef struct LotWords {
    const LotWord *item; /* the most probable first, of equals the first of the vocabulary */
    int count;
    double all; /* their shares together, added in that order */
} LotWords;

/* What s->top_k and s->top_p leave of `words` words: the first k, and of them the fewest that have
   the share p. A share that is no number is 0. They lie in `room`, which holds 2 × words. */
LotWords lot_words(const float *share, int words, const Search *s, LotWord *room);

#endif
