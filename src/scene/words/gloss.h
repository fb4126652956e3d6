/* What a token means, small and muted beside its label, where labels stand in lists. Private to the
   scene floor. Not for the edges of matrices: grid_gloss.c. */
#ifndef ATTNSCOPE_SCENE_WORDS_GLOSS_H
#define ATTNSCOPE_SCENE_WORDS_GLOSS_H

#include "scene/pen/stage.h"

/* The size of its type, and the space to the label. */
int gloss_pixels(const Stage *s);
float gloss_gap(const Stage *s);

/* Some labels of an axis of a value: those in `order`, or where that is NULL from `first` on. */
typedef struct GlossOf {
    Value value;
    bool row, predicts;
    const int *order;
    int first, count;
} GlossOf;

/* What the widest of them takes beside its label, 0 if none is told. Only up to `most`: else 0, so
   that all have theirs or none. */
float gloss_room(Stage *s, GlossOf of, float most);
/* Before a label that begins at x; behind one that ends at x; about the height `middle`. */
void gloss_before(Stage *s, float x, float middle, const char *text);
void gloss_behind(Stage *s, float x, float middle, const char *text);

#endif
