/* A small random model of letters, of any number of layers and heads, for tests of pictures.
   Include cmocka before it. */
#ifndef ATTNSCOPE_TESTS_LETTERS_MODEL_H
#define ATTNSCOPE_TESTS_LETTERS_MODEL_H

#include <string.h>

#include "trace/decode.h"

/* `like` says d_model, d_ff, heads, layers, positions, the norm's place. It knows "a" to "i". */
static inline Model letters_model(Arena *arena, Config like) {
    static const char *const words[] = {"<pad>", "<bos>", "<eos>", "a", "b", "c",
                                        "d",     "e",     "f",     "g", "h", "i"};
    Model m = {.config = like};
    strcpy(m.config.name, "letters");
    strcpy(m.config.source_language, "en");
    strcpy(m.config.target_language, "fr");
    const Config own = {CONFIG_OWN};
    m.config.pad = own.pad, m.config.bos = own.bos, m.config.eos = own.eos;
    m.config.begins = own.begins, m.config.output_bias = own.output_bias;
    m.config.position_scale = own.position_scale;
    m.config.tokens = TOKENS_WORDS;
    m.config.source_vocab = m.config.target_vocab = 12;
    m.config.norm_epsilon = 1e-5f;
    m.config.tied_output = m.config.embedding_scale = true;
    m.source = m.target = vocab_make(words, 12, arena);
    weights_layout(&m.config, arena, &m.weights);
    Random random = random_seed(5, 1);
    weights_random(&m.weights, &random);
    return m;
}

/* Its run of that text. */
static inline Decoding letters_run(const Model *m, const char *text, Arena *arena) {
    Decoding run;
    Error e = {{0}};
    if (!decode_text(m, text, &(WhatIf){0}, kernels_named("plain"), arena, &run, &e))
        fail_msg("%s", e.text);
    return run;
}

#endif
