/* Marks by cairo. Letters are placed as they were measured, one by one or as shaped runs; their
   text goes along with them in logical order. */
#include "export/pdf.h"

#include <assert.h>
#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <dlfcn.h>
#include <math.h>
#include <string.h>

#include "base/font_runs.h"
#include "base/utf8.h"
#include "base/version.h"
#include "draw/canvas_cells.h"
#include "export/vector.h"

enum { USUAL_DPI = 96, POINTS = 72, BATCH = 256, COLORED_TIMES = 4 };

/* What is used of cairo, and of FreeType, which cairo itself loads. */
#define PDF_FUNCTIONS(F)                                                                           \
    F(cairo_pdf_surface_create_for_stream)                                                         \
    F(cairo_pdf_surface_set_metadata)                                                              \
    F(cairo_create)                                                                                \
    F(cairo_destroy)                                                                               \
    F(cairo_status)                                                                                \
    F(cairo_status_to_string)                                                                      \
    F(cairo_surface_destroy)                                                                       \
    F(cairo_surface_finish)                                                                        \
    F(cairo_surface_status)                                                                        \
    F(cairo_save)                                                                                  \
    F(cairo_restore)                                                                               \
    F(cairo_scale)                                                                                 \
    F(cairo_translate)                                                                             \
    F(cairo_rotate)                                                                                \
    F(cairo_rectangle)                                                                             \
    F(cairo_move_to)                                                                               \
    F(cairo_line_to)                                                                               \
    F(cairo_curve_to)                                                                              \
    F(cairo_arc)                                                                                   \
    F(cairo_new_sub_path)                                                                          \
    F(cairo_new_path)                                                                              \
    F(cairo_close_path)                                                                            \
    F(cairo_fill)                                                                                  \
    F(cairo_stroke)                                                                                \
    F(cairo_clip)                                                                                  \
    F(cairo_paint)                                                                                 \
    F(cairo_set_fill_rule)                                                                         \
    F(cairo_set_line_width)                                                                        \
    F(cairo_set_dash)                                                                              \
    F(cairo_set_source_rgba)                                                                       \
    F(cairo_set_source_surface)                                                                    \
    F(cairo_get_source)                                                                            \
    F(cairo_pattern_set_filter)                                                                    \
    F(cairo_image_surface_create)                                                                  \
    F(cairo_image_surface_get_data)                                                                \
    F(cairo_image_surface_get_stride)                                                              \
    F(cairo_surface_mark_dirty)                                                                    \
    F(cairo_surface_flush)                                                                         \
    F(cairo_set_font_face)                                                                         \
    F(cairo_set_font_size)                                                                         \
    F(cairo_set_font_options)                                                                      \
    F(cairo_font_options_create)                                                                   \
    F(cairo_font_options_destroy)                                                                  \
    F(cairo_font_options_set_hint_style)                                                           \
    F(cairo_font_options_set_hint_metrics)                                                         \
    F(cairo_font_face_destroy)                                                                     \
    F(cairo_ft_font_face_create_for_ft_face)                                                       \
    F(cairo_show_text_glyphs)                                                                      \
    F(cairo_debug_reset_static_data)                                                               \
    F(FT_Init_FreeType)                                                                            \
    F(FT_New_Face)                                                                                 \
    F(FT_Done_FreeType)

typedef struct Cairo {
#define PDF_MEMBER(name) __typeof__(&(name)) name;
    PDF_FUNCTIONS(PDF_MEMBER)
} Cairo;

/* One of the fonts that the page uses. */
typedef struct PdfFont PdfFont;
struct PdfFont {
    const FontSource *source;
    cairo_font_face_t *face;
    PdfFont *next;
};

/* A page on its way. */
typedef struct Pdf {
    Cairo c;
    void *library;
    cairo_t *cr;
    FT_Library freetype;
    const Font *font;
    PdfFont *fonts;
    Arena arena;
    Error *e;
    bool failed;
} Pdf;

static void pdf_color(Pdf *p, Color c) {
    p->c.cairo_set_source_rgba(p->cr, (double)(c >> 24) / 255, (double)(c >> 16 & 0xFF) / 255,
                               (double)(c >> 8 & 0xFF) / 255, (double)(c & 0xFF) / 255);
}

static void pdf_fill(Pdf *p, Color c) {
    pdf_color(p, c);
    p->c.cairo_fill(p->cr);
}

/* Lines thinner than a pixel are fainter ones of a pixel, as painted. */
static void pdf_stroke(Pdf *p, float width, Color color) {
    pdf_color(p, vector_stroke(width, color));
    p->c.cairo_set_line_width(p->cr, fmax(1, (double)width));
    p->c.cairo_stroke(p->cr);
}

/* A box whose edge lies `in` pixels further inside. */
static void pdf_path_box(Pdf *p, const Item *i, double in) {
    double x = (double)i->x + in, y = (double)i->y + in, w = (double)i->w - 2 * in,
           h = (double)i->h - 2 * in,
           r = fmin((double)i->radius, fmin((double)i->w, (double)i->h) / 2) - in;
    if (!(r > 0)) {
        p->c.cairo_rectangle(p->cr, x, y, w, h);
        return;
    }
    p->c.cairo_new_sub_path(p->cr);
    for (int k = 0; k < 4; k++)
        p->c.cairo_arc(p->cr, k == 1 || k == 2 ? x + r : x + w - r, k < 2 ? y + h - r : y + r, r,
                       k * M_PI / 2, (k + 1) * M_PI / 2);
    p->c.cairo_close_path(p->cr);
}

/* Outlines lie inside of boxes, the fill reaches under the whole of them. */
static void pdf_box(Pdf *p, const Item *i) {
    float line = i->line > 0 && (i->stroke & 0xFF) ? fminf(i->line, fminf(i->w, i->h) / 2) : 0;
    if (!(i->w > 0) || !(i->h > 0)) return;
    if (i->fill & 0xFF) {
        pdf_path_box(p, i, 0);
        pdf_fill(p, i->fill);
    }
    if (!(line > 0)) return;
    pdf_path_box(p, i, (double)line / 2);
    pdf_stroke(p, line, i->stroke);
}

static void pdf_line(Pdf *p, const Item *i) {
    double dash[2] = {(double)i->dash_on, (double)i->dash_off};
    bool dashed = i->dash_on > 0 && i->dash_off > 0;
    if (!(i->line > 0)) return;
    p->c.cairo_move_to(p->cr, (double)i->x, (double)i->y);
    p->c.cairo_line_to(p->cr, (double)i->x2, (double)i->y2);
    if (dashed) p->c.cairo_set_dash(p->cr, dash, 2, 0);
    pdf_stroke(p, i->line, i->fill);
    if (dashed) p->c.cairo_set_dash(p->cr, NULL, 0, 0);
}

static void pdf_curve(Pdf *p, const Item *i) {
    double at[8];
    for (int k = 0; k < 8; k++) at[k] = (double)i->p[k];
    p->c.cairo_move_to(p->cr, at[0], at[1]);
    p->c.cairo_curve_to(p->cr, at[2], at[3], at[4], at[5], at[6], at[7]);
    pdf_stroke(p, i->line, i->fill);
}

static void pdf_polygon(Pdf *p, const Item *i) {
    for (int k = 0; k < i->rows; k++)
        p->c.cairo_line_to(p->cr, (double)i->p[2 * k], (double)i->p[2 * k + 1]);
    p->c.cairo_close_path(p->cr);
    pdf_fill(p, i->fill);
}

/* Stripes around the diagonals x + y = k · gap · √2 of the plane, as the painter lays them. */
static void pdf_hatch(Pdf *p, const Item *i) {
    double left = (double)i->x, top = (double)i->y, right = left + (double)i->w,
           low = top + (double)i->h, step = (double)i->gap * sqrt(2),
           wide = fmax(1, (double)i->line) * sqrt(2);
    if (!(i->gap > 0.5f) || !(i->line > 0) || !(i->w > 0) || !(i->h > 0)) return;
    p->c.cairo_save(p->cr);
    p->c.cairo_rectangle(p->cr, left, top, right - left, low - top);
    p->c.cairo_clip(p->cr);
    for (double k = floor((left + top - wide) / step); k * step < right + low + wide; k++) {
        p->c.cairo_move_to(p->cr, k * step - top + wide, top - wide);
        p->c.cairo_line_to(p->cr, k * step - low - wide, low + wide);
    }
    pdf_stroke(p, i->line, i->fill);
    p->c.cairo_restore(p->cr);
}

/* The box, and in it a circle that is left out. */
static void pdf_spot(Pdf *p, const Item *i) {
    p->c.cairo_set_fill_rule(p->cr, CAIRO_FILL_RULE_EVEN_ODD);
    p->c.cairo_rectangle(p->cr, (double)i->x, (double)i->y, (double)i->w, (double)i->h);
    p->c.cairo_new_sub_path(p->cr);
    p->c.cairo_arc(p->cr, (double)i->x2, (double)i->y2, (double)i->radius, 0, 2 * M_PI);
    pdf_fill(p, i->fill);
    p->c.cairo_set_fill_rule(p->cr, CAIRO_FILL_RULE_WINDING);
}

/* Cells */

static void pdf_rect(Pdf *p, double x, double y, double w, double h, Color c) {
    if (w <= 0 || h <= 0 || !(c & 0xFF)) return;
    p->c.cairo_rectangle(p->cr, x, y, w, h);
    pdf_fill(p, c);
}

/* A pixel of a canvas (A, B, G, R, not multiplied by its alpha) as cairo has it. */
static uint32_t pdf_pixel(uint32_t c) {
    uint32_t a = c >> 24, out = a << 24;
    for (int k = 0; k < 3; k++) out |= ((c >> 8 * k & 0xFF) * a + 127) / 255 << (16 - 8 * k);
    return out;
}

/* Some readers of PDF give a picture every pixel that it touches: it touches no more than its own.
 */
static const double picture_edge = 0.01;

/* A picture in a box: `pixels` as cairo has them. */
static void pdf_image(Pdf *p, const uint32_t *pixels, int width, int height, double x, double y,
                      double w, double h, bool smooth) {
    cairo_surface_t *s = p->c.cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
    unsigned char *data = p->c.cairo_image_surface_get_data(s);
    int stride = p->c.cairo_image_surface_get_stride(s);
    p->c.cairo_surface_flush(s);
    for (int i = 0; i < height && data; i++)
        memcpy(data + (long)i * stride, pixels + (long)i * width, (size_t)width * 4);
    p->c.cairo_surface_mark_dirty(s);
    p->c.cairo_save(p->cr);
    p->c.cairo_translate(p->cr, x + picture_edge, y + picture_edge);
    p->c.cairo_scale(p->cr, (w - 2 * picture_edge) / width, (h - 2 * picture_edge) / height);
    p->c.cairo_set_source_surface(p->cr, s, 0, 0);
    p->c.cairo_pattern_set_filter(p->c.cairo_get_source(p->cr),
                                  smooth ? CAIRO_FILTER_GOOD : CAIRO_FILTER_NEAREST);
    p->c.cairo_paint(p->cr);
    p->c.cairo_restore(p->cr);
    p->c.cairo_surface_destroy(s);
}

static void pdf_cells_image(Pdf *p, const Item *i, const VectorCut *across, const VectorCut *down) {
    Arena arena = {0};
    Canvas c = vector_paint(i, across, down, &arena);
    uint32_t *pixels = arena_raw(&arena, (size_t)c.width * (size_t)c.height, sizeof *pixels);
    for (int k = 0; k < c.width * c.height; k++)
        pixels[k] = pdf_pixel(c.pixels[(long)(k / c.width) * c.pitch + k % c.width]);
    pdf_image(p, pixels, c.width, c.height, across->start, down->start, vector_size(across),
              vector_size(down), i->smooth);
    arena_free(&arena);
}

/* The square in a cell, and what is around it. */
static void pdf_dot(Pdf *p, const Item *i, const VectorCut *across, const VectorCut *down, int row,
                    int col) {
    size_t at = (size_t)row * (size_t)i->cols + (size_t)col;
    int wide, high;
    double x = vector_low(across, col), y = vector_low(down, row), right = vector_high(across, col),
           low = vector_high(down, row);
    if (i->sizes[at] < 255) pdf_rect(p, x, y, right - x, low - y, i->ground);
    int left = cells_dot(i->sizes[at], (int)x, (int)right, &wide),
        top = cells_dot(i->sizes[at], (int)y, (int)low, &high);
    pdf_rect(p, left, top, wide, high, i->cells[at]);
}

/* Where cells touch, equal neighbours are one, and each reaches a little under the next: no ground
   shines through between them. */
static void pdf_cells(Pdf *p, const Item *i) {
    if (!(i->w > 0) || !(i->h > 0) || i->rows < 1 || i->cols < 1) return;
    VectorCut across, down;
    vector_cut(i, &across, &down);
    if (vector_painted(i, &across, &down)) {
        pdf_cells_image(p, i, &across, &down);
        return;
    }
    bool dots = i->sizes && across.step >= CELLS_DOT && down.step >= CELLS_DOT;
    for (int r = 0; r < i->rows; r++)
        for (int c = 0, last; c < i->cols; c = last + 1) {
            const Color *row = i->cells + (long)r * i->cols;
            last = c;
            if (dots) {
                pdf_dot(p, i, &across, &down, r, c);
                continue;
            }
            while (!across.gap && last + 1 < i->cols && row[last + 1] == row[c]) last++;
            double x = vector_low(&across, c), y = vector_low(&down, r),
                   under = across.gap ? 0 : 0.5;
            pdf_rect(p, x, y, vector_high(&across, last) - x + (last + 1 < i->cols ? under : 0),
                     vector_high(&down, r) - y + (r + 1 < i->rows ? under : 0), row[c]);
        }
}

/* Texts */

static cairo_font_face_t *pdf_face(Pdf *p, const FontSource *source) {
    FT_Face face;
    for (PdfFont *f = p->fonts; f; f = f->next)
        if (f->source == source) return f->face;
    if (p->c.FT_New_Face(p->freetype, source->path, source->index, &face) != 0) {
        p->failed = !error_set(p->e, "the font %s cannot be read", source->path);
        return NULL;
    }
    PdfFont *f = arena_new(&p->arena, PdfFont);
    *f = (PdfFont){source, p->c.cairo_ft_font_face_create_for_ft_face(face, FT_LOAD_NO_HINTING),
                   p->fonts};
    p->fonts = f;
    return f->face;
}

/* Letters of one font on their way to the page, and their text. */
typedef struct Batch {
    const FontSource *source;
    cairo_glyph_t glyph[BATCH];
    cairo_text_cluster_t cluster[BATCH];
    int glyphs, clusters;
    char text[4 * BATCH];
    size_t bytes;
    int pixels;
} Batch;

static void batch_show(Pdf *p, Batch *b) {
    cairo_font_face_t *face = b->glyphs ? pdf_face(p, b->source) : NULL;
    if (face) {
        p->c.cairo_set_font_face(p->cr, face);
        p->c.cairo_set_font_size(p->cr, b->pixels);
        p->c.cairo_show_text_glyphs(p->cr, b->text, (int)b->bytes, b->glyph, b->glyphs, b->cluster,
                                    b->clusters, 0);
    }
    b->glyphs = b->clusters = b->bytes = 0;
}

/* How many of a run's letters from `at` on are of one cluster, and the bytes that it stands for. */
static int cluster_of(const ShapedRun *run, const FontRun *text, int at, int *bytes) {
    int n = 1, from = run->glyph[at].byte, end = (int)text->size;
    while (at + n < run->count && run->glyph[at + n].byte == from) n++;
    int next = text->leftwards ? at - 1 : at + n;
    if (next >= 0 && next < run->count) end = run->glyph[next].byte;
    *bytes = end - from;
    return n;
}

/* A run's letters from `from` to `to` - 1, the first at x, and their text with them, from the left:
   so readers of PDF expect letters of any direction, which they turn where that is due. */
static void batch_letters(Batch *b, const ShapedRun *run, const FontRun *text, int from, int to,
                          double x) {
    for (int i = from, n, bytes; i < to; i += n) {
        n = cluster_of(run, text, i, &bytes);
        memcpy(b->text + b->bytes, text->text + run->glyph[i].byte, (size_t)bytes);
        for (int k = i; k < i + n; k++) {
            const ShapedGlyph *g = &run->glyph[k];
            b->glyph[b->glyphs++] = (cairo_glyph_t){g->id, x + (double)(g->x * (float)b->pixels),
                                                    -(double)(g->y * (float)b->pixels)};
            x += (double)(g->advance * (float)b->pixels);
        }
        b->cluster[b->clusters++] = (cairo_text_cluster_t){bytes, n};
        b->bytes += (size_t)bytes;
    }
}

/* A run from x on; from right to left word by word, so that the first word comes first. */
static void batch_add(Pdf *p, Batch *b, const ShapedRun *run, const FontRun *text, double x) {
    if (b->source != run->source || b->glyphs + run->count > BATCH || text->leftwards ||
        b->bytes + text->size > sizeof b->text)
        batch_show(p, b);
    if (run->count > BATCH || text->size > sizeof b->text) return;
    b->source = run->source;
    int from = text->leftwards ? run->count : 0;
    for (int end = run->count; text->leftwards && from > 0; end = from) {
        double at = x;
        for (from = end - 1; from > 0 && text->text[run->glyph[from].byte] != ' ';) from--;
        for (int i = 0; i < from; i++) at += (double)(run->glyph[i].advance * (float)b->pixels);
        batch_letters(b, run, text, from, end, at);
        batch_show(p, b);
    }
    if (!text->leftwards) batch_letters(b, run, text, 0, run->count, x);
}

/* A letter that no font has: a box, as painted. */
static void pdf_text_box(Pdf *p, const Item *i, double x, double advance) {
    double high = 0.7 * i->pixels, line = 1 + i->pixels / 24.0;
    p->c.cairo_rectangle(p->cr, x + line * 1.5, -high + line / 2, advance - 3 * line, high - line);
    pdf_color(p, i->fill);
    p->c.cairo_set_line_width(p->cr, line);
    p->c.cairo_stroke(p->cr);
}

/* Letters of several colours: their picture, and hidden under it a point that stands for their
   text. What has no ink cairo would leave out. */
static void pdf_colored(Pdf *p, const Item *i, Batch *b, const FontRun *run, double x) {
    const Glyph *g = p->font->run(p->font->self, i->face, i->pixels * COLORED_TIMES, run);
    static const FontRun point = {".", 1, 0, false, false};
    const ShapedRun *under = p->font->shape(p->font->self, i->face, &point);
    batch_show(p, b);
    if (under && under->count == 1) {
        Batch small = {.pixels = 1};
        ShapedGlyph glyph = under->glyph[0];
        glyph.x = 0.4f * (float)i->pixels, glyph.y = 0.35f * (float)i->pixels;
        batch_add(p, &small, &(ShapedRun){under->source, &glyph, 1, 0, 0, 0}, run, x);
        batch_show(p, &small);
    }
    if (!g || !g->color || !g->width || !g->height) return;
    uint32_t *pixels = arena_raw(&p->arena, (size_t)g->width * (size_t)g->height, sizeof *pixels);
    for (int k = 0; k < g->width * g->height; k++)
        pixels[k] = pdf_pixel(g->color[k / g->width * g->pitch + k % g->width]);
    double part = 1.0 / COLORED_TIMES;
    pdf_image(p, pixels, g->width, g->height, x + g->left * part, g->top * part, g->width * part,
              g->height * part, true);
}

static double pdf_run(Pdf *p, const Item *i, Batch *b, const FontRun *run, double x) {
    const ShapedRun *shaped = p->font->shape(p->font->self, i->face, run);
    if (!shaped) {
        const char *at = run->text;
        const Glyph *g = p->font->glyph(p->font->self, i->face, i->pixels,
                                        utf8_next(&at, run->text + run->size));
        batch_show(p, b);
        if (g->coverage) pdf_text_box(p, i, x, (double)g->advance);
        return (double)g->advance;
    }
    if (shaped->source->colored)
        pdf_colored(p, i, b, run, x);
    else
        batch_add(p, b, shaped, run, x);
    return (double)(shaped->advance * (float)i->pixels);
}

/* Each letter for itself, as they were measured. */
static double pdf_letters(Pdf *p, const Item *i, Batch *b, const FontRun *run, double x) {
    const char *end = run->text + run->size;
    for (const char *at = run->text, *from = at; at < end; from = at) {
        uint32_t code = utf8_next(&at, end);
        FontRun one = {from, (size_t)(at - from), run->script, run->leftwards, false};
        if (code >= ' ') x += pdf_run(p, i, b, &one, x);
    }
    return x;
}

static void pdf_text(Pdf *p, const Item *i) {
    Arena arena = {0};
    Batch b = {.pixels = i->pixels};
    FontRun whole = {i->text, strlen(i->text), 0, false, false}, *run = &whole;
    int count = font_runs(p->font, i->face, i->text, &arena, &run);
    double x = 0;
    p->c.cairo_save(p->cr);
    p->c.cairo_translate(p->cr, (double)i->x,
                         i->degrees == 0 ? floor((double)i->y + 0.5) : (double)i->y);
    p->c.cairo_rotate(p->cr, -(double)i->degrees * (M_PI / 180));
    pdf_color(p, i->fill);
    for (int k = 0; k < (count ? count : 1); k++)
        x = run[k].joined ? x + pdf_run(p, i, &b, &run[k], x) : pdf_letters(p, i, &b, &run[k], x);
    batch_show(p, &b);
    p->c.cairo_restore(p->cr);
    arena_free(&arena);
}

static void pdf_item(Pdf *p, const Item *i) {
    p->c.cairo_new_path(p->cr);
    switch (i->kind) {
    case ITEM_BOX: pdf_box(p, i); break;
    case ITEM_LINE: pdf_line(p, i); break;
    case ITEM_CURVE: pdf_curve(p, i); break;
    case ITEM_TEXT: pdf_text(p, i); break;
    case ITEM_POLYGON: pdf_polygon(p, i); break;
    case ITEM_HATCH: pdf_hatch(p, i); break;
    case ITEM_SPOT: pdf_spot(p, i); break;
    case ITEM_CELLS: pdf_cells(p, i); break;
    }
}

/* The file */

static cairo_status_t pdf_write(void *to, const unsigned char *data, unsigned size) {
    buffer_add(to, (const char *)data, size);
    return CAIRO_STATUS_SUCCESS;
}

static bool pdf_load(Pdf *p, Error *e) {
    static const char *const names[] = {
#define PDF_NAME(name) #name,
        PDF_FUNCTIONS(PDF_NAME)};
    void *found[sizeof names / sizeof *names];
    p->library = dlopen("libcairo.so.2", RTLD_NOW | RTLD_LOCAL);
    if (!p->library)
        return error_set(e, "a PDF is written by cairo, which is not here: install libcairo2");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!(found[i] = dlsym(p->library, names[i])))
            return error_set(e, "libcairo2 has no %s: a PDF cannot be written", names[i]);
    static_assert(sizeof found == sizeof p->c, "only functions");
    memcpy(&p->c, found, sizeof found);
    return p->c.FT_Init_FreeType(&p->freetype) == 0 || error_set(e, "FreeType does not start");
}

/* A date would make other bytes each time. */
static void pdf_tell(Pdf *p, cairo_surface_t *s, const PdfInfo *info) {
    p->c.cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
    p->c.cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATOR, "attnscope " VERSION);
    if (info->title && *info->title)
        p->c.cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE, info->title);
    if (info->subject)
        p->c.cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_SUBJECT, info->subject);
}

/* Letters as they are measured: nothing is moved to whole pixels. */
static void pdf_begin(Pdf *p, double scale) {
    cairo_font_options_t *o = p->c.cairo_font_options_create();
    p->c.cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
    p->c.cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
    p->c.cairo_set_font_options(p->cr, o);
    p->c.cairo_font_options_destroy(o);
    p->c.cairo_scale(p->cr, scale, scale);
}

static bool pdf_page(Pdf *p, const Scene *s, const PdfInfo *info, Buffer *out, Error *e) {
    double scale = (double)POINTS / (info->dpi ? info->dpi : USUAL_DPI);
    cairo_surface_t *page = p->c.cairo_pdf_surface_create_for_stream(
        pdf_write, out, s->width * scale, s->height * scale);
    pdf_tell(p, page, info);
    p->cr = p->c.cairo_create(page);
    pdf_begin(p, scale);
    if (!info->transparent) pdf_rect(p, 0, 0, s->width, s->height, s->ground);
    for (int i = 0; i < s->count && !p->failed; i++) pdf_item(p, &s->items[i]);
    cairo_status_t status = p->c.cairo_status(p->cr);
    p->c.cairo_destroy(p->cr);
    p->c.cairo_surface_finish(page);
    if (!status) status = p->c.cairo_surface_status(page);
    p->c.cairo_surface_destroy(page);
    if (status) error_set(e, "the PDF cannot be written: %s", p->c.cairo_status_to_string(status));
    return !status && !p->failed;
}

bool pdf_print(const Scene *s, const Font *font, const PdfInfo *info, Buffer *out, Error *e) {
    Pdf p = {.font = font, .e = e};
    if (!font->shape) return error_set(e, "a PDF needs fonts that are files");
    bool ok = pdf_load(&p, e) && pdf_page(&p, s, info, out, e);
    for (PdfFont *f = p.fonts; f; f = f->next) p.c.cairo_font_face_destroy(f->face);
    if (p.freetype) {
        p.c.cairo_debug_reset_static_data(); /* it keeps faces for later */
        p.c.FT_Done_FreeType(p.freetype);
    }
    arena_free(&p.arena);
    return ok;
}
