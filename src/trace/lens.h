/* What the model would say if it stopped earlier: the row of vectors that each of its layers hands
   on, put through the last norm, the table of words and the softmax, by the same kernels. A reading
   that somebody makes of a run, no step of the model: its layers were not trained for it. */
#ifndef ATTNSCOPE_TRACE_LENS_H
#define ATTNSCOPE_TRACE_LENS_H

#include "trace/decode.h"

enum { LENS_BEST = 5 };

/* What one layer would say at one place of the text. */
typedef struct LensCell {
    int count, word[LENS_BEST]; /* the likeliest, the first of equals first */
    float share[LENS_BEST];     /* their probabilities */
    int rank; /* of the word that the model answers there: 1 is the likeliest; and its probability
               */
    float answer;
} LensCell;

/* Rows from what goes into the first layer down to the model's own answer, whose numbers are the
   recorded probabilities. */
typedef struct Lens {
    int rows, cols;      /* cols: places of the text */
    bool norm;           /* a norm of its own is behind the last layer */
    bool parts;          /* rows are parts of layers; else, where these are many, whole layers */
    const Value *values; /* of each row what it is read from; of the last one the probabilities */
    const LensCell *cells;
    int stride; /* from one row of cells to the next */
} Lens;

/* Whether a program ends in words that can be read so. */
bool lens_there(const Program *p);
/* The lens of step t of a run; rows 0 where there is none, or where `watch` (NULL: nobody) stopped
   it. Of what is large the cells are kept beside the run, else they are in `arena`. A what-if that
   sets numbers behind the layers changes the last row alone. */
Lens lens_of(const Decoding *d, int t, Watch *watch, Arena *arena);
/* The same without its cells: nothing is computed. */
Lens lens_frame_of(const Decoding *d, int t, Arena *arena);
/* Whether lens_of would have to work for long. */
bool lens_slow(const Decoding *d, int t);
const LensCell *lens_cell(const Lens *l, int row, int col);
/* The given values that all rows of a lens are read with: gain and shift of the norm, the table of
   words. At most `most`; returns how many. */
int lens_reads(const Program *p, Value *out, int most);
/* The first row from which on the model's answer is the likeliest word down to the last. */
int lens_settles(const Lens *l, int col);
/* Every number of the words' row at `row` of `from`, as lens_of computes it, into `out`: one for
   each word of the vocabulary. from: what a layer hands on. False where it is none of these. */
bool lens_shares(const Trace *t, Value from, int row, float *out);

#endif
