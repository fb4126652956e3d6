/* What is shown, in words: formulas, captions, crumbs, numbers as text. Private to the scene floor.
   Not for the names of values and places: names.h, labels.h. */
#ifndef ATTNSCOPE_SCENE_WORDS_WORDS_H
#define ATTNSCOPE_SCENE_WORDS_WORDS_H

#include "trace/measure.h"
#include "scene/pen/stage.h"

/* The shown step's formula, as marked text. */
const char *words_formula(Stage *s);
/* Whether that is 1/√d_k of this model. */
bool words_own_scale(const Stage *s, float factor);
/* Whether the shown step divides logits by the temperature. */
bool words_tempers(const Stage *s);
/* What a step divides by: "√16" where that is the model's own, else a number. */
const char *words_divisor(Stage *s, const Step *scale);
/* The same of the shown step, as the model was trained. */
const char *words_trained_divisor(Stage *s);
/* What is told of the shown step where it divides scores by another number than √d_k, or by none:
   "scaled.whole" and "scaled.layer" of a model that was trained so, "scaled.off" and "scaled.other"
   of one that was not; "": it divides by √d_k, or no scores. */
const char *words_scale_key(const Stage *s);
/* The same with what it means for one number; "" where there is nothing to add. */
const char *words_formula_long(Stage *s);
/* One sentence under it, "" if there is none. */
const char *words_caption(const Stage *s);
/* What a mask of somebody's own is. */
const char *words_mask(const Stage *s, MaskKind kind);
/* What is looked at from a depth: "Encoder · Layer 1", "Self-attention", "Scores", "row it"; "" if
 * nothing is pinned. */
const char *words_crumb(Stage *s, Depth depth);
/* The part of what is looked at, as a place on the way there: "Encoder, layer 1". */
const char *words_part(Stage *s);
/* The same of any value, with what holds it: "Encoder · Layer 1  ›  Self-attention  ›  "; the last
 * part to *last. */
const char *words_step_name(Stage *s, Value v, Depth depth, const char **last);
/* A number with so many digits behind the point: "8.956", ".980", "<.001" for what is more than 0
   but would look like it. A language with a comma writes the 0 before it. */
const char *words_places(Stage *s, double x, int places);
/* A share of 1 in so many places: "0" and of two places "1.0" are whole; what two places would
 * round to 1 has a third. */
const char *words_share(Stage *s, double x, int places);
/* A count, from 10,000 on in groups as a language writes them. */
const char *words_whole(Stage *s, int count);
/* Just so many digits behind the point, the 0 before it, too; what would be −0.00 has no minus. */
const char *words_fixed(Stage *s, double x, int places);
/* A number as it stands in running text: four digits, a real minus. */
const char *words_number(Stage *s, double x);

#endif
