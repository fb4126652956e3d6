/* Open addressing, at most two thirds full: no slot is ever given back. */
#include "model/bpe_words.h"

#include <string.h>

/* The least power of two that is half as large again. */
static uint32_t bpe_slots(int most) {
    uint32_t slots = 16;
    while (slots < (uint32_t)most + (uint32_t)most / 2 + 1) slots *= 2;
    return slots;
}

static uint32_t bpe_mixed(uint64_t h) {
    h ^= h >> 32;
    h *= 0xD6E8FEB86659FD93u;
    return (uint32_t)(h ^ h >> 32);
}

/* Eight bytes at a time. */
static uint32_t bpe_text_hash(const char *text, size_t size) {
    uint64_t h = size * 0x9E3779B97F4A7C15u;
    for (size_t at = 0; at < size; at += 8) {
        uint64_t eight = 0;
        memcpy(&eight, text + at, size - at < 8 ? size - at : 8);
        h = (h ^ eight) * 0x9FB21C651E98DF25u;
        h ^= h >> 29;
    }
    return bpe_mixed(h);
}

BpeWords bpe_words_make(int most, Arena *arena) {
    uint32_t slots = bpe_slots(most);
    BpeWords w = {.word = arena_many(arena, BpeWord, most), .room = most, .mask = slots - 1};
    w.slot = arena_raw(arena, slots, sizeof *w.slot);
    memset(w.slot, 0xFF, slots * sizeof *w.slot);
    return w;
}

/* Where the word is, or would be. */
static BpeSlot *bpe_words_slot(const BpeWords *w, const char *text, size_t size, uint32_t hash) {
    uint32_t at = hash & w->mask;
    for (; w->slot[at].id >= 0; at = (at + 1) & w->mask) {
        if (w->slot[at].hash != hash) continue;
        const BpeWord *other = &w->word[w->slot[at].id];
        if (other->size == size && memcmp(other->text, text, size) == 0) break;
    }
    return &w->slot[at];
}

int bpe_words_find(const BpeWords *w, const char *text, size_t size) {
    return bpe_words_slot(w, text, size, bpe_text_hash(text, size))->id;
}

int bpe_words_put(BpeWords *w, int id, const char *text, size_t size) {
    uint32_t hash = bpe_text_hash(text, size);
    if (w->word[id].text) return id;
    BpeSlot *slot = bpe_words_slot(w, text, size, hash);
    if (slot->id >= 0) return slot->id;
    *slot = (BpeSlot){id, hash};
    bpe_words_name(w, id, text, size);
    return -1;
}

void bpe_words_name(BpeWords *w, int id, const char *text, size_t size) {
    w->word[id] = (BpeWord){text, (uint32_t)size};
    if (id >= w->count) w->count = id + 1;
}

BpeMerges bpe_merges_make(int most, Arena *arena) {
    uint32_t slots = bpe_slots(most);
    BpeMerges m = {.slot = arena_raw(arena, slots, sizeof *m.slot), .mask = slots - 1};
    memset(m.slot, 0xFF, slots * sizeof *m.slot);
    return m;
}

static BpeMerge *bpe_merges_slot(const BpeMerges *m, int left, int right) {
    uint32_t at =
        bpe_mixed(((uint64_t)(uint32_t)left << 32 | (uint32_t)right) * 0x9E3779B97F4A7C15u) &
        m->mask;
    while (m->slot[at].left >= 0 && (m->slot[at].left != left || m->slot[at].right != right))
        at = (at + 1) & m->mask;
    return &m->slot[at];
}

const BpeMerge *bpe_merges_find(const BpeMerges *m, int left, int right) {
    const BpeMerge *found = bpe_merges_slot(m, left, right);
    return found->left >= 0 ? found : NULL;
}

void bpe_merges_put(BpeMerges *m, BpeMerge merge) {
    BpeMerge *slot = bpe_merges_slot(m, merge.left, merge.right);
    m->count += slot->left < 0;
    *slot = merge;
}
