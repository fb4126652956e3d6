/* Sums over rows in double. */
#include "trace/heads.h"

#include <math.h>
#include <string.h>

enum { GOLD_KEYS = 32 };
static const double role_share = 0.6, broad_share = 0.9;

HeadKind head_kind(ValuePlace at) {
    if (at.sublayer == SUBLAYER_CROSS) return HEAD_KIND_CROSS;
    return at.stack == STACK_DECODER ? HEAD_KIND_CAUSAL : HEAD_KIND_SELF;
}

/* Its weights add up to 1: a number that somebody set, or softmax over the wrong axis, leaves
 * nothing to measure. */
static bool is_shared_out(const float *a, int n) {
    double sum = 0;
    bool negative = false;
    for (int j = 0; j < n; j++) sum += (double)a[j], negative = negative || a[j] < 0;
    return !negative && fabs(sum - 1) < 1e-3;
}

static void trace_heads_add(Head *h, HeadMeasure m, double x) {
    h->value[m] += x;
    h->rows[m]++;
}

static void trace_heads_add_row(Head *h, const float *a, int n, int row, HeadKind kind) {
    bool self = kind != HEAD_KIND_CROSS;
    double sum = 0;
    for (int j = 0; j < n; j++)
        if (a[j] > 0) sum -= (double)a[j] * log2((double)a[j]);
    trace_heads_add(h, HEAD_ENTROPY, sum);
    trace_heads_add(h, HEAD_FIRST, (double)a[0]);
    if (self && row < n) trace_heads_add(h, HEAD_ITSELF, (double)a[row]);
    if (self && row >= 1 && row <= n) trace_heads_add(h, HEAD_PREVIOUS, (double)a[row - 1]);
    if (kind != HEAD_KIND_CAUSAL) trace_heads_add(h, HEAD_LAST, (double)a[n - 1]);
}

/* What lies on the next word, wherever it came after this one before. */
static void trace_heads_add_copied(Head *h, const float *a, int row, const int *line) {
    double sum = 0;
    int places = 0;
    for (int j = 1; j <= row; j++)
        if (line[j] == line[row + 1] && line[j - 1] == line[row]) sum += (double)a[j], places++;
    if (places) trace_heads_add(h, HEAD_COPIED, sum);
}

Head head_measure(Tensor weights, Tensor masked, int head, HeadKind kind, const uint32_t *gold,
                  const int *line) {
    Head h = {.most = 0};
    int n = weights.shape.cols;
    for (int i = 0; i < weights.shape.rows; i++) {
        const float *a = tensor_row(weights, head, i);
        /* How many keys a row sees. */
        int keys = 0;
        for (int j = 0; j < masked.shape.cols; j++)
            keys += tensor_at(masked, head, i, j) != -INFINITY;
        if (keys < 2 || !is_shared_out(a, n)) continue;
        trace_heads_add_row(&h, a, n, i, kind);
        h.most += log2((double)keys);
        if (line && kind == HEAD_KIND_CAUSAL && i < n) trace_heads_add_copied(&h, a, i, line);
        if (gold && gold[i] && n <= GOLD_KEYS)
            trace_heads_add(&h, HEAD_GOLD, gold[i] >> tensor_largest(a, n) & 1);
    }
    if (h.rows[HEAD_ENTROPY]) h.most /= h.rows[HEAD_ENTROPY];
    for (int m = 0; m < HEAD_MEASURES; m++)
        if (h.rows[m]) h.value[m] /= h.rows[m];
    return h;
}

bool head_mean(const Head *heads, int count, HeadMeasure m, double *out) {
    int with = 0;
    *out = 0;
    for (int i = 0; i < count; i++)
        if (heads[i].rows[m]) *out += heads[i].value[m], with++;
    if (with) *out /= with;
    return with > 0;
}

int head_role(const Head *h) {
    int best = -1;
    for (int m = HEAD_PREVIOUS; m < HEAD_MEASURES; m++)
        if (h->rows[m] > 1 && h->value[m] >= role_share &&
            (best < 0 || h->value[m] > h->value[best]))
            best = m;
    if (best >= 0) return best;
    bool broad =
        h->rows[HEAD_ENTROPY] && h->most > 0.5 && h->value[HEAD_ENTROPY] >= broad_share * h->most;
    return broad ? HEAD_ENTROPY : -1;
}

int heads_apart(Tensor weights) {
    int best = 0;
    double least = INFINITY;
    for (int i = 0; i < weights.shape.rows; i++) {
        double common = 0;
        for (int k = 0; k < weights.shape.cols; k++) {
            float all = INFINITY;
            for (int h = 0; h < weights.shape.sheets; h++)
                all = fminf(all, tensor_at(weights, h, i, k));
            common += (double)all;
        }
        if (common < least) least = common, best = i;
    }
    return best;
}

/* One layer's step, row by row. */
static void trace_heads_mix(Tensor w, const double *before, double *after) {
    int n = w.shape.rows, heads = w.shape.sheets;
    for (int i = 0; i < n; i++) {
        double total = 0;
        for (int j = 0; j < n; j++) after[i * n + j] = 0;
        for (int k = 0; k < n; k++) {
            double share = 0;
            for (int h = 0; h < heads; h++) share += (double)tensor_at(w, h, i, k);
            share = 0.5 * share / heads + (i == k ? 0.5 : 0);
            for (int j = 0; j < n; j++) after[i * n + j] += share * before[k * n + j];
            total += share;
        }
        for (int j = 0; j < n && total > 0; j++) after[i * n + j] /= total;
    }
}

Tensor head_rollout(const Tensor *weights, int count, Arena *arena) {
    int n = weights[0].shape.rows;
    size_t size = (size_t)n * (size_t)n;
    double *at = arena_raw(arena, 2 * size, sizeof *at), *next = at + size;
    float *x = arena_raw(arena, size, sizeof *x);
    for (size_t i = 0; i < size; i++) at[i] = i % ((size_t)n + 1) == 0;
    for (int k = 0; k < count; k++) {
        trace_heads_mix(weights[k], at, next);
        double *swap = at;
        at = next;
        next = swap;
    }
    for (size_t i = 0; i < size; i++) x[i] = (float)at[i];
    return (Tensor){{1, n, n}, x};
}
