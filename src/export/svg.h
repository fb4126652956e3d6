/* A scene as SVG: the same marks as the painter's, texts as texts, cells as crisp rectangles.
   Well-formed for every scene. Not for pixels. */
#ifndef ATTNSCOPE_EXPORT_SVG_H
#define ATTNSCOPE_EXPORT_SVG_H

#include "base/buffer.h"
#include "base/error.h"
#include "draw/canvas.h"
#include "scene/scene.h"

typedef struct SvgText {
    const char *key, *text;
} SvgText;

typedef struct SvgInfo {
    const char *title;    /* for readers that speak; "" none */
    const SvgText *notes; /* told in <metadata>, as the PNG's texts */
    int note_count;
    const char
        *family[FACE_COUNT]; /* the letters' families as measured; followed by general ones */
    bool transparent;        /* no ground */
    /* A picture as a PNG file: matrices of too many cells for rectangles are set as one. */
    bool (*png)(const Canvas *c, Buffer *out, Error *e);
} SvgInfo;

/* Appends a whole SVG file, the scene's pixels as units. Error: `png`'s. */
bool svg_print(const Scene *s, const SvgInfo *info, Buffer *out, Error *e);

#endif
