/* What is worth seeing in attention: scores, scaled, masked, as shares, and in masks. */
#ifndef ATTNSCOPE_TRACE_CLAIMS_ATTENTION_H
#define ATTNSCOPE_TRACE_CLAIMS_ATTENTION_H

#include "trace/claims.h"

/* The row of attention weights that is worth opening: the pinned one, else the one whose first key
   leads most among those whose second still has a percent, else the one that leads most; −1
   where none can be read. */
int claims_row(Claims *c);

/* Where a row of weights could look instead: of the keys that it has a share of, but for the one
   with its largest, that which gets most of all rows; −1: there is none. */
int claims_elsewhere(Claims *c, int row);

/* By kind of step. */
ClaimsOf claims_weights, claims_scores, claims_scaled, claims_masked, claims_mask;

#endif
