/* Checkpoints are safetensors files: the weights' block, Adam's two moments, and the counters as
 * metadata. */
#include "train/checkpoint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/formats/safetensors.h"

static char *checkpoint_path_of(const char *folder, Arena *arena) {
    return path_join(arena, folder, "checkpoint.safetensors");
}

bool checkpoint_save(const char *folder, const Model *m, const TrainState *s, Error *e) {
    Arena arena = {0};
    Buffer b = {0};
    const TensorToStore tensors[] = {
        {"adam.m", 1, {m->weights.total}, s->m},
        {"adam.v", 1, {m->weights.total}, s->v},
        {"weights", 1, {m->weights.total}, m->weights.x},
    };
    const char *metadata[] = {
        "model", m->config.name,
        "step",  arena_print(&arena, "%d", s->step),
        "steps", arena_print(&arena, "%d", s->steps),
        "seed",  arena_print(&arena, "%llu", (unsigned long long)s->seed),
        "loss",  arena_print(&arena, "%a", s->loss),
    };
    safetensors_print(tensors, 3, metadata, 5, &b);
    bool ok = file_write(checkpoint_path_of(folder, &arena), b.data, b.size, e);
    buffer_free(&b);
    arena_free(&arena);
    return ok;
}

static const char *metadata(const StoredTensors *s, const char *key) {
    for (int i = 0; i < s->metadata_count; i++)
        if (strcmp(s->metadata[2 * i], key) == 0) return s->metadata[2 * i + 1];
    return "";
}

static bool checkpoint_take(const StoredTensors *s, const char *name, float *x, long n) {
    for (int i = 0; i < s->count; i++) {
        const StoredTensor *t = &s->tensors[i];
        if (strcmp(t->name, name) != 0 || strcmp(t->dtype, "F32") != 0 || t->bytes != (size_t)n * 4)
            continue;
        safetensors_floats(t, x);
        return true;
    }
    return false;
}

static bool restore(const StoredTensors *t, const char *path, Model *m, TrainState *s, Error *e) {
    long n = m->weights.total;
    bool same = strcmp(metadata(t, "model"), m->config.name) == 0 &&
                atoi(metadata(t, "steps")) == s->steps &&
                strtoull(metadata(t, "seed"), NULL, 10) == s->seed;
    if (!same)
        return error_set(
            e,
            "%s: belongs to another training (model, steps or seed differ): train without --resume",
            path);
    if (!checkpoint_take(t, "weights", m->weights.x, n) || !checkpoint_take(t, "adam.m", s->m, n) ||
        !checkpoint_take(t, "adam.v", s->v, n))
        return error_set(e, "%s: does not hold the weights of this model: train without --resume",
                         path);
    s->step = atoi(metadata(t, "step"));
    s->loss = strtod(metadata(t, "loss"), NULL);
    if (s->step < 0 || s->step > s->steps)
        return error_set(e, "%s: the step number makes no sense", path);
    return true;
}

bool checkpoint_load(const char *folder, Model *m, TrainState *s, bool *found, Error *e) {
    Arena arena = {0};
    char *path = checkpoint_path_of(folder, &arena);
    *found = file_exists(path);
    Bytes file;
    StoredTensors t;
    bool ok =
        !*found || (file_read(path, (size_t)1 << 30, &arena, &file, e) &&
                    safetensors_parse(file, path, &arena, &t, e) && restore(&t, path, m, s, e));
    arena_free(&arena);
    return ok;
}

bool checkpoint_absent(const char *folder, Error *e) {
    Arena arena = {0};
    const char *path = checkpoint_path_of(folder, &arena);
    bool ok = !file_taken(path);
    if (!ok)
        error_set(e, "%s is there already (--resume goes on from it, --force writes over it)",
                  path);
    arena_free(&arena);
    return ok;
}

void checkpoint_remove(const char *folder) {
    Arena arena = {0};
    remove(checkpoint_path_of(folder, &arena));
    arena_free(&arena);
}
