/* The table of corpora, and drawing distinct pairs from them. */
#include "train/corpus.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "train/choices.h"
#include "train/dates.h"
#include "train/stories.h"

/* Words. */

static void to_tokens(const Vocab *v, const char *const *words, int count, int *tokens) {
    for (int i = 0; i < count; i++) {
        tokens[i] = vocab_find(v, words[i]);
        assert(tokens[i] >= TOKEN_FIRST);
    }
}

/* Too long ones are thrown back, so that every figure of a sentence fits a screen. */
static void corpus_draw_sentence(const Corpus *c, Random *r, Pair *out) {
    Draft d;
    do {
        Sentence s;
        sentence_choose(r, &s);
        sentence_write(&s, &d);
    } while (d.pair.source_count > PAIR_WORDS || d.pair.target_count > PAIR_WORDS);
    to_tokens(&c->source, d.source, d.pair.source_count, d.pair.source);
    to_tokens(&c->target, d.target, d.pair.target_count, d.pair.target);
    *out = d.pair;
}

/* The table. */

typedef struct CorpusRow {
    Corpus corpus; /* without its vocabularies */
    Vocab (*source)(Arena *), (*target)(Arena *);
} CorpusRow;

static const CorpusRow rows[] = {
    {{.name = "en-fr",
      .source_language = "en",
      .target_language = "fr",
      .tokens = TOKENS_WORDS,
      .default_text = "the dog did not cross the street because it was too tired .",
      .max_positions = 64,
      .draw = corpus_draw_sentence},
     choices_english,
     choices_french},
    {{.name = "dates",
      .source_language = "text",
      .target_language = "iso",
      .tokens = TOKENS_CHARACTERS,
      .default_text = "Wednesday, March 4, 1998",
      .max_positions = 64,
      .draw = date_draw},
     dates_source,
     dates_target},
    {{.name = "stories",
      .architecture = ARCHITECTURE_DECODER_ONLY,
      .source_language = "en",
      .target_language = "en",
      .tokens = TOKENS_WORDS,
      .default_text = "once there was a fox named fi lo and a bear named mi re . one day fi",
      .max_positions = 64,
      .draw = story_draw,
      .shown = story_prompt},
     stories_words,
     stories_words},
};

enum { ROWS = sizeof rows / sizeof *rows };

const Corpus *corpus_named(const char *name, Arena *arena) {
    for (int i = 0; i < ROWS; i++) {
        if (strcmp(rows[i].corpus.name, name) != 0) continue;
        Corpus *c = arena_new(arena, Corpus);
        *c = rows[i].corpus;
        c->source = rows[i].source(arena);
        c->target = rows[i].target(arena);
        return c;
    }
    return NULL;
}

void corpus_sample(const Corpus *c, Random *r, bool held_out, Pair *out) {
    do c->draw(c, r, out);
    while (out->held_out != held_out);
}

/* A set of sources, by the hash of their tokens; two that share a hash count as one, which loses
 * nothing. */

typedef struct Set {
    uint64_t *slots; /* 0 is free */
    size_t mask;
} Set;

static uint64_t source_key(const Corpus *c, const Pair *p) {
    uint64_t h = 1469598103934665603u;
    int stop = c->tokens == TOKENS_WORDS ? vocab_find(&c->source, ".") : -1;
    for (int i = 0; i < p->source_count; i++) {
        if (i == p->source_count - 1 && p->source[i] == stop) break;
        h = (h ^ (uint64_t)(unsigned)p->source[i]) * 1099511628211u;
    }
    return h ? h : 1;
}

/* False if it was there. Mixes the key first, as FNV's low bits follow the last token. */
static bool set_add(Set *s, uint64_t key) {
    size_t i = (size_t)((key * 0x9E3779B97F4A7C15u) >> 32) & s->mask;
    for (; s->slots[i]; i = (i + 1) & s->mask)
        if (s->slots[i] == key) return false;
    s->slots[i] = key;
    return true;
}

Pair *corpus_make(const Corpus *c, Random *r, int count, bool held_out, const Pair *avoid,
                  int avoid_count, Arena *arena) {
    Arena scratch = {0};
    int most = count + avoid_count;
    size_t size = 16;
    while (size < 2 * (size_t)most) size *= 2;
    Set seen = {arena_many(&scratch, uint64_t, size), size - 1};
    for (int i = 0; i < avoid_count; i++) set_add(&seen, source_key(c, &avoid[i]));
    Pair *pairs = arena_many(arena, Pair, count);
    for (int i = 0; i < count;) {
        corpus_sample(c, r, held_out, &pairs[i]);
        if (set_add(&seen, source_key(c, &pairs[i]))) i++;
    }
    arena_free(&scratch);
    return pairs;
}

/* Text. */

char *corpus_text(TokenKind kind, const Vocab *v, const int *tokens, int count, Arena *arena) {
    size_t size = 1;
    for (int i = 0; i < count; i++) size += strlen(v->words[tokens[i]]) + 1;
    char *text = arena_raw(arena, size, 1), *end = text;
    for (int i = 0; i < count; i++) {
        const char *word = v->words[tokens[i]];
        if (i && kind == TOKENS_WORDS) *end++ = ' ';
        memcpy(end, word, strlen(word));
        end += strlen(word);
    }
    *end = '\0';
    return text;
}

char *corpus_sentence(const Corpus *c, Random *r, Arena *arena) {
    Pair p;
    c->draw(c, r, &p);
    int count = c->shown ? c->shown(&p) : p.source_count;
    return corpus_text(c->tokens, &c->source, p.source, count, arena);
}
