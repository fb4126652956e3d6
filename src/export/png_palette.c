/* Colours as numbers in a table, for pictures of few colours. What hardly occurs (shades of
   letters' edges) goes with a colour that hardly differs. */
#include "export/png_palette.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS = 1 << 14, COLORS_MOST = 1 << 13, RARE_PART = 4000 };

/* How far a channel may move, tried one after the other: letters on many colours have many shades.
 */
static const int near_enough[] = {4, 8, 12};

/* One colour of the picture; key 0: free. */
typedef struct Slot {
    uint32_t key, count;
    int index;
} Slot;

static Slot *palette_slot(Slot *slots, uint32_t pixel) {
    uint32_t at = (pixel * 0x9E3779B1u) >> 18;
    while (slots[at].key && slots[at].key != pixel) at = (at + 1) & (SLOTS - 1);
    return &slots[at];
}

/* So many pixels of one colour are one look-up; else each has its own, for to look for where the
   colour changes would take as long. */
enum { EQUAL = 8 };

static bool are_equal(const uint32_t *row, int n) {
    uint32_t other = 0;
    for (int k = 0; k < n; k++) other |= row[k] ^ row[0];
    return other == 0;
}

/* All pixels are opaque, so that no key is 0. False: too many colours. */
static bool count_colors(const Canvas *c, Slot *slots, int *colors) {
    *colors = 0;
    for (int y = 0; y < c->height; y++) {
        const uint32_t *row = c->pixels + (long)y * c->pitch, *end = row + c->width;
        for (int n, each; row < end; row += n) {
            n = end - row < EQUAL ? (int)(end - row) : EQUAL;
            each = are_equal(row, n) ? n : 1;
            for (int k = 0; k < n; k += each) {
                Slot *s = palette_slot(slots, row[k]);
                s->count += (uint32_t)each;
                if (s->key) continue;
                if (++*colors > COLORS_MOST) return false;
                s->key = row[k];
            }
        }
    }
    return true;
}

/* Most often first, equal ones in a fixed order. */
static int by_count(const void *a, const void *b) {
    const Slot *x = *(Slot *const *)a, *y = *(Slot *const *)b;
    if (x->count != y->count) return x->count < y->count ? 1 : -1;
    return x->key < y->key ? -1 : 1;
}

static bool is_near(uint32_t a, uint32_t b, int most) {
    for (int shift = 0; shift < 24; shift += 8)
        if (abs((int)(a >> shift & 0xff) - (int)(b >> shift & 0xff)) > most) return false;
    return true;
}

/* The table's colours by how green they are, for near ones are looked for often. */
enum { SHELVES = 16 };

typedef struct Shelf {
    int count;
    uint8_t index[PNG_COLORS];
} Shelf;

static int shelf_of(uint32_t color) {
    return (int)(color >> 12 & (SHELVES - 1));
}

/* The first near colour of the table; how many there are if none is near. */
static int near_color(const PngPalette *p, const Shelf *shelves, uint32_t color, int most) {
    int best = p->count, at = shelf_of(color);
    for (int k = at > 0 ? at - 1 : 0; k <= at + 1 && k < SHELVES; k++)
        for (int i = 0; i < shelves[k].count && shelves[k].index[i] < best; i++)
            if (is_near(p->color[shelves[k].index[i]], color, most)) best = shelves[k].index[i];
    return best;
}

static bool choose_colors(Slot **order, int colors, uint32_t rare, int most, PngPalette *p) {
    Shelf shelves[SHELVES] = {{0}};
    p->count = 0;
    for (int i = 0; i < colors; i++) {
        uint32_t color = order[i]->key;
        int at = order[i]->count <= rare ? near_color(p, shelves, color, most) : p->count;
        if (at == PNG_COLORS) return false;
        if (at == p->count) {
            Shelf *shelf = &shelves[shelf_of(color)];
            shelf->index[shelf->count++] = (uint8_t)at;
            p->color[p->count++] = color;
        }
        order[i]->index = at;
    }
    return true;
}

/* Where the rows lie over the pixels each pixel is read before its place is written. */
static void write_rows(const Canvas *c, Slot *slots, unsigned char *out) {
    for (int y = 0; y < c->height; y++) {
        const uint32_t *row = c->pixels + (long)y * c->pitch, *end = row + c->width;
        *out++ = 0;
        for (int n; row < end; row += n) {
            n = end - row < EQUAL ? (int)(end - row) : EQUAL;
            if (are_equal(row, n)) {
                memset(out, palette_slot(slots, *row)->index, (size_t)n);
                out += n;
                continue;
            }
            for (int k = 0; k < n; k++) *out++ = (unsigned char)palette_slot(slots, row[k])->index;
        }
    }
}

bool png_palette(const Canvas *c, PngPalette *p, unsigned char *rows) {
    Slot *slots = calloc(SLOTS, sizeof *slots), **order = malloc(COLORS_MOST * sizeof *order);
    int colors, n = 0;
    bool ok = slots && order && count_colors(c, slots, &colors);
    for (int i = 0; i < SLOTS && ok; i++)
        if (slots[i].key) order[n++] = &slots[i];
    if (ok) {
        qsort(order, (size_t)n, sizeof *order, by_count);
        uint32_t rare = (uint32_t)((long)c->width * c->height / RARE_PART);
        ok = false;
        for (size_t i = 0; i < sizeof near_enough / sizeof *near_enough && !ok; i++)
            ok = choose_colors(order, n, rare, near_enough[i], p);
    }
    if (ok) write_rows(c, slots, rows);
    free(order);
    free(slots);
    return ok;
}
