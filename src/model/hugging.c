/* GPT-2's keys and names, a table each; what would make another model is refused by name. */
#include "model/hugging.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "model/config_field.h"

enum { TEXT_MOST = 64 * 1024, PLACES_MOST = 1 << 17, WORDS_WRITTEN = 8, HIDDEN_TIMES = 4 };

/* In the order of Activation; the others are other names of one of these. */
static const char *const hugging_activations[] = {"relu", "gelu", "gelu_new", NULL};
static const struct {
    const char *name;
    Activation same;
} hugging_same[] = {
    {"gelu_python", ACTIVATION_GELU_ERF},       {"gelu_pytorch_tanh", ACTIVATION_GELU_TANH},
    {"gelu_python_tanh", ACTIVATION_GELU_TANH}, {"gelu_fast", ACTIVATION_GELU_TANH},
    {"gelu_accurate", ACTIVATION_GELU_TANH},
};

#define AT(member) offsetof(Config, member)
/* A key, and another name that it has; needed: there is no usual value. */
static const struct HuggingField {
    ConfigField field;
    const char *others[2];
    bool needed;
} hugging_fields[] = {
    {{"vocab_size", 0, 0, FIELD_COUNT, AT(target_vocab), 1, CONFIG_VOCAB_MOST, NULL}, {NULL}, true},
    {{"n_embd", 0, 0, FIELD_COUNT, AT(d_model), 1, CONFIG_MODEL_MOST, NULL}, {"hidden_size"}, true},
    {{"n_head", 0, 0, FIELD_COUNT, AT(heads), 1, CONFIG_MODEL_MOST, NULL},
     {"num_attention_heads"},
     true},
    {{"n_layer", 0, 0, FIELD_COUNT, AT(decoder_layers), 1, CONFIG_LAYERS_MOST, NULL},
     {"num_hidden_layers"},
     true},
    {{"n_inner", 0, 0, FIELD_COUNT, AT(d_ff), 1, CONFIG_HIDDEN_MOST, NULL}, {NULL}, false},
    {{"n_positions", 0, 0, FIELD_COUNT, AT(max_positions), 1, PLACES_MOST, NULL},
     {"max_position_embeddings", "n_ctx"},
     false},
    {{"activation_function", 0, 0, FIELD_CHOICE, AT(activation), 0, 0, hugging_activations},
     {"hidden_act"},
     false},
    {{"layer_norm_epsilon", 0, 0, FIELD_REAL, AT(norm_epsilon), 0, 0, NULL},
     {"layer_norm_eps"},
     false},
    {{"tie_word_embeddings", 0, 0, FIELD_BOOL, AT(tied_output), 0, 0, NULL}, {NULL}, false},
    {{"scale_attn_weights", 0, 0, FIELD_NOT, AT(scores_whole), 0, 0, NULL}, {NULL}, false},
    {{"scale_attn_by_inverse_layer_idx", 0, 0, FIELD_BOOL, AT(scores_by_layer), 0, 0, NULL},
     {NULL},
     false},
};
enum { HUGGING_FIELDS = sizeof hugging_fields / sizeof *hugging_fields };

/* What would be computed otherwise: only the value that changes nothing is taken, or none. */
static const struct {
    const char *key, *value; /* NULL: false, null, {} or [] */
} hugging_plain[] = {
    {"quantization_config", NULL},
    {"rope_scaling", NULL},
    {"add_cross_attention", NULL},
    {"is_encoder_decoder", NULL},
    {"pruned_heads", NULL},
    {"sliding_window", NULL},
    {"use_bfloat16", NULL},
    {"multi_query", NULL},
    {"alibi", NULL},
    {"position_embedding_type", "absolute"},
    {"model_type", "gpt2"},
};

static bool hugging_root(const char *text, size_t size, Arena *arena, Json *root, Error *e) {
    if (size > TEXT_MOST) return error_set(e, "it is longer than %d bytes", TEXT_MOST);
    if (!json_parse(text, size, arena, root, e)) return false;
    return root->kind == JSON_KIND_OBJECT ||
           error_set(e, "it must be an object, not %s", json_kind_name(root->kind));
}

bool hugging_is(const char *text, size_t size) {
    Arena arena = {0};
    Json root;
    Error e;
    bool is = hugging_root(text, size, &arena, &root, &e) && !json_find(&root, "architecture") &&
              (json_find(&root, "model_type") || json_find(&root, "architectures"));
    arena_free(&arena);
    return is;
}

static bool is_plain(const Json *v, const char *value) {
    switch (v->kind) {
    case JSON_KIND_NULL: return true;
    case JSON_KIND_BOOL: return !v->is.truth;
    case JSON_KIND_TEXT: return value && strcmp(v->is.text, value) == 0;
    case JSON_KIND_LIST:
    case JSON_KIND_OBJECT: return v->count == 0;
    default: return false;
    }
}

static bool refuse_value(const char *key, const Json *v, Error *e) {
    const Json *kind = json_find(v, "quant_method");
    if (kind && kind->kind == JSON_KIND_TEXT)
        return error_set(e, "it is quantised (%s): get the model as F32, F16 or BF16 instead",
                         kind->is.text);
    if (v->kind == JSON_KIND_TEXT)
        return error_set(e, "'%s' is '%s', which is not known; of models of this form GPT-2's are",
                         key, v->is.text);
    return error_set(e, "'%s' is there: a model that needs it is not known", key);
}

static bool hugging_check_plain(const Json *root, Error *e) {
    static const char *const classes[] = {"GPT2LMHeadModel", "GPT2Model", "GPT2DoubleHeadsModel"};
    for (size_t i = 0; i < sizeof hugging_plain / sizeof *hugging_plain; i++) {
        const Json *v = json_find(root, hugging_plain[i].key);
        if (v && !is_plain(v, hugging_plain[i].value))
            return refuse_value(hugging_plain[i].key, v, e);
    }
    const Json *list = json_find(root, "architectures");
    if (list && list->kind != JSON_KIND_LIST && list->kind != JSON_KIND_NULL)
        return refuse_value("architectures", list, e);
    for (int i = 0; list && list->kind == JSON_KIND_LIST && i < list->count; i++) {
        const Json *v = &list->is.items[i];
        bool known = false;
        for (int k = 0; k < 3 && v->kind == JSON_KIND_TEXT; k++)
            known |= strcmp(v->is.text, classes[k]) == 0;
        if (!known) return refuse_value("architectures", v, e);
    }
    if (json_find(root, "model_type") || (list && list->kind == JSON_KIND_LIST && list->count))
        return true;
    return error_set(e, "neither 'model_type' nor 'architectures' says what it is");
}

static const Json *hugging_find(const Json *root, const struct HuggingField *f) {
    const Json *v = json_find(root, f->field.key);
    for (int i = 0; i < 2 && f->others[i] && (!v || v->kind == JSON_KIND_NULL); i++)
        if (json_find(root, f->others[i])) v = json_find(root, f->others[i]);
    return v && v->kind != JSON_KIND_NULL ? v : NULL;
}

/* A special token's number; −1 where there is none, or where it is no number of the table. */
static int hugging_token(const Json *root, const char *key, int vocab) {
    const Json *v = json_find(root, key);
    if (v && v->kind == JSON_KIND_LIST && v->count) v = v->is.items;
    bool in = v && v->kind == JSON_KIND_INTEGER && v->is.integer >= 0 && v->is.integer < vocab;
    return in ? (int)v->is.integer : -1;
}

/* Other names of the same function, as the one that the table has. */
static Json hugging_value(const ConfigField *f, const Json *v) {
    Json plain = *v;
    bool named = f->choice && v->kind == JSON_KIND_TEXT;
    for (size_t i = 0; named && i < sizeof hugging_same / sizeof *hugging_same; i++)
        if (strcmp(v->is.text, hugging_same[i].name) == 0)
            plain.is.text = hugging_activations[hugging_same[i].same];
    return plain;
}

static bool hugging_read(const Json *root, Config *out, Error *e) {
    if (!hugging_check_plain(root, e)) return false;
    for (int i = 0; i < HUGGING_FIELDS; i++) {
        const struct HuggingField *f = &hugging_fields[i];
        const Json *there = hugging_find(root, f);
        if (!there && f->needed) return error_set(e, "the key '%s' is missing", f->field.key);
        if (!there) continue;
        Json value = hugging_value(&f->field, there);
        if (!config_field_read(&f->field, &value, out, e)) return false;
    }
    if (!out->d_ff) out->d_ff = HIDDEN_TIMES * out->d_model;
    out->pad = hugging_token(root, "pad_token_id", out->target_vocab);
    out->bos = hugging_token(root, "bos_token_id", out->target_vocab);
    out->eos = hugging_token(root, "eos_token_id", out->target_vocab);
    return config_check(out, e);
}

/* The folder's name; of a snapshot of the cache, models--OWNER--NAME/snapshots/…, NAME. */
static void hugging_call(const char *folder, Config *out) {
    Arena arena = {0};
    char *whole = path_whole(&arena, folder);
    char *snapshots = strstr(whole, "/snapshots/");
    if (snapshots) *snapshots = 0;
    const char *name = path_base(whole), *owner = snapshots ? strstr(name, "--") : NULL;
    for (; owner; owner = strstr(name, "--")) name = owner + 2;
    size_t n = 0;
    for (; name[n] && n + 1 < sizeof out->name; n++) {
        char c = name[n];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        out->name[n] = plain ? c : '-';
    }
    out->name[n] = 0;
    if (!n) strcpy(out->name, "model");
    arena_free(&arena);
}

bool hugging_config(const char *text, size_t size, const char *name, const char *folder,
                    Config *out, Error *e) {
    Arena arena = {0};
    Json root;
    *out = (Config){.architecture = ARCHITECTURE_DECODER_ONLY,
                    .source_language = "text",
                    .target_language = "text",
                    .default_text = "The animal didn't cross the street because it was too tired.",
                    .tokens = TOKENS_BYTES,
                    .max_positions = 1024,
                    .norm = NORM_PRE,
                    .norm_epsilon = 1e-5f,
                    .activation = ACTIVATION_GELU_TANH,
                    .tied_output = true,
                    .positions = POSITIONS_LEARNED,
                    .position_scale = 1,
                    .words = WORDS_WRITTEN};
    bool ok = hugging_root(text, size, &arena, &root, e) && hugging_read(&root, out, e);
    hugging_call(folder, out);
    arena_free(&arena);
    return ok || error_prefix(e, name);
}

static const WeightName hugging_rows[] = {
    {"decoder.w.embed", "wte.weight", 0, 0, false},
    {"decoder.w.position", "wpe.weight", 0, 0, false},
    {"decoder.*.self.w.gamma", "h.*.ln_1.weight", 0, 0, false},
    {"decoder.*.self.w.beta", "h.*.ln_1.bias", 0, 0, false},
    {"decoder.*.self.w.q", "h.*.attn.c_attn.weight", 0, 3, false},
    {"decoder.*.self.w.k", "h.*.attn.c_attn.weight", 1, 3, false},
    {"decoder.*.self.w.v", "h.*.attn.c_attn.weight", 2, 3, false},
    {"decoder.*.self.b.q", "h.*.attn.c_attn.bias", 0, 3, false},
    {"decoder.*.self.b.k", "h.*.attn.c_attn.bias", 1, 3, false},
    {"decoder.*.self.b.v", "h.*.attn.c_attn.bias", 2, 3, false},
    {"decoder.*.self.w.out", "h.*.attn.c_proj.weight", 0, 0, false},
    {"decoder.*.self.b.out", "h.*.attn.c_proj.bias", 0, 0, false},
    {"decoder.*.ffn.w.gamma", "h.*.ln_2.weight", 0, 0, false},
    {"decoder.*.ffn.w.beta", "h.*.ln_2.bias", 0, 0, false},
    {"decoder.*.ffn.w.hidden", "h.*.mlp.c_fc.weight", 0, 0, false},
    {"decoder.*.ffn.b.hidden", "h.*.mlp.c_fc.bias", 0, 0, false},
    {"decoder.*.ffn.w.out", "h.*.mlp.c_proj.weight", 0, 0, false},
    {"decoder.*.ffn.b.out", "h.*.mlp.c_proj.bias", 0, 0, false},
    {"decoder.w.gamma", "ln_f.weight", 0, 0, false},
    {"decoder.w.beta", "ln_f.bias", 0, 0, false},
    {"output.w.logits", "lm_head.weight", 0, 0, true},
    {NULL, NULL, 0, 0, false},
};
/* The causal mask, and what hides with it; of a tied table the same once more. */
static const WeightPassed hugging_buffers[] = {{"h.*.attn.bias", NULL},
                                               {"h.*.attn.masked_bias", NULL},
                                               {"lm_head.weight", "wte.weight"},
                                               {NULL, NULL}};
const WeightNames hugging_names = {hugging_rows, "transformer.", hugging_buffers};
