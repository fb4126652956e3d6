/* What attention heads do, measured from their recorded weights: how widely a head looks, and how
   much of it goes to which place. Not for why: a measure is no explanation. */
#ifndef ATTNSCOPE_TRACE_HEADS_H
#define ATTNSCOPE_TRACE_HEADS_H

#include "model/program.h"

#include <stdint.h>

typedef enum HeadMeasure {
    HEAD_ENTROPY,  /* −Σ a log₂ a of a row, in bits */
    HEAD_PREVIOUS, /* weight on the key before the query; self-attention only */
    HEAD_ITSELF,   /* weight on the query's own key; self-attention only */
    HEAD_FIRST,    /* weight on the first key */
    HEAD_LAST, /* weight on the last key; not under a causal mask, where it differs from row to row
                */
    HEAD_GOLD, /* rows whose largest weight lies on a word that the gold alignment names; where one
                  is known */
    HEAD_COPIED, /* weight on the word that comes next, where it stood before behind the same word:
                    rows that can copy; under a causal mask, where rows and keys are one line */
    HEAD_MEASURES
} HeadMeasure;

/* What kind of attention it is: which measures have a meaning. */
typedef enum HeadKind { HEAD_KIND_SELF, HEAD_KIND_CAUSAL, HEAD_KIND_CROSS } HeadKind;

/* Of a place in a model. */
HeadKind head_kind(ValuePlace at);

/* Means over the rows that they have a meaning for; rows 0: none. Left out are rows that see fewer
   than two keys, for they have no choice, and rows that do not add up to 1. */
typedef struct Head {
    double value[HEAD_MEASURES]; /* entropy in bits, the others shares of 1 */
    int rows[HEAD_MEASURES];
    double most; /* the entropy that the same rows would have, did they share out evenly among the
                    keys they see */
} Head;

/* weights: [heads, queries, keys]; masked: the scores behind them, −∞ where a key is hidden. gold:
   one for each row, the keys that are right, bit by bit, 0 where none is known (of more than 32
   keys nothing is); NULL: no gold alignment. line: what the rows
   read, and what comes after the last one; NULL where it is not known. */
Head head_measure(Tensor weights, Tensor masked, int head, HeadKind kind, const uint32_t *gold,
                  const int *line);
/* The row on which the heads agree least, the first of equals: where the least of its share goes to
   keys as every head says. weights: [heads, queries, keys]. */
int heads_apart(Tensor weights);
/* A measure of several heads, on average over those for which it has a meaning. False: for none. */
bool head_mean(const Head *heads, int count, HeadMeasure m, double *out);
/* What it does above all: the place with most of the weight, if that is six tenths, else whether it
   looks nearly everywhere. −1: nothing of the kind; HEAD_ENTROPY: everywhere. */
int head_role(const Head *h);
/* Attention rollout (Abnar and Zuidema 2020): how much of each layer's input is in its output if
   attention were all that mixes: Π ½·(mean of the heads) + ½·I, each row made to sum to 1, first
   layer first. The model does not compute it: it is an estimate. count, at least 1, tensors of one
   shape [heads, n, n]; in `arena`: [1, n, n]. */
Tensor head_rollout(const Tensor *weights, int count, Arena *arena);

#endif
