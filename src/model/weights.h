/* A model's weights: one block of numbers, named and cut up as its config says. */
#ifndef ATTNSCOPE_MODEL_WEIGHTS_H
#define ATTNSCOPE_MODEL_WEIGHTS_H

#include "base/file.h"
#include "math/random.h"
#include "math/tensor.h"
#include "model/config.h"

typedef struct Weight {
    const char *path; /* "encoder.0.self.w.q" */
    int rows, cols;   /* matrices are [inputs, outputs]: y = x · W; vectors have rows 1 */
    long offset;      /* in the block */
    bool vector;      /* biases, γ and β; a matrix may have one row too */
    bool table;       /* of the vectors of all words, or positions */
    float first;      /* of vectors: what each number is before training */
} Weight;

typedef struct Weights {
    Weight *list; /* sorted by path in byte order */
    int count;
    float *x; /* the block, total numbers */
    long total;
} Weights;

/* The list that a config asks for, with an empty (zero) block. */
void weights_layout(const Config *c, Arena *arena, Weights *out);
/* Xavier-uniform matrices, zero biases, γ = 1, embeddings normal with variance 1/d (Glorot & Bengio
 * 2010). */
void weights_random(Weights *w, Random *r);
const Weight *weights_find(const Weights *w, const char *path);
/* From a safetensors file's bytes: every tensor that the config asks for, F32, of its shape,
 * finite, and no other. */
bool weights_parse(const Config *c, Bytes file, const char *name, Arena *arena, Weights *out,
                   Error *e);
void weights_print(const Weights *w, Buffer *out);

#endif
