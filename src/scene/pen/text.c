/* Texts of the interface, how wide they are, and setting them. */
#include "scene/pen/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "scene/pen/marks.h"

void stage_text(Stage *s, Face face, int pixels, Color color, Color ground, float x, float y,
                const char *text) {
    if (!*text) return;
    Item *i = stage_add(s, ITEM_TEXT);
    i->x = x, i->y = roundf(y);
    i->w = stage_width(s, face, pixels, text);
    i->fill = color;
    i->ground = ground;
    i->face = face;
    i->pixels = pixels;
    i->text = text;
}

void stage_turned(Stage *s, Face face, int pixels, Color color, float x, float y, float degrees,
                  const char *text) {
    if (!*text) return;
    stage_text(s, face, pixels, color, s->theme.ground, x, y, text);
    Item *i = &s->scene->items[s->scene->count - 1];
    i->y = y;
    i->degrees = degrees;
}

/* The longest beginning of whole words that fits: at least one letter. */
static int pen_text_line_end(const Stage *s, Face face, int pixels, float width, const char *text) {
    const char *p = text, *end = text + strlen(text), *cut = NULL;
    float used = 0;
    while (p < end) {
        const char *letter = p;
        uint32_t code = utf8_next(&p, end);
        if (code == '\n') return (int)(letter - text);
        if (code == ' ') cut = letter;
        used += s->font->glyph(s->font->self, face, pixels, code)->advance;
        if (used > width && letter > text) return (int)((cut ? cut : letter) - text);
    }
    return (int)(end - text);
}

float stage_paragraph(Stage *s, Face face, int pixels, Color color, Color ground, float x, float y,
                      float width, const char *text, bool draw) {
    float line = roundf((float)pixels * 1.5f), high = 0;
    while (*text) {
        int n = pen_text_line_end(s, face, pixels, width, text);
        if (draw)
            stage_text(s, face, pixels, color, ground, x, y + high,
                       arena_copy(s->arena, text, (size_t)n));
        high += line;
        text += n;
        if (*text == ' ' || *text == '\n') text++;
    }
    return high;
}

const char *stage_wide_set(Stage *s, const char *text) {
    static const char hair[] = "\xE2\x80\x8A";
    char *wide = arena_raw(s->arena, strlen(text) * sizeof hair + 1, 1), *to = wide;
    for (const char *p = text; *p; p++) {
        bool letter = ((unsigned char)*p & 0xC0) != 0x80;
        if (letter && p > text) {
            memcpy(to, hair, sizeof hair - 1);
            to += sizeof hair - 1;
        }
        *to++ = *p;
    }
    *to = 0;
    return wide;
}

float stage_width(const Stage *s, Face face, int pixels, const char *text) {
    return font_width(s->font, face, pixels, text);
}

const char *stage_elide(Stage *s, Face face, int pixels, const char *text, float most) {
    if (stage_width(s, face, pixels, text) <= most) return text;
    most -= stage_width(s, face, pixels, "…");
    size_t fits = font_fitting(s->font, face, pixels, text, most);
    char *cut = arena_copy(s->arena, text, fits);
    while (fits && cut[fits - 1] == ' ') cut[--fits] = 0;
    return text_count(cut) < 2 ? "" : arena_print(s->arena, "%s…", cut);
}

/* Where a part of a text ends that is not broken: at a blank, or behind a hyphen or a stroke. */
static size_t text_part(const char *text) {
    size_t n = strcspn(text, " -/");
    return text[n] == '-' || text[n] == '/' ? n + 1 : n;
}

float stage_word_width(Stage *s, Face face, int pixels, const char *text) {
    float widest = 0;
    for (size_t n; *text; text += n + strspn(text + n, " ")) {
        n = text_part(text);
        widest = fmaxf(widest, stage_width(s, face, pixels, arena_copy(s->arena, text, n)));
    }
    return widest;
}

int stage_lines(Stage *s, Face face, int pixels, const char *text, float width, int most,
                const char **out) {
    int count = 0;
    while (*text && count + 1 < most && stage_width(s, face, pixels, text) > width) {
        size_t fits = font_fitting(s->font, face, pixels, text, width), cut = 0;
        for (size_t n = 0; n < fits && n + text_part(text + n) <= fits;) {
            n += text_part(text + n);
            if (n) cut = n;
            n += text[n] == ' ';
        }
        if (!cut && fits) { /* a long word in lines that are as long as each other */
            float word = stage_width(s, face, pixels, arena_copy(s->arena, text, text_part(text)));
            float even = word / ceilf(word / width) + 0.5f * (float)pixels;
            cut = font_fitting(s->font, face, pixels, text, fminf(width, even));
        }
        if (!cut) cut = fits ? fits : strlen(text);
        out[count++] = arena_copy(s->arena, text, cut);
        text += cut + strspn(text + cut, " ");
    }
    if (*text) out[count++] = stage_elide(s, face, pixels, text, width);
    return count;
}

const char *stage_words(const Stage *s, const char *key) {
    return lang_told(s->lang, s->line, key);
}

const char *stage_fill(Stage *s, const char *key, const char *one, const char *two) {
    return text_fill(stage_words(s, key), one, two, s->arena);
}

const char *stage_number(Stage *s, const char *text) {
    return lang_number(s->lang, text, s->arena);
}

float stage_line_height(int pixels) {
    return roundf((float)pixels * 1.4f);
}

float stage_drop(const Stage *s, Face face, int pixels) {
    return s->font->metrics(s->font->self, face, pixels).cap_height / 2;
}
