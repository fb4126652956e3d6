/* What the layers above need of a font: how wide text is, and the letters' pictures. The window
   gives one made with SDL_ttf; tests give one with fixed measures (base/font_fixed.h). Not for
   layout: scene does that. */
#ifndef ATTNSCOPE_BASE_FONT_H
#define ATTNSCOPE_BASE_FONT_H

#include <stdbool.h>
#include <stddef.h>
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
    const uint32_t *color;   /* a picture of several colours, in the canvas's order, laid out as
                                `coverage`, which tells   then how dark it is; else NULL */
    int width, height, pitch, left, top;
    int shift; /* bytes from this picture to the one a quarter pixel further right (4 in all); 0:
                  there is only one */
    float advance;
} Glyph;

typedef struct FontMetrics {
    float ascent, descent, x_height,
        cap_height; /* pixels above, below the baseline; all positive */
} FontMetrics;

/* A font's file, as programs that set type themselves open it. One for each file: pointers tell
 * them apart. */
typedef struct FontSource {
    const char *path;
    int index;    /* of the font in the file */
    bool colored; /* its letters are pictures of several colours */
} FontSource;

/* Letters that follow each other in one direction, script and font. */
typedef struct FontRun {
    const char *text;
    size_t size;            /* bytes */
    uint32_t script;        /* its four letters, as ISO 15924 has them */
    bool leftwards, joined; /* joined: set as a whole, else letter by letter */
} FontRun;

/* A letter's form in a run, from the left: its number in the font, the byte of the run that it
   begins with, how far it is from the pen and how far that goes on: parts of the type's size, y
   upwards. */
typedef struct ShapedGlyph {
    uint32_t id;
    int byte;
    float x, y, advance;
} ShapedGlyph;

typedef struct ShapedRun {
    const FontSource *source;
    const ShapedGlyph *glyph;
    int count;
    float advance, left, top; /* in all; where the ink begins, upwards how high it is */
} ShapedRun;

typedef struct Font {
    void *self;
    FontMetrics (*metrics)(void *self, Face face, int pixels);
    /* Letters missing in the face come from fallback fonts; missing everywhere, from a box. */
    const Glyph *(*glyph)(void *self, Face face, int pixels, uint32_t code);
    /* "DejaVu Sans"; the function itself is NULL where letters have no name. */
    const char *(*family)(void *self, Face face);
    /* Where a letter's picture is from, NULL: no font has it. NULL itself where there are no files.
     */
    const FontSource *(*source)(void *self, Face face, uint32_t code);
    /* A run of one source as one picture. NULL itself: runs are set letter by letter. */
    const Glyph *(*run)(void *self, Face face, int pixels, const FontRun *run);
    /* How a run of one source is set; NULL: no font has it. Stays until the font is closed. */
    const ShapedRun *(*shape)(void *self, Face face, const FontRun *run);
} Font;

/* Width of a UTF-8 text in pixels: the sum of the advances of its letters and runs. */
float font_width(const Font *font, Face face, int pixels, const char *text);
/* Bytes of the text's longest beginning that is at most so wide; no letter is cut from its marks.
 */
size_t font_fitting(const Font *font, Face face, int pixels, const char *text, float most);

#endif
