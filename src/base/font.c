/* The measures of text that hold for every font. */
#include "base/font.h"

#include <string.h>

#include "base/text.h"

float font_width(const Font *font, Face face, int pixels, const char *text) {
    const char *end = text + strlen(text);
    float width = 0;
    while (text < end)
        width += font->glyph(font->self, face, pixels, text_next(&text, end))->advance;
    return width;
}
