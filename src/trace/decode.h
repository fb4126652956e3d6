/* Greedy decoding: one word at a time, the most probable one, until ⟨eos⟩. Each step is a whole program with its
   trace, so that each can be shown. */
#ifndef ATTNSCOPE_TRACE_DECODE_H
#define ATTNSCOPE_TRACE_DECODE_H

#include "model/model.h"
#include "model/transformer.h"
#include "trace/search.h"
#include "trace/trace.h"

typedef struct WhatIf {
    Options options;
    const Patch *patches;
    int patch_count;
    int padding; /* so many ⟨pad⟩ behind the source's tokens */
} WhatIf;

/* Names beside the rows and columns of matrices that come from nobody's sentence; NULL: they are counted from 0. */
typedef struct Labels {
    const char *name; /* of them all */
    char **rows, **cols;
} Labels;

typedef struct Decoding {
    const Model *model;
    const Labels *labels; /* NULL: the model's tokens */
    Tokens source;
    Tokens output;   /* the words, without ⟨bos⟩; with ⟨eos⟩ if it came */
    Program *programs; /* one for each step: step t has t + 1 decoder rows and chooses output.id[t] */
    Trace *traces;
    int steps;
    bool complete;   /* ⟨eos⟩ came before max_positions was full */
    const Tree *tree; /* the search that chose the words; NULL: greedy */
} Decoding;

/* Decodes `text`. All in `arena`. Errors: the tokenizer's, a what-if's, more than 2^27 computed numbers. */
bool decode_text(const Model *m, const char *text, const WhatIf *what, const Kernels *k, Arena *arena, Decoding *out,
                 Error *e);
/* The same from token numbers. */
bool decode_tokens(const Model *m, Tokens source, const WhatIf *what, const Kernels *k, Arena *arena, Decoding *out,
                   Error *e);
/* Only the words, as fast as can be: for evaluation. Returns their number. out has room for max_positions. Uses and
   resets `work`. */
int decode_words(const Model *m, Tokens source, const Kernels *k, Arena *work, int *out);
/* What the run is a run of: the model's name, or a person's file. */
const char *decode_name(const Decoding *d);
/* The label of position `at` along an axis of the trace's values at step t: a token, or "" where it counts features. */
const char *decode_label(const Decoding *d, int t, Axis axis, int at, Arena *arena);
/* For rows of AXIS_TARGET: "input → predicted". */
const char *decode_row_label(const Decoding *d, int t, Axis axis, int at, Arena *arena);

#endif
