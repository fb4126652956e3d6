/* The measures of text that hold for every font. */
#include "base/font.h"

#include <string.h>

#include "base/utf8.h"

float font_width(const Font *font, Face face, int pixels, const char *text) {
    const char *end = text + strlen(text);
    float width = 0;
    while (text < end)
        width += font->glyph(font->self, face, pixels, utf8_next(&text, end))->advance;
    return width;
}
