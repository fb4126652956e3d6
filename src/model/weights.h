/* A model's weights: named and cut up as its config says, one block of numbers where they are
   trained, else views of files. */
#ifndef ATTNSCOPE_MODEL_WEIGHTS_H
#define ATTNSCOPE_MODEL_WEIGHTS_H

#include "math/random.h"
#include "math/tensor.h"
#include "model/config.h"
#include "model/formats/array.h"
#include "model/shards.h"

typedef struct Weight {
    const char *path;      /* "encoder.0.self.w.q" */
    int rows, cols;        /* matrices are [inputs, outputs]: y = x · W; vectors have rows 1 */
    long offset;           /* in the block */
    bool vector;           /* biases, γ and β; a matrix may have one row too */
    bool table;            /* of the vectors of all words, or positions */
    float first;           /* of vectors: what each number is before training */
    Array file;            /* without a block: the tensor that holds it, */
    ArrayPart part;        /* and where in that it lies; */
    _Atomic(float *) made; /* its floats, once somebody has asked for them and they lie otherwise */
} Weight;

typedef struct Weights {
    Weight *list; /* sorted by path in byte order */
    int count;
    float *x; /* the block, total numbers; NULL: they lie in files */
    long total;
    const char *passed; /* the tensors of the files that no such model has, "a, b …"; NULL: none */
} Weights;

/* What a kind of folder calls a weight. '*' in both: the layer's number. */
typedef struct WeightName {
    const char *ours, *theirs; /* "decoder.*.self.w.k", "h.*.attn.c_attn.weight" */
    int part, parts;           /* its columns are that one, from 0, of so many; parts 0: all */
    bool turned;               /* stored as [outputs, inputs] */
} WeightName;

/* What is no weight: how it is called, and of which tensor it is a copy, or NULL. */
typedef struct WeightPassed {
    const char *pattern, *copy_of;
} WeightPassed;

typedef struct WeightNames {
    const WeightName *rows;     /* ended by NULL */
    const char *prefix;         /* what their names may begin with */
    const WeightPassed *passed; /* what else may be there, untold; ended by NULL */
} WeightNames;

/* The list that a config asks for, with an empty (zero) block. */
void weights_layout(const Config *c, Arena *arena, Weights *out);
/* Xavier-uniform matrices, zero biases, γ = 1, embeddings normal with variance 1/d (Glorot & Bengio
 * 2010). */
void weights_random(Weights *w, Random *r);
const Weight *weights_find(const Weights *w, const char *path);
/* Its numbers, [rows, cols]: where they lie, if they lie there as floats, else made when they are
   first asked for, and kept. From any thread. */
const float *weights_numbers(const Weights *w, const Weight *one);
/* Views of a folder's tensors: every one that the config asks for, of its shape, F32, F16 or BF16.
   In files of up to 64 MB each number must be finite. names NULL: they are called as here, and
   there may be no other. Else others are told in `passed`. */
bool weights_view(const Config *c, const Shards *s, const WeightNames *names, Arena *arena,
                  Weights *out, Error *e);
void weights_print(const Weights *w, Buffer *out);

#endif
