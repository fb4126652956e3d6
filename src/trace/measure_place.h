/* The place of the answer where a what-if shows: which words stand against each other there, and
   how probable they are in both runs. Not for what the rest of the answer does: measure_change.h.
 */
#ifndef ATTNSCOPE_TRACE_MEASURE_PLACE_H
#define ATTNSCOPE_TRACE_MEASURE_PLACE_H

#include "trace/decode.h"

typedef struct ChangedPlace {
    int at;                /* the decoding step that chooses it; before it both wrote the same */
    int word[2];           /* what is written as trained; what is written now, else the word whose
                              probability moved most beside it */
    double was[2], now[2]; /* of both, as trained and with the what-if */
    bool flips;            /* another word is written there */
} ChangedPlace;

/* The first place where the answers differ; where none does, the one whose word's probability moved
   most. False: there is none, or the runs are not of words. */
bool measure_place(const Decoding *now, const Decoding *before, ChangedPlace *out);
/* The probability of a word at a place of that run, were one head switched off: a step of its own,
   run in `work`. place: an attention block, as paths begin. False where there is no such head. */
bool measure_without_head(const Decoding *before, const char *place, int head, int at, int word,
                          Arena *work, double *out);

#endif
