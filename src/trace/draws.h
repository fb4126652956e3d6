/* The next word drawn again and again, each draw by itself: how often each word came. Not for
   drawing a whole answer: search_run.h. */
#ifndef ATTNSCOPE_TRACE_DRAWS_H
#define ATTNSCOPE_TRACE_DRAWS_H

#include "base/arena.h"
#include "trace/search.h"

enum { DRAWS_MOST = 1000 };

typedef struct Draws {
    int count;           /* so many were drawn; 0 too where no share is above 0 */
    const int *of;       /* of each word how often it came */
    const bool *allowed; /* of each word whether it can come: top_k and top_p leave it in */
    int left;            /* how many of them */
    int last;            /* the word that came last; −1: none did */
} Draws;

/* Draws from the shares of `words` words, of those that s->top_k and s->top_p leave (as a search by
   lot takes them), by s->seed and the decoding step. Equal arguments give equal words, and fewer
   draws the first ones of more. All in `arena`. */
void draws_make(const float *share, int words, const Search *s, int step, int count, Arena *arena,
                Draws *out);

#endif
