/* A vocabulary: the tokens of one language, numbered by their line in vocab.<language>.txt. */
#ifndef ATTNSCOPE_MODEL_VOCAB_H
#define ATTNSCOPE_MODEL_VOCAB_H

#include "base/buffer.h"
#include "base/file.h"

typedef struct Bpe Bpe;

typedef struct Vocab {
    const char *const *words; /* words[0..2] are "<pad>", "<bos>", "<eos>"; of byte-level tokens
                                 what a person reads of each, "·fox" */
    int count;
    const int *sorted; /* numbers in byte order of their words, for look-up; byte-level: NULL */
    const Bpe *bytes;  /* byte-level tokens, see bpe.h; NULL: words or characters */
} Vocab;

/* One token a line, UTF-8 in NFC, no empty line (a single space may be a token of a character
   model), no duplicate, the first three as above. Errors name file and line. */
bool vocab_parse(const char *text, size_t size, const char *name, Arena *arena, Vocab *out,
                 Error *e);
void vocab_print(const Vocab *v, Buffer *out);
/* From a list of words (already checked by the caller to be distinct). Copies. */
Vocab vocab_make(const char *const *lesson_export_words, int count, Arena *arena);
/* Of byte-level tokens, the first `count` of them: as many as the model has rows. */
Vocab vocab_of_bytes(const Bpe *b, int count, Arena *arena);
/* The first token that is a word, behind the special ones where the vocabulary begins with these.
 */
int vocab_first(const Vocab *v);
/* The token's number, or −1; byte-level tokens are not looked for so. */
int vocab_find(const Vocab *v, const char *word);
/* What a person reads: "⟨bos⟩" for "<bos>", "␣" for a space, else the word. Byte-level: see
   bpe_label. */
const char *vocab_label(const Vocab *v, int token);

#endif
