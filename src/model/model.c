/* Loading and saving a whole model folder. */
#include "model/model.h"

#include <stdio.h>
#include <string.h>

enum { CONFIG_MAX = 64 * 1024, VOCAB_MAX = 16 * 1024 * 1024 };
static const size_t WEIGHTS_MAX = (size_t)4 << 30;

static unsigned long long hash_bytes(const unsigned char *data, size_t size) {
    unsigned long long h = 14695981039346656037ull; /* FNV-1a */
    for (size_t i = 0; i < size; i++) h = (h ^ data[i]) * 1099511628211ull;
    return h;
}

static char *vocab_path(const char *folder, const char *language, Arena *arena) {
    return path_join(arena, folder, arena_print(arena, "vocab.%s.txt", language));
}

static bool load_vocab(const char *folder, const char *language, int count, Arena *arena,
                       Vocab *out, Error *e) {
    char *path = vocab_path(folder, language, arena);
    Bytes file;
    if (!file_read(path, VOCAB_MAX, arena, &file, e)) return false;
    if (!vocab_parse((const char *)file.data, file.size, path, arena, out, e)) return false;
    return out->count == count ||
           error_set(e, "%s: holds %d tokens, the config says %d", path, out->count, count);
}

/* The file itself is gone when its numbers are taken. */
static bool load_weights(const char *path, Arena *arena, Model *out, Error *e) {
    Arena work = {0};
    Bytes file;
    bool ok = file_read(path, WEIGHTS_MAX, &work, &file, e) &&
              weights_parse(&out->config, file, path, arena, &out->weights, e);
    if (ok) out->hash = hash_bytes(file.data, file.size);
    arena_free(&work);
    return ok;
}

bool model_load(const char *folder, Arena *arena, Model *out, Error *e) {
    Bytes file;
    if (!folder_exists(folder)) return error_set(e, "%s: no such model folder", folder);
    char *path = path_join(arena, folder, "config.json");
    Config *c = &out->config;
    if (!file_read(path, CONFIG_MAX, arena, &file, e)) return false;
    if (!config_parse((const char *)file.data, file.size, path, c, e)) return false;
    if (!load_vocab(folder, c->source_language, c->source_vocab, arena, &out->source, e))
        return false;
    if (!load_vocab(folder, c->target_language, c->target_vocab, arena, &out->target, e))
        return false;
    return load_weights(path_join(arena, folder, "model.safetensors"), arena, out, e);
}

static bool save(const char *folder, const char *name, Buffer *b, Error *e) {
    Arena arena = {0};
    bool ok = file_write(path_join(&arena, folder, name), b->data, b->size, e);
    arena_free(&arena);
    b->size = 0;
    return ok;
}

bool model_save(const Model *m, const char *folder, Error *e) {
    if (!folder_make(folder, e)) return false;
    Buffer b = {0};
    char source[64], target[64];
    snprintf(source, sizeof source, "vocab.%s.txt", m->config.source_language);
    snprintf(target, sizeof target, "vocab.%s.txt", m->config.target_language);
    config_print(&m->config, &b);
    bool ok = save(folder, "config.json", &b, e);
    vocab_print(&m->source, &b);
    ok = ok && save(folder, source, &b, e);
    b.size = 0;
    vocab_print(&m->target, &b);
    ok = ok && save(folder, target, &b, e);
    b.size = 0;
    weights_print(&m->weights, &b);
    ok = ok && save(folder, "model.safetensors", &b, e);
    buffer_free(&b);
    return ok;
}
