/* Runs of pixels: the loops that everything drawn ends in. Opaque pixels take the short way. Not
 * for shapes. */
#include "draw/pixel.h"

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

void pixel_span(Ink *row, int n, Ink ink, uint32_t cover) {
    uint32_t alpha = pixel_scale(pixel_alpha(ink), cover);
    if (alpha == 0 || n < 1) return;
    if (alpha == 255) {
        for (int i = 0; i < n; i++) row[i] = ink;
    } else if (n >= 8 && all_opaque(row, n)) {
        /* pixel_mix for n pixels, byte by byte, which compilers make sixteen at once. */
        uint8_t *at = (uint8_t *)row;
        uint16_t add[4], rest = (uint16_t)(255 - alpha);
        ink |= 0xff000000u;
        for (int k = 0; k < 4; k++) add[k] = (uint16_t)((ink >> 8 * k & 0xff) * alpha + 128);
        for (int i = 0; i < n; i++)
            for (int k = 0; k < 4; k++) {
                uint16_t t = (uint16_t)(at[4 * i + k] * rest + add[k]);
                at[4 * i + k] = (uint8_t)((uint16_t)(t + (t >> 8)) >> 8);
            }
    } else {
        for (int i = 0; i < n; i++) row[i] = pixel_over(row[i], ink, cover);
    }
}

enum { CHUNK = 16, SMALL_CHUNK = 4 };

/* pixel_mix for a chunk of pixels, each with its own alpha: loops of a fixed length without
   branches, byte by byte, which compilers make a handful of instructions. */
static inline void mix_chunk(Ink *restrict row, const uint8_t *restrict mask, Ink opaque,
                             uint32_t alpha, int n) {
    uint32_t alphas[CHUNK], inks[CHUNK];
    uint8_t *restrict at = (uint8_t *)row;
    const uint8_t *restrict ink = (const uint8_t *)inks, *restrict part = (const uint8_t *)alphas;
    for (int i = 0; i < n; i++) {
        uint16_t t = (uint16_t)(alpha * mask[i] + 128);
        alphas[i] = ((uint32_t)(uint16_t)(t + (t >> 8)) >> 8) * 0x01010101u;
        inks[i] = opaque;
    }
    for (int i = 0; i < 4 * n; i++) {
        uint16_t t = (uint16_t)(at[i] * (255 - part[i]) + ink[i] * part[i] + 128);
        at[i] = (uint8_t)((uint16_t)(t + (t >> 8)) >> 8);
    }
}

void pixel_mask(Ink *row, const uint8_t *mask, int n, Ink ink) {
    Ink opaque = ink | 0xff000000u;
    int i = 0; /* whole chunks of opaque pixels first */
    for (; i + CHUNK <= n && all_opaque(row + i, CHUNK); i += CHUNK)
        mix_chunk(row + i, mask + i, opaque, pixel_alpha(ink), CHUNK);
    for (; i + SMALL_CHUNK <= n && all_opaque(row + i, SMALL_CHUNK); i += SMALL_CHUNK)
        mix_chunk(row + i, mask + i, opaque, pixel_alpha(ink), SMALL_CHUNK);
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
