/* What a model is made of: the numbers of config.json. Not the weights. */
#ifndef ATTNSCOPE_MODEL_CONFIG_H
#define ATTNSCOPE_MODEL_CONFIG_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/error.h"

typedef enum Activation { ACTIVATION_RELU, ACTIVATION_GELU_ERF, ACTIVATION_GELU_TANH } Activation;
typedef enum NormPlace { NORM_POST, NORM_PRE } NormPlace;
typedef enum PositionKind { POSITIONS_SINUSOIDAL, POSITIONS_LEARNED } PositionKind;
/* BYTES: pieces of UTF-8, whose bytes need not be whole letters. */
typedef enum TokenKind { TOKENS_WORDS, TOKENS_CHARACTERS, TOKENS_BYTES } TokenKind;
/* What a model is: which page its program is built by. */
typedef enum Architecture { ARCHITECTURE_ENCODER_DECODER, ARCHITECTURE_DECODER_ONLY } Architecture;

/* The special tokens of the program's own folders; other models have their own, or none. */
enum { TOKEN_PAD = 0, TOKEN_BOS = 1, TOKEN_EOS = 2, TOKEN_FIRST = 3 };

/* The largest models that are opened. */
enum {
    CONFIG_VOCAB_MOST = 300000,
    CONFIG_MODEL_MOST = 16384,
    CONFIG_HIDDEN_MOST = 65536,
    CONFIG_LAYERS_MOST = 64
};

/* config.json, keys in this order:
   architecture ("encoder-decoder" | "decoder-only"), name, source_language, target_language, tokens
   ("words" | "characters" | "bytes"), default_text, d_model, heads, d_ff, encoder_layers,
   decoder_layers, source_vocab, target_vocab, max_positions, norm ("post" | "pre"), norm_epsilon,
   activation ("relu" | "gelu" | "gelu_tanh"), tied_output, embedding_scale, positions ("sinusoidal"
   | "learned"), position_scale. All but the last two are required (left out: sinusoidal, 1); of a
   decoder-only model those of the encoder and the source are refused. An unknown key is an error.
 */
typedef struct Config {
    Architecture architecture;
    char name[32];                                 /* letters, digits, '-' */
    char source_language[16], target_language[16]; /* "en", "fr", "text", "iso" …; decoder-only:
                                                      the same one twice */
    char default_text[256];
    TokenKind tokens;
    int d_model, heads, d_ff;           /* d_model divisible by heads; even with sinusoids */
    int encoder_layers, decoder_layers; /* 1 … 64; decoder-only: no encoder's */
    int source_vocab, target_vocab;     /* with the special tokens; decoder-only: 0 and its own */
    int max_positions; /* tokens a sentence may have, ⟨bos⟩ counted; 2 … 4096 */
    NormPlace norm;
    float norm_epsilon;
    Activation activation;
    bool tied_output; /* logits = x · Eᵀ with the target embedding; else an own matrix and bias */
    bool embedding_scale; /* embeddings times √d_model */
    PositionKind positions;
    float position_scale; /* the sinusoids are times this */
    /* Not written in config.json: what the program's own folders have in common. Of byte-level
       tokens, which are other people's, none is special. */
    bool output_bias;  /* of an own output matrix */
    int pad, bos, eos; /* special tokens' numbers; −1: there is none */
    bool begins;       /* ⟨bos⟩ stands before what is read or written */
    int words;         /* at most so many are written, unless asked for; 0: while there is room */
    bool scores_whole; /* scores are not divided by √d_k */
    bool scores_by_layer; /* they are divided by their layer's number, too */
} Config;

/* Of models that the program has made itself. */
#define CONFIG_OWN                                                                                 \
    .position_scale = 1, .output_bias = true, .pad = TOKEN_PAD, .bos = TOKEN_BOS,                  \
    .eos = TOKEN_EOS, .begins = true

/* Whether a text is read apart from what is written: by an encoder. Else both are one line. */
static inline bool config_reads_apart(const Config *c) {
    return c->encoder_layers > 0;
}
/* What a layer's scores are divided by as the model was trained: √d_k, unless it says otherwise. */
double config_divisor(const Config *c, int layer);
/* Whether a token is no word: ⟨pad⟩, ⟨bos⟩ or ⟨eos⟩. */
static inline bool config_is_special(const Config *c, int token) {
    return token == c->pad || token == c->bos || token == c->eos;
}

/* Reads and checks config.json's text; every refusal names the key. `name` (a path) begins the
 * error. */
bool config_parse(const char *text, size_t size, const char *name, Config *out, Error *e);
/* "encoder-decoder" */
const char *config_architecture(const Config *c);
/* Whether its numbers fit together, and make a model that is not too large. */
bool config_check(const Config *c, Error *e);
/* The text of config.json for c, readable, keys in the order above. */
void config_print(const Config *c, Buffer *out);

#endif
