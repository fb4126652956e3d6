/* Added tokens: texts of a tokenizer's own, "<|endoftext|>", that are looked for before a text is
   cut. */
#ifndef ATTNSCOPE_MODEL_BPE_ADDED_H
#define ATTNSCOPE_MODEL_BPE_ADDED_H

#include <stdbool.h>
#include <stddef.h>

/* One of them, with the ways in which the files may have it looked for. */
typedef struct BpeAdded {
    const char *text; /* what is looked for: its content, in the tokenizer's normal form */
    size_t size;
    int id;
    bool single_word;    /* not within a word */
    bool lstrip, rstrip; /* with the blanks before, behind it */
    bool normalized;     /* behind the normalizer */
    bool special;
} BpeAdded;

typedef struct BpeAddedList {
    BpeAdded *added; /* as bpe_added_order has them */
    int count;
} BpeAddedList;

/* Where one was found. */
typedef struct BpeFound {
    const char *from, *to;
    const BpeAdded *added; /* NULL: there is no more, from and to are the text's end */
} BpeFound;

/* For qsort: by bytes; of the same text the one with the larger number first. */
int bpe_added_order(const void *left, const void *right);
/* The first one in [done, end) of a text that begins at `start`; of those that begin at the same
   place the longest. */
BpeFound bpe_added_find(const BpeAddedList *list, const char *start, const char *done,
                        const char *end);

#endif
