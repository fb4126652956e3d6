/* What a picture owes a reader beyond marks that do not touch: letters of a least size, every
   token's label where there are few, equations that hold. Each function writes one line a fault and
   returns how many. */
#ifndef ATTNSCOPE_TESTS_SCENE_RULES_H
#define ATTNSCOPE_TESTS_SCENE_RULES_H

#include "scene/scene.h"

/* Texts below 11 pixels, or, while presenting, below 1/45 of the height; indices below two thirds
   of that. */
int scene_small_texts(const Scene *s, bool presenting, Buffer *out);

/* The sentence is not drawn whole in its field. */
int scene_cut_sentence(const Scene *s, const char *sentence, Buffer *out);

/* Bytes of a label without the lowered number that equal ones have behind them: "the₂". */
size_t scene_label_length(const char *text);
/* Rows and columns of matrices of at most 20 tokens with no label of theirs along their strip. */
int scene_dropped_labels(const Scene *s, const Decoding *d, const Font *font, Buffer *out);

/* Of ribbons: a word's bar is as high as all that it gives or gets, on one unit for all, so that
   equal totals are equally high; a band is as wide as its weight on that unit, and ends within both
   words' bars. */
int scene_wrong_ribbons(const Scene *s, const Decoding *d, const View *v, Buffer *out);

/* How many bands could be measured: 0 would prove nothing. */
int scene_bands(const Scene *s, const View *v);

/* "2.1 · 0.5 + 1 = 2.05": what its left side is, computed from the numbers as shown, must be its
   right side within 1 % of the largest term. What is not only numbers is not read. */
int scene_wrong_equations(const Scene *s, Buffer *out);

/* How many equations could be read: 0 would prove nothing. */
int scene_equations(const Scene *s);

/* One text with an equation in it. 1: it is wrong; `*read` grows by those that could be read. */
int scene_wrong_equation(const char *line, int *read, Buffer *out);

#endif
