/* Looking words up while they are typed. What a word is worth the tokenizer knows: it opens
   contractions and ignores case, so it is asked, word by word. */
#include "view/suggest.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

static bool parts_words(char c) {
    return c == ' ' || (c && strchr(".,!?;:", c));
}

static int word_end(const char *text, int at) {
    while (text[at] && !parts_words(text[at])) at++;
    return at;
}

/* As the vocabulary writes it: lower case, plain quotes. "" if it is no text. */
static const char *plain_word(const char *text, int size, Arena *arena) {
    char *word, *out;
    Error e;
    if (!text_nfc_lower(arena, arena_copy(arena, text, (size_t)size), &word, &e)) return "";
    out = word;
    for (const char *p = word, *end = word + strlen(word); p < end;) {
        uint32_t code = utf8_next(&p, end);
        out += utf8_encode(code == 0x2018 || code == 0x2019 || code == 0x2BC ? '\'' : code, out);
    }
    *out = 0;
    return word;
}

static void put_in(Suggestions *s, const Vocab *v, int token) {
    size_t size = strlen(v->words[token]);
    int at = s->count < SUGGEST_MOST ? s->count++ : SUGGEST_MOST;
    for (; at > 0 && strlen(v->words[s->token[at - 1]]) > size; at--)
        if (at < SUGGEST_MOST) s->token[at] = s->token[at - 1];
    if (at < SUGGEST_MOST) s->token[at] = token;
}

static void find_longer(const Vocab *v, const char *word, Suggestions *s) {
    size_t size = strlen(word);
    for (int i = TOKEN_FIRST; size > 0 && i < v->count; i++)
        if (strncmp(v->words[i], word, size) == 0 && v->words[i][size]) put_in(s, v, i);
}

/* Whether the model reads these bytes, by themselves. */
static bool is_known(const Model *m, const char *text, int size, Arena *arena) {
    Tokens tokens;
    Error e;
    const char *piece = arena_copy(arena, text, (size_t)size);
    if (vocab_find(&m->source, piece) >= TOKEN_FIRST) return true;
    return tokens_from_text(piece, m->config.tokens, &m->source, EDIT_MOST, arena, &tokens, NULL,
                            &e);
}

static bool has_longer(const Model *m, const char *text, int size, Arena *arena) {
    Suggestions s = {0};
    find_longer(&m->source, plain_word(text, size, arena), &s);
    return s.count > 0;
}

/* The piece that is looked up: a word, or one letter. */
static int piece_end(const Model *m, const char *text, int at) {
    const char *p = text + at;
    if (m->config.tokens == TOKENS_WORDS && !parts_words(text[at])) return word_end(text, at);
    utf8_next(&p, p + strlen(p));
    return (int)(p - text);
}

static bool is_bad(const Model *m, const Edit *e, int from, int to, Arena *arena) {
    bool words = m->config.tokens == TOKENS_WORDS, typing = e->caret == e->anchor && e->caret == to;
    if (words && e->text[from] == ' ') return false;
    if (is_known(m, e->text + from, to - from, arena)) return false;
    return !(words && typing && has_longer(m, e->text + from, to - from, arena));
}

bool suggest_unknown(const Model *m, const Edit *e, int at, int *from, int *to) {
    Arena arena = {0};
    bool found = false;
    if (m->config.tokens == TOKENS_BYTES)
        return false; /* letters need not be looked up one by one */
    while (!found && e->text[at]) {
        *from = at;
        *to = at = piece_end(m, e->text, at);
        found = is_bad(m, e, *from, *to, &arena);
    }
    arena_free(&arena);
    return found;
}

/* An unknown word that the caret touches. */
static bool find_bad_here(const Model *m, const Edit *e, int *from, int *to) {
    int at = e->caret;
    while (at > 0 && e->text[at - 1] != ' ') at--;
    for (; suggest_unknown(m, e, at, from, to) && *from <= e->caret; at = *to)
        if (*to >= e->caret) return true;
    return false;
}

/* The words that begin like the one at the caret up to there; if there are none, and it is unknown,
 * similar ones. */
static void find_words(const Model *m, const Edit *e, Suggestions *s) {
    Arena arena = {0};
    int at = e->caret;
    while (at > 0 && !parts_words(e->text[at - 1])) at--;
    s->from = at;
    s->to = word_end(e->text, e->caret);
    const char *begun = plain_word(e->text + s->from, e->caret - s->from, &arena);
    const char *whole = plain_word(e->text + s->from, s->to - s->from, &arena);
    if (*begun && s->to == e->caret) find_longer(&m->source, begun, s);
    if (*begun && s->count == 0 && !is_known(m, whole, (int)strlen(whole), &arena)) {
        s->count = text_near(whole, m->source.words + TOKEN_FIRST, m->source.count - TOKEN_FIRST,
                             s->token, SUGGEST_MOST / 2);
        for (int i = 0; i < s->count; i++) s->token[i] += TOKEN_FIRST;
        s->near = s->count > 0;
    }
    arena_free(&arena);
}

Suggestions suggest(const Model *m, const Edit *e) {
    Suggestions s = {.from = e->caret, .to = e->caret};
    if (m->config.tokens == TOKENS_WORDS && e->caret == e->anchor) find_words(m, e, &s);
    int from, to; /* looking a word up takes its time if it is unknown: no more than needed */
    if (find_bad_here(m, e, &from, &to) || suggest_unknown(m, e, 0, &from, &to))
        s.bad_from = from, s.bad_to = to;
    return s;
}

typedef struct Nearness {
    const char *word;
    int token, distance;
} Nearness;

/* Numbers and marks come behind the words. */
static bool is_sign(const char *word) {
    return (unsigned char)*word < 'A';
}

static int suggest_nearer(const void *a, const void *b) {
    const Nearness *x = a, *y = b;
    if (x->distance == y->distance && !is_sign(x->word) != !is_sign(y->word))
        return is_sign(x->word) ? 1 : -1;
    return x->distance != y->distance ? x->distance - y->distance : strcmp(x->word, y->word);
}

int suggest_all(const Model *m, const Edit *e, const Suggestions *s, Arena *arena, int *out) {
    enum { FAR = 2 };
    const Vocab *v = &m->source;
    int count = v->count - TOKEN_FIRST;
    const char *bad = plain_word(e->text + s->bad_from, s->bad_to - s->bad_from, arena);
    Nearness *all = arena_many(arena, Nearness, count);
    for (int i = 0; i < count; i++) {
        const char *word = v->words[i + TOKEN_FIRST];
        all[i] = (Nearness){word, i + TOKEN_FIRST, text_distance(bad, word, FAR)};
    }
    qsort(all, (size_t)count, sizeof *all, suggest_nearer);
    for (int i = 0; i < count; i++) out[i] = all[i].token;
    return count;
}

bool suggest_take(const Model *m, Edit *e, int choice) {
    Suggestions s = suggest(m, e);
    int token = choice - SUGGEST_MOST;
    bool listed = token >= TOKEN_FIRST && token < m->source.count && s.bad_from != s.bad_to;
    if (!listed && (choice < 0 || choice >= s.count)) return false;
    e->anchor = listed ? s.bad_from : s.from;
    e->caret = listed ? s.bad_to : s.to;
    edit_insert(e, m->source.words[listed ? token : s.token[choice]]);
    e->choice = -1;
    if (m->config.tokens != TOKENS_WORDS) return true;
    if (e->text[e->caret] == ' ')
        edit_move(e, EDIT_RIGHT, false);
    else if (!e->text[e->caret])
        edit_insert(e, " ");
    return true;
}
