/* What is worth seeing in the shown step: the claims of its numbers that notes tell and figures
   have numbers for. Private to the scene floor. Not for finding them: trace/claims.h. */
#ifndef ATTNSCOPE_SCENE_FIGURES_INSIGHT_H
#define ATTNSCOPE_SCENE_FIGURES_INSIGHT_H

#include "scene/pen/stage.h"
#include "trace/claims.h"

/* Of the shown step, the shown head and the pinned row; none above the steps, of weights, and while
   a question hides numbers. What is read for them counts as named. */
Claims insight_claims(Stage *s);
/* The row of attention weights that a figure of them opens if nothing is pointed at; −1: none. */
int insight_row(Stage *s);

#endif
