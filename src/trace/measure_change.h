/* What a what-if changed, measured: words of the output, numbers of a value. Not for saying it, nor
 * for drawing it. */
#ifndef ATTNSCOPE_TRACE_MEASURE_CHANGE_H
#define ATTNSCOPE_TRACE_MEASURE_CHANGE_H

#include "model/ops/op.h"
#include "model/tokenizer.h"

/* Marks the words of each output that are not in their longest common subsequence. now, before:
   room for their counts. Returns the larger number of marks; the model's special tokens
   are no words and never marked. */
int measure_changed_words(const Config *c, Tokens now, Tokens before, bool *now_marks,
                          bool *before_marks);
/* How many words that is out of: the larger number of them. */
int measure_word_count(const Config *c, Tokens now, Tokens before);

typedef struct Change {
    Cell at;     /* row −1: nothing is different */
    double most; /* |now − before| there; a number that is hidden (−∞) in only one of both is
                    different, but counts 0 */
    int cells;   /* how many are different */
} Change;

/* Of one sheet of two values of the same shape (sheet −1: of all). */
Change measure_change(Tensor now, Tensor before, int sheet);

#endif
