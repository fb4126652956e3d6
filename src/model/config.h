/* What a model is made of: the numbers of config.json. Not the weights. */
#ifndef ATTNSCOPE_MODEL_CONFIG_H
#define ATTNSCOPE_MODEL_CONFIG_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"

typedef enum Activation { ACTIVATION_RELU, ACTIVATION_GELU_ERF, ACTIVATION_GELU_TANH } Activation;
typedef enum NormPlace { NORM_POST, NORM_PRE } NormPlace;
typedef enum TokenKind { TOKENS_WORDS, TOKENS_CHARACTERS } TokenKind;

enum { TOKEN_PAD = 0, TOKEN_BOS = 1, TOKEN_EOS = 2, TOKEN_FIRST = 3 };

/* config.json, keys in this order:
   architecture ("encoder-decoder"), name, source_language, target_language, tokens ("words" |
   "characters"), default_text, d_model, heads, d_ff, encoder_layers, decoder_layers, source_vocab,
   target_vocab, max_positions, norm ("post" | "pre"), norm_epsilon, activation ("relu" | "gelu" |
   "gelu_tanh"), tied_output, embedding_scale. All are required; an unknown key is an error. */
typedef struct Config {
    char name[32];                                 /* letters, digits, '-' */
    char source_language[16], target_language[16]; /* "en", "fr", "text", "iso" … */
    char default_text[256];
    TokenKind tokens;
    int d_model, heads, d_ff;           /* d_model divisible by heads and even */
    int encoder_layers, decoder_layers; /* 1 … 64 */
    int source_vocab, target_vocab;     /* with the three special tokens */
    int max_positions; /* tokens a sentence may have, ⟨bos⟩ counted; 2 … 4096 */
    NormPlace norm;
    float norm_epsilon;
    Activation activation;
    bool tied_output; /* logits = x · Eᵀ with the target embedding; else an own matrix and bias */
    bool embedding_scale; /* embeddings times √d_model */
} Config;

/* Reads and checks config.json's text; every refusal names the key. `name` (a path) begins the
 * error. */
bool config_parse(const char *text, size_t size, const char *name, Config *out, Error *e);
/* The text of config.json for c, readable, keys in the order above. */
void config_print(const Config *c, Buffer *out);

#endif
