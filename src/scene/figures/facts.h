/* A few things measured in recorded numbers, each as "what\tnumbers", a line of a table; one
   function for each kind of step. Not for measuring: trace/measure.h does that. Private to the
   scene floor.
 */
#ifndef ATTNSCOPE_SCENE_FIGURES_FACTS_H
#define ATTNSCOPE_SCENE_FIGURES_FACTS_H

#include "scene/pen/stage.h"

enum { FACTS_MOST = 3 };

typedef struct Facts {
    Stage *s;
    const Step *step;
    Value in, out;   /* the step's first input and last output */
    int sheet, row;  /* the shown head; the pinned row, −1: none */
    bool every_head; /* above the steps no head is chosen */
    const char **list;
    int *at; /* of each the row of the shown value that it is about, −1: none */
    int count;
} Facts;

/* Takes that step. */
void facts_take(Facts *f, int step);

/* Of the taken step, by its kind. */
void facts_scores(Facts *f);
void facts_scale(Facts *f);
void facts_mask(Facts *f);
void facts_masked(Facts *f);
void facts_weights(Facts *f);
void facts_shares(Facts *f);
void facts_logits(Facts *f);
void facts_weighted_sum(Facts *f);
void facts_linear(Facts *f);
void facts_split(Facts *f);
void facts_concat(Facts *f);
void facts_add(Facts *f);
void facts_norm(Facts *f);
void facts_rms_norm(Facts *f);
void facts_relu(Facts *f);
void facts_gelu(Facts *f);
void facts_embed(Facts *f);
void facts_position(Facts *f);
/* Of any other. */
void facts_largest(Facts *f);

/* Of the shown value, which is trained or given. */
void facts_weight(Facts *f);
/* How much each sublayer of a layer adds. False if it adds nothing: not a layer. */
bool facts_layer(Facts *f, const Part *part);
void facts_model(Facts *f);

#endif
