/* Letters from the fonts of the system: fontconfig finds the files, SDL_ttf draws, and every
   picture is kept until the font is closed. A run whose letters change each other's form is one
   picture, set by SDL_ttf in the run's script and direction. Not for layout; advances are not
   hinted. */
#include "platform/font_ttf.h"

#include <SDL_ttf.h>
#include <fontconfig/fontconfig.h>
#include <limits.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "base/file_map.h"
#include "platform/font_shape.h"
#include "platform/glyphs.h"

/* MEASURE_PIXELS: advances are read at this size, so that they scale without rounding. */
enum { MEASURE_PIXELS = 1024, DPI = 72 };
static const size_t LARGEST_FILE = INT_MAX; /* as much as SDL takes */

/* One font file. The same file serves all sizes; SDL_ttf is told the size before a letter is drawn.
 */
typedef struct FontFile FontFile;
struct FontFile {
    FontSource source;
    FileMap map;
    TTF_Font *draw, *measure; /* NULL until first used, or if the file is refused */
    hb_font_t *shape;
    int draw_pixels;
    bool refused, scripted; /* scripted: the last that was drawn was a run */
    FontFile *next;
};

struct FontTtf {
    Arena arena; /* letters, paths, the table: nothing moves while the font is open, except the
                    table */
    FcConfig *config;
    FontFile *files, *faces[FACE_COUNT];
    GlyphTable table; /* at size 0: the file that has the letter */
    GlyphRuns runs;
};

/* What to look for, best first; fontconfig ends every list with whatever the system has. */
typedef struct Wish {
    const char *families[6];
    int weight;
    bool mono, slanted;
} Wish;

static const Wish wishes[FACE_COUNT] = {
    [FACE_TEXT] = {{"Inter", "DejaVu Sans", "Noto Sans", "sans-serif"},
                   FC_WEIGHT_REGULAR,
                   false,
                   false},
    [FACE_BOLD] = {{"Inter", "DejaVu Sans", "Noto Sans", "sans-serif"},
                   FC_WEIGHT_DEMIBOLD,
                   false,
                   false},
    [FACE_MONO] = {{"JetBrains Mono", "DejaVu Sans Mono", "Noto Sans Mono", "monospace"},
                   FC_WEIGHT_REGULAR,
                   true,
                   false},
    [FACE_ITALIC] = {{"Inter", "DejaVu Sans", "Noto Sans", "sans-serif"},
                     FC_WEIGHT_REGULAR,
                     false,
                     true},
    [FACE_BOLD_ITALIC] = {{"Inter", "DejaVu Sans", "Noto Sans", "sans-serif"},
                          FC_WEIGHT_DEMIBOLD,
                          false,
                          true},
};

/* ---- Files ---- */

static FontFile *file_add(FontTtf *f, const char *path, int index, bool colored) {
    for (FontFile *file = f->files; file; file = file->next) {
        if (strcmp(file->source.path, path) == 0 && file->source.index == index) return file;
    }
    FontFile *file = arena_new(&f->arena, FontFile);
    file->source = (FontSource){arena_copy(&f->arena, path, strlen(path)), index, colored};
    file->next = f->files;
    return f->files = file;
}

static TTF_Font *file_font(const FontFile *file, int pixels) {
    SDL_RWops *bytes = SDL_RWFromConstMem(file->map.data, (int)file->map.size);
    return bytes ? TTF_OpenFontIndexRW(bytes, 1, pixels, file->source.index) : NULL;
}

/* Both sizes look at the same bytes: a font that SDL_ttf reads costs it a thousand small reads. */
static bool file_load(FontTtf *f, FontFile *file) {
    Error unread;
    if (file->draw || file->refused) return !file->refused;
    if (file_map(file->source.path, LARGEST_FILE, &f->arena, &file->map, &unread))
        file->draw = file_font(file, 16);
    file->measure = file->draw ? file_font(file, MEASURE_PIXELS) : NULL;
    file->refused = !file->measure;
    if (file->refused) return false;
    file->shape = font_shape_open(file->map.data, file->map.size, file->source.index);
    TTF_SetFontHinting(file->draw, TTF_HINTING_LIGHT);
    TTF_SetFontHinting(file->measure, TTF_HINTING_NONE);
    return true;
}

/* A pattern for a face; `code` is a letter that it must have, or 0. Fontconfig minds colours more
   than letters: who looks for pictures has to say so. */
static FcPattern *wish_pattern(Face face, uint32_t code, bool colored) {
    const Wish *wish = &wishes[face];
    FcPattern *p = FcPatternCreate();
    for (int i = 0; wish->families[i]; i++)
        FcPatternAddString(p, FC_FAMILY, (const FcChar8 *)wish->families[i]);
    FcPatternAddInteger(p, FC_WEIGHT, wish->weight);
    FcPatternAddInteger(p, FC_SLANT, wish->slanted ? FC_SLANT_ITALIC : FC_SLANT_ROMAN);
    FcPatternAddBool(p, FC_SCALABLE, FcTrue);
    FcPatternAddBool(p, FC_COLOR, colored);
    if (wish->mono) FcPatternAddInteger(p, FC_SPACING, FC_MONO);
    if (code) {
        FcCharSet *set = FcCharSetCreate();
        FcCharSetAddChar(set, code);
        FcPatternAddCharSet(p, FC_CHARSET, set);
        FcCharSetDestroy(set);
    }
    return p;
}

/* The file of the best match; NULL if there is none, or if it has not the letter. */
static FontFile *find_file(FontTtf *f, Face face, uint32_t code, bool wanted) {
    FcPattern *p = wish_pattern(face, code, wanted);
    FcResult result;
    FcCharSet *set;
    FcChar8 *path;
    FcBool colored = FcFalse;
    int index = 0;
    FontFile *file = NULL;
    FcConfigSubstitute(f->config, p, FcMatchPattern);
    FcDefaultSubstitute(p);
    FcPattern *match = FcFontMatch(f->config, p, &result);
    bool good = match && FcPatternGetString(match, FC_FILE, 0, &path) == FcResultMatch;
    if (good && code)
        good = FcPatternGetCharSet(match, FC_CHARSET, 0, &set) == FcResultMatch &&
               FcCharSetHasChar(set, code);
    if (good) {
        if (FcPatternGetInteger(match, FC_INDEX, 0, &index) != FcResultMatch) index = 0;
        if (FcPatternGetBool(match, FC_COLOR, 0, &colored) != FcResultMatch) colored = FcFalse;
        file = file_add(f, (const char *)path, index, colored);
    }
    if (match) FcPatternDestroy(match);
    FcPatternDestroy(p);
    return file && file_load(f, file) ? file : NULL;
}

static FontFile *face_file(FontTtf *f, Face face) {
    if (!f->faces[face]) f->faces[face] = find_file(f, face, 0, false);
    if (!f->faces[face]) f->faces[face] = f->faces[FACE_TEXT];
    return f->faces[face];
}

/* The file that draws a letter: the face's own, else what fontconfig finds; NULL if no font has it.
 */
static FontFile *letter_file(FontTtf *f, Face face, uint32_t code) {
    FontFile *own = face_file(f, face);
    if (TTF_GlyphIsProvided32(own->draw, code)) return own;
    const GlyphSlot *known = glyphs_find(&f->table, face, 0, code);
    if (known) return known->value;
    FontFile *other = find_file(f, face, code, false);
    if (!other) other = find_file(f, face, code, true);
    if (other && !TTF_GlyphIsProvided32(other->draw, code)) other = NULL;
    glyphs_put(&f->table, &f->arena, face, 0, code, other);
    return other;
}

/* ---- Letters ---- */

/* The script and direction of what is drawn next. */
static void file_script(FontFile *file, uint32_t script, bool leftwards) {
    bool run = script != HB_SCRIPT_COMMON;
    char name[5] = {(char)(script >> 24), (char)(script >> 16), (char)(script >> 8), (char)script};
    if (!run && !file->scripted) return;
    TTF_SetFontScriptName(file->draw, name);
    TTF_SetFontDirection(file->draw, leftwards ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    file->scripted = run;
}

/* The four pictures of what stands on a surface whose first column is `begin` quarter pixels right
 * of the pen. */
static void cut_phases(FontTtf *f, const SDL_Surface *wide, int begin, Glyph *g) {
    Glyph from = {
        .coverage = wide->pixels, .width = wide->w, .height = wide->h, .pitch = wide->pitch};
    glyph_cut(&f->arena, &from, begin, g);
}

/* SDL_ttf puts the letter on a surface as high as the line, moved right and down if it begins left
   of the pen or above the line; the four pictures are cut from it. */
static bool draw_glyph(FontTtf *f, FontFile *file, int pixels, uint32_t code, Glyph *g) {
    static const SDL_Color white = {255, 255, 255, 255}, black = {0, 0, 0, 255};
    int min_x, max_x, min_y, max_y, advance;
    if (file->draw_pixels != pixels &&
        TTF_SetFontSizeDPI(file->draw, pixels, GLYPH_PHASES * DPI, DPI) != 0)
        return false;
    file->draw_pixels = pixels;
    file_script(file, HB_SCRIPT_COMMON, false);
    if (TTF_GlyphMetrics32(file->draw, code, &min_x, &max_x, &min_y, &max_y, &advance) != 0)
        return false;
    if (max_x <= min_x || max_y <= min_y) return true;
    SDL_Surface *wide = TTF_RenderGlyph32_Shaded(file->draw, code, white, black);
    if (!wide) return false;
    int ascent = TTF_FontAscent(file->draw);
    g->top = max_y > ascent ? -max_y : -ascent;
    cut_phases(f, wide, min_x < 0 ? min_x : 0, g);
    SDL_FreeSurface(wide);
    return true;
}

/* ---- Runs ---- */

/* The mean of what a pixel covers on a picture in colours (multiplied by their alpha), and how dark
 * that is. */
static uint32_t colored_mean(const SDL_Surface *from, double step, int x, int y, uint8_t *dark) {
    double sum[4] = {0};
    int x0 = (int)(x * step), y0 = (int)(y * step), x1 = (int)((x + 1) * step),
        y1 = (int)((y + 1) * step), count = 0;
    for (int i = y0; i < y1 || i == y0; i++)
        for (int j = x0; j < x1 || j == x0; j++, count++) {
            uint32_t c = 0;
            if (i < from->h && j < from->w)
                memcpy(&c, (const uint8_t *)from->pixels + i * from->pitch + 4 * j, sizeof c);
            for (int k = 0; k < 4; k++) sum[k] += c >> (24 - 8 * k) & 0xff;
        }
    double alpha = sum[0] / count, grey = (0.3 * sum[1] + 0.59 * sum[2] + 0.11 * sum[3]) / count;
    uint32_t out = (uint32_t)(alpha + 0.5) << 24;
    for (int k = 1; k < 4 && alpha > 0.5; k++)
        out |= (uint32_t)fmin(255, sum[k] / count * 255 / alpha + 0.5) << (8 * k - 8);
    *dark = (uint8_t)fmax(0, alpha - 0.8 * grey);
    return out;
}

/* Pictures in colours have one size of their own, from which others are made. */
static void draw_colored(FontTtf *f, FontFile *file, const char *text, Glyph *g) {
    static const SDL_Color white = {255, 255, 255, 255};
    SDL_Surface *from = TTF_RenderUTF8_Blended(file->draw, text, white);
    int width = (int)ceilf(g->advance);
    if (!from || from->w < 1 || width < 1) {
        SDL_FreeSurface(from);
        return;
    }
    double step = (double)from->w / (double)g->advance;
    int height = (int)ceil(from->h / step);
    uint8_t *dark = arena_array(&f->arena, (size_t)height, (size_t)width);
    uint32_t *color = arena_many(&f->arena, uint32_t, width * height);
    for (int i = 0; i < width * height; i++)
        color[i] = colored_mean(from, step, i % width, i / width, &dark[i]);
    g->coverage = dark, g->color = color;
    g->width = g->pitch = width, g->height = height;
    g->top = -(int)lrint(TTF_FontAscent(file->draw) / step);
    SDL_FreeSurface(from);
}

/* The picture of a run, as draw_glyph makes that of a letter. */
static void draw_run(FontTtf *f, FontFile *file, GlyphRun *k) {
    static const SDL_Color white = {255, 255, 255, 255}, black = {0, 0, 0, 255};
    int pixels = k->pixels;
    k->glyph.advance = k->shaped.advance * (float)pixels;
    file_script(file, k->run.script, k->run.leftwards);
    if (file->source.colored) {
        draw_colored(f, file, k->run.text, &k->glyph);
        return;
    }
    if (file->draw_pixels != pixels &&
        TTF_SetFontSizeDPI(file->draw, pixels, GLYPH_PHASES * DPI, DPI) != 0)
        return;
    file->draw_pixels = pixels;
    SDL_Surface *wide = TTF_RenderUTF8_Shaded(file->draw, k->run.text, white, black);
    if (!wide) return;
    int ascent = TTF_FontAscent(file->draw), high = (int)ceilf(k->shaped.top * (float)pixels);
    k->glyph.top = high > ascent ? -high : -ascent;
    cut_phases(f, wide, (int)floorf(k->shaped.left * (float)(pixels * GLYPH_PHASES)), &k->glyph);
    SDL_FreeSurface(wide);
    glyph_trim(&k->glyph);
}

/* How a run is set, and at a size its picture: made when it is first asked for. */
static GlyphRun *kept_run(FontTtf *f, FontFile *file, int pixels, const FontRun *run) {
    bool fresh;
    GlyphRun *k = glyphs_run(&f->runs, &f->arena, file, pixels, run, &fresh);
    if (!fresh) return k;
    k->shaped = pixels ? kept_run(f, file, 0, run)->shaped
                       : font_shape(file->shape, &file->source, run, &f->arena);
    if (pixels) draw_run(f, file, k);
    return k;
}

static FontFile *run_file(FontTtf *f, Face face, const FontRun *run) {
    const char *at = run->text;
    return letter_file(f, face, utf8_next(&at, run->text + run->size));
}

static const ShapedRun *ttf_shape(void *self, Face face, const FontRun *run) {
    FontFile *file = run_file(self, face, run);
    return file ? &kept_run(self, file, 0, run)->shaped : NULL;
}

static const FontSource *ttf_source(void *self, Face face, uint32_t code) {
    FontFile *file = letter_file(self, face, code);
    return file ? &file->source : NULL;
}

static Glyph *colored_letter(FontTtf *f, FontFile *file, int pixels, uint32_t code, Glyph *g) {
    char text[5] = {0};
    FontRun run = {text, (size_t)utf8_encode(code, text), HB_SCRIPT_COMMON, false, true};
    *g = kept_run(f, file, pixels, &run)->glyph;
    return g;
}

static Glyph *make_glyph(FontTtf *f, Face face, int pixels, uint32_t code) {
    Glyph *g = arena_new(&f->arena, Glyph);
    FontFile *file = letter_file(f, face, code);
    if (!file) glyphs_miss(&f->table, code);
    if (file && file->source.colored) return colored_letter(f, file, pixels, code, g);
    if (!file || !draw_glyph(f, file, pixels, code, g)) {
        glyph_box(&f->arena, pixels, g);
        return g;
    }
    int advance = 0;
    TTF_GlyphMetrics32(file->measure, code, NULL, NULL, NULL, NULL, &advance);
    g->advance = (float)advance * (float)pixels / MEASURE_PIXELS;
    if (g->coverage) glyph_trim(g);
    return g;
}

static const Glyph *ttf_glyph(void *self, Face face, int pixels, uint32_t code) {
    FontTtf *f = self;
    pixels = glyph_pixels(pixels);
    const GlyphSlot *known = glyphs_find(&f->table, face, pixels, code);
    if (known) return known->value;
    Glyph *g = make_glyph(f, face, pixels, code);
    glyphs_put(&f->table, &f->arena, face, pixels, code, g);
    return g;
}

static const Glyph *ttf_run(void *self, Face face, int pixels, const FontRun *run) {
    FontFile *file = run_file(self, face, run);
    return file ? &kept_run(self, file, glyph_pixels(pixels), run)->glyph : NULL;
}

static float letter_top(TTF_Font *font, uint32_t code) {
    int top = 0;
    TTF_GlyphMetrics32(font, code, NULL, NULL, NULL, &top, NULL);
    return (float)top;
}

static FontMetrics ttf_metrics(void *self, Face face, int pixels) {
    FontFile *file = face_file(self, face);
    float scale = (float)glyph_pixels(pixels) / MEASURE_PIXELS;
    return (FontMetrics){(float)TTF_FontAscent(file->measure) * scale,
                         (float)-TTF_FontDescent(file->measure) * scale,
                         letter_top(file->measure, 'x') * scale,
                         letter_top(file->measure, 'H') * scale};
}

/* ---- Open and close ---- */

static const char *ttf_family(void *self, Face face) {
    return TTF_FontFaceFamilyName(face_file(self, face)->draw);
}

/* The system's rules and its lists of fonts. Fontconfig's own opening also reads all rules that
   could be turned on, for those who would list them. */
static FcConfig *font_config(void) {
    FcConfig *c = FcConfigCreate();
    if (c && FcConfigParseAndLoad(c, NULL, FcTrue) && FcConfigBuildFonts(c)) return c;
    if (c) FcConfigDestroy(c);
    return FcInitLoadConfigAndFonts();
}

bool font_ttf_open(FontTtf **out, Font *font, Error *e) {
    Arena arena = {0};
    FontTtf *f = arena_new(&arena, FontTtf);
    f->arena = arena;
    if (TTF_Init() != 0) {
        error_set(e, "the font library does not start: %s", TTF_GetError());
        arena_free(&arena);
        return false;
    }
    f->config = font_config();
    if (!f->config || !face_file(f, FACE_TEXT)) {
        font_ttf_close(f);
        return error_set(e, "no usable font was found: install fonts-inter and "
                            "fonts-jetbrains-mono, or fonts-dejavu");
    }
    *out = f;
    *font = (Font){f, ttf_metrics, ttf_glyph, ttf_family, ttf_source, ttf_run, ttf_shape};
    return true;
}

int font_ttf_missing(const FontTtf *f, const uint32_t **out) {
    *out = f->table.missing;
    return f->table.missing_count;
}

void font_ttf_close(FontTtf *f) {
    if (!f) return;
    for (FontFile *file = f->files; file; file = file->next) {
        if (file->draw) TTF_CloseFont(file->draw);
        if (file->measure) TTF_CloseFont(file->measure);
        if (file->shape) hb_font_destroy(file->shape);
        file_unmap(&file->map);
    }
    if (f->config) FcConfigDestroy(f->config);
    TTF_Quit();
    Arena arena = f->arena; /* the struct itself lies in it */
    arena_free(&arena);
}
