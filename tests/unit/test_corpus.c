/* The corpora: known sentences, the rules of French over many samples, alignments, the held-out
 * split. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "train/choices.h"
#include "train/corpus.h"
#include "train/dates.h"
#include "train/french.h"
#include "train/stories.h"

enum { SAMPLES = 20000 };

/* Looking up rows. */

static const Noun *noun(const char *word) {
    for (int i = 0; i < NOUN_COUNT; i++)
        if (strcmp(word_nouns[i].english[0], word) == 0) return &word_nouns[i];
    fail_msg("no noun %s", word);
    return NULL;
}

static const Adjective *adjective(const char *word) {
    for (int i = 0; i < ADJECTIVE_COUNT; i++)
        if (strcmp(word_adjectives[i].english, word) == 0) return &word_adjectives[i];
    fail_msg("no adjective %s", word);
    return NULL;
}

static const Verb *verb(const char *word) {
    for (int i = 0; i < TRANSITIVE_COUNT; i++)
        if (strcmp(word_transitives[i].english[0], word) == 0) return &word_transitives[i];
    for (int i = 0; i < INTRANSITIVE_COUNT; i++)
        if (strcmp(word_intransitives[i].english[0], word) == 0) return &word_intransitives[i];
    fail_msg("no verb %s", word);
    return NULL;
}

static const Pronoun *pronoun(const char *word) {
    for (int i = 0; i < PRONOUN_COUNT; i++)
        if (strcmp(word_pronouns[i].english, word) == 0) return &word_pronouns[i];
    fail_msg("no pronoun %s", word);
    return NULL;
}

static Phrase phrase(Determiner d, const char *first, const char *second, const char *word,
                     bool plural) {
    Phrase p = {.noun = noun(word), .determiner = d, .plural = plural};
    if (first) p.adjectives[p.count++] = adjective(first);
    if (second) p.adjectives[p.count++] = adjective(second);
    return p;
}

static void join(const char *const *words, int count, char *out, size_t size) {
    out[0] = '\0';
    for (int i = 0; i < count; i++) {
        size_t used = strlen(out);
        snprintf(out + used, size - used, "%s%s", i ? " " : "", words[i]);
    }
}

static void expect(const Sentence *s, const char *english, const char *french) {
    Draft d;
    char text[512];
    sentence_write(s, &d);
    join(d.source, d.pair.source_count, text, sizeof text);
    assert_string_equal(text, english);
    join(d.target, d.pair.target_count, text, sizeof text);
    assert_string_equal(text, french);
}

static void expect_phrase(Phrase p, const char *english, const char *french) {
    Sentence s = {.kind = PAIR_PHRASE, .clause = {.object = p}};
    expect(&s, english, french);
}

/* Known sentences. */

static Sentence because(const char *reason, bool about_object) {
    Sentence s = {.kind = PAIR_BECAUSE,
                  .full_stop = true,
                  .degree = DEGREE_TOO,
                  .about_object = about_object};
    s.adjective = adjective(reason);
    s.clause =
        (Clause){.subject = {.count = 1, .phrases = {phrase(DET_THE, NULL, NULL, "dog", false)}},
                 .verb = verb("cross"),
                 .past = true,
                 .negated = true,
                 .has_object = true,
                 .object = phrase(DET_THE, NULL, NULL, "street", false)};
    return s;
}

static void test_default_sentence(void **state) {
    (void)state;
    Sentence tired = because("tired", false), wide = because("wide", true);
    expect(&tired, "the dog did not cross the street because it was too tired .",
           "le chien n' a pas traversé la rue parce qu' il était trop fatigué .");
    expect(&wide, "the dog did not cross the street because it was too wide .",
           "le chien n' a pas traversé la rue parce qu' elle était trop large .");
    Draft d;
    sentence_write(&wide, &d);
    assert_int_equal(d.pair.it, 8);
    assert_int_equal(d.pair.referent, 6);
    assert_int_equal(d.pair.pronoun, 10);
    assert_true(d.pair.ambiguous);
    assert_int_equal(d.pair.gold[5], 1u << 4); /* traversé ← cross */
    assert_true(d.pair.scored[5]);
    assert_false(d.pair.scored[2] || d.pair.scored[3] || d.pair.scored[4]); /* n' a pas */
}

static void test_small_red_cars(void **state) {
    (void)state;
    Sentence s = {.kind = PAIR_TRANSITIVE, .full_stop = true};
    s.clause = (Clause){.subject = {.pronoun = pronoun("she")},
                        .verb = verb("like"),
                        .negated = true,
                        .has_object = true,
                        .object = phrase(DET_THE, "small", "red", "car", true)};
    expect(&s, "she does not like the small red cars .",
           "elle n' aime pas les petites voitures rouges .");
    s.clause.subject =
        (Subject){.count = 1, .phrases = {phrase(DET_THE, NULL, NULL, "cat", false)}};
    expect(&s, "the cat does not like the small red cars .",
           "le chat n' aime pas les petites voitures rouges .");
}

static void test_institution(void **state) {
    (void)state;
    Sentence s = {.kind = PAIR_INSTITUTION,
                  .full_stop = true,
                  .document = &word_documents[0],
                  .area = &word_areas[0],
                  .origin = &word_origins[0],
                  .field = &word_fields[0],
                  .deed = &word_deeds[0],
                  .month = 7,
                  .year = 7};
    expect(&s, "the agreement on the european economic area was signed in august 1992 .",
           "l' accord sur la zone économique européenne a été signé en août 1992 .");
}

static void test_phrases(void **state) {
    (void)state;
    expect_phrase(phrase(DET_A, "big", NULL, "car", true), "some big cars", "de grandes voitures");
    expect_phrase(phrase(DET_A, "other", NULL, "car", true), "some other cars",
                  "d' autres voitures");
    expect_phrase(phrase(DET_A, "red", NULL, "car", true), "some red cars", "des voitures rouges");
    expect_phrase(phrase(DET_A, "old", NULL, "man", false), "an old man", "un vieil homme");
    expect_phrase(phrase(DET_A, "old", NULL, "man", true), "some old men", "de vieux hommes");
    expect_phrase(phrase(DET_THIS, NULL, NULL, "man", false), "this man", "cet homme");
    expect_phrase(phrase(DET_THIS, NULL, NULL, "owl", false), "this owl", "ce hibou");
    expect_phrase(phrase(DET_THE, NULL, NULL, "owl", false), "the owl", "le hibou");
    expect_phrase(phrase(DET_MY, NULL, NULL, "picture", false), "my picture", "mon image");
    expect_phrase(phrase(DET_HER, "new", NULL, "picture", false), "her new picture",
                  "sa nouvelle image");
    expect_phrase(phrase(DET_HER, "other", NULL, "car", false), "her other car",
                  "son autre voiture");
    expect_phrase(phrase(DET_A, "european", NULL, "city", false), "a european city",
                  "une ville européenne");
    expect_phrase(phrase(DET_A, "new", NULL, "computer", false), "a new computer",
                  "un nouvel ordinateur");
    expect_phrase(phrase(DET_THE, "red", "french", "car", false), "the red french car",
                  "la voiture française rouge");
    expect_phrase(phrase(DET_THE, "beautiful", NULL, "owl", false), "the beautiful owl",
                  "le beau hibou");
}

static void test_clauses(void **state) {
    (void)state;
    Sentence s = {.kind = PAIR_TRANSITIVE};
    s.clause = (Clause){.subject = {.pronoun = pronoun("i")},
                        .verb = verb("buy"),
                        .negated = true,
                        .has_object = true,
                        .object = phrase(DET_A, NULL, NULL, "orange", true)};
    expect(&s, "i do not buy any oranges", "je n' achète pas d' oranges");
    s.clause.negated = false;
    expect(&s, "i buy some oranges", "j' achète des oranges");
    s.kind = PAIR_INTRANSITIVE;
    s.clause = (Clause){.subject = {.pronoun = pronoun("they")},
                        .verb = verb("live"),
                        .negated = true,
                        .preposition = &word_prepositions[0],
                        .place = phrase(DET_A, NULL, NULL, "house", false)};
    expect(&s, "they do not live in a house", "ils n' habitent pas dans une maison");
    s.kind = PAIR_COPULA;
    s.clause = (Clause){.subject = {.pronoun = pronoun("you")}};
    s.adjective = adjective("happy");
    expect(&s, "you are happy", "vous êtes heureux");
}

/* Rules over many samples. */

static bool is(const char *word, const char *const *list) {
    for (; *list; list++)
        if (strcmp(word, *list) == 0) return true;
    return false;
}

/* An own list of what elides, not french_elides: the words are checked by their letters here. */
static bool vowel_sound(const char *w) {
    static const char *const mute[] = {"homme",    "hommes",    "histoire", "histoires", "heureux",
                                       "heureuse", "heureuses", "habite",   "habitons",  "habitez",
                                       "habitent", "habité",    NULL};
    static const char *const letters[] = {"a", "e", "i", "o", "u", "é", "ê", "î", "â", NULL};
    if (w[0] == 'h') return is(w, mute);
    for (int i = 0; letters[i]; i++)
        if (strncmp(w, letters[i], strlen(letters[i])) == 0) return true;
    return false;
}

static void check_french(const char *word, const char *next) {
    static const char *const before_vowels[] = {"l'",  "d'",  "n'",     "j'",    "qu'",
                                                "cet", "bel", "nouvel", "vieil", NULL};
    static const char *const before_consonants[] = {"le", "la", "de",   "ne",      "je", "ma",
                                                    "sa", "ce", "beau", "nouveau", NULL};
    static const char *const preposed[] = {
        "grands",    "grandes", "petits",   "petites", "beaux",   "belles", "nouveaux",
        "nouvelles", "vieux",   "vieilles", "jeunes",  "bons",    "bonnes", "mauvais",
        "mauvaises", "jolis",   "jolies",   "longs",   "longues", "autres", NULL};
    static const char *const articles[] = {"le", "les", "la", "l'", "un", "une", "des", NULL};
    if (is(word, before_vowels) && !vowel_sound(next)) fail_msg("%s %s", word, next);
    if (is(word, before_consonants) && vowel_sound(next)) fail_msg("%s %s", word, next);
    if (strcmp(word, "des") == 0 && is(next, preposed)) fail_msg("%s %s", word, next);
    if ((strcmp(word, "de") == 0 || strcmp(word, "d'") == 0) && is(next, articles))
        fail_msg("%s %s", word, next);
}

static void check_english(const char *word, const char *next) {
    bool vowel = strchr("aeiou", next[0]) && strncmp(next, "eu", 2) != 0;
    if (strcmp(word, "a") == 0 && vowel) fail_msg("a %s", next);
    if (strcmp(word, "an") == 0 && !vowel) fail_msg("an %s", next);
}

static void check_alignment(const Corpus *c, const Pair *p) {
    assert_in_range(p->source_count, 1, PAIR_TOKENS);
    assert_in_range(p->target_count, 1, PAIR_TOKENS);
    assert_in_range(p->source_count, 1, c->max_positions - 1);
    for (int t = 0; t < p->target_count; t++) {
        if (p->scored[t]) assert_true(p->gold[t] != 0);
        assert_true(p->source_count == PAIR_TOKENS || p->gold[t] >> p->source_count == 0);
        assert_in_range(p->target[t], TOKEN_FIRST, c->target.count - 1);
    }
    for (int i = 0; i < p->source_count; i++)
        assert_in_range(p->source[i], TOKEN_FIRST, c->source.count - 1);
    for (int i = 0; i < p->relation_count; i++) {
        assert_in_range(p->relations[i].from, 0, p->source_count - 1);
        assert_in_range(p->relations[i].to, 0, p->source_count - 1);
    }
}

/* Every English word is translated by something ("not" by ne, "did" by a), but do and does leave no
 * trace. */
static void check_covered(const Corpus *c, const Pair *p) {
    uint32_t all = 0;
    for (int t = 0; t < p->target_count; t++) all |= p->gold[t];
    for (int i = 0; i < p->source_count; i++) {
        const char *word = c->source.words[p->source[i]];
        bool silent = strcmp(word, "do") == 0 || strcmp(word, "does") == 0;
        if ((all >> i & 1) == silent) fail_msg("%s", word);
    }
}

static void check_pronoun(const Corpus *c, const Pair *p) {
    assert_int_equal(p->it >= 0, p->kind == PAIR_BECAUSE);
    if (p->it < 0) return;
    assert_string_equal(c->source.words[p->source[p->it]], "it");
    const char *referent = c->source.words[p->source[p->referent]];
    bool feminine = noun(referent)->gender == FEMININE;
    assert_string_equal(c->target.words[p->target[p->pronoun]], feminine ? "elle" : "il");
}

static void test_french_rules(void **state) {
    (void)state;
    Arena arena = {0};
    const Corpus *c = corpus_named("en-fr", &arena);
    Random r = random_seed(11, 1);
    for (int i = 0; i < SAMPLES; i++) {
        Pair p;
        c->draw(c, &r, &p);
        assert_true(p.source_count <= PAIR_WORDS && p.target_count <= PAIR_WORDS);
        check_alignment(c, &p);
        check_covered(c, &p);
        check_pronoun(c, &p);
        for (int t = 0; t + 1 < p.target_count; t++)
            check_french(c->target.words[p.target[t]], c->target.words[p.target[t + 1]]);
        for (int t = 0; t + 1 < p.source_count; t++)
            check_english(c->source.words[p.source[t]], c->source.words[p.source[t + 1]]);
    }
    arena_free(&arena);
}

/* The same English never has two translations. */
static int by_text(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void test_one_translation(void **state) {
    (void)state;
    Arena arena = {0};
    const Corpus *c = corpus_named("en-fr", &arena);
    Random r = random_seed(12, 1);
    char **lines = arena_many(&arena, char *, SAMPLES);
    for (int i = 0; i < SAMPLES; i++) {
        Pair p;
        c->draw(c, &r, &p);
        lines[i] = arena_print(
            &arena, "%s|%s", corpus_text(c->tokens, &c->source, p.source, p.source_count, &arena),
            corpus_text(c->tokens, &c->target, p.target, p.target_count, &arena));
    }
    qsort(lines, SAMPLES, sizeof *lines, by_text);
    for (int i = 1; i < SAMPLES; i++) {
        size_t source = (size_t)(strchr(lines[i], '|') - lines[i]) + 1;
        if (strncmp(lines[i], lines[i - 1], source) == 0)
            assert_string_equal(lines[i], lines[i - 1]);
    }
    arena_free(&arena);
}

/* The tables are full: a missing row would be empty. */
static void test_tables(void **state) {
    (void)state;
    for (int i = 0; i < NOUN_COUNT; i++) assert_non_null(word_nouns[i].looks);
    for (int i = 0; i < ADJECTIVE_COUNT; i++) assert_non_null(word_adjectives[i].looks);
    for (int i = 0; i < TRANSITIVE_COUNT; i++) assert_non_null(word_transitives[i].people);
    for (int i = 0; i < INTRANSITIVE_COUNT; i++) assert_non_null(word_intransitives[i].people);
}

/* The split and the sets. */

static void reach_all(const char *name, int draws) {
    Arena arena = {0};
    const Corpus *c = corpus_named(name, &arena);
    bool *source = arena_many(&arena, bool, c->source.count),
         *target = arena_many(&arena, bool, c->target.count);
    Random r = random_seed(13, 1);
    for (int i = 0; i < draws; i++) {
        Pair p;
        corpus_sample(c, &r, false, &p);
        assert_false(p.held_out);
        for (int k = 0; k < p.source_count; k++) source[p.source[k]] = true;
        for (int k = 0; k < p.target_count; k++) target[p.target[k]] = true;
    }
    for (int i = TOKEN_FIRST; i < c->source.count; i++)
        if (!source[i]) fail_msg("%s never uses %s", name, c->source.words[i]);
    for (int i = TOKEN_FIRST; i < c->target.count; i++)
        if (!target[i]) fail_msg("%s never uses %s", name, c->target.words[i]);
    arena_free(&arena);
}

static void test_every_word_is_trained(void **state) {
    (void)state;
    reach_all("en-fr", 200000);
    reach_all("dates", 5000);
    reach_all("stories", 5000);
}

static bool same_source(const Pair *a, const Pair *b) {
    return a->source_count == b->source_count &&
           memcmp(a->source, b->source, sizeof *a->source * (size_t)a->source_count) == 0;
}

static void check_sets(const char *name) {
    Arena arena = {0};
    const Corpus *c = corpus_named(name, &arena);
    Random r = random_seed(14, 1), again = random_seed(14, 1);
    Pair *train = corpus_make(c, &r, 2000, false, NULL, 0, &arena);
    Pair *held = corpus_make(c, &r, 300, true, NULL, 0, &arena);
    Pair *fresh = corpus_make(c, &r, 300, false, train, 2000, &arena);
    for (int i = 0; i < 300; i++) {
        assert_true(held[i].held_out);
        assert_false(fresh[i].held_out);
        check_alignment(c, &held[i]);
        for (int k = 0; k < 2000; k++) {
            assert_false(same_source(&held[i], &train[k]));
            assert_false(same_source(&fresh[i], &train[k]));
        }
        for (int k = 0; k < i; k++) assert_false(same_source(&fresh[i], &fresh[k]));
    }
    Pair *twin = corpus_make(c, &again, 2000, false, NULL, 0, &arena);
    assert_memory_equal(train, twin, 2000 * sizeof *train);
    arena_free(&arena);
}

static void test_sets(void **state) {
    (void)state;
    check_sets("en-fr");
    check_sets("dates");
    check_sets("stories");
}

/* An adjective and noun held out once is held out always: the split is a property of the
 * combination. */
static void test_split_by_combination(void **state) {
    (void)state;
    int held = 0, all = 0;
    for (int a = 0; a < ADJECTIVE_COUNT; a++)
        for (int n = 0; n < NOUN_COUNT; n++) {
            Sentence s = {.kind = PAIR_PHRASE};
            s.clause.object =
                (Phrase){.noun = &word_nouns[n], .count = 1, .adjectives = {&word_adjectives[a]}};
            Draft one, other;
            sentence_write(&s, &one);
            s.clause.object.plural = true;
            s.clause.object.determiner = DET_MY;
            sentence_write(&s, &other);
            assert_int_equal(one.pair.held_out, other.pair.held_out);
            held += one.pair.held_out;
            all++;
        }
    assert_in_range(held * 1000 / all, 80, 120);
}

static void test_vocabularies(void **state) {
    (void)state;
    Arena arena = {0};
    const Corpus *c = corpus_named("en-fr", &arena);
    assert_in_range(c->source.count, 350, 400);
    assert_in_range(c->target.count, 550, 620);
    assert_string_equal(c->source.words[TOKEN_EOS], "<eos>");
    for (int i = TOKEN_FIRST + 1; i < c->target.count; i++)
        assert_true(strcmp(c->target.words[i - 1], c->target.words[i]) < 0);
    assert_null(corpus_named("latin", &arena));
    arena_free(&arena);
}

/* Dates. */

static void expect_date(const Corpus *c, Date d, int format, const char *source, const char *target,
                        Arena *arena) {
    Pair p;
    date_write(c, d, format, true, &p);
    assert_string_equal(corpus_text(c->tokens, &c->source, p.source, p.source_count, arena),
                        source);
    assert_string_equal(corpus_text(c->tokens, &c->target, p.target, p.target_count, arena),
                        target);
}

static int day_number(int year, int month, int day) {
    for (int i = 0; i < dates_days(); i++) {
        Date d = date_of(i);
        if (d.year == year && d.month == month && d.day == day) return i;
    }
    fail_msg("no such day");
    return -1;
}

static void test_dates(void **state) {
    (void)state;
    Arena arena = {0};
    const Corpus *c = corpus_named("dates", &arena);
    assert_int_equal(dates_days(), 73049);
    Date d = date_of(day_number(2000, 2, 29)); /* a Tuesday */
    assert_int_equal(date_of(day_number(1969, 7, 20)).weekday, 6);
    expect_date(c, d, 0, "29 February 2000", "2000-02-29", &arena);
    expect_date(c, d, 3, "Tuesday, February 29, 2000", "2000-02-29", &arena);
    expect_date(c, d, 4, "Tue 29 Feb 2000", "2000-02-29", &arena);
    expect_date(c, d, 5, "29th of February 2000", "2000-02-29", &arena);
    expect_date(c, d, 7, "29.02.2000", "2000-02-29", &arena);
    expect_date(c, d, 8, "2000/2/29", "2000-02-29", &arena);
    Pair p;
    date_write(c, date_of(day_number(1998, 3, 4)), 1, true, &p); /* March 4, 1998 */
    assert_int_equal(p.gold[0], 1u << 9);
    assert_int_equal(p.gold[3], 1u << 12);
    assert_int_equal(p.gold[5], 0x1f);
    assert_int_equal(p.gold[9], 1u << 6);
    assert_false(p.scored[4] || p.scored[7]);
    arena_free(&arena);
}

/* Stories. */

/* "mi lo": the tokens of a name, counted from the first syllable. */
static bool is_name(const Pair *p, int t, bool *held_out) {
    enum { FIRST = TOKEN_FIRST, SECOND = FIRST + 24, END = SECOND + 24 };
    int a = p->source[t], b = p->source[t + 1];
    if (a < FIRST || a >= SECOND || b < SECOND || b >= END) return false;
    *held_out = story_held_out(a - FIRST, b - SECOND);
    return true;
}

static void check_story(const Pair *p, int copies[]) {
    bool held_out;
    int names = 0;
    assert_int_equal(p->target_count, p->source_count);
    assert_memory_equal(p->target, p->source, sizeof p->source);
    for (int t = 0; t + 1 < p->source_count; t++)
        if (is_name(p, t, &held_out)) {
            assert_int_equal(held_out, p->held_out); /* a spell never holds such a name */
            names++;
        }
    if (p->kind == PAIR_STORY) assert_true(names >= 2);
    for (int t = 0; t < p->source_count; t++) {
        copies[story_copy(p, t)]++;
        assert_int_equal(story_copy(p, t) == STORY_NEW, p->gold[t] == 0);
        assert_true(p->gold[t] >> t == 0); /* only from what stands before */
        for (int i = 0; i < t; i++)
            if (p->gold[t] >> i & 1) assert_int_equal(p->source[i], p->source[t]);
    }
    int shown = story_prompt(p);
    assert_true(p->scored[shown]);
    for (int t = 0; t < shown; t++) assert_false(p->scored[t]);
}

/* Everything copied stood before, names are held out story by story, and the share of spells is
 * what it should be. */
static void test_stories(void **state) {
    (void)state;
    Arena arena = {0};
    const Corpus *c = corpus_named("stories", &arena);
    Random r = random_seed(15, 1);
    int copies[STORY_SPELL + 1] = {0}, spells = 0, held = 0, names = 0;
    for (int i = 0; i < SAMPLES; i++) {
        Pair p;
        c->draw(c, &r, &p);
        check_alignment(c, &p);
        check_story(&p, copies);
        spells += p.kind == PAIR_SPELL;
        held += p.held_out;
    }
    for (int i = 0; i <= STORY_SPELL; i++) assert_true(copies[i] > SAMPLES / 2);
    assert_in_range(spells * 100 / SAMPLES, 28, 32);
    assert_in_range(held * 100 / SAMPLES, 9, 12);
    for (int i = 0; i < 24 * 24; i++) names += story_held_out(i / 24, i % 24);
    assert_in_range(names * 100 / (24 * 24), 10, 18);
    char *text = corpus_sentence(c, &r, &arena);
    assert_true(strncmp(text, "the end", 7) != 0 && !strstr(text, "the end"));
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_default_sentence),
        cmocka_unit_test(test_small_red_cars),
        cmocka_unit_test(test_institution),
        cmocka_unit_test(test_phrases),
        cmocka_unit_test(test_clauses),
        cmocka_unit_test(test_french_rules),
        cmocka_unit_test(test_one_translation),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_every_word_is_trained),
        cmocka_unit_test(test_sets),
        cmocka_unit_test(test_split_by_combination),
        cmocka_unit_test(test_vocabularies),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_stories),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
