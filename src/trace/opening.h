/* Where the first screen opens: which word that was written, and which head's look back; measured
   from the recorded runs. And the other sentence that a model's folder has beside a run's own. Not
   for how that is drawn. */
#ifndef ATTNSCOPE_TRACE_OPENING_H
#define ATTNSCOPE_TRACE_OPENING_H

#include <stdint.h>

#include "trace/decode.h"

enum { OPENING_BLOCKS = 128 };

/* How many words a run has written: ⟨eos⟩ is none, unless it is all there is. At least 1. */
int opening_written(const Decoding *d);
/* How many tokens it has read, without padding. */
int opening_read(const Decoding *d);
/* The weights of the attention that looks back from what is written, first layer first: cross
   attention, else the decoder's own, else any whose queries are written tokens. Returns how many;
   at most OPENING_BLOCKS. */
int opening_blocks(const Program *p, Value out[OPENING_BLOCKS]);
/* The value itself if it is one of those, else the first of them, else itself. */
Value opening_block(const Program *p, Value v);
/* The mean of all heads' weights in one row, in double: no value of the model. `out` has room for
   as many as there are columns. */
void opening_mean(Tensor weights, int row, float *out);

/* The model's other sentence, and the tokens in which they differ: own from … end − 1, of the other
   from … other_end − 1. */
typedef struct Contrast {
    const Example *example;
    const char *text; /* the other sentence */
    bool turned;      /* it is the example's own: the run is of the one to be tried */
    Tokens tokens;    /* of the other */
    int from, end, other_end;
} Contrast;

/* Of the example that the run's tokens are one of; false if there is none. In `arena`. */
bool opening_contrast(const Decoding *d, Arena *arena, Contrast *out);

typedef struct Opening {
    Value value;  /* weights, of step t's program */
    int head, t;  /* the head looks back from row t, where word t is chosen */
    double moved; /* Σ|Δ|/2 of that row between the two runs; 0: there was no other */
} Opening;

/* How far a head's weights of a row lie apart from those of a row of another run, Σ|Δ|/2, keys
   paired as c pairs tokens; those without a partner count as against 0. */
double opening_moved(Tensor own, Tensor other, int head, int row, int other_row, const Contrast *c);
/* With another run and how it pairs with this one: the first word in which the answers differ, and
   the head whose row there moves most. Else (NULL, or nothing differs): the last word that is no
   punctuation, and the head that hits the gold alignment best (gold: as head_measure's, or NULL),
   of equals the one of least entropy. False: no such head. */
bool opening_find(const Decoding *d, const Decoding *other, const Contrast *c, const uint32_t *gold,
                  Opening *out);

#endif
