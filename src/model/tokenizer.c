/* Text to tokens: normal form, pieces, look-up. It invents no token: what the vocabulary lacks is
 * refused. */
#include "model/tokenizer.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "model/bpe.h"

enum {
    TEXT_MAX = 32 * 1024,
    QUOTED_MAX = 60
}; /* bytes of a text; of an unknown word in an error */

/* What tokens_from_text fills while it walks through the text. */
typedef struct Walk {
    const Vocab *vocab;
    TokenKind kind;
    Arena *arena;
    Tokens tokens;
    TextFault fault;
} Walk;

/* A word's number; the special tokens cannot be typed. */
static int tokenizer_find(const Vocab *v, const char *word) {
    int id = vocab_find(v, word);
    return id >= TOKEN_FIRST ? id : -1;
}

static bool tokenizer_add(Walk *w, int id) {
    w->tokens.id[w->tokens.count++] = id;
    return true;
}

/* Adds two tokens if the vocabulary has both; b may be "". */
static bool tokenizer_add_pair(Walk *w, const char *a, const char *b) {
    int first = tokenizer_find(w->vocab, a), second = *b ? tokenizer_find(w->vocab, b) : 0;
    if (first < 0 || second < 0) return false;
    tokenizer_add(w, first);
    return *b == 0 || tokenizer_add(w, second);
}

/* English contractions that are not their stem and an ending. */
static bool add_irregular(Walk *w, const char *word) {
    static const struct {
        const char *word, *a, *b;
    } table[] = {
        {"can't", "can", "not"},  {"can't", "cannot", ""},    {"cannot", "can", "not"},
        {"won't", "will", "not"}, {"shan't", "shall", "not"}, {"let's", "let", "us"},
        {"it's", "it", "is"},     {"he's", "he", "is"},       {"she's", "she", "is"},
        {"that's", "that", "is"}, {"there's", "there", "is"}, {"what's", "what", "is"},
        {"who's", "who", "is"},   {"where's", "where", "is"}, {"here's", "here", "is"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strcmp(table[i].word, word) == 0 && tokenizer_add_pair(w, table[i].a, table[i].b))
            return true;
    return false;
}

/* "doesn't" → "does", "not". */
static bool add_contraction(Walk *w, const char *word) {
    static const struct {
        const char *ending, *word;
    } table[] = {
        {"n't", "not"}, {"'re", "are"}, {"'ve", "have"}, {"'ll", "will"}, {"'m", "am"},
    };
    if (add_irregular(w, word)) return true;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        size_t size = strlen(word), ending = strlen(table[i].ending);
        if (size <= ending || strcmp(word + size - ending, table[i].ending) != 0) continue;
        return tokenizer_add_pair(w, arena_copy(w->arena, word, size - ending), table[i].word);
    }
    return false;
}

/* The bytes of a French prefix that dropped its vowel, with a word behind it; 0 if there is none.
 */
static size_t elision(const char *word) {
    static const char *const prefixes[] = {"l'", "n'", "d'", "qu'", "j'", "s'", "c'", "m'", "t'"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t size = strlen(prefixes[i]);
        if (strncmp(word, prefixes[i], size) == 0 && word[size]) return size;
    }
    return 0;
}

/* "l'oiseau" → "l'", "oiseau"; adds all parts or none. */
static bool add_elision(Walk *w, const char *word) {
    int count = w->tokens.count, id;
    while ((id = tokenizer_find(w->vocab, word)) < 0) {
        size_t size = elision(word);
        int prefix = size > 0 ? tokenizer_find(w->vocab, arena_copy(w->arena, word, size)) : -1;
        if (prefix < 0) return w->tokens.count = count, false;
        tokenizer_add(w, prefix);
        word += size;
    }
    return tokenizer_add(w, id);
}

/* A copy, of at most QUOTED_MAX bytes, cut between code points. */
static const char *shortened(Walk *w, const char *word) {
    const char *end = word + strlen(word), *p = word;
    if (end - word <= QUOTED_MAX) return arena_copy(w->arena, word, (size_t)(end - word));
    while (p - word < QUOTED_MAX - 4) utf8_next(&p, end);
    return arena_print(w->arena, "%.*s…", (int)(p - word), word);
}

static bool refuse_word(Walk *w, const char *word) {
    int near[TEXT_NEAR], n = 0;
    if (w->kind == TOKENS_WORDS)
        n = text_near(word, w->vocab->words + TOKEN_FIRST, w->vocab->count - TOKEN_FIRST, near,
                      TEXT_NEAR);
    w->fault = (TextFault){.kind = TEXT_UNKNOWN, .word = shortened(w, word), .near_count = n};
    for (int i = 0; i < n; i++)
        w->fault.near[i] = shortened(w, w->vocab->words[TOKEN_FIRST + near[i]]);
    return false;
}

static bool tell_unknown(const TextFault *f, Error *e) {
    static const char *const before[] = {" Did you mean '", "', '", "' or '"};
    int n = f->near_count;
    Buffer hint = {0};
    for (int i = 0; i < n; i++) {
        buffer_text(&hint, before[i == 0 ? 0 : i == n - 1 ? 2 : 1]);
        buffer_text(&hint, f->near[i]);
    }
    if (n > 0) buffer_text(&hint, "'?");
    error_set(e, "I don't know '%s'.%s", f->word, n > 0 ? hint.data : "");
    buffer_free(&hint);
    return false;
}

/* In English. False. */
static bool tokenizer_tell(const TextFault *f, Error *e) {
    switch (f->kind) {
    case TEXT_EMPTY: return error_set(e, "The text is empty.");
    case TEXT_TOO_LONG:
        return error_set(e, "The text is %ld bytes long; at most %ld are read.", f->count, f->most);
    case TEXT_TOO_MANY:
        return error_set(e, "The text has %ld tokens; this model takes at most %ld.", f->count,
                         f->most);
    case TEXT_UNKNOWN: return tell_unknown(f, e);
    default: return false;
    }
}

static bool tokenizer_is_space(uint32_t code) {
    return (utf8_space(code) && code != 0x85) || code == 0x200B || code == 0xFEFF;
}

/* The plain letter for a typographic quote, else the code point itself. */
static uint32_t plain_quote(uint32_t code) {
    if (code == 0x2018 || code == 0x2019 || code == 0x201A || code == 0x201B || code == 0x2BC)
        return '\'';
    if (code == 0x201C || code == 0x201D || code == 0x201E || code == 0xAB || code == 0xBB)
        return '"';
    return code;
}

/* Replaces typographic quotes in place: the plain ones are shorter. */
static void plain_quotes(char *text) {
    const char *from = text, *end = text + strlen(text);
    while (from < end) text += utf8_encode(plain_quote(utf8_next(&from, end)), text);
    *text = 0;
}

/* The piece [start, end) as a word of its own, nothing if it is empty. */
static bool tokenizer_add_piece(Walk *w, const char *start, const char *end) {
    if (start == end) return true;
    const char *word = arena_copy(w->arena, start, (size_t)(end - start));
    int id = tokenizer_find(w->vocab, word);
    if (id >= 0) return tokenizer_add(w, id);
    return add_contraction(w, word) || add_elision(w, word) || refuse_word(w, word);
}

static bool walk_words(Walk *w, char *text) {
    plain_quotes(text);
    const char *start = text, *end = text + strlen(text), *p = text;
    while (p < end) {
        const char *here = p;
        uint32_t code = utf8_next(&p, end);
        bool space = tokenizer_is_space(code),
             mark = code < 128 && code != 0 && strchr(".,!?;:", (int)code) != NULL;
        if (!space && !mark) continue;
        if (!tokenizer_add_piece(w, start, here)) return false;
        if (mark && !tokenizer_add_piece(w, here, p)) return false;
        start = p;
    }
    return tokenizer_add_piece(w, start, end);
}

static bool walk_characters(Walk *w, const char *text) {
    const char *end = text + strlen(text);
    while (text < end) {
        const char *start = text;
        char one[5] = "";
        utf8_next(&text, end);
        memcpy(one, start, (size_t)(text - start));
        int id = tokenizer_find(w->vocab, one);
        if (id < 0) return refuse_word(w, one);
        tokenizer_add(w, id);
    }
    return true;
}

/* Pieces of bytes are found as they stand in the text. */
static bool read_bytes(const char *text, const Vocab *v, Arena *arena, Tokens *out,
                       TextFault *fault, Error *e) {
    size_t size = strlen(text);
    *fault = (TextFault){.kind = TEXT_TOO_LONG, .count = (long)size, .most = BPE_TEXT_MAX};
    if (size > BPE_TEXT_MAX) return tokenizer_tell(fault, e);
    fault->kind = TEXT_BROKEN;
    if (!bpe_encode(v->bytes, text, size, arena, &out->id, &out->count, e)) return false;
    for (int i = 0; i < out->count; i++)
        if (out->id[i] >= v->count)
            return error_set(e, "'%s' is token %d, and the model knows %d",
                             bpe_label(v->bytes, out->id[i], arena), out->id[i], v->count);
    return true;
}

/* The same for words and characters. */
static bool read_words(const char *text, TokenKind kind, const Vocab *v, Arena *arena, Tokens *out,
                       TextFault *fault, Error *e) {
    char *normal;
    size_t size = strlen(text);
    *fault = (TextFault){.kind = TEXT_TOO_LONG, .count = (long)size, .most = TEXT_MAX};
    if (size > TEXT_MAX) return tokenizer_tell(fault, e);
    bool words = kind == TOKENS_WORDS;
    fault->kind = TEXT_BROKEN;
    if (!(words ? text_nfc_lower : text_nfc)(arena, text, &normal, e)) return false;
    /* A word of n bytes gives at most n tokens, a contraction being longer than two. */
    Walk w = {v, kind, arena, {arena_many(arena, int, strlen(normal)), 0}, {.kind = TEXT_FINE}};
    bool known = words ? walk_words(&w, normal) : walk_characters(&w, normal);
    *out = w.tokens;
    *fault = w.fault;
    return known || tokenizer_tell(fault, e);
}

bool tokens_from_text(const char *text, TokenKind kind, const Vocab *v, int max_tokens,
                      Arena *arena, Tokens *out, TextFault *fault, Error *e) {
    TextFault unwanted;
    if (!fault) fault = &unwanted;
    if (!(kind == TOKENS_BYTES ? read_bytes(text, v, arena, out, fault, e)
                               : read_words(text, kind, v, arena, out, fault, e)))
        return false;
    *fault = (TextFault){.kind = out->count == 0           ? TEXT_EMPTY
                                 : out->count > max_tokens ? TEXT_TOO_MANY
                                                           : TEXT_FINE,
                         .count = out->count,
                         .most = max_tokens};
    return fault->kind == TEXT_FINE || tokenizer_tell(fault, e);
}

bool tokens_part(const char *left, const char *right) {
    bool mark = strcmp(right, ".") == 0 || strcmp(right, ",") == 0;
    return *left && !mark && left[strlen(left) - 1] != '\'';
}

char *tokens_to_pieces(Tokens t, const Vocab *v, Arena *arena, size_t *end) {
    Buffer bytes = {0}, text = {0};
    for (int i = 0; i < t.count; i++) {
        bpe_decode_one(v->bytes, t.id[i], &bytes);
        end[i] = bytes.size;
    }
    size_t all = bytes.size;
    bytes.size = 0;
    bpe_decode(v->bytes, t.id, t.count, &bytes);
    const char *start = bytes.data, *at = start, *stop = start + bytes.size;
    /* What the text's beginning is stripped of is the first token's. */
    for (int i = 0; i < t.count; i++) {
        const char *to = start + end[i] - (end[i] > 0 ? all - bytes.size : 0);
        while (at < to && at < stop) {
            char letter[4];
            buffer_add(&text, letter, (size_t)utf8_encode(utf8_next(&at, stop), letter));
        }
        end[i] = text.size;
    }
    char *result = arena_copy(arena, text.data, text.size);
    buffer_free(&bytes);
    buffer_free(&text);
    return result;
}

char *tokens_to_text(Tokens t, TokenKind kind, const Vocab *v, Arena *arena) {
    Buffer text = {0};
    const char *last = "";
    if (kind == TOKENS_BYTES)
        return tokens_to_pieces(t, v, arena, arena_many(arena, size_t, t.count));
    for (int i = 0; i < t.count; i++) {
        assert(t.id[i] >= 0 && t.id[i] < v->count);
        if (t.id[i] < TOKEN_FIRST) continue;
        const char *word = v->words[t.id[i]];
        if (kind == TOKENS_WORDS && tokens_part(last, word)) buffer_text(&text, " ");
        buffer_text(&text, word);
        last = word;
    }
    char *result = arena_copy(arena, text.data, text.size);
    buffer_free(&text);
    return result;
}
