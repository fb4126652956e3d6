/* Byte-level tokenizers of other people's models: a folder's tokenizer.json, or vocab.json and
   merges.txt. Text to tokens and back, byte for byte. What a model is, this does not know. */
#ifndef ATTNSCOPE_MODEL_BPE_H
#define ATTNSCOPE_MODEL_BPE_H

#include "base/buffer.h"
#include "base/error.h"
#include "model/bpe_added.h"
#include "model/bpe_stage.h"
#include "model/bpe_words.h"

enum { BPE_TEXT_MAX = 1 << 20, BPE_REPLACED = 8 }; /* bytes of a text; rules of a decoder */

typedef struct Bpe {
    BpeWords words; /* of the vocabulary, and by their numbers those that were added */
    BpeMerges merges;
    BpeStages normalizer, pre_tokenizer;
    BpeAddedList raw, normal; /* looked for before, and behind the normalizer */
    bool byte_level;          /* the words' letters are bytes, see bpe_bytes.h */
    bool ignore_merges;       /* a piece that is a word is not merged */
    bool byte_fallback;       /* what has no word is written as <0xE2><0x96> … */
    bool fuse_unk;
    int unk;           /* the word for what has none, −1: there is none */
    bool *is_added;    /* by number */
    int fallback[256]; /* the words <0x00> … <0xFF>, −1 where one is missing */
    const char *from[BPE_REPLACED],
        *to[BPE_REPLACED]; /* what the decoder replaces, NULL: no more */
    bool strip_first;      /* the decoder drops a blank at the text's beginning */
} Bpe;

/* Whether the folder holds such files. */
bool bpe_here(const char *folder);
/* Reads them. Errors, one line that names the file: what is broken, unknown, or contradicts itself;
   files of more than 64 MB; more than 2 million words. */
bool bpe_open(const char *folder, Arena *arena, const Bpe **out, Error *e);
/* The tokens of a text of any bytes that are UTF-8, nothing put before them. An empty text has
   none. Errors: more than BPE_TEXT_MAX bytes; what is no UTF-8, with its offset; a letter that the
   vocabulary lacks; a pattern that takes too long. */
bool bpe_encode(const Bpe *b, const char *text, size_t size, Arena *arena, int **ids, int *count,
                Error *e);
/* Appends the bytes that the tokens stand for; numbers that have no word add nothing. */
void bpe_decode(const Bpe *b, const int *ids, int count, Buffer *out);
/* One of them within a text, whose beginning is not stripped of anything. */
void bpe_decode_one(const Bpe *b, int id, Buffer *out);
/* What people read: "·fox" for a blank before, "⏎" and "⇥", "⟨E2 96⟩" for bytes that are no whole
   letter or cannot be seen, "⟨#7⟩" for a number without a word. */
char *bpe_label(const Bpe *b, int id, Arena *arena);
/* The labels of 0 … count − 1. */
const char **bpe_labels(const Bpe *b, int count, Arena *arena);

#endif
