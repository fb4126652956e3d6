/* The letters are a list that shrinks; the pairs that may be merged wait in a heap. */
#include "model/bpe_merge.h"

#include <stdbool.h>

typedef struct MergeSymbol {
    int32_t id, before, behind; /* id −1: it has become part of another one; −1: there is none */
} MergeSymbol;

typedef struct MergeWaiting {
    int32_t rank, at, made;
} MergeWaiting;

static bool waits_less(const MergeWaiting *a, const MergeWaiting *b) {
    return a->rank != b->rank ? a->rank < b->rank : a->at < b->at;
}

static void heap_push(Buffer *heap, MergeWaiting w) {
    buffer_add(heap, &w, sizeof w);
    MergeWaiting *h = (MergeWaiting *)heap->data;
    size_t at = heap->size / sizeof w - 1;
    for (; at > 0 && waits_less(&w, &h[(at - 1) / 2]); at = (at - 1) / 2) h[at] = h[(at - 1) / 2];
    h[at] = w;
}

static MergeWaiting heap_pop(Buffer *heap) {
    MergeWaiting *h = (MergeWaiting *)heap->data, first = h[0];
    heap->size -= sizeof first;
    size_t count = heap->size / sizeof first, at = 0;
    for (size_t below; (below = 2 * at + 1) < count; at = below) {
        below += below + 1 < count && waits_less(&h[below + 1], &h[below]);
        if (!waits_less(&h[below], &h[count])) break;
        h[at] = h[below];
    }
    h[at] = h[count];
    return first;
}

/* The symbol at `at` and the one behind it, if they can be merged. */
static void heap_wait(Buffer *heap, const BpeMerges *merges, const MergeSymbol *s, int at) {
    if (at < 0 || s[at].behind < 0) return;
    const BpeMerge *m = bpe_merges_find(merges, s[at].id, s[s[at].behind].id);
    if (m) heap_push(heap, (MergeWaiting){m->rank, at, m->made});
}

void bpe_merge_begin(BpeMerging *m) {
    m->symbols.size = m->heap.size = 0;
}

void bpe_merge_add(BpeMerging *m, int id) {
    int at = (int)(m->symbols.size / sizeof(MergeSymbol));
    if (at > 0) ((MergeSymbol *)m->symbols.data)[at - 1].behind = at;
    buffer_add(&m->symbols, &(MergeSymbol){id, at - 1, -1}, sizeof(MergeSymbol));
}

void bpe_merge_run(BpeMerging *m, const BpeMerges *merges, Buffer *ids) {
    MergeSymbol *s = (MergeSymbol *)m->symbols.data;
    int count = (int)(m->symbols.size / sizeof *s);
    for (int i = 0; i < count; i++) heap_wait(&m->heap, merges, s, i);
    while (m->heap.size > 0) {
        MergeWaiting top = heap_pop(&m->heap);
        MergeSymbol *left = &s[top.at];
        if (left->id < 0 || left->behind < 0) continue;
        MergeSymbol *right = &s[left->behind];
        const BpeMerge *pair = bpe_merges_find(merges, left->id, right->id);
        if (!pair || pair->made != top.made) continue; /* it was merged otherwise meanwhile */
        left->id = top.made;
        left->behind = right->behind;
        right->id = -1;
        if (left->behind >= 0) s[left->behind].before = top.at;
        heap_wait(&m->heap, merges, s, left->before);
        heap_wait(&m->heap, merges, s, top.at);
    }
    for (int i = 0; i < count; i++)
        if (s[i].id >= 0) buffer_add(ids, &s[i].id, sizeof s[i].id);
}

void bpe_merge_free(BpeMerging *m) {
    buffer_free(&m->symbols);
    buffer_free(&m->heap);
}
