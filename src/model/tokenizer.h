/* Text to token numbers and back: by words, by characters, by pieces of bytes. */
#ifndef ATTNSCOPE_MODEL_TOKENIZER_H
#define ATTNSCOPE_MODEL_TOKENIZER_H

#include "model/config.h"
#include "model/vocab.h"

typedef struct Tokens {
    int *id;
    int count;
} Tokens;

/* Why a text cannot be read, for those who tell it in another language. */
typedef enum TextFaultKind {
    TEXT_FINE,
    TEXT_EMPTY,
    TEXT_TOO_LONG, /* `count` bytes, at most `most` are read */
    TEXT_TOO_MANY, /* `count` tokens, the model takes at most `most` */
    TEXT_UNKNOWN,  /* `word`; `near`: words that are known */
    TEXT_BROKEN    /* not UTF-8 */
} TextFaultKind;

enum { TEXT_NEAR = 3 };

typedef struct TextFault {
    TextFaultKind kind;
    long count, most;
    const char *word; /* its beginning if it is long */
    const char *near[TEXT_NEAR];
    int near_count;
} TextFault;

/* Words: NFC, lower case, typographic quotes made plain, split at spaces; punctuation . , ! ? ; :
   apart; an English contraction that the vocabulary lacks is opened (doesn't → does not, didn't →
   did not, isn't → is not, can't …); a French elision stays with its word (l' n' d' qu' j' s' c' m'
   t'). A final "." that the text lacks is NOT added. Characters: NFC, each code point one token;
   case kept. Bytes: as bpe_encode does, nothing changed or left out. Errors, `fault` (NULL: not
   wanted) and the same in English: empty text; more than max_positions tokens (with the number);
   invalid UTF-8; an unknown word: "I don't know 'elephant'. Did you mean 'x', 'y' or 'z'?" (up to
   three near words, none if none is near). */
bool tokens_from_text(const char *text, TokenKind kind, const Vocab *v, int max_tokens,
                      Arena *arena, Tokens *out, TextFault *fault, Error *e);
/* Whether a space stands between two words that follow one another, as a person writes them. */
bool tokens_part(const char *left, const char *right);
/* The tokens as a person writes them: no space before . , nor after an elision; characters joined.
   ⟨bos⟩, ⟨eos⟩, ⟨pad⟩ are left out. Bytes: all tokens, what is no whole letter is U+FFFD. */
char *tokens_to_text(Tokens t, TokenKind kind, const Vocab *v, Arena *arena);
/* The same of byte-level tokens, and where in it each of them ends: behind the letter of which it
   is a part, so that of two parts of one letter the first has it. `end` has room for t.count. */
char *tokens_to_pieces(Tokens t, const Vocab *v, Arena *arena, size_t *end);

#endif
