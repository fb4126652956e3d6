/* Box letters by fixed rules: a letter's form depends only on its width class, its height class and
 * the size. */
#include "base/font_fixed.h"

#include <string.h>
#include <utf8proc.h>

/* One picture serves all letters of a form. */
typedef enum Form { FORM_NOTHING, FORM_SPACE, FORM_LOW, FORM_HIGH, FORM_WIDE } Form;

typedef struct Picture Picture;
struct Picture {
    Picture *next;
    Face face;
    int pixels;
    Form form;
    Glyph glyph;
};

enum { SHELVES = 512 };

typedef struct Fixed {
    Arena *arena;
    Picture *shelves[SHELVES]; /* of the pictures, by size, face and form */
} Fixed;

static FontMetrics fixed_metrics(void *self, Face face, int pixels) {
    (void)self, (void)face;
    float size = (float)pixels;
    return (FontMetrics){.ascent = 0.95f * size,
                         .descent = 0.25f * size,
                         .x_height = 0.52f * size,
                         .cap_height = 0.72f * size};
}

static Form form_of(uint32_t code) {
    if (code == ' ' || code == 0xA0) return FORM_SPACE;
    int cells = utf8proc_charwidth((utf8proc_int32_t)code);
    if (cells == 0) return FORM_NOTHING; /* marks over the letter before, control characters */
    if (cells == 2) return FORM_WIDE;
    return code >= 'a' && code <= 'z' ? FORM_LOW : FORM_HIGH;
}

static float advance_of(Face face, Form form, int pixels) {
    if (form == FORM_NOTHING) return 0;
    if (form == FORM_WIDE) return (float)pixels;
    return (face == FACE_MONO ? 0.6f : 0.55f) * (float)pixels;
}

/* The outline of a box, `line` pixels thick. */
static uint8_t *font_fixed_box(Arena *arena, int width, int height, int line) {
    uint8_t *coverage = arena_many(arena, uint8_t, (size_t)width * (size_t)height);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            if (x < line || y < line || x >= width - line || y >= height - line)
                coverage[(size_t)y * (size_t)width + (size_t)x] = 255;
    return coverage;
}

static Glyph glyph_of(Arena *arena, Face face, Form form, int pixels) {
    Glyph g = {.advance = advance_of(face, form, pixels)};
    if (form == FORM_NOTHING || form == FORM_SPACE || pixels < 1) return g;
    FontMetrics m = fixed_metrics(NULL, face, pixels);
    int side = pixels / 12,
        line = pixels / (face == FACE_BOLD || face == FACE_BOLD_ITALIC ? 8 : 14) + 1;
    int width = (int)g.advance - 2 * side,
        height = (int)(form == FORM_LOW ? m.x_height : m.cap_height);
    g.width = g.pitch = width < 1 ? 1 : width;
    g.height = height < 1 ? 1 : height;
    g.left = side;
    g.top = -g.height;
    g.coverage = font_fixed_box(arena, g.width, g.height, line);
    return g;
}

static const Glyph *fixed_glyph(void *self, Face face, int pixels, uint32_t code) {
    Fixed *f = self;
    Form form = form_of(code);
    Picture **shelf = &f->shelves[((unsigned)pixels * 31 + (unsigned)face * 5 + form) % SHELVES];
    for (Picture *p = *shelf; p; p = p->next)
        if (p->face == face && p->pixels == pixels && p->form == form) return &p->glyph;
    Picture *p = arena_new(f->arena, Picture);
    *p = (Picture){*shelf, face, pixels, form, glyph_of(f->arena, face, form, pixels)};
    *shelf = p;
    return &p->glyph;
}

Font font_fixed(Arena *arena) {
    Fixed *f = arena_new(arena, Fixed);
    f->arena = arena;
    return (Font){.self = f, .metrics = fixed_metrics, .glyph = fixed_glyph};
}
