/* A vocabulary: the tokens of one language, numbered by their line in vocab.<language>.txt. */
#ifndef ATTNSCOPE_MODEL_VOCAB_H
#define ATTNSCOPE_MODEL_VOCAB_H

#include "base/buffer.h"
#include "base/file.h"

typedef struct Vocab {
    const char *const *words; /* words[0..2] are "<pad>", "<bos>", "<eos>" */
    int count;
    const int *sorted; /* numbers in byte order of their words, for look-up */
} Vocab;

/* One token a line, UTF-8 in NFC, no empty line (a single space may be a token of a character
   model), no duplicate, the first three as above. Errors name file and line. */
bool vocab_parse(const char *text, size_t size, const char *name, Arena *arena, Vocab *out,
                 Error *e);
void vocab_print(const Vocab *v, Buffer *out);
/* From a list of words (already checked by the caller to be distinct). Copies. */
Vocab vocab_make(const char *const *lesson_export_words, int count, Arena *arena);
/* The token's number, or −1. */
int vocab_find(const Vocab *v, const char *word);
/* What a person reads: "⟨bos⟩" for "<bos>", "␣" for a space, else the word. */
const char *vocab_label(const Vocab *v, int token);

#endif
