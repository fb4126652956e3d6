/* What the layers above need of a font: how wide text is, and the letters' pictures. The window
   gives one made with SDL_ttf; tests give one with fixed measures (base/font_fixed.h). Not for
   layout: scene does that. */
#ifndef ATTNSCOPE_BASE_FONT_H
#define ATTNSCOPE_BASE_FONT_H

#include <stdbool.h>
#include <stdint.h>

typedef enum Face {
    FACE_TEXT,
    FACE_BOLD,
    FACE_MONO,
    FACE_ITALIC,
    FACE_BOLD_ITALIC,
    FACE_COUNT
} Face;

/* A letter's picture: 8-bit coverage, `pitch` bytes a row. left and top place it from the pen on
   the baseline (y grows downwards, so a letter above the baseline has top < 0). Belongs to the
   font, valid until the next glyph call's font is closed. */
typedef struct Glyph {
    const uint8_t *coverage; /* NULL for an empty one (space) */
    int width, height, pitch, left, top;
    int shift; /* bytes from this picture to the one a quarter pixel further right (4 in all); 0:
                  there is only one */
    float advance;
} Glyph;

typedef struct FontMetrics {
    float ascent, descent, x_height,
        cap_height; /* pixels above, below the baseline; all positive */
} FontMetrics;

typedef struct Font {
    void *self;
    FontMetrics (*metrics)(void *self, Face face, int pixels);
    /* Letters missing in the face come from fallback fonts; missing everywhere, from a box. */
    const Glyph *(*glyph)(void *self, Face face, int pixels, uint32_t code);
    /* "DejaVu Sans"; the function itself is NULL where letters have no name. */
    const char *(*family)(void *self, Face face);
} Font;

/* Width of a UTF-8 text in pixels: the sum of the advances. */
float font_width(const Font *font, Face face, int pixels, const char *text);

#endif
