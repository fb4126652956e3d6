/* A small model with random weights, for tests that need some run but no reference numbers. */
#ifndef ATTNSCOPE_TESTS_TINY_MODEL_H
#define ATTNSCOPE_TESTS_TINY_MODEL_H

#include "trace/decode.h"

/* So many encoder and decoder layers, 2 heads, d_model 8; knows the words below; writes at most 11
 * words. */
static inline Model tiny_model_of(Arena *arena, int layers) {
    static const char *const source[] = {"<pad>", "<bos>", "<eos>", "the", "cat", "sees",
                                         "a",     "dog",   ".",     ";",   "3"};
    static const char *const target[] = {"<pad>", "<bos>", "<eos>", "le", "chat",
                                         "voit",  "un",    "chien", "."};
    Model m = {.config = {.name = "tiny",
                          .source_language = "en",
                          .target_language = "fr",
                          .default_text = "the cat sees the dog .",
                          .d_model = 8,
                          .heads = 2,
                          .d_ff = 12,
                          .encoder_layers = layers,
                          .decoder_layers = layers,
                          .source_vocab = 11,
                          .target_vocab = 9,
                          .max_positions = 12,
                          .norm_epsilon = 1e-5f,
                          .tied_output = true,
                          .embedding_scale = true,
                          CONFIG_OWN}};
    Random random = random_seed(7, 1);
    m.source = vocab_make(source, 11, arena);
    m.target = vocab_make(target, 9, arena);
    weights_layout(&m.config, arena, &m.weights);
    weights_random(&m.weights, &random);
    return m;
}

static inline Model tiny_model(Arena *arena) {
    return tiny_model_of(arena, 2);
}

#endif
