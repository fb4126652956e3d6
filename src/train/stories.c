/* Stories, sentence by sentence from patterns that stand in a table. */
#include "train/stories.h"

#include <assert.h>
#include <string.h>

enum { SYLLABLES = 24, COLOURS = 12, THINGS = 12, HEROES = 2, LINES = 6, SPELL_MOST = 8 };
enum { SPELLS = 30, HELD_OUT = 15 }; /* per cent: of texts, of stories and names */

/* No syllable is an English word. */
static const char *const first_syllables[SYLLABLES] = {
    "ba", "bi", "bo", "da", "de", "di", "fa", "fi", "ga", "gi", "gu", "ka",
    "ki", "ku", "mi", "mo", "mu", "ne", "ni", "pe", "po", "ta", "ti", "tu"};
static const char *const second_syllables[SYLLABLES] = {
    "la", "le", "li", "lo", "lu", "ra", "re", "ri", "ro", "ru", "sa", "se",
    "si", "su", "va", "ve", "vi", "vo", "vu", "za", "ze", "zi", "zo", "zu"};
static const char *const colours[COLOURS] = {"red",   "blue",  "green",  "yellow",
                                             "white", "black", "brown",  "pink",
                                             "small", "big",   "golden", "silver"};
static const char *const things[THINGS] = {"kite", "drum", "ball", "book", "boat", "hat",
                                           "key",  "lamp", "cup",  "bell", "box",  "ring"};
static const char *const animals[] = {"fox",   "bear", "cat",   "dog",  "rabbit",
                                      "mouse", "frog", "horse", "wolf", "goat"};
static const char *const places[] = {"park",   "garden", "forest", "beach", "hill",
                                     "market", "farm",   "river",  "house", "barn"};
enum { ANIMALS = sizeof animals / sizeof *animals, PLACES = sizeof places / sizeof *places };

/* Of a hero, 1 or 2: N its name, A what it is, T its thing with the colour, P a place. Alternatives
   are parted by '|'; an empty one is no sentence. */
static const char *const openings[][4] = {
    {"once there was a A1 named N1 .", "a A1 named N1 lived near the P2 .",
     "in the P2 there was a A1 named N1 .", "N1 was a small A1 ."},
    {"once there was a A1 named N1 and a A2 named N2 .", "once a A1 named N1 met a A2 named N2 .",
     "N1 the A1 and N2 the A2 were friends .", "a A1 named N1 lived near a A2 named N2 ."},
};

typedef struct Plot {
    int heroes;
    const char *lines[LINES];
} Plot;

static const Plot plots[] = {
    {1,
     {"N1 had a T1 .", "one day N1 lost the T1 in the P1 .|one day N1 lost the T1 .",
      "N1 was sad .|N1 looked in the house .", "then N1 found the T1 .",
      "|N1 was happy again .|N1 took the T1 home ."}},
    {1,
     {"one day N1 went to the P1 .|one day N1 walked to the P1 .",
      "N1 found a T1 there .|N1 saw a T1 there .", "N1 took the T1 home .",
      "|N1 loved the T1 .|N1 was happy ."}},
    {1,
     {"|N1 had a T1 .", "one day N1 was tired .|one day N1 was hungry .",
      "so N1 sat under a tree .|so N1 went home .", "|then it began to rain and N1 ran home ."}},
    {2,
     {"N1 had a T1 .", "|N2 had a T2 .",
      "one day N1 lost the T1 in the P1 .|one day N1 lost the T1 .", "|N1 was sad .",
      "but N2 found the T1 .", "N2 gave the T1 to N1 .|then N1 was happy again ."}},
    {2,
     {"N1 had a T1 .", "|N2 had a T2 .", "one day N1 gave the T1 to N2 .",
      "N2 was happy .|then N2 took the T1 home .|N2 loved the T1 ."}},
    {2,
     {"N1 had a T1 .", "one day N1 took the T1 to the P1 .", "N1 and N2 played with the T1 .",
      "then it was late and N2 went home .|then it began to rain and N1 ran home .|"}},
    {2,
     {"N1 had a T1 .", "one day N2 asked N1 for the T1 .",
      "N1 said yes and N2 was happy .|N1 said no and N2 was sad ."}},
    {2,
     {"N1 had a T1 .", "N2 had a T2 .", "N1 loved the T2 .|N2 loved the T1 .",
      "so N1 gave the T1 to N2 .|so N2 gave the T2 to N1 .", "N1 and N2 were happy ."}},
    {2,
     {"one day N1 went to the P1 .|one day N1 walked to the P1 .",
      "N2 was there too .|N2 went with N1 .", "N1 and N2 played all day .|they sat under a tree .",
      "|then it was late and N1 went home .|then N1 was hungry and N2 gave N1 a cake ."}},
    {2,
     {"one day N1 was sad .", "so N2 gave N1 a T2 .",
      "N1 loved the T2 .|then N1 was happy again .|N1 and N2 played with the T2 ."}},
    {2,
     {"one day N1 found a T1 in the P1 .", "N1 took the T1 home .|N1 gave the T1 to N2 .",
      "|N1 and N2 played with the T1 .", "|N1 and N2 were happy ."}},
};
enum { PLOTS = sizeof plots / sizeof *plots };

static const char *const ending = "the end .";
static const char *const spell_begins = "the spell is :", *const spell_again = ". say it again :";

bool story_held_out(int first, int second) {
    char name[8] = "";
    strcat(strcat(name, first_syllables[first]), second_syllables[second]);
    return hash_text(name) % 100 < HELD_OUT;
}

/* The words: syllables, colours and things first, so that a token's number tells what it is. */

enum { FIRST = TOKEN_FIRST, SECOND = FIRST + SYLLABLES, COLOUR = SECOND + SYLLABLES };
enum { THING = COLOUR + COLOURS, OTHER = THING + THINGS };

typedef struct WordList {
    const char *words[256];
    int count;
} WordList;

static void word_list_add(WordList *l, const char *const *words, int count) {
    for (int i = 0; i < count; i++) {
        bool there = false;
        for (int k = 0; k < l->count && !there; k++) there = strcmp(l->words[k], words[i]) == 0;
        if (!there) l->words[l->count++] = words[i];
    }
}

/* The words of a pattern, but for the places that it leaves open. */
static void word_list_add_pattern(WordList *l, const char *pattern, Arena *arena) {
    while (*(pattern += strspn(pattern, " |"))) {
        size_t n = strcspn(pattern, " |");
        const char *word = arena_copy(arena, pattern, n);
        if (!strchr("NATP", word[0])) word_list_add(l, &word, 1);
        pattern += n;
    }
}

Vocab stories_words(Arena *arena) {
    static const char *const special[] = {"<pad>", "<bos>", "<eos>"};
    WordList l = {0};
    word_list_add(&l, special, TOKEN_FIRST);
    word_list_add(&l, first_syllables, SYLLABLES);
    word_list_add(&l, second_syllables, SYLLABLES);
    word_list_add(&l, colours, COLOURS);
    word_list_add(&l, things, THINGS);
    assert(l.count == OTHER);
    word_list_add(&l, animals, ANIMALS);
    word_list_add(&l, places, PLACES);
    for (int i = 0; i < 8; i++) word_list_add_pattern(&l, openings[i / 4][i % 4], arena);
    for (int i = 0; i < PLOTS * LINES; i++)
        if (plots[i / LINES].lines[i % LINES])
            word_list_add_pattern(&l, plots[i / LINES].lines[i % LINES], arena);
    word_list_add_pattern(&l, ending, arena);
    word_list_add_pattern(&l, spell_begins, arena);
    word_list_add_pattern(&l, spell_again, arena);
    return vocab_make(l.words, l.count, arena);
}

/* Writing. */

typedef struct Hero {
    int first, second, animal, colour, thing, place;
} Hero;

typedef struct Story {
    const Corpus *corpus;
    Hero hero[HEROES];
    Pair *pair;
} Story;

static void story_put(Story *s, int token) {
    Pair *p = s->pair;
    if (p->source_count < PAIR_TOKENS) p->source[p->source_count] = token;
    p->source_count++; /* beyond the room: it is thrown back */
}

static void story_put_word(Story *s, const char *word, size_t size) {
    char text[16];
    assert(size < sizeof text);
    memcpy(text, word, size);
    text[size] = '\0';
    story_put(s, vocab_find(&s->corpus->target, text));
}

static void story_put_open(Story *s, char kind, const Hero *h) {
    const char *word = kind == 'A' ? animals[h->animal] : places[h->place];
    if (kind == 'N') story_put(s, FIRST + h->first), story_put(s, SECOND + h->second);
    if (kind == 'T') story_put(s, COLOUR + h->colour), story_put(s, THING + h->thing);
    if (kind == 'A' || kind == 'P') story_put_word(s, word, strlen(word));
}

/* One of the alternatives of a pattern. */
static void story_write(Story *s, const char *pattern, Random *r) {
    int choices = 1;
    for (const char *c = pattern; *c; c++) choices += *c == '|';
    for (int skip = random_below(r, choices); skip > 0; skip--) pattern = strchr(pattern, '|') + 1;
    while (*pattern && *pattern != '|') {
        size_t n = strcspn(pattern, " |");
        if (strchr("NATP", pattern[0]))
            story_put_open(s, pattern[0], &s->hero[pattern[1] - '1']);
        else
            story_put_word(s, pattern, n);
        pattern += n + (pattern[n] == ' ');
    }
}

/* Everything about the second hero differs from the first, so that nothing is ambiguous. */
static void choose_heroes(Story *s, bool held_out, Random *r) {
    Hero *a = &s->hero[0], *b = &s->hero[1];
    do {
        for (int i = 0; i < HEROES; i++)
            s->hero[i] = (Hero){random_below(r, SYLLABLES), random_below(r, SYLLABLES),
                                random_below(r, ANIMALS),   random_below(r, COLOURS),
                                random_below(r, THINGS),    random_below(r, PLACES)};
    } while (a->first == b->first || a->second == b->second || a->animal == b->animal ||
             a->colour == b->colour || a->thing == b->thing || a->place == b->place ||
             story_held_out(a->first, a->second) != held_out ||
             story_held_out(b->first, b->second) != held_out);
}

static void story_tell(Story *s, Random *r) {
    s->pair->held_out = random_below(r, 100) < HELD_OUT;
    choose_heroes(s, s->pair->held_out, r);
    const Plot *plot = &plots[random_below(r, PLOTS)];
    story_write(s, openings[plot->heroes - 1][random_below(r, 4)], r);
    if (plot->heroes == HEROES && random_below(r, 2)) {
        Hero kept = s->hero[0];
        s->hero[0] = s->hero[1];
        s->hero[1] = kept;
    }
    for (int i = 0; i < LINES && plot->lines[i]; i++) story_write(s, plot->lines[i], r);
    story_write(s, ending, r);
}

/* All different, and no two of them make a name that is held out. */
static void choose_words(Random *r, int *words, int count) {
    for (int i = 0; i < count; i++) {
        bool fits;
        do {
            words[i] = FIRST + random_below(r, OTHER - FIRST);
            fits = i == 0 || words[i - 1] >= SECOND || words[i] < SECOND || words[i] >= COLOUR ||
                   !story_held_out(words[i - 1] - FIRST, words[i] - SECOND);
            for (int k = 0; k < i; k++) fits = fits && words[k] != words[i];
        } while (!fits);
    }
}

static void story_spell(Story *s, Random *r) {
    int count = 3 + random_below(r, SPELL_MOST - 2), words[SPELL_MOST];
    choose_words(r, words, count);
    story_write(s, spell_begins, r);
    for (int i = 0; i < count; i++) story_put(s, words[i]);
    story_write(s, spell_again, r);
    for (int i = 0; i < count; i++) story_put(s, words[i]);
    story_write(s, ".", r);
}

/* What copies what. */

static bool between(int token, int from, int to) {
    return token >= from && token < to;
}

StoryCopy story_copy(const Pair *p, int t) {
    if (!p->scored[t]) return STORY_NEW;
    if (p->kind == PAIR_SPELL) return STORY_SPELL;
    return between(p->target[t], SECOND, COLOUR) ? STORY_NAME : STORY_THING;
}

/* A pair of tokens that was there before. */
static void story_align(Pair *p) {
    for (int t = 1; t < p->source_count; t++) {
        int word = p->source[t], before = p->source[t - 1];
        bool spell = p->kind == PAIR_SPELL && between(word, FIRST, OTHER);
        bool copies = spell || (between(before, FIRST, SECOND) && between(word, SECOND, COLOUR)) ||
                      (between(before, COLOUR, THING) && between(word, THING, OTHER));
        for (int i = 1; i < t && copies; i++)
            if (p->source[i] == word && (spell || p->source[i - 1] == before))
                p->gold[t] |= (uint64_t)1 << i;
        p->scored[t] = p->gold[t] != 0;
    }
}

void story_draw(const Corpus *c, Random *r, Pair *out) {
    do {
        bool spell = random_below(r, 100) < SPELLS;
        *out = (Pair){
            .kind = spell ? PAIR_SPELL : PAIR_STORY, .it = -1, .referent = -1, .pronoun = -1};
        Story s = {.corpus = c, .pair = out};
        if (spell)
            story_spell(&s, r);
        else
            story_tell(&s, r);
    } while (out->source_count >= c->max_positions);
    memcpy(out->target, out->source, sizeof out->target);
    out->target_count = out->source_count;
    story_align(out);
}

void story_draw_loose(Random *r, Pair *out) {
    *out = (Pair){.kind = PAIR_SPELL,
                  .source_count = 2 * SPELL_MOST,
                  .target_count = 2 * SPELL_MOST,
                  .it = -1,
                  .referent = -1,
                  .pronoun = -1};
    choose_words(r, out->source, SPELL_MOST);
    memcpy(out->source + SPELL_MOST, out->source, SPELL_MOST * sizeof *out->source);
    memcpy(out->target, out->source, sizeof out->target);
    story_align(out);
    out->gold[SPELL_MOST] = 0, out->scored[SPELL_MOST] = false;
}

int story_prompt(const Pair *p) {
    for (int t = 1; t < p->source_count; t++)
        if (p->scored[t]) return t;
    return p->source_count;
}
