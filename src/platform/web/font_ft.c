/* Drawn as SDL_ttf draws: lightly hinted, four times as wide as high, and averaged; measured at a
   large size without hints, so that advances scale. What a painter draws is cut in the same way. */
#include "platform/web/font_ft.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_SIZES_H
#include <math.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "platform/glyphs.h"

enum { MEASURE_PIXELS = 1024, DPI = 72, LARGEST_FILE = 1 << 26, NONE = -1 };

static const char *const names[FONT_FT_FILES] = {
    "Inter-Regular.otf",        "Inter-SemiBold.otf",        "Inter-Italic.otf",
    "Inter-SemiBoldItalic.otf", "JetBrainsMono-Regular.ttf", "DejaVuSans.ttf",
    "DejaVuSans-Bold.ttf",      "DejaVuSans-Oblique.ttf",    "DejaVuSans-BoldOblique.ttf",
    "DejaVuSansMono.ttf"};

/* Which of them a face asks for a letter, one after the other. */
static const signed char wanted[FACE_COUNT][FONT_FT_FILES] = {
    [FACE_TEXT] = {0, 5, 6, 9, 4, NONE},
    [FACE_BOLD] = {1, 6, 5, 9, 4, NONE},
    [FACE_MONO] = {4, 9, 0, 5, NONE},
    [FACE_ITALIC] = {2, 7, 5, 6, 9, 4, NONE},
    [FACE_BOLD_ITALIC] = {3, 8, 7, 6, 5, 9, 4, NONE},
};

typedef struct FtFile {
    FontSource source;
    FT_Face face; /* NULL: not read yet, or refused */
    FT_Size draw, measure;
    FontMetrics metrics; /* at the large size */
    int draw_pixels;
    bool refused;
} FtFile;

struct FontFt {
    Arena arena;   /* the files */
    Arena letters; /* what was made of them, and by the painter */
    FT_Library library;
    FtFile files[FONT_FT_FILES];
    FontPainter painter;
    FontSource painted[2]; /* by the painter, in one colour and in several */
    GlyphTable table;
    GlyphRuns runs; /* the painter's, by face */
};

const char *font_ft_name(int i) {
    return names[i];
}

/* The letter at the large size, in the face's slot; NULL if the file refuses it. */
static FT_GlyphSlot ft_measured(FtFile *file, uint32_t code) {
    FT_UInt index = FT_Get_Char_Index(file->face, code);
    bool ok = FT_Activate_Size(file->measure) == 0 &&
              FT_Load_Glyph(file->face, index, FT_LOAD_NO_HINTING) == 0;
    return ok ? file->face->glyph : NULL;
}

static float ft_letter_top(FtFile *file, uint32_t code) {
    FT_GlyphSlot slot = ft_measured(file, code);
    return slot ? (float)slot->bitmap_top : 0;
}

static FontMetrics ft_measure(FtFile *file) {
    FT_Fixed em = file->measure->metrics.y_scale;
    long ascent = (FT_MulFix(file->face->ascender, em) + 63) >> 6;
    long descent = (FT_MulFix(file->face->descender, em) + 63) >> 6;
    return (FontMetrics){(float)ascent, (float)-descent, ft_letter_top(file, 'x'),
                         ft_letter_top(file, 'H')};
}

static bool ft_load(FontFt *f, FtFile *file) {
    Bytes bytes;
    Error unread;
    if (file->face || file->refused) return !file->refused;
    file->refused =
        !file_read(file->source.path, LARGEST_FILE, &f->arena, &bytes, &unread) ||
        FT_New_Memory_Face(f->library, bytes.data, (FT_Long)bytes.size, 0, &file->face) != 0 ||
        FT_New_Size(file->face, &file->draw) != 0 || FT_New_Size(file->face, &file->measure) != 0 ||
        FT_Activate_Size(file->measure) != 0 ||
        FT_Set_Char_Size(file->face, 0, MEASURE_PIXELS * 64, DPI, DPI) != 0;
    if (!file->refused) file->metrics = ft_measure(file);
    return !file->refused;
}

/* The first file of the face's that has the letter (0: any); NULL if none has. */
static FtFile *ft_file(FontFt *f, Face face, uint32_t code) {
    for (const signed char *i = wanted[face]; *i != NONE; i++) {
        FtFile *file = &f->files[*i];
        if (ft_load(f, file) && (!code || FT_Get_Char_Index(file->face, code))) return file;
    }
    return NULL;
}

/* The letter's pictures; an empty one has none. */
static bool ft_draw(FontFt *f, FtFile *file, int pixels, uint32_t code, Glyph *g) {
    FT_Face face = file->face;
    if (FT_Activate_Size(file->draw) != 0) return false;
    if (file->draw_pixels != pixels &&
        FT_Set_Char_Size(face, 0, pixels * 64, GLYPH_PHASES * DPI, DPI) != 0)
        return false;
    file->draw_pixels = pixels;
    if (FT_Load_Glyph(face, FT_Get_Char_Index(face, code), FT_LOAD_TARGET_LIGHT) != 0 ||
        FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL) != 0)
        return false;
    const FT_Bitmap *b = &face->glyph->bitmap;
    if (b->width == 0 || b->rows == 0) return true;
    Glyph wide = {
        .coverage = b->buffer, .width = (int)b->width, .height = (int)b->rows, .pitch = b->pitch};
    g->top = -face->glyph->bitmap_top;
    glyph_cut(&f->letters, &wide, face->glyph->bitmap_left, g);
    glyph_trim(g);
    return true;
}

/* ---- The painter's ---- */

/* The pictures in one colour: how much of white there is. */
static void painted_cut(FontFt *f, const FontPicture *p, Glyph *g) {
    uint8_t *cover = (uint8_t *)p->rgba;
    for (int i = 0; i < p->width * p->height; i++) cover[i] = (uint8_t)(p->rgba[i] >> 24);
    Glyph wide = {.coverage = cover, .width = p->width, .height = p->height, .pitch = p->width};
    g->top = p->top;
    glyph_cut(&f->letters, &wide, p->left, g);
    glyph_trim(g);
}

/* A picture of several colours, and how dark it is. */
static void painted_take(FontFt *f, const FontPicture *p, Glyph *g) {
    int count = p->width * p->height;
    uint8_t *dark = arena_array(&f->letters, (size_t)p->height, (size_t)p->width);
    for (int i = 0; i < count; i++) {
        uint32_t c = p->rgba[i];
        double grey = 0.3 * (c & 0xff) + 0.59 * (c >> 8 & 0xff) + 0.11 * (c >> 16 & 0xff);
        dark[i] = (uint8_t)((c >> 24) * (1 - 0.8 * grey / 255));
    }
    g->coverage = dark, g->color = p->rgba;
    g->left = p->left, g->top = p->top;
    g->width = g->pitch = p->width, g->height = p->height;
}

/* A run of letters may be too long for a picture: it leaves no marks. */
static void painted_draw(FontFt *f, Face face, const FontDrawn *at, GlyphRun *k) {
    enum { MOST = 16000, MARGIN = 1 };
    bool colored = at->colored;
    FontPicture p = {.pixels = k->pixels, .stretch = colored ? 1 : GLYPH_PHASES};
    float high = (float)p.pixels, wide = high * (float)p.stretch;
    p.left = (int)floorf(at->left * wide) - MARGIN, p.top = (int)floorf(at->top * high) - MARGIN;
    p.width = (int)ceilf(at->right * wide) + MARGIN - p.left;
    p.height = (int)ceilf(at->bottom * high) + MARGIN - p.top;
    k->glyph.advance = at->advance * high;
    if (!(at->right > at->left && at->bottom > at->top) || p.width > MOST || p.height > MOST)
        return;
    Arena scratch = {0};
    p.rgba = arena_array(colored ? &f->letters : &scratch, (size_t)p.height * (size_t)p.width,
                         sizeof *p.rgba);
    if (f->painter.draw(face, &k->run, &p))
        (colored ? painted_take : painted_cut)(f, &p, &k->glyph);
    arena_free(&scratch);
}

/* How a run is set, and at a size its picture; NULL: the painter cannot. */
static const GlyphRun *ft_painted(FontFt *f, Face face, int pixels, const FontRun *run) {
    bool fresh;
    GlyphRun *k = glyphs_run(&f->runs, &f->letters, &wanted[face], pixels, run, &fresh);
    FontDrawn at;
    if (fresh && f->painter.measure(face, &k->run, &at)) {
        k->shaped = (ShapedRun){.source = &f->painted[at.colored],
                                .advance = at.advance,
                                .left = at.left,
                                .top = -at.top};
        if (pixels) painted_draw(f, face, &at, k);
    }
    return k->shaped.source ? k : NULL;
}

/* A letter that no file has, as a run of its own. */
static const GlyphRun *ft_painted_letter(FontFt *f, Face face, int pixels, uint32_t code) {
    char text[4];
    FontRun run = {text, (size_t)utf8_encode(code, text), 0, false, true};
    return f->painter.measure ? ft_painted(f, face, pixels, &run) : NULL;
}

static const Glyph *ft_run(void *self, Face face, int pixels, const FontRun *run) {
    const GlyphRun *k = ft_painted(self, face, glyph_pixels(pixels), run);
    static const Glyph nothing = {0};
    return k ? &k->glyph : &nothing;
}

static const ShapedRun *ft_shape(void *self, Face face, const FontRun *run) {
    static const ShapedRun nothing = {0};
    const GlyphRun *k = ft_painted(self, face, 0, run);
    return k ? &k->shaped : &nothing;
}

/* ---- The interface ---- */

static const Glyph *ft_glyph(void *self, Face face, int pixels, uint32_t code) {
    FontFt *f = self;
    pixels = glyph_pixels(pixels);
    const GlyphSlot *known = glyphs_find(&f->table, face, pixels, code);
    if (known) return known->value;
    Glyph *g = arena_new(&f->letters, Glyph);
    FtFile *file = ft_file(f, face, code);
    FT_GlyphSlot slot = file ? ft_measured(file, code) : NULL;
    long advance = slot ? (slot->metrics.horiAdvance + 63) >> 6 : 0;
    const GlyphRun *painted = file ? NULL : ft_painted_letter(f, face, pixels, code);
    if (!file && !painted) glyphs_miss(&f->table, code);
    if (painted)
        *g = painted->glyph;
    else if (file && ft_draw(f, file, pixels, code, g))
        g->advance = (float)advance * (float)pixels / MEASURE_PIXELS;
    else
        glyph_box(&f->letters, pixels, g);
    glyphs_put(&f->table, &f->letters, face, pixels, code, g);
    return g;
}

static FontMetrics ft_metrics(void *self, Face face, int pixels) {
    FontMetrics m = ft_file(self, face, 0)->metrics;
    float scale = (float)glyph_pixels(pixels) / MEASURE_PIXELS;
    return (FontMetrics){m.ascent * scale, m.descent * scale, m.x_height * scale,
                         m.cap_height * scale};
}

static const char *ft_family(void *self, Face face) {
    return ft_file(self, face, 0)->face->family_name;
}

static const FontSource *ft_source(void *self, Face face, uint32_t code) {
    FtFile *file = ft_file(self, face, code);
    const GlyphRun *painted = file ? NULL : ft_painted_letter(self, face, 0, code);
    return file ? &file->source : painted ? painted->shaped.source : NULL;
}

bool font_ft_open(FontFt **out, Font *font, const char *folder, const FontPainter *painter,
                  Error *e) {
    Arena arena = {0};
    FontFt *f = arena_new(&arena, FontFt);
    f->arena = arena;
    bool ok = FT_Init_FreeType(&f->library) == 0;
    for (int i = 0; i < FONT_FT_FILES; i++)
        f->files[i].source.path = path_join(&f->arena, folder, names[i]);
    for (Face face = 0; ok && face < FACE_COUNT; face++) ok = ft_file(f, face, 0) != NULL;
    if (!ok) {
        font_ft_close(f);
        return error_set(e, "no usable font is in '%s'", folder);
    }
    *out = f;
    f->painted[0].path = f->painted[1].path = "";
    f->painted[1].colored = true;
    *font = (Font){f, ft_metrics, ft_glyph, ft_family, ft_source, NULL, NULL};
    if (!painter) return true;
    f->painter = *painter;
    font->run = ft_run, font->shape = ft_shape;
    return true;
}

void font_ft_forget(FontFt *f) {
    f->table = (GlyphTable){0};
    f->runs = (GlyphRuns){0};
    arena_reset(&f->letters);
}

int font_ft_missing(const FontFt *f, const uint32_t **out) {
    *out = f->table.missing;
    return f->table.missing_count;
}

void font_ft_close(FontFt *f) {
    if (!f) return;
    if (f->library) FT_Done_FreeType(f->library);
    arena_free(&f->letters);
    Arena arena = f->arena; /* the struct itself lies in it */
    arena_free(&arena);
}
