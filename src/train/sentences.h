/* Sentences of the small English–French grammar. A Sentence says what is said; writing it gives
   both languages with gold alignments. Nothing here is random: choices.h chooses. */
#ifndef ATTNSCOPE_TRAIN_SENTENCES_H
#define ATTNSCOPE_TRAIN_SENTENCES_H

#include "train/corpus.h"
#include "train/french_words.h"

enum { PHRASE_ADJECTIVES = 3 };

/* "these small red cars". Adjectives in English order: rising rank. */
typedef struct Phrase {
    const Noun *noun;
    Determiner determiner;
    bool plural;
    int count;
    const Adjective *adjectives[PHRASE_ADJECTIVES];
} Phrase;

/* A pronoun, or one phrase, or two joined by "and". */
typedef struct Subject {
    const Pronoun *pronoun; /* NULL with phrases */
    int count;
    Phrase phrases[2];
} Subject;

typedef struct Clause {
    Subject subject;
    const Verb *verb;
    bool past, negated;
    bool has_object;
    Phrase object;
    const Preposition *preposition; /* NULL without a place */
    Phrase place;
} Clause;

typedef enum Degree { DEGREE_NONE, DEGREE_VERY, DEGREE_TOO } Degree;

/* What kind asks for is filled, the rest is zero. */
typedef struct Sentence {
    PairKind kind;
    bool full_stop;
    Clause clause; /* its object is the phrase of PAIR_PHRASE, its subject and negated those of
                      PAIR_COPULA, negated that of PAIR_INSTITUTION */
    Degree degree; /* PAIR_COPULA, PAIR_BECAUSE */
    const Adjective *adjective; /* PAIR_COPULA, PAIR_BECAUSE */
    bool about_object;          /* PAIR_BECAUSE: "it" is the object, else the subject */
    const Document *document;   /* PAIR_INSTITUTION */
    const Area *area;
    const AreaAdjective *origin, *field; /* one may be NULL */
    const Deed *deed;
    int month, year; /* rows of word_months, word_years */
} Sentence;

/* A pair while its tokens are still words. */
typedef struct Draft {
    Pair pair;
    const char *source[PAIR_TOKENS], *target[PAIR_TOKENS];
} Draft;

/* Both languages of a sentence; pair.source and pair.target are not yet numbers. */
void sentence_write(const Sentence *s, Draft *out);
/* The words that every sentence may need and that no table of french_words.h names; ended by NULL.
 */
extern const char *const sentence_english[], *const sentence_french[];

#endif
