/* From one number to the next: which operand a number owes most to, which numbers a number goes
   into, and the two walks that follow, back to a word or a trained weight and on to the word that
   is chosen. Not for one number's operands: explain.h lists them. */
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

/* The cells of one value that a number goes into directly. */
typedef struct ValueUse {
    Value value;
    Box box;
} ValueUse;

typedef struct ValueUses {
    ValueUse *list; /* in the program's order */
    int count;
} ValueUses;

/* The exact inverse of trace_reach: the cells of all steps' outputs whose reach names this one. */
ValueUses why_uses(const Trace *t, Value v, Cell at, Arena *arena);
bool why_box_has(Box b, Cell c);
size_t why_box_size(Box b);

typedef enum WhyOnward {
    WHY_LEADS_ON,
    WHY_WORD,   /* it is a word's probability: nothing is after it */
    WHY_NOWHERE /* nothing reads it */
} WhyOnward;

/* The number that a number goes into. */
typedef struct Where {
    WhyOnward
        end; /* of the number that was asked about; but for WHY_LEADS_ON nothing below is set */
    Value value;
    Cell at;
    double share; /* of what |value's cell| is made of, as Why's */
    bool inside;  /* both are recorded by one step: an exponential and its share */
} Where;

/* Of all that it goes into, the cell of which it makes the largest share, on a way that leads to
   the last row of output.probabilities, where the word is chosen; a number of an earlier row that
   cannot get there follows its own row's word. Of the logits, that of the word that was chosen. */
void why_forward(const Decoding *d, int t, Value v, Cell at, Arena *work, Where *out);

/* Both walks as text, one line for each number. Error: no cell is named. */
bool why_print_back(const Decoding *d, Address a, Arena *arena, Buffer *out, Error *e);
bool why_print_forward(const Decoding *d, Address a, Arena *arena, Buffer *out, Error *e);

#endif
