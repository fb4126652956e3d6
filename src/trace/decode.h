/* Decoding: one word at a time until ⟨eos⟩, the most probable one unless somebody else chooses.
   Each step is a whole program; its trace is made when it is asked for, so that each can be shown
   and only a few are held. Not for searching among hypotheses: search_run.h. */
#ifndef ATTNSCOPE_TRACE_DECODE_H
#define ATTNSCOPE_TRACE_DECODE_H

#include "base/photo.h"
#include "model/model.h"
#include "model/pages/page.h"
#include "trace/search.h"
#include "trace/trace.h"

typedef struct Decoding Decoding;

typedef struct WhatIf {
    Options options;
    const Patch *patches;
    int patch_count;
    int padding;          /* so many ⟨pad⟩ behind the source's tokens */
    const Decoding *like; /* a run that differs in its temperature only: what comes before is taken
                             from there; NULL: there is none */
    Watch *watch;         /* who waits while words are chosen; NULL: nobody */
} WhatIf;

/* The row that a matrix is made of which somebody brought along. */
typedef struct BroughtRow {
    bool on;
    int row;          /* from 0 */
    const char *name; /* its label, or NULL */
    int first, keys;  /* the first key that counts, from 0, and how many do */
    bool weights;     /* it sums to 1, with all of its keys */
    bool patches;     /* it has become rows and columns */
} BroughtRow;

/* What is to be said of a matrix that somebody brought along. */
typedef struct Brought {
    int dropped;        /* so many of its axes had length 1 and are left out */
    int item, items;    /* which one of a batch it is, from 0, and of how many; 0: of none */
    int missing;        /* so many cells are empty */
    int hidden;         /* so many cells are hidden */
    int stacked;        /* it is so many arrays of its file, a layer each; 0: one of them */
    bool stacked_heads; /* a head each */
    bool sums;          /* each row sums to 1 */
    int heads, layers;  /* it is the mean of so many heads, of so many layers; 0: of none */
    bool most;          /* of heads not the mean, but the largest */
    int layer;          /* it is that one of several layers, from 1; 0: all are there */
    BroughtRow row;
} Brought;

/* Names beside the rows and columns of matrices that come from nobody's sentence; NULL: they are
 * counted from 0. */
typedef struct Labels {
    const char *name; /* of them all */
    char **rows, **cols;
    Brought told;
    const Photo *photo; /* lies under them; NULL: nothing does */
    bool smooth;        /* over it numbers change evenly from one patch's middle to the next */
} Labels;

typedef struct DecodeSteps DecodeSteps;

struct Decoding {
    const Model *model;
    const Labels *labels; /* NULL: the model's tokens */
    Tokens source;        /* of the text that was read */
    Tokens rows; /* what the decoder's rows read, one after the other, and the last word behind */
    int given; /* so many of them were there before a word was written: ⟨bos⟩; where nothing is
                  read apart the text's tokens, too */
    Tokens output;     /* the words, the rest of them; with ⟨eos⟩ if it came */
    Program *programs; /* one for each step: step t has given + t decoder rows and chooses
                          output.id[t] */
    DecodeSteps *made; /* their traces, for decode_trace */
    Trace *traces;     /* those that somebody brought along; NULL: they are made when asked for */
    int steps;
    bool complete;    /* ⟨eos⟩ came before there was no more room */
    const Tree *tree; /* the search that chose the words; NULL: greedy */
};

/* How many tokens of a text are read at most. */
int decode_text_most(const Model *m);
/* The tokens of a text, the what-if's padding behind them. Errors: the tokenizer's; padding of a
   model that reads nothing apart. */
bool decode_source(const Model *m, const char *text, const WhatIf *what, Arena *arena, Tokens *out,
                   Error *e);
/* Decodes `text`. All in `arena`; patches are copied, but not their paths. Errors: the tokenizer's,
   a what-if's, more than 2^28 numbers of one step (it says how many tokens fit), of a model that
   reads apart more than 2^27 in all. One that goes on with a line writes no more words than 2^30
   numbers in all have room for. */
bool decode_text(const Model *m, const char *text, const WhatIf *what, const Kernels *k,
                 Arena *arena, Decoding *out, Error *e);
/* The same from token numbers. */
bool decode_tokens(const Model *m, Tokens source, const WhatIf *what, const Kernels *k,
                   Arena *arena, Decoding *out, Error *e);
/* Who says which word comes next. `choose` gets the trace of decoding step `step`, which is not
 * held. */
typedef struct NextWord {
    int (*choose)(void *self, const Trace *t, int step); /* NULL: the most probable one */
    void *self;
    int most; /* words at most; 0: as many as the model writes */
} NextWord;

/* As decode_tokens, the words chosen by `next`. */
bool decode_by(const Model *m, Tokens source, const WhatIf *what, NextWord next, const Kernels *k,
               Arena *arena, Decoding *out, Error *e);
/* One step alone, with everything that it computes in `work`: the probabilities after the words
   that were written. *numbers grows by how much it computes and is refused as decode_text refuses
   it; NULL: it is not counted. */
bool decode_after(const Model *m, Tokens source, const WhatIf *what, Tokens written,
                  const Kernels *k, double *numbers, Arena *work, Trace *out, Error *e);
/* How many words a model writes at most behind a text, `asked` ones if that is not 0. At least 1:
   the last one need not fit, for it is not read. */
int decode_words_most(const Model *m, Tokens source, int asked);
/* The token before the first word: ⟨bos⟩, or the text's last. */
int decode_before(const Model *m, Tokens source);
/* The row that chooses word t, the last of step t's. */
int decode_row(const Decoding *d, int t);
/* The word that a row chose, counted from 0; −1: what comes after it was given. */
int decode_word(const Decoding *d, int row);
/* The token that a row of AXIS_TARGET reads, and the one that comes after it. */
int decode_token(const Decoding *d, int row);
int decode_next(const Decoding *d, int row);
/* Every number of step t, made now if it is not held: the same bits each time. Where one line is
   read and written and its last step is held, the rows of an earlier one are taken from there. It
   is held until the next decode_forget. */
const Trace *decode_trace(const Decoding *d, int t);
/* The step that holds the rows of step t and of all before it: of one line the last, else t. */
int decode_holder(const Decoding *d, int t);
/* How many numbers decode_trace would have to compute for step t; 0: it is held, or a part of what
   is. */
double decode_missing(const Decoding *d, int t);
/* Makes step t while somebody waits, so that decode_trace has it. Error: it was stopped. */
bool decode_make(const Decoding *d, int t, Watch *watch, Error *e);
/* The held step that was asked for last; −1: none is. */
int decode_latest(const Decoding *d);
/* What a run is computed with. */
const Kernels *decode_kernels(const Decoding *d);
/* Gives back memory: the `least` traces that were asked for last stay, and before these as many as
   hold 64 MiB in all; so does a last step from which others take their rows. least 0: none stays.
 */
void decode_forget(const Decoding *d, int least);
/* How many traces are held. */
int decode_held(const Decoding *d);
/* The probabilities of word t, one for each word of the vocabulary: recorded, whether the step's
 * trace is held or not. */
const float *decode_chances(const Decoding *d, int t, int *words);
/* The recorded probabilities of the word after the last row, one for each word. */
const float *decode_shares(const Trace *t, int *words);
/* The most probable word after the last row; the first of equals. */
int decode_best(const Trace *t);
/* Only the words, as fast as can be: for evaluation. Returns their number. out has room for
   max_positions. Uses and resets `work`. */
int decode_words(const Model *m, Tokens source, const Kernels *k, Arena *cmd_heatmap_work,
                 int *out);
/* What the run is a run of: the model's name, or a person's file. */
const char *decode_name(const Decoding *d);
/* The label of position `at` along an axis of the trace's values at step t: a token, or "" where it
 * counts features. */
const char *decode_label(const Decoding *d, int t, Axis axis, int at, Arena *arena);
/* Whether the labels along an axis are no names, but numbers from 0. */
bool decode_counts(const Decoding *d, Axis axis);
/* For rows of AXIS_TARGET: "input → predicted". */
const char *decode_row_label(const Decoding *d, int t, Axis axis, int at, Arena *arena);

#endif
