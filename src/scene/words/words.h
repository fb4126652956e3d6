/* What things are called: symbols, formulas, captions, axes, places, numbers as text. Private to
 * the scene floor. */
#ifndef ATTNSCOPE_SCENE_WORDS_WORDS_H
#define ATTNSCOPE_SCENE_WORDS_WORDS_H

#include "scene/pen/stage.h"

/* The part of a path that says what it is: "scores", "q.linear", "norm.mean". Points into the path.
 */
const char *words_tail(const char *path);
/* "self", "cross", "ffn" or "". */
const char *words_sublayer(const char *path);
/* A value's symbol with its role's colour, as marked text; input: as it is called where it goes in.
 */
const char *words_symbol(const Stage *s, Value v, bool input);
/* The role whose colour it has. */
Role words_role(const Stage *s, Value v);
/* The shown step's formula, as marked text. */
const char *words_formula(Stage *s);
/* Whether that is 1/√d_k of this model. */
bool words_own_scale(const Stage *s, float factor);
/* Whether the shown step divides logits by the temperature. */
bool words_tempers(const Stage *s);
/* The same with what it means for one number; "" where there is nothing to add. */
const char *words_formula_long(Stage *s);
/* One sentence under it, "" if there is none. */
const char *words_caption(const Stage *s);
/* What is looked at from a depth: "Encoder · Layer 1", "Self-attention", "Scores", "row it"; "" if
 * nothing is pinned. */
const char *words_crumb(Stage *s, Depth depth);
/* The same of any value, with what holds it: "Encoder · Layer 1  ›  Self-attention  ›  "; the last
 * part to *last. */
const char *words_step_name(Stage *s, Value v, Depth depth, const char **last);
/* What an axis counts: "queries (who asks)"; "" for an axis of one. */
const char *words_axis(const Stage *s, Value v, bool rows);
/* The token of a row or column, "" where features are counted. predicts: "input → predicted" where
 * that is meant. */
const char *words_label(Stage *s, Value v, bool row, int at, bool predicts);
/* What that token means to a reader of the shown language, "input → predicted" as the label; ""
   where nobody asked for it or it is not told. */
const char *words_gloss(Stage *s, Value v, bool row, int at, bool predicts);
/* The symbol without its marks. */
const char *words_plain_symbol(Stage *s, Value v);
/* "query it → key dog", "row cars, column 7": the place of a cell. */
const char *words_place(Stage *s, Focus f);
/* A number as it stands in running text: four digits, a real minus. */
const char *words_number(Stage *s, double x);

#endif
