/* Words within formulas. In an Explanation's formula they stand as {KEY} or {KEY|ONE|TWO}: KEY one
   of assets/lang, whose {1} and {2} become ONE and TWO; everything else is the same in every
   language. Not for the signs of a formula: the files of model/ops write these. */
#ifndef ATTNSCOPE_MODEL_FORMULA_H
#define ATTNSCOPE_MODEL_FORMULA_H

#include "base/arena.h"

/* What such a word is in plain English, where no language is chosen; equal to assets/lang/en.txt.
 */
typedef struct FormulaWord {
    const char *key, *english;
} FormulaWord;

extern const FormulaWord formula_word_table[];
extern const int formula_word_count;

/* The text of a key in some language, with its {1} and {2}. */
typedef const char *FormulaWords(const void *self, const char *key);

/* A formula with its words, in `arena`. */
char *formula_say(const char *formula, FormulaWords *words, const void *self, Arena *arena);
/* The same in English. */
char *formula_plain(const char *formula, Arena *arena);

#endif
