/* What a page is written from: a model, what is asked of it, and the tokens. */
#ifndef ATTNSCOPE_MODEL_PAGES_OPTIONS_H
#define ATTNSCOPE_MODEL_PAGES_OPTIONS_H

#include "model/program.h"
#include "model/weights.h"

/* What-ifs that make another program. All zero: the model as it is. */
typedef struct Options {
    bool scale_off; /* scaled = scores · 1 */
    float divisor;  /* scores / divisor instead of √d_k; 0: √d_k */
    bool mask_off;  /* the causal mask is all zero; padding stays */
    bool norm_set;  /* use `norm` instead of the model's own place */
    NormPlace norm;
    bool norm_rms;              /* RMSNorm in place of LayerNorm: no mean, no β */
    bool padding_off;           /* the padding masks are all zero */
    bool positions_off;         /* the waves, or the rows of positions, are all zero */
    bool softmax_columns;       /* attention shares out over queries instead of keys */
    bool swap_qk;               /* W_Q, b_Q and W_K, b_K change places: in all attentions, */
    const char *const *swapped; /* or in these: "encoder.0.self"; NULL: all */
    int swapped_count;
    float temperature; /* logits / temperature before the last softmax; 0: 1 */
} Options;

/* Token numbers; they outlive the program. */
typedef struct PageInput {
    const float *source; /* what the encoder reads; nothing where there is none */
    int source_count;
    const float *target; /* what the decoder reads: ⟨bos⟩ and the words so far */
    int target_count;
} PageInput;

typedef struct PageOf {
    const Config *config;
    const Weights *weights;
    const Options *options;
} PageOf;

#endif
