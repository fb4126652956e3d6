/* PNG files: of few colours as a table of them, else with rows filtered by stb_image_write;
   compressed by libdeflate. Equal pixels give equal bytes. */
#ifndef ATTNSCOPE_EXPORT_PNG_H
#define ATTNSCOPE_EXPORT_PNG_H

#include "base/buffer.h"
#include "base/error.h"
#include "draw/canvas.h"

typedef struct PngText {
    const char *key, *text;
} PngText; /* key: 1 to 79 letters of ASCII; text: UTF-8 */

/* What a file tells beside its pixels. */
typedef struct PngInfo {
    int dpi;              /* 0: not said */
    const PngText *texts; /* tEXt where ASCII is enough, else iTXt */
    int text_count;
    bool exact; /* every pixel stays as it is, whatever the file then weighs */
} PngInfo;

/* Appends the whole PNG. Opaque canvases are written as RGB, others as RGBA; large opaque ones of
   few colours with a table, in which what hardly occurs may differ by a few units (png_palette.h).
   info NULL: pixels only. */
bool png_print(const Canvas *c, const PngInfo *info, Buffer *out, Error *e);
/* The same of a canvas that is not needed any more: its rows are made where its pixels are. */
bool png_print_over(Canvas *c, const PngInfo *info, Buffer *out, Error *e);

/* Draws frame `at` on the canvas, which has the animation's size and holds the frame before,
   nothing (all zero) before the first one. When one turns out not to be opaque after others that
   were, all are asked for again from the first. */
typedef bool PngFrame(void *self, int at, Canvas *c, Error *e);

typedef struct PngAnimation {
    int width, height;
    int frames;            /* at least 1 */
    int milliseconds;      /* of each frame */
    int last_milliseconds; /* of the last one */
    int plays;             /* 0: for ever */
    PngFrame *frame;
    void *self;
} PngAnimation;

/* Appends an animated PNG (APNG), each frame only as large as what changes. Readers that know no
   animation show the last frame, which is the file's own picture. */
bool png_animation(const PngAnimation *a, const PngInfo *info, Buffer *out, Error *e);

#endif
