/* Loading and saving a whole model folder. */
#include "model/model.h"

#include <stdatomic.h>
#include <string.h>

#include "base/text.h"
#include "model/bpe.h"
#include "model/hugging.h"
#include "model/inside.h"
#include "model/tokenizer.h"

enum { CONFIG_MAX = 64 * 1024, EXAMPLES_MAX = 64 * 1024, VOCAB_MAX = 16 * 1024 * 1024 };

static char *vocab_path(const char *folder, const char *language, Arena *arena) {
    return path_join(arena, folder, arena_print(arena, "vocab.%s.txt", language));
}

static bool load_vocab(const char *folder, TokenKind kind, const char *language, int count,
                       Arena *arena, Vocab *out, Error *e) {
    char *path = vocab_path(folder, language, arena);
    Bytes file;
    const Bpe *bytes;
    if (kind == TOKENS_BYTES && !bpe_open(folder, arena, &bytes, e)) return false;
    if (kind == TOKENS_BYTES) return *out = vocab_of_bytes(bytes, count, arena), true;
    if (!file_read(path, VOCAB_MAX, arena, &file, e)) return false;
    if (!vocab_parse((const char *)file.data, file.size, path, arena, out, e)) return false;
    return out->count == count ||
           error_set(e, "%s: holds %d tokens, the config says %d", path, out->count, count);
}

static bool took_files(const Shards *s, Arena *arena, Model *out) {
    Shards *kept = arena_new(arena, Shards);
    *kept = *s;
    out->files = kept;
    out->hash = arena_new(arena, _Atomic(unsigned long long));
    return true;
}

unsigned long long model_hash(const Model *m) {
    unsigned long long hash = m->files ? atomic_load(m->hash) : 0;
    if (m->files && !hash) atomic_store(m->hash, hash = shards_hash(m->files));
    return hash;
}

static bool load_vocabs(const char *folder, Arena *arena, Model *out, Error *e) {
    const Config *c = &out->config;
    if (!load_vocab(folder, c->tokens, c->target_language, c->target_vocab, arena, &out->target, e))
        return false;
    out->source = out->target;
    return !config_reads_apart(c) || load_vocab(folder, c->tokens, c->source_language,
                                                c->source_vocab, arena, &out->source, e);
}

/* A folder of the program's own form. */
static bool load_own(const char *folder, Arena *arena, Model *out, Error *e) {
    Shards s;
    Bytes file;
    if (!load_vocabs(folder, arena, out, e)) return false;
    char *path = path_join(arena, folder, "examples.txt");
    if (file_exists(path) &&
        (!file_read(path, EXAMPLES_MAX, arena, &file, e) ||
         !examples_parse((const char *)file.data, file.size, path, arena, &out->examples, e)))
        return false;
    path = path_join(arena, folder, "model.safetensors");
    bool whole = file_taken(path) || !file_there(path_join(arena, folder, SHARDS_INDEX));
    if (!(whole ? shards_open_file(path, arena, &s, e) : shards_open(folder, arena, &s, e)) ||
        !weights_view(&out->config, &s, NULL, arena, &out->weights, e))
        return false;
    return took_files(&s, arena, out);
}

/* Whether the model can begin with a text, with room for a word more if it has any. */
static bool text_fits(const Config *c, const Vocab *v, const char *text) {
    Arena work = {0};
    Tokens t;
    Error e;
    bool fits = tokens_from_text(text, c->tokens, v, c->max_positions, &work, &t, NULL, &e) &&
                (t.count == 1 || t.count < c->max_positions);
    arena_free(&work);
    return fits;
}

/* Such folders hold no text of their own. As much of the usual one as the model knows and has room
   for, else some of its words; left as it is where there are none. */
static void find_text(Config *c, const Vocab *v) {
    enum { LOOKED_AT = 1000, WORDS = 8 };
    char text[sizeof c->default_text];
    size_t size = strlen(c->default_text);
    memcpy(text, c->default_text, size + 1);
    while (size > 0 && !text_fits(c, v, text)) text[--size] = 0;
    for (int id = 0, words = 0; id < v->count && id < LOOKED_AT && words < WORDS; id++) {
        Buffer word = {0};
        if (size > 0 && words == 0) break;
        bpe_decode_one(v->bytes, id, &word);
        bool plain = word.size > 0 && size + word.size < sizeof text &&
                     strlen(word.data) == word.size && text_is_plain(word.data);
        if (plain) memcpy(text + size, word.data, word.size + 1);
        if (plain && text_fits(c, v, text)) size += word.size, words++;
        text[size] = 0;
        buffer_free(&word);
    }
    if (size > 0) memcpy(c->default_text, text, size + 1);
}

static bool hugging_files(const char *folder, Arena *arena, Shards *out, Error *e) {
    return shards_open(folder, arena, out, e) &&
           (bpe_here(folder) ||
            error_set(e, "%s holds neither tokenizer.json nor vocab.json and merges.txt", folder));
}

/* One of Hugging Face's form: its weights first, which say by name what does not fit. */
static bool load_hugging(const char *folder, Arena *arena, Model *out, Error *e) {
    Shards s;
    if (!hugging_files(folder, arena, &s, e) ||
        !weights_view(&out->config, &s, &hugging_names, arena, &out->weights, e) ||
        !load_vocabs(folder, arena, out, e))
        return false;
    find_text(&out->config, &out->target);
    return took_files(&s, arena, out);
}

/* *own: the folder is of the program's own form. */
static bool model_config(const char *folder, Arena *arena, Config *out, bool *own, Error *e) {
    Bytes file;
    char *path;
    if (file_exists(folder)) return shards_refuse_file(folder, e);
    if (!folder_exists(folder)) return error_set(e, "%s: no such model folder", folder);
    path = path_join(arena, folder, "config.json");
    if (!file_taken(path) && !shards_alone(folder, arena, e)) return false;
    if (!file_read(path, CONFIG_MAX, arena, &file, e)) return false;
    const char *text = (const char *)file.data;
    *own = !hugging_is(text, file.size);
    if (*own) return config_parse(text, file.size, path, out, e);
    return inside_file(folder, "config.json", arena, &path, e) &&
           hugging_config(text, file.size, path, folder, out, e);
}

bool model_look(const char *folder, Arena *arena, Config *out, Error *e) {
    bool own;
    Shards s;
    return model_config(folder, arena, out, &own, e) &&
           (own || hugging_files(folder, arena, &s, e));
}

bool model_load(const char *folder, Arena *arena, Model *out, Error *e) {
    bool own = false;
    *out = (Model){.files = NULL};
    return model_config(folder, arena, &out->config, &own, e) &&
           (own ? load_own : load_hugging)(folder, arena, out, e);
}

bool model_load_words(const char *folder, Arena *arena, Model *out, Error *e) {
    bool own;
    *out = (Model){.files = NULL};
    return model_config(folder, arena, &out->config, &own, e) && load_vocabs(folder, arena, out, e);
}

enum { FILE_CONFIG, FILE_SOURCE, FILE_TARGET, FILE_WEIGHTS, FILES };

static char *model_path_of(const Model *m, const char *folder, int file, Arena *arena) {
    switch (file) {
    case FILE_CONFIG: return path_join(arena, folder, "config.json");
    case FILE_SOURCE: return vocab_path(folder, m->config.source_language, arena);
    case FILE_TARGET: return vocab_path(folder, m->config.target_language, arena);
    default: return path_join(arena, folder, "model.safetensors");
    }
}

bool model_save(const Model *m, const char *folder, Error *e) {
    Arena arena = {0};
    bool ok = folder_make(folder, e);
    for (int i = 0; i < FILES && ok; i++) {
        Buffer b = {0};
        if (i == FILE_SOURCE && !config_reads_apart(&m->config)) continue;
        switch (i) {
        case FILE_CONFIG: config_print(&m->config, &b); break;
        case FILE_SOURCE: vocab_print(&m->source, &b); break;
        case FILE_TARGET: vocab_print(&m->target, &b); break;
        default: weights_print(&m->weights, &b); break;
        }
        ok = file_write(model_path_of(m, folder, i, &arena), b.data, b.size, e);
        buffer_free(&b);
    }
    arena_free(&arena);
    return ok;
}

bool model_absent(const Model *m, const char *folder, Error *e) {
    Arena arena = {0};
    bool ok = true;
    for (int i = 0; i < FILES && ok; i++) ok = file_absent(model_path_of(m, folder, i, &arena), e);
    arena_free(&arena);
    return ok;
}
