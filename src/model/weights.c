/* Names and shapes of a model's weights, from its config; reading and writing them. */
#include "model/weights.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/formats/safetensors.h"

/* The list under construction; without room it only counts. */
typedef struct Layout {
    Arena *arena;
    Weight *list;
    int count;
    char scope[64];
} Layout;

static void add_matrix(Layout *l, const char *name, int rows, int cols) {
    if (l->list)
        l->list[l->count] = (Weight){
            .path = arena_print(l->arena, "%s.%s", l->scope, name), .rows = rows, .cols = cols};
    l->count++;
}

static void add_vector(Layout *l, const char *name, int cols, float first) {
    add_matrix(l, name, 1, cols);
    if (!l->list) return;
    l->list[l->count - 1].vector = true;
    l->list[l->count - 1].first = first;
}

static void scope(Layout *l, const char *stack, int layer, const char *part) {
    if (layer < 0)
        snprintf(l->scope, sizeof l->scope, "%s", stack);
    else
        snprintf(l->scope, sizeof l->scope, "%s.%d.%s", stack, layer, part);
}

static void add_norm(Layout *l, int d) {
    add_vector(l, "w.gamma", d, 1);
    add_vector(l, "w.beta", d, 0);
}

static void add_linear(Layout *l, const char *name, int in, int out) {
    char path[32];
    snprintf(path, sizeof path, "w.%s", name);
    add_matrix(l, path, in, out);
    path[0] = 'b';
    add_vector(l, path, out, 0);
}

static void weights_add_attention(Layout *l, int d) {
    add_linear(l, "q", d, d);
    add_linear(l, "k", d, d);
    add_linear(l, "v", d, d);
    add_linear(l, "out", d, d);
    add_norm(l, d);
}

static void add_stack(Layout *l, const Config *c, const char *stack, int layers, int vocab,
                      bool cross) {
    scope(l, stack, -1, "");
    add_matrix(l, "w.embed", vocab, c->d_model);
    if (l->list) l->list[l->count - 1].table = true;
    if (c->positions == POSITIONS_LEARNED) {
        add_matrix(l, "w.position", c->max_positions, c->d_model);
        if (l->list) l->list[l->count - 1].table = true;
    }
    if (c->norm == NORM_PRE) add_norm(l, c->d_model);
    for (int i = 0; i < layers; i++) {
        scope(l, stack, i, "self");
        weights_add_attention(l, c->d_model);
        scope(l, stack, i, "cross");
        if (cross) weights_add_attention(l, c->d_model);
        scope(l, stack, i, "ffn");
        add_linear(l, "hidden", c->d_model, c->d_ff);
        add_linear(l, "out", c->d_ff, c->d_model);
        add_norm(l, c->d_model);
    }
}

static void add_all(Layout *l, const Config *c) {
    bool reads = config_reads_apart(c);
    if (reads) add_stack(l, c, "encoder", c->encoder_layers, c->source_vocab, false);
    add_stack(l, c, "decoder", c->decoder_layers, c->target_vocab, reads);
    scope(l, "output", -1, "");
    if (c->tied_output) return;
    if (c->output_bias)
        add_linear(l, "logits", c->d_model, c->target_vocab);
    else
        add_matrix(l, "w.logits", c->d_model, c->target_vocab);
}

static int weights_by_path(const void *a, const void *b) {
    return strcmp(((const Weight *)a)->path, ((const Weight *)b)->path);
}

static void model_weights_layout(const Config *c, Arena *arena, Weights *out) {
    Layout count = {arena, NULL, 0, ""};
    add_all(&count, c);
    Layout fill = {arena, arena_many(arena, Weight, count.count), 0, ""};
    add_all(&fill, c);
    qsort(fill.list, (size_t)fill.count, sizeof *fill.list, weights_by_path);
    *out = (Weights){fill.list, fill.count, NULL, 0};
    for (int i = 0; i < out->count; i++) {
        out->list[i].offset = out->total;
        out->total += (long)out->list[i].rows * out->list[i].cols;
    }
}

void weights_layout(const Config *c, Arena *arena, Weights *out) {
    model_weights_layout(c, arena, out);
    out->x = arena_many(arena, float, out->total);
}

const Weight *weights_find(const Weights *w, const char *path) {
    Weight key = {.path = path};
    return bsearch(&key, w->list, (size_t)w->count, sizeof key, weights_by_path);
}

void weights_random(Weights *w, Random *r) {
    for (int k = 0; k < w->count; k++) {
        const Weight *one = &w->list[k];
        float *x = w->x + one->offset, bound = (float)sqrt(6.0 / (one->rows + one->cols)),
              spread = (float)(1.0 / sqrt(one->cols));
        for (long i = 0; i < (long)one->rows * one->cols; i++)
            x[i] = one->vector  ? one->first
                   : one->table ? random_normal(r) * spread
                                : (random_unit(r) * 2.0f - 1.0f) * bound;
    }
}

/* A vector is stored with rank 1, a matrix of one row with 2. */
static bool weights_same_shape(const Weight *w, const StoredTensor *t) {
    if (w->vector) return t->rank == 1 && t->dims[0] == w->cols;
    return t->rank == 2 && t->dims[0] == w->rows && t->dims[1] == w->cols;
}

static bool misshapen(const char *name, const Weight *w, const StoredTensor *t, Error *e) {
    char want[32], have[SAFETENSORS_RANK * 24] = "";
    if (w->vector)
        snprintf(want, sizeof want, "%d", w->cols);
    else
        snprintf(want, sizeof want, "%d, %d", w->rows, w->cols);
    for (int i = 0; i < t->rank; i++)
        snprintf(have + strlen(have), sizeof have - strlen(have), i ? ", %lld" : "%lld",
                 (long long)t->dims[i]);
    return error_set(e, "%s: tensor '%s' has the shape [%s], the config asks for [%s]", name,
                     t->name, have, want);
}

static const StoredTensor *stored(const StoredTensors *s, const char *path) {
    for (int i = 0; i < s->count; i++)
        if (strcmp(s->tensors[i].name, path) == 0) return &s->tensors[i];
    return NULL;
}

static bool check_tensors(const Weights *w, const StoredTensors *s, const char *name, Error *e) {
    for (int i = 0; i < s->count; i++)
        if (!weights_find(w, s->tensors[i].name))
            return error_set(e, "%s: tensor '%s' is not part of such a model", name,
                             s->tensors[i].name);
    for (int i = 0; i < w->count; i++) {
        const StoredTensor *t = stored(s, w->list[i].path);
        if (!t) return error_set(e, "%s: tensor '%s' is missing", name, w->list[i].path);
        if (strcmp(t->dtype, "F32") != 0)
            return error_set(e, "%s: tensor '%s' is %s, must be F32", name, t->name, t->dtype);
        if (!weights_same_shape(&w->list[i], t)) return misshapen(name, &w->list[i], t, e);
    }
    return true;
}

bool weights_parse(const Config *c, Bytes file, const char *name, Arena *arena, Weights *out,
                   Error *e) {
    StoredTensors s;
    if (!safetensors_parse(file, name, arena, &s, e)) return false;
    model_weights_layout(c, arena, out);
    if (!check_tensors(out, &s, name, e)) return false;
    out->x = arena_many(arena, float, out->total);
    for (int i = 0; i < out->count; i++) {
        const Weight *w = &out->list[i];
        float *x = out->x + w->offset;
        bool finite = true;
        safetensors_floats(stored(&s, w->path), x);
        for (long k = 0; k < (long)w->rows * w->cols; k++) finite &= isfinite(x[k]) != 0;
        if (!finite)
            return error_set(e, "%s: tensor '%s' holds a number that is not finite", name, w->path);
    }
    return true;
}

void weights_print(const Weights *w, Buffer *out) {
    Arena arena = {0};
    TensorToStore *t = arena_many(&arena, TensorToStore, w->count);
    for (int i = 0; i < w->count; i++) {
        const Weight *a = &w->list[i];
        t[i] = (TensorToStore){a->path, a->vector ? 1 : 2, {a->rows, a->cols}, w->x + a->offset};
        if (a->vector) t[i].dims[0] = a->cols;
    }
    static const char *const metadata[] = {"format", "attnscope"};
    safetensors_print(t, w->count, metadata, 1, out);
    arena_free(&arena);
}
