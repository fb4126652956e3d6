/* Formulas as templates, and the words within them. A template names its parts in braces:
     {out} {in0} {in1} {in2}  symbols; a missing input goes with the " + " before it
     {heads}                  the heads, one by one
     {divisor} {factor}       the number of a scale
     {#0.5}                   a number, as a language writes it
   and is marked as the pen sets it (\frac{}{}, \root{}, \group{}, ^, _); \by stands between the
   matrices of a product. In an Explanation's formula words stand as {KEY} or {KEY|ONE|TWO}: KEY one
   of assets/lang, whose {1} and {2} become ONE and TWO; everything else is the same in every
   language. Not for the signs of a formula: the files of model/ops write these. */
#ifndef ATTNSCOPE_MODEL_FORMULA_H
#define ATTNSCOPE_MODEL_FORMULA_H

#include "model/program.h"

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

/* What a part of a template is, by its name without braces: "in1", "#0.5". NULL: it is missing. */
typedef const char *FormulaPart(void *self, const char *name);

/* A template with its parts, still marked; \by becomes `by`. */
char *formula_fill(const char *text, const char *by, FormulaPart *part, void *self, Arena *arena);
/* An op's formula as a line of text, with the op's own symbols: "Y = (X − µ) / √(σ² + ε) · γ + β".
 */
const char *formula_line(const OpInfo *op, Arena *arena);
/* A step's; where that is a number's matter, with it and the values' symbols: "S′ = S · 0.25". */
const char *formula_step(const Program *p, const Step *s, Arena *arena);

#endif
