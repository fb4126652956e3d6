/* A small model with random weights that reads and writes one line, for tests that need some run
   but no reference numbers. */
#ifndef ATTNSCOPE_TESTS_LINE_MODEL_H
#define ATTNSCOPE_TESTS_LINE_MODEL_H

#include "trace/decode.h"

/* 2 layers, 2 heads, d_model 8, room for 12 tokens with ⟨bos⟩; knows the words below. */
static inline Model line_model(Arena *arena, PositionKind positions) {
    static const char *const words[] = {"<pad>", "<bos>", "<eos>", "the",  "fox",
                                        "had",   "a",     "red",   "kite", "."};
    Model m = {.config = {.architecture = ARCHITECTURE_DECODER_ONLY,
                          .name = "line",
                          .source_language = "text",
                          .target_language = "text",
                          .default_text = "the fox had a red",
                          .d_model = 8,
                          .heads = 2,
                          .d_ff = 12,
                          .decoder_layers = 2,
                          .target_vocab = 10,
                          .max_positions = 12,
                          .norm = NORM_PRE,
                          .norm_epsilon = 1e-5f,
                          .activation = ACTIVATION_GELU_TANH,
                          .tied_output = true,
                          .positions = positions,
                          CONFIG_OWN}};
    Random random = random_seed(7, 1);
    m.source = m.target = vocab_make(words, 10, arena);
    weights_layout(&m.config, arena, &m.weights);
    weights_random(&m.weights, &random);
    return m;
}

#endif
