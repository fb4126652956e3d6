/* Pictures of few colours as numbers in a table of them: a third of the bytes to be compressed, and
   files that are smaller than that. Private to png.c. */
#ifndef ATTNSCOPE_EXPORT_PNG_PALETTE_H
#define ATTNSCOPE_EXPORT_PNG_PALETTE_H

#include "draw/canvas.h"

enum { PNG_COLORS = 256 };

typedef struct PngPalette {
    uint32_t color[PNG_COLORS]; /* as the canvas has them, the most frequent first */
    int count;
} PngPalette;

/* The rows of an opaque canvas, each behind a 0, as numbers of colours: (width + 1) · height bytes,
   which may be the canvas's own.
   A colour of fewer than one in 4000 pixels becomes another one from which no channel differs by
   more than 4, where that is not enough by
   12. False: it has too many, or there is no memory. */
bool png_palette(const Canvas *c, PngPalette *p, unsigned char *rows);

#endif
