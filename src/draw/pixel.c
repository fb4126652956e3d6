/* Runs of pixels: the loops that everything drawn ends in. Opaque pixels take the short way. Not for shapes. */
#include "draw/pixel.h"

static uint32_t layer_channel(uint32_t below, uint32_t ink, uint32_t weight_below, uint32_t weight_ink)
{
    uint32_t weight = weight_below + weight_ink;
    return (below * weight_below + ink * weight_ink + weight / 2) / weight;
}

Ink pixel_layer(Ink below, Ink ink, uint32_t alpha)
{
    uint32_t weight_ink = alpha * 255, weight_below = pixel_alpha(below) * (255 - alpha);
    if (weight_ink == 0) return below;
    uint32_t r = layer_channel(below & 0xff, ink & 0xff, weight_below, weight_ink);
    uint32_t g = layer_channel(below >> 8 & 0xff, ink >> 8 & 0xff, weight_below, weight_ink);
    uint32_t b = layer_channel(below >> 16 & 0xff, ink >> 16 & 0xff, weight_below, weight_ink);
    uint32_t a = (weight_below + weight_ink + 127) / 255;
    return a << 24 | b << 16 | g << 8 | r;
}

void pixel_span(Ink *row, int n, Ink ink, uint32_t cover)
{
    uint32_t alpha = pixel_scale(pixel_alpha(ink), cover);
    if (alpha == 0) return;
    if (alpha == 255) {
        for (int i = 0; i < n; i++) row[i] = ink;
        return;
    }
    for (int i = 0; i < n; i++) row[i] = pixel_over(row[i], ink, cover);
}

void pixel_mask(Ink *row, const uint8_t *mask, int n, Ink ink)
{
    uint32_t alpha = pixel_alpha(ink);
    for (int i = 0; i < n; i++) {
        if (mask[i] == 0) continue;
        if (row[i] < 0xff000000u || alpha < 255) row[i] = pixel_over(row[i], ink, mask[i]);
        else row[i] = pixel_mix(row[i], ink, mask[i]);
    }
}

bool pixel_edges(double a, double b, int low, int high, Edges *out)
{
    if (!(a < b) || low >= high || !(a < high) || !(b > low)) return false;
    a = a < low ? low : a;
    b = b > high ? high : b;
    *out = (Edges){a, b, (int)floor(a), (int)ceil(b)};
    return true;
}
