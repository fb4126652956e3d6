/* From one number on: which numbers it goes into, and the walk to the word that is chosen. */
#ifndef ATTNSCOPE_TRACE_WHY_USES_H
#define ATTNSCOPE_TRACE_WHY_USES_H

#include "trace/address.h"

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
/* A box of cells: whether a cell is in it. */
bool why_box_has(Box b, Cell c);

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

#endif
