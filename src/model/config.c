/* config.json, read and written by one table of its keys. */
#include "model/config.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "model/formats/json.h"

enum {
    TEXT_MAX = 64 * 1024,
    VOCAB_MAX = 200000,
    MODEL_MAX = 16384,
    HIDDEN_MAX = 65536,
    NUMBERS_MAX = 1 << 28
};

typedef enum FieldKind {
    FIELD_FIXED,
    FIELD_NAME,
    FIELD_TEXT,
    FIELD_COUNT,
    FIELD_REAL,
    FIELD_CHOICE,
    FIELD_BOOL
} FieldKind;

/* One key: where its value lies in Config and what it may be. */
typedef struct Field {
    const char *key;
    FieldKind kind;
    size_t at;
    int least, most; /* FIELD_COUNT: the range; texts: `most` is the room for them */
    const char *const
        *choice; /* FIELD_CHOICE: by number, NULL at the end; FIELD_FIXED: the only value */
} Field;

static const char *const architectures[] = {"encoder-decoder", NULL};
static const char *const token_kinds[] = {"words", "characters", NULL};
static const char *const norm_places[] = {"post", "pre", NULL};
static const char *const activations[] = {"relu", "gelu", "gelu_tanh", NULL};

#define AT(member) offsetof(Config, member)
static const Field fields[] = {
    {"architecture", FIELD_FIXED, 0, 0, 0, architectures},
    {"name", FIELD_NAME, AT(name), 1, sizeof((Config *)0)->name, NULL},
    {"source_language", FIELD_NAME, AT(source_language), 1, sizeof((Config *)0)->source_language,
     NULL},
    {"target_language", FIELD_NAME, AT(target_language), 1, sizeof((Config *)0)->target_language,
     NULL},
    {"tokens", FIELD_CHOICE, AT(tokens), 0, 0, token_kinds},
    {"default_text", FIELD_TEXT, AT(default_text), 1, sizeof((Config *)0)->default_text, NULL},
    {"d_model", FIELD_COUNT, AT(d_model), 2, MODEL_MAX, NULL},
    {"heads", FIELD_COUNT, AT(heads), 1, MODEL_MAX, NULL},
    {"d_ff", FIELD_COUNT, AT(d_ff), 1, HIDDEN_MAX, NULL},
    {"encoder_layers", FIELD_COUNT, AT(encoder_layers), 1, 64, NULL},
    {"decoder_layers", FIELD_COUNT, AT(decoder_layers), 1, 64, NULL},
    {"source_vocab", FIELD_COUNT, AT(source_vocab), TOKEN_FIRST + 1, VOCAB_MAX, NULL},
    {"target_vocab", FIELD_COUNT, AT(target_vocab), TOKEN_FIRST + 1, VOCAB_MAX, NULL},
    {"max_positions", FIELD_COUNT, AT(max_positions), 2, 4096, NULL},
    {"norm", FIELD_CHOICE, AT(norm), 0, 0, norm_places},
    {"norm_epsilon", FIELD_REAL, AT(norm_epsilon), 0, 0, NULL},
    {"activation", FIELD_CHOICE, AT(activation), 0, 0, activations},
    {"tied_output", FIELD_BOOL, AT(tied_output), 0, 0, NULL},
    {"embedding_scale", FIELD_BOOL, AT(embedding_scale), 0, 0, NULL},
};
enum { FIELDS = sizeof fields / sizeof *fields };

/* Choices are enums, stored through int. */
_Static_assert(sizeof(TokenKind) == sizeof(int) && sizeof(NormPlace) == sizeof(int) &&
                   sizeof(Activation) == sizeof(int),
               "the table stores choices as int");

static bool refuse_kind(const Field *f, const Json *value, const char *wanted, Error *e) {
    return error_set(e, "'%s' must be %s, not %s", f->key, wanted, json_kind_name(value->kind));
}

static bool read_text(const Field *f, const Json *value, char *to, Error *e) {
    if (value->kind != JSON_KIND_TEXT) return refuse_kind(f, value, "a text", e);
    const char *text = value->is.text;
    size_t size = strlen(text);
    if (size == 0) return error_set(e, "'%s' is empty", f->key);
    if (size >= (size_t)f->most)
        return error_set(e, "'%s' is longer than %d bytes", f->key, f->most - 1);
    if (f->kind == FIELD_NAME &&
        strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") !=
            strlen(text))
        return error_set(e, "'%s' is '%s'; only letters a-z, digits and '-' may be in it", f->key,
                         text);
    if (!text_is_plain(text)) return error_set(e, "'%s' holds control characters", f->key);
    memcpy(to, text, size + 1);
    return true;
}

static bool read_count(const Field *f, const Json *value, int *to, Error *e) {
    if (value->kind != JSON_KIND_INTEGER) return refuse_kind(f, value, "a whole number", e);
    long long n = (long long)value->is.integer;
    if (n < f->least || n > f->most)
        return error_set(e, "'%s' is %lld; it must be from %d to %d", f->key, n, f->least, f->most);
    *to = (int)n;
    return true;
}

/* An epsilon: above 0, below 1. */
static bool read_real(const Field *f, const Json *value, float *to, Error *e) {
    bool whole = value->kind == JSON_KIND_INTEGER;
    if (!whole && value->kind != JSON_KIND_REAL) return refuse_kind(f, value, "a number", e);
    double x = whole ? (double)value->is.integer : value->is.real;
    *to = (float)x;
    if (*to > 0 && *to < 1) return true;
    return error_set(e, "'%s' is %g; it must be above 0 and below 1", f->key, x);
}

static bool read_choice(const Field *f, const Json *value, int *to, Error *e) {
    if (value->kind != JSON_KIND_TEXT) return refuse_kind(f, value, "a text", e);
    char list[128] = "";
    for (int i = 0; f->choice[i]; i++) {
        if (strcmp(f->choice[i], value->is.text) == 0) return *to = i, true;
        size_t n = strlen(list);
        snprintf(list + n, sizeof list - n, "%s'%s'", i > 0 ? " or " : "", f->choice[i]);
    }
    return error_set(e, "'%s' must be %s, not '%s'", f->key, list, value->is.text);
}

static bool read_bool(const Field *f, const Json *value, bool *to, Error *e) {
    if (value->kind != JSON_KIND_BOOL) return refuse_kind(f, value, "true or false", e);
    *to = value->is.truth;
    return true;
}

static bool config_read_field(const Field *f, const Json *value, Config *c, Error *e) {
    void *to = (char *)c + f->at;
    int ignored;
    switch (f->kind) {
    case FIELD_FIXED: return read_choice(f, value, &ignored, e);
    case FIELD_NAME:
    case FIELD_TEXT: return read_text(f, value, to, e);
    case FIELD_COUNT: return read_count(f, value, to, e);
    case FIELD_REAL: return read_real(f, value, to, e);
    case FIELD_CHOICE: return read_choice(f, value, to, e);
    case FIELD_BOOL: return read_bool(f, value, to, e);
    }
    return false;
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

static bool check_together(const Config *c, Error *e) {
    if (c->d_model % 2 != 0) return error_set(e, "'d_model' is %d; it must be even", c->d_model);
    if (c->d_model % c->heads != 0)
        return error_set(e, "'d_model' is %d; it must be divisible by 'heads', %d", c->d_model,
                         c->heads);
    /* About how many numbers the weights are: a bound, so that no absurd model is laid out. */
    double d = c->d_model, ff = c->d_ff;
    double block = 4 * d * (d + 1), layer = 2 * d * ff + ff + d + 6 * d;
    double tables = d * ((double)c->source_vocab + 2.0 * c->target_vocab);
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
        const Json *value = json_find(root, fields[i].key);
        if (!value) return error_set(e, "the key '%s' is missing", fields[i].key);
        if (!config_read_field(&fields[i], value, out, e)) return false;
    }
    return check_together(out, e);
}

bool config_parse(const char *text, size_t size, const char *name, Config *out, Error *e) {
    Arena arena = {0};
    Json root;
    *out = (Config){0};
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

void config_print(const Config *c, Buffer *out) {
    for (int i = 0; i < FIELDS; i++) {
        buffer_print(out, "%s  \"%s\": ", i == 0 ? "{\n" : ",\n", fields[i].key);
        const Field *f = &fields[i];
        const void *at = (const char *)c + f->at;
        switch (f->kind) {
        case FIELD_FIXED: json_print_text(f->choice[0], out); break;
        case FIELD_NAME:
        case FIELD_TEXT: json_print_text(at, out); break;
        case FIELD_COUNT: buffer_print(out, "%d", *(const int *)at); break;
        case FIELD_REAL: print_real(*(const float *)at, out); break;
        case FIELD_CHOICE: json_print_text(f->choice[*(const int *)at], out); break;
        case FIELD_BOOL: buffer_text(out, *(const bool *)at ? "true" : "false"); break;
        }
    }
    buffer_text(out, "\n}\n");
}
