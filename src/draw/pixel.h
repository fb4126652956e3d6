/* One colour over one pixel, or over a run of them, and how much of a pixel an edge covers. For the
   canvas's own files only; everybody else draws with canvas.h. */
#ifndef ATTNSCOPE_DRAW_PIXEL_H
#define ATTNSCOPE_DRAW_PIXEL_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include "draw/canvas.h"

/* A colour in the buffer's own order of bytes: A<<24 | B<<16 | G<<8 | R, not multiplied by its
 * alpha. */
typedef uint32_t Ink;

/* The part [a, b] of an axis that lies in the clip, and the pixels first … end-1 that it touches.
 */
typedef struct Edges {
    double a, b;
    int first, end;
} Edges;

static inline Ink pixel_ink(Color c) {
    return c << 24 | (c & 0xff00) << 8 | (c >> 8 & 0xff00) | c >> 24;
}

static inline uint32_t pixel_alpha(Ink ink) {
    return ink >> 24;
}

/* a·b/255, rounded, for 0 ≤ a, b ≤ 255. */
static inline uint32_t pixel_scale(uint32_t a, uint32_t b) {
    uint32_t t = a * b + 128;
    return (t + (t >> 8)) >> 8;
}

/* Ink over an opaque pixel; two channels share one multiplication. */
static inline Ink pixel_mix(Ink below, Ink ink, uint32_t alpha) {
    uint32_t rest = 255 - alpha;
    uint32_t rb = (below & 0xff00ff) * rest + (ink & 0xff00ff) * alpha + 0x800080;
    uint32_t g = (below >> 8 & 0xff) * rest + (ink >> 8 & 0xff) * alpha + 0x80;
    rb = (rb + (rb >> 8 & 0xff00ff)) >> 8 & 0xff00ff;
    g = (g + (g >> 8)) & 0xff00;
    return 0xff000000u | rb | g;
}

/* Ink over a pixel that lets something through: the result's alpha is a + b·(1 − a), its colour the
 * weighted mean. */
Ink pixel_layer(Ink below, Ink ink, uint32_t alpha);

/* Source-over with the ink's own alpha scaled by a coverage of 0 … 255. */
static inline Ink pixel_over(Ink below, Ink ink, uint32_t cover) {
    uint32_t alpha = pixel_scale(pixel_alpha(ink), cover);
    return below >= 0xff000000u ? pixel_mix(below, ink, alpha) : pixel_layer(below, ink, alpha);
}

/* The same ink and coverage over n pixels. */
void pixel_span(Ink *row, int n, Ink ink, uint32_t cover);
/* A coverage for each of n pixels. */
void pixel_mask(Ink *row, const uint8_t *mask, int n, Ink ink);

/* False if nothing of [a, b] is in [low, high); NaN is nothing. */
bool pixel_edges(double a, double b, int low, int high, Edges *out);

/* The cells from … to-1 of one axis of canvas_cells that have to do with the pixels first … end-1,
 * or border on it. */
void cells_under(double low, double size, int count, int first, int end, int *from, int *to);

static inline double pixel_clamp(double x, double low, double high) {
    return x < low ? low : x > high ? high : x;
}

/* How much of pixel p lies between the edges, 0 … 1. */
static inline double pixel_between(double a, double b, int p) {
    return pixel_clamp((b < p + 1 ? b : p + 1) - (a > p ? a : p), 0, 1);
}

/* 0 … 1 as 0 … 255. */
static inline uint32_t pixel_cover(double part) {
    return (uint32_t)(part * 255 + 0.5);
}

static inline Ink *pixel_row(const Canvas *c, int y) {
    return c->pixels + (long)y * c->pitch;
}

#endif
