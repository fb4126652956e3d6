/* Chooses what a sentence says: kinds of words that go together, by the letters of the tables. */
#include "train/choices.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static bool train_choices_chance(Random *r, int percent) {
    return random_below(r, 100) < percent;
}

/* An index drawn in proportion to the weights. */
static int train_choices_weighted(Random *r, const int *weights, int count) {
    int sum = 0, i = 0;
    for (int k = 0; k < count; k++) sum += weights[k];
    for (int left = random_below(r, sum); left >= weights[i]; i++) left -= weights[i];
    return i;
}

static bool train_choices_share(const char *a, const char *b) {
    return strpbrk(a, b) != NULL;
}

static const Noun *choose_noun(Random *r, const char *kinds) {
    const Noun *fit[NOUN_COUNT];
    int count = 0;
    for (int i = 0; i < NOUN_COUNT; i++)
        if (train_choices_share(word_nouns[i].kinds, kinds)) fit[count++] = &word_nouns[i];
    assert(count);
    return fit[random_below(r, count)];
}

/* Adjectives. */

static bool suits(const Adjective *a, const Noun *n) {
    return a->looks[0] == '*' || train_choices_share(a->looks, n->looks);
}

static bool has_rank(const Phrase *p, Rank rank) {
    for (int i = 0; i < p->count; i++)
        if (p->adjectives[i]->rank == rank) return true;
    return false;
}

/* One that suits and whose rank is still free; NULL if there is none. "an other" is not said. */
static const Adjective *choose_adjective(Random *r, const Phrase *p, bool predicate) {
    const Adjective *fit[ADJECTIVE_COUNT];
    int count = 0;
    for (int i = 0; i < ADJECTIVE_COUNT; i++) {
        const Adjective *a = &word_adjectives[i];
        bool other = a->looks[0] == '*';
        if (!suits(a, p->noun) || has_rank(p, a->rank) || (predicate && !a->predicate)) continue;
        if (other && ((p->determiner == DET_A && !p->plural) || random_below(r, 3))) continue;
        fit[count++] = a;
    }
    return count ? fit[random_below(r, count)] : NULL;
}

/* Of two adjectives, one is mostly preposed and one postposed; two postposed where the noun allows.
 */
static void add_adjectives(Random *r, Phrase *p, int count) {
    while (p->count < count) {
        const Adjective *a = choose_adjective(r, p, false);
        if (!a) return;
        int i = p->count++;
        for (; i > 0 && p->adjectives[i - 1]->rank > a->rank; i--)
            p->adjectives[i] = p->adjectives[i - 1];
        p->adjectives[i] = a;
    }
}

/* Phrases. */

/* Nobody says "my mountain"; a determiner "this" or "the" fits everything. */
static Determiner choose_determiner(Random *r, const Noun *n, bool definite) {
    static const int weights[DET_COUNT] = {
        [DET_THE] = 80, [DET_A] = 40,  [DET_THIS] = 14, [DET_MY] = 12,  [DET_HIS] = 8,
        [DET_HER] = 8,  [DET_OUR] = 8, [DET_YOUR] = 8,  [DET_THEIR] = 8};
    for (;;) {
        Determiner d = (Determiner)train_choices_weighted(r, weights, DET_COUNT);
        if (d >= DET_MY && strchr(n->kinds, 'x')) continue;
        if (d == DET_A && definite) continue;
        return d;
    }
}

static int choose_count(Random *r, const int weights[4]) {
    return train_choices_weighted(r, weights, 4);
}

static const int few_adjectives[4] = {46, 34, 20, 0}, usual_adjectives[4] = {30, 36, 31, 3},
                 some_adjectives[4] = {0, 50, 45, 5};

static Phrase choose_phrase(Random *r, const Noun *n, const int adjectives[4], bool definite) {
    Phrase p = {.noun = n,
                .determiner = choose_determiner(r, n, definite),
                .plural = train_choices_chance(r, 30)};
    add_adjectives(r, &p, choose_count(r, adjectives));
    return p;
}

static Phrase choose_place(Random *r, char place) {
    const Noun *fit[NOUN_COUNT];
    int count = 0;
    for (int i = 0; i < NOUN_COUNT; i++)
        if (strchr(word_nouns[i].places, place)) fit[count++] = &word_nouns[i];
    assert(count);
    const Noun *n = fit[random_below(r, count)];
    static const int adjectives[4] = {52, 32, 16, 0};
    Phrase p = {.noun = n,
                .determiner = choose_determiner(r, n, false),
                .plural = train_choices_chance(r, 8)};
    add_adjectives(r, &p, choose_count(r, adjectives));
    return p;
}

static const Preposition *preposition_of(char place) {
    for (int i = 0; i < PREPOSITION_COUNT; i++)
        if (strchr(word_prepositions[i].places, place)) return &word_prepositions[i];
    assert(!"every place letter has a preposition");
    return NULL;
}

/* Subjects. Pronouns are people. */

static Subject choose_subject(Random *r, const char *kinds, bool pronouns) {
    Subject s = {0};
    if (pronouns && train_choices_chance(r, 40)) {
        s.pronoun = &word_pronouns[random_below(r, PRONOUN_COUNT)];
        return s;
    }
    s.count = 1;
    s.phrases[0] = choose_phrase(r, choose_noun(r, kinds), few_adjectives, false);
    if (!train_choices_chance(r, 10)) return s;
    s.phrases[1] = choose_phrase(r, choose_noun(r, kinds), few_adjectives, false);
    if (s.phrases[1].noun != s.phrases[0].noun) s.count = 2;
    return s;
}

static Subject choose_doer(Random *r, const Verb *v) {
    return v->animals && train_choices_chance(r, 40) ? choose_subject(r, "a", false)
                                                     : choose_subject(r, "p", true);
}

static bool subject_is(const Subject *s, char kind) {
    for (int i = 0; i < s->count; i++)
        if (!strchr(s->phrases[i].noun->kinds, kind)) return false;
    return !s->pronoun;
}

/* "i read" is present and past alike: only "he read" tells. Such a verb is past only where English
 * shows it. */
static bool choose_past(Random *r, const Clause *c) {
    const Verb *v = c->verb;
    if (v->flags & VERB_PRESENT_ONLY || !train_choices_chance(r, 50)) return false;
    bool same = strcmp(v->english[0], v->english[2]) == 0;
    bool third = c->subject.pronoun ? c->subject.pronoun->person == PERSON_HE
                                    : c->subject.count == 1 && !c->subject.phrases[0].plural;
    return !same || c->negated || third;
}

/* Clauses. */

static const char *object_kinds(const Clause *c) {
    const Verb *v = c->verb;
    if (!subject_is(&c->subject, 'a')) return v->people;
    return v->hunters && subject_is(&c->subject, 'H') ? v->hunters : v->animals;
}

static void choose_transitive(Random *r, Clause *c) {
    static const char near[] = "IHF";
    c->verb = &word_transitives[random_below(r, TRANSITIVE_COUNT)];
    c->subject = choose_doer(r, c->verb);
    c->negated = train_choices_chance(r, 35);
    c->past = choose_past(r, c);
    c->has_object = true;
    const Noun *n;
    do n = choose_noun(r, object_kinds(c));
    while (c->subject.count &&
           (n == c->subject.phrases[0].noun || n == c->subject.phrases[1].noun));
    c->object = choose_phrase(r, n, usual_adjectives, (c->verb->flags & VERB_DEFINITE) != 0);
    if (!(c->verb->flags & VERB_PLACED) || !train_choices_share(n->kinds, "tfdps") ||
        !train_choices_chance(r, 30))
        return;
    char place = near[random_below(r, 3)];
    c->preposition = preposition_of(place);
    c->place = choose_place(r, place);
}

static void choose_intransitive(Random *r, Clause *c) {
    c->verb = &word_intransitives[random_below(r, INTRANSITIVE_COUNT)];
    c->subject = choose_doer(r, c->verb);
    c->negated = train_choices_chance(r, 35);
    c->past = choose_past(r, c);
    bool small = subject_is(&c->subject, 's'), animal = subject_is(&c->subject, 'a');
    const char *places = animal ? c->verb->animals : c->verb->people;
    char place;
    do place = places[random_below(r, (int)strlen(places))];
    while (strchr("wux", place) && !small);
    c->preposition = preposition_of(place);
    c->place = choose_place(r, place);
}

static bool choose_copula(Random *r, Sentence *s) {
    Clause *c = &s->clause;
    Phrase any_person = {.noun = &word_nouns[0]};
    if (train_choices_chance(r, 30))
        c->subject = (Subject){.pronoun = &word_pronouns[random_below(r, PRONOUN_COUNT)]};
    else {
        c->subject.count = 1;
        const Noun *n = &word_nouns[random_below(r, NOUN_COUNT)];
        c->subject.phrases[0] = choose_phrase(r, n, few_adjectives, true);
    }
    c->negated = train_choices_chance(r, 30);
    s->degree = train_choices_chance(r, 30) ? DEGREE_VERY : DEGREE_NONE;
    s->adjective =
        choose_adjective(r, c->subject.pronoun ? &any_person : &c->subject.phrases[0], true);
    return s->adjective != NULL;
}

/* Because. */

static const Adjective *choose_reason(Random *r, const Noun *n, char reason) {
    const Adjective *fit[ADJECTIVE_COUNT];
    int count = 0;
    for (int i = 0; i < ADJECTIVE_COUNT; i++)
        if (word_adjectives[i].reason == reason && suits(&word_adjectives[i], n))
            fit[count++] = &word_adjectives[i];
    assert(count);
    return fit[random_below(r, count)];
}

static const Verb *find_verb(const Verb *verbs, int count, const char *base) {
    for (int i = 0; i < count; i++)
        if (strcmp(verbs[i].english[0], base) == 0) return &verbs[i];
    assert(!"the verb is in the table");
    return NULL;
}

static const Adjective *find_adjective(const char *english) {
    for (int i = 0; i < ADJECTIVE_COUNT; i++)
        if (strcmp(word_adjectives[i].english, english) == 0) return &word_adjectives[i];
    assert(!"the adjective is in the table");
    return NULL;
}

/* A dog does not cross for its own reasons or for the street's; only the street's make it dislike
 * the street. */
static void choose_because_object(Random *r, Sentence *s) {
    static const char *const verbs[] = {"cross", "cross", "cross", "follow", "find", "like"};
    Clause *c = &s->clause;
    int verb = random_below(r, 6);
    bool cross_or_follow = verb < 4;
    c->verb = find_verb(word_transitives, TRANSITIVE_COUNT, verbs[verb]);
    c->negated = !cross_or_follow || train_choices_chance(r, 85);
    c->has_object = true;
    c->object = (Phrase){.noun = choose_noun(r, verb == 3 ? "q" : "k"),
                         .determiner = train_choices_chance(r, 80) ? DET_THE : DET_THIS};
    if (train_choices_chance(r, 8)) add_adjectives(r, &c->object, 1);
    s->about_object = verb == 5 || train_choices_chance(r, 48);
    const Noun *referent = s->about_object ? c->object.noun : c->subject.phrases[0].noun;
    if (c->negated || s->about_object)
        s->adjective = choose_reason(r, referent, s->about_object ? 'w' : 'a');
    else
        s->adjective = find_adjective(train_choices_chance(r, 50) ? "hungry" : "scared");
}

/* What an animal does or does not do alone, and the reasons that make sense. */
static void choose_because_alone(Random *r, Sentence *s) {
    static const struct {
        const char *verb;
        bool negated;
        const char *reasons[4];
    } rows[] = {
        {"sleep", false, {"tired", "sick", "weak", "lazy"}},
        {"sleep", true, {"hungry", "scared", "sick", "sad"}},
        {"walk", true, {"tired", "sick", "weak", "lazy"}},
        {"play", true, {"tired", "sick", "hungry", "scared"}},
        {"run", true, {"tired", "sick", "slow", "lazy"}},
        {"run", false, {"hungry", "scared", "happy", "scared"}},
        {"wait", true, {"hungry", "scared", "tired", "sick"}},
        {"wait", false, {"tired", "weak", "scared", "sick"}},
    };
    int row = random_below(r, (int)(sizeof rows / sizeof *rows));
    s->clause.verb = find_verb(word_intransitives, INTRANSITIVE_COUNT, rows[row].verb);
    s->clause.negated = rows[row].negated;
    s->adjective = find_adjective(rows[row].reasons[random_below(r, 4)]);
}

static void choose_because(Random *r, Sentence *s) {
    static const int determiners[DET_COUNT] = {
        [DET_THE] = 12, [DET_THIS] = 2, [DET_MY] = 2,  [DET_YOUR] = 1,
        [DET_OUR] = 1,  [DET_HIS] = 1,  [DET_HER] = 1, [DET_THEIR] = 1};
    Clause *c = &s->clause;
    Phrase animal = {.noun = choose_noun(r, "a")};
    do animal.determiner = (Determiner)train_choices_weighted(r, determiners, DET_COUNT);
    while (animal.determiner >= DET_MY && strchr(animal.noun->kinds, 'x'));
    if (train_choices_chance(r, 25))
        add_adjectives(r, &animal, train_choices_chance(r, 40) ? 2 : 1);
    c->subject = (Subject){.count = 1, .phrases = {animal}};
    c->past = true;
    if (train_choices_chance(r, 80))
        choose_because_object(r, s);
    else
        choose_because_alone(r, s);
    s->degree = c->negated && train_choices_chance(r, 75) ? DEGREE_TOO
                : train_choices_chance(r, 75)             ? DEGREE_VERY
                                                          : DEGREE_NONE;
}

static void choose_institution(Random *r, Sentence *s) {
    s->document = &word_documents[random_below(r, DOCUMENT_COUNT)];
    s->deed = &word_deeds[random_below(r, DEED_COUNT)];
    s->area = &word_areas[random_below(r, AREA_COUNT)];
    s->clause.negated = train_choices_chance(r, 15);
    s->month = random_below(r, MONTH_COUNT);
    s->year = random_below(r, YEAR_COUNT);
    int which = random_below(r, 8); /* mostly both adjectives, sometimes one */
    if (which != 0) s->origin = &word_origins[random_below(r, ORIGIN_COUNT)];
    if (which == 1) return;
    do s->field = &word_fields[random_below(r, FIELD_COUNT)];
    while (!strchr(s->area->fields, s->field->field));
}

void sentence_choose(Random *r, Sentence *out) {
    static const int weights[] = {
        [PAIR_PHRASE] = 8,  [PAIR_TRANSITIVE] = 38,  [PAIR_INTRANSITIVE] = 11,
        [PAIR_COPULA] = 11, [PAIR_INSTITUTION] = 11, [PAIR_BECAUSE] = 21};
    Sentence s = {.kind = (PairKind)train_choices_weighted(r, weights, 6)};
    switch (s.kind) {
    case PAIR_PHRASE:
        s.clause.object =
            choose_phrase(r, &word_nouns[random_below(r, NOUN_COUNT)], some_adjectives, false);
        break;
    case PAIR_TRANSITIVE: choose_transitive(r, &s.clause); break;
    case PAIR_INTRANSITIVE: choose_intransitive(r, &s.clause); break;
    case PAIR_INSTITUTION: choose_institution(r, &s); break;
    case PAIR_BECAUSE: choose_because(r, &s); break;
    default:
        while (!choose_copula(r, &s)) s.clause = (Clause){0};
        break;
    }
    s.full_stop = s.kind != PAIR_PHRASE && !train_choices_chance(r, 10);
    *out = s;
}

/* The words. */

typedef struct Words {
    const char *list[2048];
    int count;
} Words;

static void train_choices_add(Words *w, const char *word) {
    if (!word) return;
    assert(w->count < 2048);
    w->list[w->count++] = word;
}

/* Sorts, drops the doubles and puts the special tokens first. */
static Vocab train_choices_finish(Words *w, Arena *arena) {
    const char *words[2048] = {"<pad>", "<bos>", "<eos>"};
    int count = TOKEN_FIRST;
    qsort(w->list, (size_t)w->count, sizeof *w->list, text_compare);
    for (int i = 0; i < w->count; i++)
        if (i == 0 || strcmp(w->list[i], w->list[i - 1]) != 0) words[count++] = w->list[i];
    return vocab_make(words, count, arena);
}

static void add_english_verb(Words *w, const Verb *v) {
    int forms = v->flags & VERB_PRESENT_ONLY ? 2 : 3;
    for (int i = 0; i < forms; i++) train_choices_add(w, v->english[i]);
    train_choices_add(w, v->particle);
}

Vocab choices_english(Arena *arena) {
    Words *w = arena_new(arena, Words);
    for (int i = 0; sentence_english[i]; i++) train_choices_add(w, sentence_english[i]);
    for (int i = 0; i < PRONOUN_COUNT; i++) train_choices_add(w, word_pronouns[i].english);
    for (int i = 0; i < 2 * DET_COUNT; i++)
        train_choices_add(w, word_determiners[i / 2].english[i % 2]);
    for (int i = 0; i < 2 * NOUN_COUNT; i++) train_choices_add(w, word_nouns[i / 2].english[i % 2]);
    for (int i = 0; i < ADJECTIVE_COUNT; i++) train_choices_add(w, word_adjectives[i].english);
    for (int i = 0; i < TRANSITIVE_COUNT; i++) add_english_verb(w, &word_transitives[i]);
    for (int i = 0; i < INTRANSITIVE_COUNT; i++) add_english_verb(w, &word_intransitives[i]);
    for (int i = 0; i < 3 * PREPOSITION_COUNT; i++)
        train_choices_add(w, word_prepositions[i / 3].english[i % 3]);
    for (int i = 0; i < DOCUMENT_COUNT; i++) train_choices_add(w, word_documents[i].english);
    for (int i = 0; i < DEED_COUNT; i++) train_choices_add(w, word_deeds[i].english);
    for (int i = 0; i < AREA_COUNT; i++) train_choices_add(w, word_areas[i].english);
    for (int i = 0; i < ORIGIN_COUNT; i++) train_choices_add(w, word_origins[i].english);
    for (int i = 0; i < FIELD_COUNT; i++) train_choices_add(w, word_fields[i].english);
    for (int i = 0; i < MONTH_COUNT; i++) train_choices_add(w, word_months[i].english);
    for (int i = 0; i < YEAR_COUNT; i++) train_choices_add(w, word_years[i]);
    return train_choices_finish(w, arena);
}

static void add_french_verb(Words *w, const Verb *v) {
    for (int i = 0; i < PERSON_COUNT; i++) train_choices_add(w, v->french[i]);
    if (!(v->flags & VERB_PRESENT_ONLY)) train_choices_add(w, v->participle);
}

static void add_french_adjectives(Words *w) {
    for (int i = 0; i < ADJECTIVE_COUNT; i++) {
        for (int k = 0; k < 4; k++) train_choices_add(w, word_adjectives[i].french[k / 2][k % 2]);
        train_choices_add(w, word_adjectives[i].before_vowel);
    }
    for (int i = 0; i < 2 * ORIGIN_COUNT; i++)
        train_choices_add(w, word_origins[i / 2].french[i % 2]);
    for (int i = 0; i < 2 * FIELD_COUNT; i++)
        train_choices_add(w, word_fields[i / 2].french[i % 2]);
}

Vocab choices_french(Arena *arena) {
    Words *w = arena_new(arena, Words);
    for (int i = 0; sentence_french[i]; i++) train_choices_add(w, sentence_french[i]);
    for (int i = 0; i < PRONOUN_COUNT; i++) train_choices_add(w, word_pronouns[i].french);
    for (int i = 0; i < PERSON_COUNT; i++)
        train_choices_add(w, word_be[i]), train_choices_add(w, word_have[i]);
    for (int i = 0; i < 4 * DET_COUNT; i++)
        train_choices_add(w, word_determiners[i / 4].french[i / 2 % 2][i % 2]);
    for (int i = 0; i < 2 * NOUN_COUNT; i++) train_choices_add(w, word_nouns[i / 2].french[i % 2]);
    add_french_adjectives(w);
    for (int i = 0; i < TRANSITIVE_COUNT; i++) add_french_verb(w, &word_transitives[i]);
    for (int i = 0; i < INTRANSITIVE_COUNT; i++) add_french_verb(w, &word_intransitives[i]);
    for (int i = 0; i < PREPOSITION_COUNT; i++) train_choices_add(w, word_prepositions[i].french);
    for (int i = 0; i < DOCUMENT_COUNT; i++) train_choices_add(w, word_documents[i].french);
    for (int i = 0; i < 2 * DEED_COUNT; i++) train_choices_add(w, word_deeds[i / 2].french[i % 2]);
    for (int i = 0; i < AREA_COUNT; i++) train_choices_add(w, word_areas[i].french);
    for (int i = 0; i < MONTH_COUNT; i++) train_choices_add(w, word_months[i].french);
    for (int i = 0; i < YEAR_COUNT; i++) train_choices_add(w, word_years[i]);
    return train_choices_finish(w, arena);
}
