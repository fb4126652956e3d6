/* The training corpora: pairs of sentences, or stories, made by small grammars of our own, with
   exact gold alignments. A corpus can give endless pairs; a part of the combinations is held out of
   training by hash. Not for batches: see the trainer. */
#ifndef ATTNSCOPE_TRAIN_CORPUS_H
#define ATTNSCOPE_TRAIN_CORPUS_H

#include <stdbool.h>
#include <stdint.h>

#include "math/random.h"
#include "model/config.h"
#include "model/vocab.h"

enum {
    PAIR_TOKENS = 64, /* room in a Pair */
    PAIR_WORDS = 19, /* a word sentence has no more on either side; ⟨bos⟩ and ⟨eos⟩ not counted */
    PAIR_RELATIONS = 16
};

typedef enum PairKind {
    PAIR_PHRASE,       /* the small red cars */
    PAIR_TRANSITIVE,   /* she does not like the small red cars . */
    PAIR_INTRANSITIVE, /* the dogs sleep under the tree . */
    PAIR_COPULA,       /* the street is not very wide . */
    PAIR_INSTITUTION,  /* the agreement on the european economic area was signed in august 1992 . */
    PAIR_BECAUSE,      /* the dog did not cross the street because it was too tired . */
    PAIR_DATE,         /* 4 March 1997 */
    PAIR_STORY,        /* once there was a fox named mi lo . … the end . */
    PAIR_SPELL,        /* the spell is : mi red za . say it again : mi red za . */
    PAIR_KINDS
} PairKind;

typedef enum RelationKind {
    RELATION_ADJECTIVE, /* adjective → its noun or subject */
    RELATION_SUBJECT,   /* verb → its subject */
    RELATION_REFERENT,  /* it → the noun it stands for */
    RELATION_REASON     /* it → the adjective after it */
} RelationKind;

/* Between two source tokens. */
typedef struct Relation {
    RelationKind kind;
    int from, to;
} Relation;

/* One example: token numbers without ⟨bos⟩ and ⟨eos⟩. A plain value. */
typedef struct Pair {
    PairKind kind;
    int source_count, target_count;
    int source[PAIR_TOKENS], target[PAIR_TOKENS];
    uint64_t gold[PAIR_TOKENS]; /* of each target token: bit i set if source token i is what it
                                   translates */
    bool scored[PAIR_TOKENS]; /* false where no single source word is right: articles, de, ne, pas,
                                 auxiliaries, qu', the il or elle of "it" (its gender comes from
                                 elsewhere), "." and "-" */
    int relation_count;
    Relation relations[PAIR_RELATIONS];
    int it, referent; /* source tokens: "it", and its noun; −1 without one */
    int pronoun;      /* target token: il or elle for "it"; −1 without one */
    bool ambiguous;   /* another noun could be "it", and its gender differs: il or elle must be
                         reasoned */
    bool held_out;    /* holds a combination that training never sees */
} Pair;

typedef struct Corpus Corpus;
struct Corpus {
    const char *name;          /* "en-fr", "dates", "stories" */
    Architecture architecture; /* of a model that learns it. Decoder-only: source and target of a
                                  pair are one text, and so are the two vocabularies */
    const char *source_language, *target_language; /* as in config.json */
    const char *default_text;
    TokenKind tokens;
    int max_positions; /* enough for every pair with ⟨bos⟩ or ⟨eos⟩ */
    Vocab source, target;
    void (*draw)(const Corpus *c, Random *r, Pair *out); /* any pair, held out or not */
    int (*shown)(const Pair *p); /* how many source tokens are an example of what may be typed;
                                    NULL: all */
};

/* The corpus with its vocabularies, from the arena; NULL if there is none of this name. */
const Corpus *corpus_named(const char *name, Arena *arena);
/* A random pair that is held out, or one that is not. */
void corpus_sample(const Corpus *c, Random *r, bool held_out, Pair *out);
/* count pairs, no two with the same source (a final "." does not make a difference), none with a
   source found in avoid (which may be NULL with avoid_count 0). The corpus must hold that many; far
   fewer than a million. */
Pair *corpus_make(const Corpus *c, Random *r, int count, bool held_out, const Pair *avoid,
                  int avoid_count, Arena *arena);
/* Tokens as text: words with spaces between ("n' a pas"), characters joined. */
char *corpus_text(TokenKind kind, const Vocab *v, const int *tokens, int count, Arena *arena);
/* The source text of a random pair, for a person who wants an example. */
char *corpus_sentence(const Corpus *c, Random *r, Arena *arena);

#endif
