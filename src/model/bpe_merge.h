/* Merging: the letters of a piece become words, pair by pair. */
#ifndef ATTNSCOPE_MODEL_BPE_MERGE_H
#define ATTNSCOPE_MODEL_BPE_MERGE_H

#include "base/buffer.h"
#include "model/bpe_words.h"

/* One piece at a time; its memory is used again. {0} to begin. */
typedef struct BpeMerging {
    Buffer symbols, heap;
} BpeMerging;

/* An empty piece. */
void bpe_merge_begin(BpeMerging *m);
/* Its next letter. */
void bpe_merge_add(BpeMerging *m, int id);
/* Merges neighbours, the least rank first, of equal ones the first in the piece, until no pair is
   left that is in the table, and appends the words (ints) to `ids`. n letters take n log n. */
void bpe_merge_run(BpeMerging *m, const BpeMerges *merges, Buffer *ids);
void bpe_merge_free(BpeMerging *m);

#endif
