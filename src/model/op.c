/* The table itself. */
#include "model/op_rows.h"

#define OP(shape, run, back, reach, explain) shape_##shape, run_##run, back, reach_##reach, explain_##explain

const OpInfo op_table[OP_COUNT] = {
    [OP_EMBED] = {"embed", "E", "E[r] = table[token r] · √d", 2, 1, {""},
                  OP(embed, embed, back_embed, embed, embed)},
    [OP_POSITION] = {"position", "P", "P[p, 2i] = sin(p / 10000^(2i/d)), P[p, 2i+1] = cos(same)", 0, 1, {""},
                     OP(position, position, NULL, nothing, position)},
    [OP_CAUSAL] = {"causal mask", "C", "C[i, j] = 0 if j ≤ i, else −∞", 0, 1, {""},
                   OP(causal, causal, NULL, nothing, causal)},
    [OP_PADDING] = {"padding mask", "P", "P[j] = 0 if token j is not ⟨pad⟩, else −∞", 1, 1, {""},
                    OP(padding, padding, NULL, padding, padding)},
    [OP_ADD] = {"add", "Y", "Y = X + F", 2, 1, {""}, OP(add, add, back_add, cell, add)},
    [OP_LINEAR] = {"linear", "Y", "Y = X · W + b", 3, 1, {""}, OP(linear, linear, back_linear, linear, linear)},
    [OP_LINEAR_TIED] = {"tied linear", "Y", "Y = X · Eᵀ", 2, 1, {""},
                        OP(linear_tied, linear_tied, back_linear_tied, linear_tied, linear_tied)},
    [OP_SPLIT] = {"split", "X", "head h takes columns h·d … h·d + d − 1", 1, 1, {""},
                  OP(split, split, back_split, split, split)},
    [OP_SCORES] = {"scores", "S", "S = Q · Kᵀ", 2, 1, {""}, OP(scores, scores, back_scores, scores, scores)},
    [OP_SCALE] = {"scale", "S", "S′ = S / √d", 1, 1, {""}, OP(same, scale, back_scale, cell, scale)},
    [OP_MASK] = {"mask", "S", "S″ = S′ + mask", 3, 1, {""}, OP(mask, mask, back_mask, mask, mask)},
    [OP_SOFTMAX] = {"softmax", "A", "A = softmax(S): exp(s − max) / Σ", 1, 4, {"max", "exp", "sum", ""},
                    OP(softmax, softmax, back_softmax, softmax, softmax)},
    [OP_MIX] = {"mix", "Z", "Z = A · V", 2, 1, {""}, OP(mix, mix, back_mix, mix, mix)},
    [OP_CONCAT] = {"concat", "Z", "Z = [Z₁ | Z₂ | …]", 1, 1, {""}, OP(concat, concat, back_concat, concat, concat)},
    [OP_NORM] = {"norm", "Y", "Y = (X − µ) / √(σ² + ε) · γ + β", 3, 3, {"mean", "variance", ""},
                 OP(norm, norm, back_norm, norm, norm)},
    [OP_RELU] = {"relu", "H", "H = max(0, X)", 1, 1, {""}, OP(same, relu, back_relu, cell, relu)},
    [OP_GELU] = {"gelu", "H", "H = X · Φ(X)", 1, 1, {""}, OP(same, gelu, back_gelu, cell, gelu)},
    [OP_CROSS_ENTROPY] = {"cross-entropy", "L", "L[r] = −log softmax(Z)[r, target r]", 2, 2, {"log", ""},
                          OP(cross_entropy, cross_entropy, back_cross_entropy, cross_entropy, cross_entropy)},
    [OP_ENTROPY] = {"entropy", "H", "H[r] = −Σ a ln a", 1, 1, {""},
                    OP(entropy, entropy, back_entropy, entropy, entropy)},
    [OP_GIVEN] = {"given", "M", "M as it was given", 0, 1, {""}, OP(given, given, NULL, nothing, given)},
};
