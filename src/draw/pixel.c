/* Runs of pixels: the loops that everything drawn ends in. Opaque pixels take the short way. Not
 * for shapes. */
#include "draw/pixel.h"

#include <string.h>

static uint32_t layer_channel(uint32_t below, uint32_t ink, uint32_t weight_below,
                              uint32_t weight_ink) {
    uint32_t weight = weight_below + weight_ink;
    return (below * weight_below + ink * weight_ink + weight / 2) / weight;
}

Ink pixel_layer(Ink below, Ink ink, uint32_t alpha) {
    uint32_t weight_ink = alpha * 255, weight_below = pixel_alpha(below) * (255 - alpha);
    if (weight_ink == 0) return below;
    uint32_t r = layer_channel(below & 0xff, ink & 0xff, weight_below, weight_ink);
    uint32_t g = layer_channel(below >> 8 & 0xff, ink >> 8 & 0xff, weight_below, weight_ink);
    uint32_t b = layer_channel(below >> 16 & 0xff, ink >> 16 & 0xff, weight_below, weight_ink);
    uint32_t a = (weight_below + weight_ink + 127) / 255;
    return a << 24 | b << 16 | g << 8 | r;
}

static bool all_opaque(const Ink *row, int n) {
    Ink all = 0xff000000u;
    for (int i = 0; i < n; i++) all &= row[i];
    return all == 0xff000000u;
}

/* Two pixels, their channels, and these with room to be multiplied: types that compilers know how
   to add and multiply at once, on every machine. */
typedef uint32_t Pair __attribute__((vector_size(8)));
typedef uint8_t PairBytes __attribute__((vector_size(8)));
typedef uint16_t PairWords __attribute__((vector_size(16)));

static inline PairWords pair_words(uint32_t a, uint32_t b) {
    return __builtin_convertvector((PairBytes)(Pair){a, b}, PairWords);
}

/* x / 255, rounded; x has had 128 added. */
static inline PairWords pair_255th(PairWords x) {
    return (x + (x >> 8)) >> 8;
}

/* pixel_mix for two pixels: `add` is the inks times their alphas, `rest` 255 less these. */
static inline void pair_mix(Ink *row, PairWords rest, PairWords add) {
    PairWords mixed = pair_255th(pair_words(row[0], row[1]) * rest + add);
    PairBytes out = __builtin_convertvector(mixed, PairBytes);
    memcpy(row, &out, sizeof out);
}

void pixel_span(Ink *row, int n, Ink ink, uint32_t cover) {
    uint32_t alpha = pixel_scale(pixel_alpha(ink), cover);
    int i = 0;
    if (alpha == 0 || n < 1) return;
    if (alpha == 255) {
        for (; i < n; i++) row[i] = ink;
    } else if (n >= 8 && all_opaque(row, n)) {
        Ink opaque = ink | 0xff000000u;
        PairWords rest = (PairWords){0} + (uint16_t)(255 - alpha),
                  add = pair_words(opaque, opaque) * (uint16_t)alpha + 128;
        for (; i + 2 <= n; i += 2) pair_mix(row + i, rest, add);
    }
    for (; i < n; i++) row[i] = pixel_over(row[i], ink, cover);
}

enum { CHUNK = 4 };

void pixel_mask(Ink *row, const uint8_t *mask, int n, Ink ink) {
    Ink opaque = ink | 0xff000000u;
    PairWords inks = pair_words(opaque, opaque), shade;
    uint16_t alpha = (uint16_t)pixel_alpha(ink);
    int i = 0;
    for (uint32_t chunk; i + CHUNK <= n && all_opaque(row + i, CHUNK); i += CHUNK) {
        memcpy(&chunk, mask + i, CHUNK);
        for (int k = i; chunk && k < i + CHUNK; k += 2) {
            shade = pair_words(mask[k] * 0x01010101u, mask[k + 1] * 0x01010101u) * alpha + 128;
            shade = pair_255th(shade);
            pair_mix(row + k, 255 - shade, inks * shade + 128);
        }
    }
    for (; i < n; i++)
        if (mask[i]) row[i] = pixel_over(row[i], ink, mask[i]);
}

bool pixel_edges(double a, double b, int low, int high, Edges *out) {
    if (!(a < b) || low >= high || !(a < high) || !(b > low)) return false;
    a = a < low ? low : a;
    b = b > high ? high : b;
    *out = (Edges){a, b, (int)floor(a), (int)ceil(b)};
    return true;
}
