/* French agreement and elision. Not for vocabulary: the tables are in french_words.h. */
#ifndef ATTNSCOPE_TRAIN_FRENCH_H
#define ATTNSCOPE_TRAIN_FRENCH_H

#include "train/french_words.h"

/* True if words before this one elide: it begins with a vowel or a mute h (homme, but not haut,
 * hibou). */
bool french_elides(const char *word);
/* The adjective's form before or after a noun; next is the word that follows in the phrase, or
 * NULL. */
const char *french_adjective(const Adjective *a, Gender gender, bool plural, const char *next);
/* What a word becomes before `next`: le → l', ma → mon, ce → cet …; the word itself if nothing
 * changes. */
const char *french_join(const char *word, const char *next);
/* "a" or "an" for the English word that follows. */
const char *english_article(const char *next);

#endif
