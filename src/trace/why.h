/* From one number back to the next: which operand it owes most to, so that a walk ends at a word or
   a trained weight. Not for one number's operands: explain.h lists them; nor for the way on:
   why_uses.h. */
#ifndef ATTNSCOPE_TRACE_WHY_H
#define ATTNSCOPE_TRACE_WHY_H

#include "base/buffer.h"
#include "trace/address.h"

typedef enum WhyEnd {
    WHY_GOES_ON,
    WHY_WEIGHT,  /* a trained weight */
    WHY_TOKEN,   /* the number of a token: the sentence itself */
    WHY_GIVEN,   /* somebody brought it along */
    WHY_SET,     /* a what-if put it there */
    WHY_CONSTANT /* worked out of places alone: positions, the causal mask */
} WhyEnd;

/* The operand behind a number. */
typedef struct Why {
    WhyEnd end; /* of the number that was asked about; but for WHY_GOES_ON nothing below is set */
    Value value;
    Cell at;
    float x;
    Value with; /* what it is multiplied with; NO_VALUE: with the constant y */
    Cell with_at;
    float y;
    bool sum; /* the number is a sum of `terms` products */
    int terms;
    double share; /* |x·y| of Σ|terms|, a bias counted in; 1 where it is no sum, 0 where Σ|terms| is
                     0 */
} Why;

/* Of a sum the operand of the largest product: the activation, not the weight; of two activations
   the larger one. Else the number that stands in the same place: softmax and norm ← their input's
   cell, −∞ ← the mask that hides it, a row's maximum and sum ← its largest, a word's vector ← the
   table's row. Each operand is made before the number, so that every walk ends. Uses `work`. */
void why_operand(const Trace *t, Value v, Cell at, Arena *work, Why *out);

/* Of one term of an explanation of a cell of v: which factor is followed. Only value, at, x, with,
 * with_at and y. */
void why_factor(const Trace *t, Value v, const Term *m, Why *out);

#endif
