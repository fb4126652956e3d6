/* The measures of text that hold for every font. */
#include "base/font.h"

#include <string.h>
#include <utf8proc.h>

#include "base/font_runs.h"
#include "base/utf8.h"

static float letters_width(const Font *font, Face face, int pixels, const char *text,
                           const char *end) {
    float width = 0;
    while (text < end)
        width += font->glyph(font->self, face, pixels, utf8_next(&text, end))->advance;
    return width;
}

float font_width(const Font *font, Face face, int pixels, const char *text) {
    Arena arena = {0};
    FontRun *run;
    int count = font_runs(font, face, text, &arena, &run);
    if (!count) return letters_width(font, face, pixels, text, text + strlen(text));
    float width = 0;
    for (int i = 0; i < count; i++) {
        const ShapedRun *shaped = run[i].joined ? font->shape(font->self, face, &run[i]) : NULL;
        width += shaped ? shaped->advance * (float)pixels
                        : letters_width(font, face, pixels, run[i].text, run[i].text + run[i].size);
    }
    arena_free(&arena);
    return width;
}

/* Bytes of the text up to the end of its first letter, with marks and what is joined to it. */
static size_t first_letter(const char *text) {
    const char *end = text + strlen(text), *at = text;
    utf8proc_int32_t state = 0;
    if (at == end) return 0;
    for (uint32_t code = utf8_next(&at, end); at < end;) {
        const char *next = at;
        uint32_t after = utf8_next(&next, end);
        if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)code, (utf8proc_int32_t)after,
                                             &state))
            break;
        code = after, at = next;
    }
    return (size_t)(at - text);
}

size_t font_fitting(const Font *font, Face face, int pixels, const char *text, float most) {
    Arena arena = {0};
    FontRun *run;
    bool plain = font_runs(font, face, text, &arena, &run) == 0;
    size_t fits = 0, size = strlen(text);
    float used = 0;
    while (fits < size) {
        size_t n = fits + first_letter(text + fits);
        used = plain ? used + letters_width(font, face, pixels, text + fits, text + n)
                     : font_width(font, face, pixels, arena_copy(&arena, text, n));
        if (used > most) break;
        fits = n;
    }
    arena_free(&arena);
    return fits;
}
