/* config.json, read and written by one table of its keys. */
#include "model/config.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/config_field.h"

enum { TEXT_MAX = 64 * 1024, NUMBERS_MAX = 2000000000 };

static const char *const architectures[] = {"encoder-decoder", "decoder-only", NULL};
static const char *const token_kinds[] = {"words", "characters", "bytes", NULL};
static const char *const position_kinds[] = {"sinusoidal", "learned", NULL};
static const char *const norm_places[] = {"post", "pre", NULL};
static const char *const activations[] = {"relu", "gelu", "gelu_tanh", NULL};

#define AT(member) offsetof(Config, member)
#define ROOM(member) sizeof((Config *)0)->member
enum { ALL = 3, READS = 1 << ARCHITECTURE_ENCODER_DECODER };
static const ConfigField fields[] = {
    {"architecture", ALL, 0, FIELD_CHOICE, AT(architecture), 0, 0, architectures},
    {"name", ALL, 0, FIELD_NAME, AT(name), 1, ROOM(name), NULL},
    {"source_language", READS, 0, FIELD_NAME, AT(source_language), 1, ROOM(source_language), NULL},
    {"target_language", ALL, 0, FIELD_NAME, AT(target_language), 1, ROOM(target_language), NULL},
    {"tokens", ALL, 0, FIELD_CHOICE, AT(tokens), 0, 0, token_kinds},
    {"default_text", ALL, 0, FIELD_TEXT, AT(default_text), 1, ROOM(default_text), NULL},
    {"d_model", ALL, 0, FIELD_COUNT, AT(d_model), 2, CONFIG_MODEL_MOST, NULL},
    {"heads", ALL, 0, FIELD_COUNT, AT(heads), 1, CONFIG_MODEL_MOST, NULL},
    {"d_ff", ALL, 0, FIELD_COUNT, AT(d_ff), 1, CONFIG_HIDDEN_MOST, NULL},
    {"encoder_layers", READS, 0, FIELD_COUNT, AT(encoder_layers), 1, CONFIG_LAYERS_MOST, NULL},
    {"decoder_layers", ALL, 0, FIELD_COUNT, AT(decoder_layers), 1, CONFIG_LAYERS_MOST, NULL},
    {"source_vocab", READS, 0, FIELD_COUNT, AT(source_vocab), TOKEN_FIRST + 1, CONFIG_VOCAB_MOST,
     NULL},
    {"target_vocab", ALL, 0, FIELD_COUNT, AT(target_vocab), TOKEN_FIRST + 1, CONFIG_VOCAB_MOST,
     NULL},
    {"max_positions", ALL, 0, FIELD_COUNT, AT(max_positions), 2, 4096, NULL},
    {"norm", ALL, 0, FIELD_CHOICE, AT(norm), 0, 0, norm_places},
    {"norm_epsilon", ALL, 0, FIELD_REAL, AT(norm_epsilon), 0, 0, NULL},
    {"activation", ALL, 0, FIELD_CHOICE, AT(activation), 0, 0, activations},
    {"tied_output", ALL, 0, FIELD_BOOL, AT(tied_output), 0, 0, NULL},
    {"embedding_scale", ALL, 0, FIELD_BOOL, AT(embedding_scale), 0, 0, NULL},
    {"positions", ALL, 1, FIELD_CHOICE, AT(positions), 0, 0, position_kinds},
    {"position_scale", ALL, 1, FIELD_FACTOR, AT(position_scale), 0, 0, NULL},
};
enum { FIELDS = sizeof fields / sizeof *fields };

/* Choices are enums, stored through int. */
_Static_assert(sizeof(Architecture) == sizeof(int) && sizeof(TokenKind) == sizeof(int) &&
                   sizeof(NormPlace) == sizeof(int) && sizeof(Activation) == sizeof(int) &&
                   sizeof(PositionKind) == sizeof(int),
               "the table stores choices as int");

double config_divisor(const Config *c, int layer) {
    double own = c->scores_whole ? 1 : sqrt((double)c->d_model / c->heads);
    return c->scores_by_layer ? own * (layer + 1) : own;
}

const char *config_architecture(const Config *c) {
    return architectures[c->architecture];
}

static bool known(const Json *value, Error *e) {
    const char *keys[FIELDS];
    int close;
    for (int i = 0; i < FIELDS; i++) {
        keys[i] = fields[i].key;
        if (strcmp(keys[i], value->key) == 0) return true;
    }
    if (text_near(value->key, keys, FIELDS, &close, 1) == 0)
        return error_set(e, "unknown key '%s'", value->key);
    return error_set(e, "unknown key '%s'; did you mean '%s'?", value->key, keys[close]);
}

bool config_check(const Config *c, Error *e) {
    if (c->d_model % 2 != 0 && c->positions == POSITIONS_SINUSOIDAL)
        return error_set(e, "'d_model' is %d; it must be even", c->d_model);
    if (c->positions == POSITIONS_LEARNED && c->position_scale != 1)
        return error_set(e, "'position_scale' is of sinusoidal positions; these are learned");
    if (c->d_model % c->heads != 0)
        return error_set(e, "'d_model' is %d; it must be divisible by 'heads', %d", c->d_model,
                         c->heads);
    /* About how many numbers the weights are: a bound, so that no absurd model is laid out. */
    double d = c->d_model, ff = c->d_ff;
    double block = 4 * d * (d + 1), layer = 2 * d * ff + ff + d + 6 * d;
    double tables = d * ((double)c->source_vocab + 2.0 * c->target_vocab + c->max_positions);
    double numbers =
        tables + c->encoder_layers * (block + layer) + c->decoder_layers * (2 * block + layer);
    if (numbers > NUMBERS_MAX)
        return error_set(
            e,
            "'d_model', 'd_ff', the layers and vocabularies make a model of %.0f numbers, above %d",
            numbers, (int)NUMBERS_MAX);
    return true;
}

static bool read_config(const Json *root, Config *out, Error *e) {
    if (root->kind != JSON_KIND_OBJECT)
        return error_set(e, "it must be an object, not %s", json_kind_name(root->kind));
    for (int i = 0; i < root->count; i++)
        if (!known(&root->is.items[i], e)) return false;
    for (int i = 0; i < FIELDS; i++) {
        const ConfigField *f = &fields[i];
        const Json *value = json_find(root, f->key);
        bool own = f->of >> out->architecture & 1;
        if (value && !own)
            return error_set(e, "the key '%s' is of other models than '%s'", f->key,
                             architectures[out->architecture]);
        if (!value && own && !f->optional) return error_set(e, "the key '%s' is missing", f->key);
        if (value && !config_field_read(f, value, out, e)) return false;
    }
    if (out->tokens == TOKENS_BYTES && config_reads_apart(out))
        return error_set(e, "'tokens': bytes are read by a decoder alone");
    if (out->tokens == TOKENS_BYTES) out->pad = out->bos = out->eos = -1, out->begins = false;
    if (!config_reads_apart(out))
        memcpy(out->source_language, out->target_language, sizeof out->source_language);
    return config_check(out, e);
}

bool config_parse(const char *text, size_t size, const char *name, Config *out, Error *e) {
    Arena arena = {0};
    Json root;
    *out = (Config){CONFIG_OWN};
    bool ok = size <= TEXT_MAX || error_set(e, "it is longer than %d bytes", (int)TEXT_MAX);
    ok = ok && json_parse(text, size, &arena, &root, e) && read_config(&root, out, e);
    arena_free(&arena);
    return ok || error_prefix(e, name);
}

/* The fewest digits that read back as the same float. */
static void print_real(float x, Buffer *out) {
    char text[32];
    for (int digits = 1; digits <= 9; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, (double)x);
        if (strtof(text, NULL) == x) break;
    }
    buffer_text(out, text);
}

static void print_field(const ConfigField *f, const void *at, Buffer *out) {
    switch (f->kind) {
    case FIELD_NAME:
    case FIELD_TEXT: json_print_text(at, out); break;
    case FIELD_COUNT: buffer_print(out, "%d", *(const int *)at); break;
    case FIELD_REAL:
    case FIELD_FACTOR: print_real(*(const float *)at, out); break;
    case FIELD_CHOICE: json_print_text(f->choice[*(const int *)at], out); break;
    case FIELD_BOOL:
    case FIELD_NOT:
        buffer_text(out, *(const bool *)at != (f->kind == FIELD_NOT) ? "true" : "false");
        break;
    }
}

void config_print(const Config *c, Buffer *out) {
    static const Config usual = {CONFIG_OWN};
    for (int i = 0; i < FIELDS; i++) {
        const ConfigField *f = &fields[i];
        /* What is optional is a number of four bytes. */
        bool told = !f->optional ||
                    memcmp((const char *)c + f->at, (const char *)&usual + f->at, sizeof(int)) != 0;
        if (!told || !(f->of >> c->architecture & 1)) continue;
        buffer_print(out, "%s  \"%s\": ", i == 0 ? "{\n" : ",\n", f->key);
        print_field(f, (const char *)c + f->at, out);
    }
    buffer_text(out, "\n}\n");
}
