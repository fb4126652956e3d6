/* Names and shapes of a model's weights, from its config; reading and writing them. */
#include "model/weights.h"

#include <math.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    *out = (Weights){fill.list, fill.count, NULL, 0, NULL};
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

const float *weights_numbers(const Weights *w, const Weight *one) {
    if (w->x) return w->x + one->offset;
    const float *lying = array_lying(&one->file, &one->part);
    Weight *keeper = &w->list[one - w->list];
    float *made = lying ? NULL : atomic_load(&keeper->made), *first = NULL;
    if (lying || made) return lying ? lying : made;
    size_t size = (size_t)one->rows * (size_t)one->cols * sizeof *made;
    made = malloc(size);
    if (!made) arena_exhausted(size);
    array_convert(&one->file, &one->part, made, &(Error){{0}}); /* floats of any width fit */
    if (atomic_compare_exchange_strong(&keeper->made, &first, made)) return made;
    free(made); /* another thread was faster */
    return first;
}

static void forget_made(void *weights) {
    const Weights *w = weights;
    for (int i = 0; i < w->count; i++) free(atomic_load(&w->list[i].made));
}

/* A tensor of the files. */
typedef struct Named {
    const char *name; /* without the prefix */
    const StoredTensor *tensor;
    bool used;
} Named;

typedef struct NamedList {
    Named *list; /* by name */
    int count;
} NamedList;

static int named_by_name(const void *a, const void *b) {
    return strcmp(((const Named *)a)->name, ((const Named *)b)->name);
}

static bool named_all(const Shards *s, const char *prefix, Arena *arena, NamedList *out, Error *e) {
    size_t skip = prefix ? strlen(prefix) : 0;
    *out = (NamedList){arena_many(arena, Named, s->count), s->count};
    for (int i = 0; i < s->count; i++) {
        const char *name = s->tensors[i].name;
        bool has = skip && strncmp(name, prefix, skip) == 0;
        out->list[i] = (Named){has ? name + skip : name, &s->tensors[i], false};
    }
    qsort(out->list, (size_t)out->count, sizeof *out->list, named_by_name);
    for (int i = 1; i < out->count; i++)
        if (named_by_name(&out->list[i - 1], &out->list[i]) == 0)
            return error_set(e, "%s: tensor '%s' is there with and without '%s'", s->name,
                             out->list[i].name, prefix);
    return true;
}

/* Whether a pattern is that name; *layer what stands in the place of its '*', of *size bytes. */
static bool name_fits(const char *pattern, const char *name, const char **layer, int *size) {
    const char *star = strchr(pattern, '*');
    size_t before = star ? (size_t)(star - pattern) : 0;
    if (!star) return strcmp(pattern, name) == 0;
    if (strncmp(pattern, name, before) != 0) return false;
    *layer = name + before;
    *size = (int)strspn(*layer, "0123456789");
    return *size > 0 && strcmp(star + 1, *layer + *size) == 0;
}

/* What the files call a weight; NULL: they have none such. */
static const char *name_theirs(const WeightNames *names, const Weight *w, Arena *arena,
                               WeightName *row) {
    const char *layer = "";
    int size = 0;
    *row = (WeightName){.parts = 1};
    if (!names) return w->path;
    const WeightName *r = names->rows;
    while (r->ours && !name_fits(r->ours, w->path, &layer, &size)) r++;
    if (!r->ours) return w->path;
    *row = *r;
    row->parts = r->parts ? r->parts : 1;
    int before = (int)strcspn(r->theirs, "*");
    return r->theirs[before] ? arena_print(arena, "%.*s%.*s%s", before, r->theirs, size, layer,
                                           r->theirs + before + 1)
                             : r->theirs;
}

/* A vector is stored with rank 1, a matrix of one row with 2. */
static bool weights_same_shape(const Weight *w, const WeightName *row, const StoredTensor *t) {
    int64_t cols = (int64_t)w->cols * row->parts;
    if (w->vector) return t->rank == 1 && t->dims[0] == cols;
    return t->rank == 2 && t->dims[row->turned] == w->rows && t->dims[!row->turned] == cols;
}

static bool misshapen(const char *name, const Weight *w, const WeightName *row,
                      const StoredTensor *t, Error *e) {
    char want[48], have[SAFETENSORS_RANK * 24] = "";
    int cols = w->cols * row->parts;
    if (w->vector)
        snprintf(want, sizeof want, "%d", cols);
    else
        snprintf(want, sizeof want, "%d, %d", row->turned ? cols : w->rows,
                 row->turned ? w->rows : cols);
    for (int i = 0; i < t->rank; i++)
        snprintf(have + strlen(have), sizeof have - strlen(have), i ? ", %lld" : "%lld",
                 (long long)t->dims[i]);
    return error_set(e, "%s: tensor '%s' has the shape [%s], the config asks for [%s]", name,
                     t->name, have, want);
}

static bool weight_view(Weight *w, const WeightName *row, const StoredTensor *t, const char *name,
                        Error *e) {
    if (!weights_same_shape(w, row, t)) return misshapen(name, w, row, t, e);
    if (strcmp(t->dtype, "F32") != 0 && strcmp(t->dtype, "F16") != 0 &&
        strcmp(t->dtype, "BF16") != 0)
        return error_set(e, "%s: tensor '%s' is %s, must be F32, F16 or BF16", name, t->name,
                         t->dtype);
    if (!safetensors_array(t, &w->file, e)) return error_prefix(e, name);
    int64_t stored = w->vector ? 0 : t->dims[1];
    w->part = (ArrayPart){.first = (int64_t)row->part * w->cols,
                          .rank = 2,
                          .dims = {w->rows, w->cols},
                          .apart = {row->turned ? 1 : stored, row->turned ? stored : 1}};
    return true;
}

/* By the bits of the exponents, which are all set in what is not finite: where the numbers lie,
   whatever their width. Files are little-endian. */
static bool tensor_finite(const StoredTensor *t) {
    bool wide = strcmp(t->dtype, "F32") == 0;
    uint32_t ones = wide ? 0x7F800000 : strcmp(t->dtype, "F16") == 0 ? 0x7C00 : 0x7F80, found = 0;
    const unsigned char *at = t->data, *end = at + t->bytes;
    for (uint32_t x; wide && at < end; at += sizeof x) {
        memcpy(&x, at, sizeof x);
        found |= (x & ones) == ones;
    }
    for (uint16_t x; at < end; at += sizeof x) {
        memcpy(&x, at, sizeof x);
        found |= (x & ones) == ones;
    }
    return !found;
}

/* Files so large that reading them all would delay the first figure are believed. */
static bool named_finite(const NamedList *all, const Shards *s, Error *e) {
    enum { LOOKED_THROUGH_MOST = 64 << 20 };
    size_t bytes = 0;
    for (int i = 0; i < s->file_count; i++) bytes += s->files[i].size;
    for (int i = 0; i < all->count && bytes <= LOOKED_THROUGH_MOST; i++)
        if (all->list[i].used && !tensor_finite(all->list[i].tensor))
            return error_set(e, "%s: tensor '%s' holds a number that is not finite", s->name,
                             all->list[i].tensor->name);
    return true;
}

static Named *named_find(const NamedList *all, const char *name) {
    Named key = {.name = name};
    return bsearch(&key, all->list, (size_t)all->count, sizeof key, named_by_name);
}

/* Whether it may be passed over without a word. */
static bool named_known(const NamedList *all, const Named *one, const WeightPassed *known) {
    const char *layer;
    int size;
    while (known->pattern && !name_fits(known->pattern, one->name, &layer, &size)) known++;
    if (!known->pattern || !known->copy_of) return known->pattern;
    const Named *other = named_find(all, known->copy_of);
    const StoredTensor *a = one->tensor, *b = other ? other->tensor : a;
    return strcmp(a->dtype, b->dtype) != 0 ||
           (a->bytes == b->bytes && memcmp(a->data, b->data, a->bytes) == 0);
}

/* What is there and no weight: told, unless it is known to be none, or is a weight once more. */
static void tell_passed(const NamedList *all, const WeightNames *names, Arena *arena,
                        Weights *out) {
    enum { TOLD_MOST = 4 };
    Buffer told = {0};
    int count = 0;
    for (int i = 0; i < all->count; i++) {
        const Named *one = &all->list[i];
        if (one->used || named_known(all, one, names->passed)) continue;
        if (count++ < TOLD_MOST)
            buffer_print(&told, "%s%s", count > 1 ? ", " : "", one->tensor->name);
    }
    if (count > TOLD_MOST) buffer_print(&told, " and %d more", count - TOLD_MOST);
    if (count) out->passed = arena_copy(arena, told.data, told.size);
    buffer_free(&told);
}

bool weights_view(const Config *c, const Shards *s, const WeightNames *names, Arena *arena,
                  Weights *out, Error *e) {
    NamedList all;
    model_weights_layout(c, arena, out);
    if (!named_all(s, names ? names->prefix : NULL, arena, &all, e)) return false;
    for (int i = 0; i < out->count; i++) {
        Weight *w = &out->list[i];
        WeightName row;
        const char *name = name_theirs(names, w, arena, &row);
        Named *there = named_find(&all, name);
        if (!there) return error_set(e, "%s: tensor '%s' is missing", s->name, name);
        there->used = true;
        if (!weight_view(w, &row, there->tensor, s->name, e)) return false;
    }
    for (int i = 0; i < all.count && !names; i++)
        if (!all.list[i].used)
            return error_set(e, "%s: tensor '%s' is not part of such a model", s->name,
                             all.list[i].name);
    if (names) tell_passed(&all, names, arena, out);
    Weights *kept = arena_new(arena, Weights);
    *kept = *out;
    arena_keep(arena, forget_made, kept);
    return named_finite(&all, s, e);
}

void weights_print(const Weights *w, Buffer *out) {
    Arena arena = {0};
    TensorToStore *t = arena_many(&arena, TensorToStore, w->count);
    for (int i = 0; i < w->count; i++) {
        const Weight *a = &w->list[i];
        t[i] =
            (TensorToStore){a->path, a->vector ? 1 : 2, {a->rows, a->cols}, weights_numbers(w, a)};
        if (a->vector) t[i].dims[0] = a->cols;
    }
    static const char *const metadata[] = {"format", "attnscope"};
    safetensors_print(t, w->count, metadata, 1, out);
    arena_free(&arena);
}
