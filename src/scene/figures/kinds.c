/* The table. */
#include "scene/figures/kinds.h"

#include "scene/figures/activation.h"
#include "scene/figures/add.h"
#include "scene/figures/chain.h"
#include "scene/figures/embed.h"
#include "scene/figures/heads.h"
#include "scene/figures/mask.h"
#include "scene/figures/norm.h"
#include "scene/figures/output.h"
#include "scene/figures/position.h"
#include "scene/figures/product.h"
#include "scene/figures/scale.h"
#include "scene/figures/softmax.h"
#include "trace/claims_attention.h"
#include "trace/claims_rows.h"

bool kinds_in_words(const Stage *s, const Step *t) {
    return t &&
           s->program->values[t->out[op_table[t->op]->outputs - 1]].form.cols == AXIS_TARGET_WORDS;
}

/* Looked up by their places. */
static bool kinds_in_places(const Stage *s, const Step *t) {
    return s->program->values[t->in[0]].role == VALUE_PLACES;
}

static const FigureKind kinds[] = {
    {OP_EMBED, kinds_in_places, figure_embed, facts_position, claims_place_rows},
    {OP_EMBED, NULL, figure_embed, facts_embed, claims_embed},
    {OP_POSITION, NULL, figure_position, facts_position, claims_position},
    {OP_CAUSAL, NULL, figure_causal, facts_mask, claims_mask},
    {OP_PADDING, NULL, figure_padding, facts_mask, claims_mask},
    {OP_LINEAR, kinds_in_words, figure_logits, facts_logits, claims_words},
    {OP_LINEAR, NULL, figure_product, facts_linear, claims_linear},
    {OP_LINEAR_TIED, kinds_in_words, figure_logits, facts_logits, claims_words},
    {OP_LINEAR_TIED, NULL, figure_product, facts_linear, claims_linear},
    {OP_SPLIT, NULL, figure_heads, facts_split, claims_split},
    {OP_SCORES, NULL, figure_product, facts_scores, claims_scores},
    {OP_SCALE, NULL, figure_scale, facts_scale, claims_scaled},
    {OP_MASK, NULL, figure_masked, facts_masked, claims_masked},
    {OP_SOFTMAX, kinds_in_words, figure_shares, facts_shares, claims_words},
    {OP_SOFTMAX, NULL, figure_softmax, facts_weights, claims_weights},
    {OP_WEIGHTED_SUM, NULL, figure_product, facts_weighted_sum, claims_weighted_sum},
    {OP_CONCAT, NULL, figure_heads, facts_concat, claims_concat},
    {OP_ADD, NULL, figure_add, facts_add, claims_sum},
    {OP_NORM, NULL, figure_norm, facts_norm, claims_norm},
    {OP_RMS_NORM, NULL, figure_norm, facts_rms_norm, claims_rms_norm},
    {OP_RELU, NULL, figure_relu, facts_relu, claims_relu},
    {OP_GELU, NULL, figure_gelu, facts_gelu, claims_gelu},
};
static const FigureKind other = {OP_COUNT, NULL, figure_chain, facts_largest, NULL};

const FigureKind *kinds_row(const Stage *s, const Step *t) {
    for (size_t i = 0; t && i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].op == t->op && (!kinds[i].fits || kinds[i].fits(s, t))) return &kinds[i];
    return &other;
}
