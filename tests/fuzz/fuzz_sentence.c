/* libFuzzer target: any text as a sentence, by words and by characters; the tokens' text gives the
 * same tokens. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/tokenizer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const words[] = {"<pad>", "<bos>", "<eos>", "the", "cat", "does", "do", "not",
                                    "is",    "can",   "i",     "am",  "we",  "will", "l'", "oiseau",
                                    "d'",    "eau",   "été",   ".",   ",",   "!",    "?",  ";",
                                    ":",     "n'",    "a",     "b",   " ",   "é"};

static void check(const char *text, TokenKind kind) {
    Arena arena = {0};
    Vocab v = vocab_make(words, sizeof words / sizeof *words, &arena);
    Tokens t, again;
    Error e;
    if (tokens_from_text(text, kind, &v, 64, &arena, &t, NULL, &e)) {
        char *back = tokens_to_text(t, kind, &v, &arena);
        if (t.count < 1 || t.count > 64) abort();
        if (!tokens_from_text(back, kind, &v, 64, &arena, &again, NULL, &e)) abort();
        if (again.count != t.count || memcmp(again.id, t.id, sizeof *t.id * (size_t)t.count) != 0)
            abort();
    }
    arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    char *text = malloc(size + 1);
    if (size > 0) memcpy(text, data, size);
    text[size] = 0;
    check(text, TOKENS_WORDS);
    check(text, TOKENS_CHARACTERS);
    free(text);
    return 0;
}
