/* An open table by multiplicative hashing; pictures are coverage, averaged over four columns. */
#include "platform/glyphs.h"

#include <math.h>
#include <string.h>

enum { FIRST_SLOTS = 1024 };

/* ---- The table ---- */

int glyph_pixels(int pixels) {
    return pixels < 1 ? 1 : pixels > GLYPH_MOST_PIXELS ? GLYPH_MOST_PIXELS : pixels;
}

static uint64_t slot_key(Face face, int pixels, uint32_t code) {
    return (uint64_t)1 << 63 | (uint64_t)face << 48 | (uint64_t)pixels << 32 | code;
}

/* Face and size stand in the key's high bits, of which only the product's high bits know. */
static GlyphSlot *slot_find(GlyphSlot *slots, size_t capacity, uint64_t key) {
    size_t at = (size_t)(key * 0x9e3779b97f4a7c15u >> 44) & (capacity - 1);
    while (slots[at].key && slots[at].key != key) at = (at + 1) & (capacity - 1);
    return &slots[at];
}

const GlyphSlot *glyphs_find(const GlyphTable *t, Face face, int pixels, uint32_t code) {
    if (!t->capacity) return NULL;
    const GlyphSlot *slot = slot_find(t->slots, t->capacity, slot_key(face, pixels, code));
    return slot->key ? slot : NULL;
}

void glyphs_put(GlyphTable *t, Arena *arena, Face face, int pixels, uint32_t code, void *value) {
    uint64_t key = slot_key(face, pixels, code);
    if (2 * (t->used + 1) > t->capacity) {
        size_t capacity = t->capacity ? t->capacity * 2 : FIRST_SLOTS;
        GlyphSlot *slots = arena_array(arena, capacity, sizeof *slots);
        for (size_t i = 0; i < t->capacity; i++)
            if (t->slots[i].key) *slot_find(slots, capacity, t->slots[i].key) = t->slots[i];
        t->slots = slots;
        t->capacity = capacity;
    }
    *slot_find(t->slots, t->capacity, key) = (GlyphSlot){key, value};
    t->used++;
}

static uint64_t glyphs_run_hash(const void *by, int pixels, const FontRun *run) {
    uint64_t h = (uint64_t)(uintptr_t)by ^ (uint64_t)pixels << 32 ^ run->script ^ run->leftwards;
    for (size_t i = 0; i < run->size; i++) h = (h ^ (unsigned char)run->text[i]) * 0x100000001b3u;
    return h;
}

static bool same_letters(const FontRun *a, const FontRun *b) {
    return a->size == b->size && a->script == b->script && a->leftwards == b->leftwards &&
           memcmp(a->text, b->text, a->size) == 0;
}

GlyphRun *glyphs_run(GlyphRuns *t, Arena *arena, const void *by, int pixels, const FontRun *run,
                     bool *fresh) {
    uint64_t hash = glyphs_run_hash(by, pixels, run);
    GlyphRun **row = &t->rows[(hash ^ hash >> 17) % GLYPH_RUN_ROWS];
    *fresh = false;
    for (GlyphRun *k = *row; k; k = k->next)
        if (k->hash == hash && k->by == by && k->pixels == pixels && same_letters(&k->run, run))
            return k;
    GlyphRun *k = arena_new(arena, GlyphRun);
    *k = (GlyphRun){.next = *row, .by = by, .hash = hash, .pixels = pixels, .run = *run};
    k->run.text = arena_copy(arena, run->text, run->size);
    *fresh = true;
    return *row = k;
}

void glyphs_miss(GlyphTable *t, uint32_t code) {
    for (int i = 0; i < t->missing_count; i++)
        if (t->missing[i] == code) return;
    if (t->missing_count < GLYPHS_MISSING) t->missing[t->missing_count++] = code;
}

/* ---- Pictures ---- */

uint8_t *glyph_room(Arena *arena, Glyph *g, int width, int height) {
    g->width = g->pitch = width;
    g->height = height;
    g->shift = width * height;
    return arena_array(arena, GLYPH_PHASES * (size_t)height, (size_t)width);
}

/* One picture at a phase: each pixel is the mean of four columns of the wide drawing, whose first
   column lies `offset` quarter pixels right of the picture's left edge. */
static void narrow(uint8_t *out, int width, const Glyph *wide, int offset) {
    for (int y = 0; y < wide->height; y++) {
        const uint8_t *row = wide->coverage + (long)y * wide->pitch;
        for (int x = 0; x < width; x++) {
            int sum = 0;
            for (int k = GLYPH_PHASES * x - offset; k < GLYPH_PHASES * (x + 1) - offset; k++)
                sum += k >= 0 && k < wide->width ? row[k] : 0;
            out[y * width + x] = (uint8_t)((sum + GLYPH_PHASES / 2) / GLYPH_PHASES);
        }
    }
}

void glyph_cut(Arena *arena, const Glyph *wide, int begin, Glyph *g) {
    g->left = (int)floor((double)begin / GLYPH_PHASES);
    int offset = begin - g->left * GLYPH_PHASES;
    int width = (wide->width + offset + GLYPH_PHASES - 1) / GLYPH_PHASES + 1;
    uint8_t *cover = glyph_room(arena, g, width, wide->height);
    for (int phase = 0; phase < GLYPH_PHASES; phase++)
        narrow(cover + phase * g->shift, width, wide, offset + phase);
    g->coverage = cover;
}

static bool row_empty(const Glyph *g, int y) {
    for (int phase = 0; phase < GLYPH_PHASES; phase++) {
        const uint8_t *row = g->coverage + (long)phase * g->shift + (long)y * g->pitch;
        for (int x = 0; x < g->width; x++)
            if (row[x]) return false;
    }
    return true;
}

void glyph_trim(Glyph *g) {
    while (g->height > 0 && row_empty(g, g->height - 1)) g->height--;
    while (g->height > 0 && row_empty(g, 0)) {
        g->coverage += g->pitch;
        g->height--;
        g->top++;
    }
    if (g->height == 0) g->coverage = NULL;
}

void glyph_box(Arena *arena, int pixels, Glyph *g) {
    int height = (pixels * 7 + 5) / 10, width = (pixels + 1) / 2, line = 1 + pixels / 24;
    if (height < 2 || width < 2) height = width = 2;
    uint8_t *cover = glyph_room(arena, g, width, height);
    for (int i = 0; i < GLYPH_PHASES * width * height; i++) {
        int x = i % width, y = i / width % height;
        bool edge = x < line || y < line || x >= width - line || y >= height - line;
        cover[i] = edge ? 255 : 0;
    }
    g->coverage = cover;
    g->left = line;
    g->top = -height;
    g->advance = (float)(width + 2 * line);
}
