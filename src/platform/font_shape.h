/* A run of letters as the font's own tables set it, by HarfBuzz. Not for pictures or places:
 * font_ttf.c. */
#ifndef ATTNSCOPE_PLATFORM_FONT_SHAPE_H
#define ATTNSCOPE_PLATFORM_FONT_SHAPE_H

#include <hb.h>

#include "base/arena.h"
#include "base/font.h"

/* Of a font file's bytes, which stay where they are. Free with hb_font_destroy. */
hb_font_t *font_shape_open(const uint8_t *data, size_t size, int index);
/* The run's letters in `arena`; `source` is told in the result. */
ShapedRun font_shape(hb_font_t *font, const FontSource *source, const FontRun *run, Arena *arena);

#endif
