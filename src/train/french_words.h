/* The words of the small English–French grammar, as tables. Only data: how they agree and elide is
   in french.h, how they make sentences in sentences.h. */
#ifndef ATTNSCOPE_TRAIN_FRENCH_WORDS_H
#define ATTNSCOPE_TRAIN_FRENCH_WORDS_H

#include <stdbool.h>

typedef enum Gender { MASCULINE, FEMININE } Gender;

/* The subjects a verb has a form for: je, il/elle, nous, vous, ils. */
typedef enum Person {
    PERSON_I,
    PERSON_HE,
    PERSON_WE,
    PERSON_YOU,
    PERSON_THEY,
    PERSON_COUNT
} Person;

typedef struct Pronoun {
    const char *english, *french, *be; /* be: am, is, are */
    Person person;
    Gender gender;
    bool plural; /* "you" is always vous with a plural adjective */
} Pronoun;

typedef enum Determiner {
    DET_THE,
    DET_A,
    DET_THIS,
    DET_MY,
    DET_HIS,
    DET_HER,
    DET_OUR,
    DET_YOUR,
    DET_THEIR,
    DET_COUNT
} Determiner;

typedef struct DeterminerWords {
    const char *english[2];   /* singular, plural */
    const char *french[2][2]; /* [gender][plural], before a consonant */
} DeterminerWords;

/* What goes with what is told by letters: two rows fit when their strings share one.
   kinds (what verbs ask of a noun): p person, r role, a animal, s small animal, H hunter, P prey, b
   to be owned alive, t thing to hold, m furniture, v vehicle, z part of a house, f food, e fodder,
   d text, y liked or known like a thing, o opens, c closes, n washed, g sent, i drawn, w worn, h
   building one owns, l visited, k crossed, q followed, x never "mine". places (what prepositions
   ask): I in, L live in, N live in (animals), w in (small animals), O on, Y live on, x on (small
   animals), U under, u under (small animals), H behind, F in front of. looks (what adjectives ask):
   see the adjectives. */
typedef struct Noun {
    const char *english[2], *french[2]; /* singular, plural */
    Gender gender;
    const char *kinds, *places, *looks;
} Noun;

/* Adjectives stand before the French noun when their rank is 0, else after it. English says ranks
   in rising order and French mirrors them: "a clean red French car", "une voiture française rouge
   propre". */
typedef enum Rank { RANK_BEFORE, RANK_STATE, RANK_COLOUR, RANK_ORIGIN, RANK_COUNT } Rank;

typedef struct Adjective {
    const char *english, *french[2][2]; /* [gender][plural] */
    Rank rank;
    const char *before_vowel; /* bel, nouvel, vieil; else NULL */
    const char *looks;        /* "*" suits every noun */
    bool predicate;           /* can follow "is" */
    char reason; /* why an animal did not cross: 'a' of the animal, 'w' of the way, 0 neither */
} Adjective;

enum { VERB_PRESENT_ONLY = 1, VERB_DEFINITE = 2, VERB_PLACED = 4 };

/* people, animals and hunters: the kinds of object (transitive) or the places (intransitive) that
   such a subject takes; NULL if it does not do this. VERB_DEFINITE: no "a" or "some" object;
   VERB_PLACED: may say where. */
typedef struct Verb {
    const char *english[3]; /* base, third person, past */
    const char *particle;   /* "for" of look for, else NULL */
    const char *french[PERSON_COUNT], *participle;
    const char *people, *animals, *hunters;
    int flags;
} Verb;

typedef struct Preposition {
    const char *english[3], *french; /* up to three words, the rest NULL */
    const char *places;
} Preposition;

/* "the agreement on the European economic area was signed in August 1992" */
typedef struct Document {
    const char *english, *french;
    Gender gender;
} Document;
typedef struct Deed {
    const char *english, *french[2];
} Deed;
typedef struct Area {
    const char *english, *french;
    Gender gender;
    const char *fields;
} Area;
typedef struct AreaAdjective {
    const char *english, *french[2];
    char field;
} AreaAdjective;
typedef struct WordPair {
    const char *english, *french;
} WordPair;

enum {
    NOUN_COUNT = 65,
    ADJECTIVE_COUNT = 50,
    TRANSITIVE_COUNT = 25,
    INTRANSITIVE_COUNT = 8,
    PRONOUN_COUNT = 6,
    PREPOSITION_COUNT = 5,
    DOCUMENT_COUNT = 6,
    DEED_COUNT = 4,
    AREA_COUNT = 6,
    ORIGIN_COUNT = 7,
    FIELD_COUNT = 6,
    MONTH_COUNT = 12,
    YEAR_COUNT = 41
};

extern const Pronoun word_pronouns[PRONOUN_COUNT];
extern const DeterminerWords word_determiners[DET_COUNT];
extern const Noun word_nouns[NOUN_COUNT];
extern const Adjective word_adjectives[ADJECTIVE_COUNT];
extern const Verb word_transitives[TRANSITIVE_COUNT];
extern const Verb word_intransitives[INTRANSITIVE_COUNT];
extern const Preposition word_prepositions[PREPOSITION_COUNT];
extern const Document word_documents[DOCUMENT_COUNT];
extern const Deed word_deeds[DEED_COUNT];
extern const Area word_areas[AREA_COUNT];
extern const AreaAdjective word_origins[ORIGIN_COUNT], word_fields[FIELD_COUNT];
extern const WordPair word_months[MONTH_COUNT];
extern const char *const word_years[YEAR_COUNT];
extern const char *const word_be[PERSON_COUNT],
    *const word_have[PERSON_COUNT]; /* être, avoir in the present */

#endif
