/* Vocabularies: a list of words and its order for look-up. What a word is, the tokenizer says. */
#include "model/vocab.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "model/bpe.h"

enum { FILE_MAX = 8 * 1024 * 1024, WORDS_MAX = 200000, WORD_BYTES = 255, SPECIALS = 3 };

static const char *const specials[SPECIALS] = {"<pad>", "<bos>", "<eos>"};

typedef struct Entry {
    const char *word;
    int number;
} Entry;

static int by_word(const void *left, const void *right) {
    const Entry *a = left, *b = right;
    int order = strcmp(a->word, b->word);
    return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

static const int *sorted_numbers(const char *const *words, int count, Arena *arena) {
    Arena scratch = {0};
    Entry *entries = arena_many(&scratch, Entry, count);
    int *sorted = arena_many(arena, int, count);
    for (int i = 0; i < count; i++) entries[i] = (Entry){words[i], i};
    qsort(entries, (size_t)count, sizeof *entries, by_word);
    for (int i = 0; i < count; i++) sorted[i] = entries[i].number;
    arena_free(&scratch);
    return sorted;
}

static bool is_nfc(const char *word, Arena *scratch) {
    char *normal;
    Error ignored;
    const char *at = word;
    while (*at && (unsigned char)*at < 128) at++;
    if (!*at) return true;
    arena_reset(scratch);
    return text_nfc(scratch, word, &normal, &ignored) && strcmp(word, normal) == 0;
}

static bool check_word(const char *word, size_t size, int line, Arena *scratch, Error *e) {
    if (size == 0) return error_set(e, "line %d is empty", line);
    if (size > WORD_BYTES)
        return error_set(e, "line %d is longer than %d bytes", line, (int)WORD_BYTES);
    if (utf8_fault(word, size)) return error_set(e, "line %d %s", line, utf8_fault(word, size));
    if (!text_is_plain(word)) return error_set(e, "line %d holds control characters", line);
    if (!is_nfc(word, scratch))
        return error_set(e, "line %d: '%s' is not in Unicode's normal form C", line, word);
    if (strchr(word, ' ') && size > 1)
        return error_set(e, "line %d: '%s' has a space in it", line, word);
    if (line <= SPECIALS && strcmp(word, specials[line - 1]) != 0)
        return error_set(e, "line %d must be '%s', not '%s'", line, specials[line - 1], word);
    return true;
}

/* Cuts a copy of the text into its lines. */
static bool read_lines(char *text, size_t size, const char **words, Arena *scratch, Error *e) {
    char *end = text + size;
    for (int line = 1; text < end; line++) {
        char *stop = memchr(text, '\n', (size_t)(end - text));
        if (!stop) stop = end;
        *stop = 0;
        if (!check_word(text, (size_t)(stop - text), line, scratch, e)) return false;
        *words++ = text;
        text = stop + 1;
    }
    return true;
}

static bool read_vocab(const char *text, size_t size, Arena *arena, Vocab *out, Error *e) {
    if (size > FILE_MAX) return error_set(e, "it is longer than %d bytes", (int)FILE_MAX);
    int lines = 0;
    for (size_t i = 0; i < size; i++) lines += text[i] == '\n';
    int count = lines + (size > 0 && text[size - 1] != '\n');
    if (count > WORDS_MAX)
        return error_set(e, "it has %d lines, at most %d are read", count, (int)WORDS_MAX);
    if (count <= SPECIALS)
        return error_set(e, "it has %d lines; three special tokens and a word are the least",
                         count);
    const char **words = arena_many(arena, const char *, count);
    Arena scratch = {0};
    bool ok = read_lines(arena_copy(arena, text, size), size, words, &scratch, e);
    arena_free(&scratch);
    if (!ok) return false;
    *out = (Vocab){words, count, sorted_numbers(words, count, arena), NULL};
    for (int i = 1; i < out->count; i++) {
        int a = out->sorted[i - 1], b = out->sorted[i];
        if (strcmp(out->words[a], out->words[b]) == 0)
            return error_set(e, "line %d: '%s' is there already, on line %d", b + 1, out->words[b],
                             a + 1);
    }
    return true;
}

bool vocab_parse(const char *text, size_t size, const char *name, Arena *arena, Vocab *out,
                 Error *e) {
    *out = (Vocab){0};
    return read_vocab(text, size, arena, out, e) || error_prefix(e, name);
}

void vocab_print(const Vocab *v, Buffer *out) {
    for (int i = 0; i < v->count; i++) {
        buffer_text(out, v->words[i]);
        buffer_text(out, "\n");
    }
}

Vocab vocab_make(const char *const *words, int count, Arena *arena) {
    const char **copies = arena_many(arena, const char *, count);
    for (int i = 0; i < count; i++) copies[i] = arena_copy(arena, words[i], strlen(words[i]));
    return (Vocab){copies, count, sorted_numbers(copies, count, arena), NULL};
}

Vocab vocab_of_bytes(const Bpe *b, int count, Arena *arena) {
    return (Vocab){bpe_labels(b, count, arena), count, NULL, b};
}

int vocab_first(const Vocab *v) {
    return v->bytes ? 0 : SPECIALS;
}

int vocab_find(const Vocab *v, const char *word) {
    int low = 0, high = v->sorted ? v->count : 0;
    while (low < high) {
        int middle = low + (high - low) / 2, order = strcmp(v->words[v->sorted[middle]], word);
        if (order == 0) return v->sorted[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

const char *vocab_label(const Vocab *v, int token) {
    static const char *const labels[SPECIALS] = {"⟨pad⟩", "⟨bos⟩", "⟨eos⟩"};
    assert(token >= 0 && token < v->count);
    if (v->bytes) return v->words[token];
    if (token < SPECIALS) return labels[token];
    return strcmp(v->words[token], " ") == 0 ? "␣" : v->words[token];
}
