/* Pixels: one RGBA buffer and the few ways to put marks on it. Coordinates are pixels, (0, 0) the
   top left corner; edges at fractions of a pixel are antialiased. Knows nothing of scenes, files or
   windows. */
#ifndef ATTNSCOPE_DRAW_CANVAS_H
#define ATTNSCOPE_DRAW_CANVAS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/color.h"
#include "base/font.h"

typedef struct Canvas {
    uint32_t *pixels; /* bytes R, G, B, A in memory order on a little-endian machine: A<<24 | B<<16
                         | G<<8 | R */
    int width, height, pitch; /* pitch in pixels */
    int clip_x0, clip_y0, clip_x1, clip_y1;
} Canvas;

typedef struct Point {
    float x, y;
} Point;

/* Transparent black. */
Canvas canvas_make(Arena *arena, int width, int height);
/* Same pixels, clipped to the rectangle and to what the clip was before. */
Canvas canvas_clip(Canvas c, float x, float y, float w, float h);
/* Every pixel of that colour, whatever the clip. */
void canvas_clear(Canvas *c, Color color);
/* A rectangle, its edges antialiased. */
void canvas_fill(Canvas *c, float x, float y, float w, float h, Color color);

#endif
