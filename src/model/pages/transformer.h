/* The encoder-decoder of "Attention Is All You Need" (Vaswani et al. 2017) as a program of steps.
 */
#ifndef ATTNSCOPE_MODEL_PAGES_TRANSFORMER_H
#define ATTNSCOPE_MODEL_PAGES_TRANSFORMER_H

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
    bool positions_off;         /* the waves are all zero */
    bool softmax_columns;       /* attention shares out over queries instead of keys */
    bool swap_qk;               /* W_Q, b_Q and W_K, b_K change places: in all attentions, */
    const char *const *swapped; /* or in these: "encoder.0.self"; NULL: all */
    int swapped_count;
    float temperature; /* logits / temperature before the last softmax; 0: 1 */
} Options;

typedef struct TransformerInput {
    const float *source; /* token numbers */
    int source_count;
    const float *target; /* ⟨bos⟩ and the words so far */
    int target_count;
} TransformerInput;

/* The whole model from tokens to output.probabilities. The input's and the weights' numbers must
   outlive the program. Values are named as in the table of README.md; with a misfit program.failed
   is set. */
void transformer_program(const Config *c, const Weights *w, const Options *o, TransformerInput in,
                         Arena *arena, Program *out);

#endif
