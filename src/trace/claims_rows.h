/* What is worth seeing in steps that work on rows. */
#ifndef ATTNSCOPE_TRACE_CLAIMS_ROWS_H
#define ATTNSCOPE_TRACE_CLAIMS_ROWS_H

#include "trace/claims.h"

/* By kind of step; claims_words: of logits and probabilities. */
ClaimsOf claims_weighted_sum, claims_linear, claims_split, claims_concat, claims_sum, claims_norm,
    claims_rms_norm, claims_relu, claims_gelu, claims_embed, claims_position, claims_place_rows,
    claims_words;

#endif
