/* What is worth seeing in the shown step, in words and with numbers at its places in the figure.
   Private to the scene floor. Not for finding it: trace/claims.h. */
#ifndef ATTNSCOPE_SCENE_FIGURES_CLAIMS_LIST_H
#define ATTNSCOPE_SCENE_FIGURES_CLAIMS_LIST_H

#include "scene/marks/prose.h"
#include "trace/claims.h"

enum { CLAIM_SPANS = 64 };

/* The claims of the shown step; none above the steps, of weights, and while a question hides
   numbers. Worked out when first asked for. */
const Claims *claims_list(Stage *s);
/* Above the steps the one that is strongest: of the words' probabilities, or of the attention of
   the shown part, in the head that is shown. *of: a stage on which that step is the shown one, to
   tell it with. False: there is none. */
bool claims_above(Stage *s, Stage *of, Claim *out);
/* One of them as words for prose_spans; returns how many spans. */
int claims_spans(Stage *s, const Claim *claim, ProseSpan out[CLAIM_SPANS]);
/* An amber disc with a number, about that middle. */
void claims_disc(Stage *s, float x, float y, int number);
/* The discs of the claims that the notes tell, each where its claim can be seen and nothing else
   stands. After the figure. */
void claims_mark(Stage *s, Rect area);

#endif
