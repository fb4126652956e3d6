/* Writes a Sentence in English and French at once, word by word, with what each French word
 * translates. */
#include "train/sentences.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "train/french.h"

const char *const sentence_english[] = {"an",  "any",  "and", "do",  "does", "did",
                                        "not", "am",   "is",  "are", "was",  "because",
                                        "it",  "very", "too", "on",  ".",    NULL};
const char *const sentence_french[] = {"l'",   "de",    "d'",   "ne",   "n'",  "pas", "j'", "cet",
                                       "et",   "sur",   "a",    "en",   "été", "qu'", "il", "parce",
                                       "elle", "était", "très", "trop", ".",   NULL};

static uint32_t bit(int i) {
    return (uint32_t)1 << i;
}

static int english(Draft *d, const char *word) {
    assert(d->pair.source_count < PAIR_TOKENS);
    d->source[d->pair.source_count] = word;
    return d->pair.source_count++;
}

static int french(Draft *d, const char *word, uint32_t gold, bool scored) {
    int t = d->pair.target_count++;
    assert(t < PAIR_TOKENS);
    d->target[t] = word;
    d->pair.gold[t] = gold;
    d->pair.scored[t] = scored;
    return t;
}

static void relate(Draft *d, RelationKind kind, int from, int to) {
    assert(d->pair.relation_count < PAIR_RELATIONS);
    d->pair.relations[d->pair.relation_count++] = (Relation){kind, from, to};
}

/* Held-out combinations are chosen by the hash of their words, so the split never depends on a
 * seed. */
static void combine(Draft *d, const char *kind, const char *a, const char *b, const char *c,
                    int per_mille) {
    char key[128];
    snprintf(key, sizeof key, "%s|%s|%s|%s", kind, a, b, c);
    if (hash_text(key) % 1000 < (uint64_t)per_mille) d->pair.held_out = true;
}

static void combine_adjective(Draft *d, const Adjective *a, const Noun *n) {
    combine(d, "adjective", a->english, n->english[0], "", 100);
}

/* Noun phrases. */

static const char *english_determiner(const Phrase *p, bool negated) {
    if (p->determiner != DET_A) return word_determiners[p->determiner].english[p->plural];
    if (p->plural) return negated ? "any" : "some";
    return english_article(p->count ? p->adjectives[0]->english : p->noun->english[0]);
}

/* "de" for an indefinite object after a negation (pas de voiture) and before a plural adjective (de
 * grandes villes). */
static const char *french_determiner(const Phrase *p, bool negated) {
    bool before = p->count && p->adjectives[0]->rank == RANK_BEFORE;
    if (p->determiner == DET_A && (negated || (p->plural && before))) return "de";
    return word_determiners[p->determiner].french[p->noun->gender][p->plural];
}

/* The preposed adjective if there is one, the noun, the other adjectives mirrored. */
static void french_phrase(Draft *d, const Phrase *p, const int *adjective, int noun) {
    const Noun *n = p->noun;
    int before = p->count && p->adjectives[0]->rank == RANK_BEFORE;
    if (before) {
        const char *form =
            french_adjective(p->adjectives[0], n->gender, p->plural, n->french[p->plural]);
        french(d, form, bit(adjective[0]), true);
    }
    french(d, n->french[p->plural], bit(noun), true);
    for (int i = p->count - 1; i >= before; i--)
        french(d, french_adjective(p->adjectives[i], n->gender, p->plural, NULL), bit(adjective[i]),
               true);
}

/* negated: it is the object of a negated verb. Returns the source token of the noun. */
static int write_phrase(Draft *d, const Phrase *p, bool negated) {
    int adjective[PHRASE_ADJECTIVES];
    int determiner = english(d, english_determiner(p, negated));
    for (int i = 0; i < p->count; i++) adjective[i] = english(d, p->adjectives[i]->english);
    int noun = english(d, p->noun->english[p->plural]);
    for (int i = 0; i < p->count; i++) {
        relate(d, RELATION_ADJECTIVE, adjective[i], noun);
        combine_adjective(d, p->adjectives[i], p->noun);
    }
    bool article = p->determiner == DET_THE || p->determiner == DET_A;
    french(d, french_determiner(p, negated), bit(determiner), !article);
    french_phrase(d, p, adjective, noun);
    return noun;
}

/* Subjects. */

static Person subject_person(const Subject *s) {
    if (s->pronoun) return s->pronoun->person;
    return s->count > 1 || s->phrases[0].plural ? PERSON_THEY : PERSON_HE;
}

/* Masculine wins in a mixed pair. */
static Gender subject_gender(const Subject *s) {
    if (s->pronoun) return s->pronoun->gender;
    Gender g = s->phrases[0].noun->gender;
    return s->count > 1 && s->phrases[1].noun->gender == MASCULINE ? MASCULINE : g;
}

/* The source tokens of the heads go to noun[2]; returns how many. */
static int write_subject(Draft *d, const Subject *s, int noun[2]) {
    if (s->pronoun) {
        noun[0] = english(d, s->pronoun->english);
        french(d, s->pronoun->french, bit(noun[0]), true);
        return 1;
    }
    noun[0] = write_phrase(d, &s->phrases[0], false);
    if (s->count == 1) return 1;
    french(d, "et", bit(english(d, "and")), true);
    noun[1] = write_phrase(d, &s->phrases[1], false);
    return 2;
}

/* Verbs. */

/* "did not look for" → ne ai pas cherché; elision comes at the end. Returns the source token of the
 * verb. */
static int write_verb(Draft *d, const Clause *c) {
    const Verb *v = c->verb;
    Person person = subject_person(&c->subject);
    bool third = person == PERSON_HE;
    int helper = -1, not = -1;
    if (c->negated) {
        helper = english(d, c->past ? "did" : third ? "does" : "do");
        not = english(d, "not");
    }
    int verb = english(d, v->english[c->negated ? 0 : c->past ? 2 : third ? 1 : 0]);
    uint32_t gold = bit(verb);
    if (v->particle) gold |= bit(english(d, v->particle));
    if (c->negated) french(d, "ne", bit(not ), false);
    if (c->past)
        french(d, word_have[person], bit(c->negated ? helper : verb), false);
    else
        french(d, v->french[person], gold, true);
    if (c->negated) french(d, "pas", bit(not ), false);
    if (c->past) french(d, v->participle, gold, true);
    return verb;
}

typedef struct ClauseTokens {
    int subject, object; /* source tokens; object −1 without one */
} ClauseTokens;

static ClauseTokens write_clause(Draft *d, const Clause *c) {
    int noun[2], object = -1;
    int nouns = write_subject(d, &c->subject, noun);
    int verb = write_verb(d, c);
    for (int i = 0; i < nouns; i++) relate(d, RELATION_SUBJECT, verb, noun[i]);
    if (c->has_object) {
        object = write_phrase(d, &c->object, c->negated);
        combine(d, "verb", c->verb->english[0], c->object.noun->english[0], "", 100);
    }
    if (c->preposition) {
        uint32_t gold = 0;
        for (int i = 0; i < 3 && c->preposition->english[i]; i++)
            gold |= bit(english(d, c->preposition->english[i]));
        french(d, c->preposition->french, gold, true);
        write_phrase(d, &c->place, false);
    }
    return (ClauseTokens){noun[0], object};
}

/* "too tired" → trop fatigué. Returns the source token of the adjective. */
static int write_quality(Draft *d, Degree degree, const Adjective *a, Gender gender, bool plural) {
    static const WordPair degrees[] = {[DEGREE_NONE] = {NULL, NULL},
                                       [DEGREE_VERY] = {"very", "très"},
                                       [DEGREE_TOO] = {"too", "trop"}};
    if (degree != DEGREE_NONE)
        french(d, degrees[degree].french, bit(english(d, degrees[degree].english)), true);
    int adjective = english(d, a->english);
    french(d, french_adjective(a, gender, plural, NULL), bit(adjective), true);
    return adjective;
}

static void write_copula(Draft *d, const Sentence *s) {
    const Subject *subject = &s->clause.subject;
    int noun[2];
    int nouns = write_subject(d, subject, noun);
    Person person = subject_person(subject);
    int be = english(d, subject->pronoun      ? subject->pronoun->be
                        : person == PERSON_HE ? "is"
                                              : "are");
    int not = s->clause.negated ? english(d, "not") : -1;
    if (s->clause.negated) french(d, "ne", bit(not ), false);
    french(d, word_be[person], bit(be), true);
    if (s->clause.negated) french(d, "pas", bit(not ), false);
    bool plural = subject->pronoun ? subject->pronoun->plural
                                   : subject->count > 1 || subject->phrases[0].plural;
    int adjective = write_quality(d, s->degree, s->adjective, subject_gender(subject), plural);
    for (int i = 0; i < nouns; i++) {
        relate(d, RELATION_SUBJECT, be, noun[i]);
        relate(d, RELATION_ADJECTIVE, adjective, noun[i]);
        if (!subject->pronoun) combine_adjective(d, s->adjective, subject->phrases[i].noun);
    }
}

static void write_because(Draft *d, const Sentence *s) {
    const Clause *c = &s->clause;
    ClauseTokens tokens = write_clause(d, c);
    const Noun *animal = c->subject.phrases[0].noun;
    const Noun *referent = s->about_object ? c->object.noun : animal;
    int because = english(d, "because"), it = english(d, "it"), was = english(d, "was");
    french(d, "parce", bit(because), true);
    french(d, "qu'", bit(because), false);
    d->pair.it = it;
    d->pair.referent = s->about_object ? tokens.object : tokens.subject;
    d->pair.pronoun = french(d, referent->gender == MASCULINE ? "il" : "elle", bit(it), false);
    french(d, "était", bit(was), true);
    int adjective = write_quality(d, s->degree, s->adjective, referent->gender, false);
    relate(d, RELATION_REFERENT, it, d->pair.referent);
    relate(d, RELATION_REASON, it, adjective);
    if (!c->has_object) return;
    d->pair.ambiguous = animal->gender != c->object.noun->gender;
    combine(d, "because", animal->english[0], c->object.noun->english[0], "", 150);
}

/* "on the european economic area" → sur la zone économique européenne: the order turns round. */
static void write_area(Draft *d, const Sentence *s) {
    const AreaAdjective *adjectives[2] = {s->origin, s->field};
    const Area *area = s->area;
    int token[2] = {-1, -1};
    french(d, "sur", bit(english(d, "on")), true);
    french(d, area->gender == MASCULINE ? "le" : "la", bit(english(d, "the")), false);
    for (int i = 0; i < 2; i++)
        if (adjectives[i]) token[i] = english(d, adjectives[i]->english);
    int noun = english(d, area->english);
    french(d, area->french, bit(noun), true);
    for (int i = 1; i >= 0; i--) {
        if (!adjectives[i]) continue;
        french(d, adjectives[i]->french[area->gender], bit(token[i]), true);
        relate(d, RELATION_ADJECTIVE, token[i], noun);
    }
    if (s->origin && s->field)
        combine(d, "area", s->origin->english, s->field->english, area->english, 100);
}

static void write_institution(Draft *d, const Sentence *s) {
    const Document *document = s->document;
    int the = english(d, "the"), noun = english(d, document->english);
    french(d, document->gender == MASCULINE ? "le" : "la", bit(the), false);
    french(d, document->french, bit(noun), true);
    write_area(d, s);
    int was = english(d, "was"), not = s->clause.negated ? english(d, "not") : -1;
    int deed = english(d, s->deed->english);
    if (s->clause.negated) french(d, "ne", bit(not ), false);
    french(d, "a", bit(was), false);
    if (s->clause.negated) french(d, "pas", bit(not ), false);
    french(d, "été", bit(was), false);
    french(d, s->deed->french[document->gender], bit(deed), true);
    relate(d, RELATION_SUBJECT, deed, noun);
    french(d, "en", bit(english(d, "in")), true);
    french(d, word_months[s->month].french, bit(english(d, word_months[s->month].english)), true);
    french(d, word_years[s->year], bit(english(d, word_years[s->year])), true);
}

void sentence_write(const Sentence *s, Draft *out) {
    memset(out, 0, sizeof *out);
    out->pair.kind = s->kind;
    out->pair.it = out->pair.referent = out->pair.pronoun = -1;
    switch (s->kind) {
    case PAIR_PHRASE: write_phrase(out, &s->clause.object, false); break;
    case PAIR_COPULA: write_copula(out, s); break;
    case PAIR_INSTITUTION: write_institution(out, s); break;
    case PAIR_BECAUSE: write_because(out, s); break;
    default: write_clause(out, &s->clause); break;
    }
    if (s->full_stop) french(out, ".", bit(english(out, ".")), false);
    for (int t = 0; t + 1 < out->pair.target_count; t++)
        out->target[t] = french_join(out->target[t], out->target[t + 1]);
}
