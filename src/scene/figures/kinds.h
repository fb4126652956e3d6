/* The figure for each kind of step: the one table above the model that knows kinds of steps.
   Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_KINDS_H
#define ATTNSCOPE_SCENE_FIGURES_KINDS_H

#include "scene/figures/facts.h"
#include "trace/claims.h"

typedef struct FigureKind {
    Op op;
    bool (*fits)(const Stage *s, const Step *t); /* NULL: always */
    void (*draw)(Stage *s, Rect area);           /* of the shown step */
    void (*facts)(Facts *f);                     /* what there is to notice in its numbers */
    ClaimsOf *claims;                            /* what is worth seeing; NULL: nothing */
} FigureKind;

/* The first row that fits the step; of no step, or of a kind without a row, one that fits all. */
const FigureKind *kinds_row(const Stage *s, const Step *t);
/* Whether it counts a vocabulary: the last steps of a model. */
bool kinds_in_words(const Stage *s, const Step *t);

#endif
