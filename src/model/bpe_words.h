/* The words of a byte-level tokenizer and the pairs that it merges, each found by hashing. */
#ifndef ATTNSCOPE_MODEL_BPE_WORDS_H
#define ATTNSCOPE_MODEL_BPE_WORDS_H

#include <stdint.h>

#include "base/arena.h"

typedef struct BpeWord {
    const char *text; /* not ended by a zero; NULL: no word has this number */
    uint32_t size;
} BpeWord;

/* Of the hash: most words are told apart without a look at their letters. */
typedef struct BpeSlot {
    int32_t id; /* −1: an empty one */
    uint32_t hash;
} BpeSlot;

typedef struct BpeWords {
    BpeWord *word; /* by number */
    int count, room;
    BpeSlot *slot;
    uint32_t mask;
} BpeWords;

/* Two neighbours that become one. */
typedef struct BpeMerge {
    int32_t left, right; /* left −1: an empty slot */
    int32_t rank, made;  /* the less, the earlier; the word that they become */
} BpeMerge;

typedef struct BpeMerges {
    BpeMerge *slot;
    uint32_t mask;
    int count;
} BpeMerges;

/* Room for numbers below `most`. */
BpeWords bpe_words_make(int most, Arena *arena);
/* The number of a word, or −1. */
int bpe_words_find(const BpeWords *w, const char *text, size_t size);
/* Puts a word, whose bytes stay where they are, at a number below the room. The other word's number
   that is in its way: one with the same text or the same number; −1: it has been put there. */
int bpe_words_put(BpeWords *w, int id, const char *text, size_t size);

/* A word that is not looked for, at a number that no other has. */
void bpe_words_name(BpeWords *w, int id, const char *text, size_t size);

/* Room for that many pairs. */
BpeMerges bpe_merges_make(int most, Arena *arena);
/* The merge of two neighbours, or NULL. */
const BpeMerge *bpe_merges_find(const BpeMerges *m, int left, int right);
/* A pair that is there already gets the new rank. */
void bpe_merges_put(BpeMerges *m, BpeMerge merge);

#endif
