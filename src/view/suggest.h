/* What could be typed next: the vocabulary's words that begin like the one at the caret, and which
   words of a line the model does not know. Drawing and taking a suggestion both ask here. Not for
   what is on screen. */
#ifndef ATTNSCOPE_VIEW_SUGGEST_H
#define ATTNSCOPE_VIEW_SUGGEST_H

#include "view/edit.h"
#include "model/model.h"

enum { SUGGEST_MOST = 6 };

typedef struct Suggestions {
    int from, to;            /* the word at the caret; a choice replaces it */
    int token[SUGGEST_MOST]; /* of the source vocabulary, the shortest first */
    int count;
    bool near;            /* no word begins so: these are only written in a similar way */
    int bad_from, bad_to; /* an unknown word, the one at the caret before all others; equal: every
                             word is known */
} Suggestions;

/* A character model has no words to suggest, only unknown letters. Nothing is suggested while text
 * is selected. */
Suggestions suggest(const Model *m, const Edit *e);
/* Every word that can be read, into out[source vocabulary]: those written like the unknown one
   first, then by the alphabet; returns how many. */
int suggest_all(const Model *m, const Edit *e, const Suggestions *s, Arena *arena, int *out);
/* Puts suggestion number `choice` in its place, and a space behind it; from SUGGEST_MOST on it is
   that token, in the unknown word's place. False if there is no such one. */
bool suggest_take(const Model *m, Edit *e, int choice);
/* The next word that the model does not know, from byte `at`, where a word begins, on; false after
   the last. A word that is still being typed, so that others begin with it, is not one of them. */
bool suggest_unknown(const Model *m, const Edit *e, int at, int *from, int *to);

#endif
