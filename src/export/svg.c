/* Marks as SVG elements: plain attributes only, for the programs that open it know little more. */
#include "export/svg.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/font_runs.h"
#include "base/text.h"
#include "base/utf8.h"
#include "draw/canvas_cells.h"
#include "export/vector.h"

/* At most two places, none where they are zeros. What is no number would make the file invalid. */
static void svg_print_number(double x, Buffer *out) {
    char text[64];
    snprintf(text, sizeof text, "%.2f", fabs(x) < 0.005 || !(fabs(x) < 1e9) ? 0.0 : x);
    size_t n = strlen(text);
    while (text[n - 1] == '0') n--;
    if (text[n - 1] == '.') n--;
    buffer_add(out, text, n);
}

static void print_pair(const char *name, double x, Buffer *out) {
    buffer_print(out, " %s=\"", name);
    svg_print_number(x, out);
    buffer_text(out, "\"");
}

static void print_box(double x, double y, double w, double h, Buffer *out) {
    print_pair("x", x, out);
    print_pair("y", y, out);
    print_pair("width", w, out);
    print_pair("height", h, out);
}

static void svg_print_place(const char *before, double x, double y, Buffer *out) {
    buffer_text(out, before);
    svg_print_number(x, out);
    buffer_text(out, " ");
    svg_print_number(y, out);
}

/* name: "fill" or "stroke". */
static void print_color(const char *name, Color c, Buffer *out) {
    unsigned alpha = c & 0xFF;
    buffer_print(out, " %s=\"#%06x\"", name, (unsigned)(c >> 8));
    if (alpha < 255) {
        buffer_print(out, " %s-opacity=\"", name);
        svg_print_number((double)alpha / 255, out);
        buffer_text(out, "\"");
    }
}

/* What was typed is never markup; what XML cannot hold or nobody could see is left out. */
static void print_text(const char *text, Buffer *out) {
    const char *end = text + strlen(text);
    while (text < end) {
        char letters[4];
        uint32_t code = utf8_next(&text, end);
        if (!utf8_printable(code) || code == 0xFFFE || code == 0xFFFF) continue;
        if (code == '&')
            buffer_text(out, "&amp;");
        else if (code == '<')
            buffer_text(out, "&lt;");
        else if (code == '>')
            buffer_text(out, "&gt;");
        else if (code == '"')
            buffer_text(out, "&quot;");
        else
            buffer_add(out, letters, (size_t)utf8_encode(code, letters));
    }
}

static void print_stroke(float width, Color color, Buffer *out) {
    print_color("stroke", vector_stroke(width, color), out);
    print_pair("stroke-width", fmax(1, (double)width), out);
}

/* A box whose edge lies `in` pixels further inside. */
static void print_rect(const Item *i, double in, Color fill, float line, Buffer *out) {
    double radius = fmin((double)i->radius, fmin((double)i->w, (double)i->h) / 2) - in;
    buffer_text(out, "<rect");
    print_box((double)i->x + in, (double)i->y + in, (double)i->w - 2 * in, (double)i->h - 2 * in,
              out);
    if (radius > 0) print_pair("rx", radius, out);
    if (fill & 0xFF)
        print_color("fill", fill, out);
    else
        buffer_text(out, " fill=\"none\"");
    if (line > 0) print_stroke(line, i->stroke, out);
    buffer_text(out, "/>\n");
}

/* Outlines lie inside of boxes. The fill reaches under the whole of them, which shows where they
 * are not opaque. */
static void print_boxed(const Item *i, Buffer *out) {
    float line = i->line > 0 && (i->stroke & 0xFF) ? fminf(i->line, fminf(i->w, i->h) / 2) : 0;
    bool apart = line > 0 && (i->stroke & 0xFF) < 255 && (i->fill & 0xFF);
    if (!(i->w > 0) || !(i->h > 0)) return;
    if (apart) print_rect(i, 0, i->fill, 0, out);
    print_rect(i, (double)line / 2, apart ? 0 : i->fill, line, out);
}

static void svg_print_line(const Item *i, Buffer *out) {
    if (!(i->line > 0)) return;
    buffer_text(out, "<line");
    print_pair("x1", (double)i->x, out);
    print_pair("y1", (double)i->y, out);
    print_pair("x2", (double)i->x2, out);
    print_pair("y2", (double)i->y2, out);
    print_stroke(i->line, i->fill, out);
    if (i->dash_on > 0 && i->dash_off > 0) {
        svg_print_place(" stroke-dasharray=\"", (double)i->dash_on, (double)i->dash_off, out);
        buffer_text(out, "\"");
    }
    buffer_text(out, "/>\n");
}

static void print_curve(const Item *i, Buffer *out) {
    static const char *const before[] = {"<path fill=\"none\" d=\"M", "C", " ", " "};
    for (int k = 0; k < 4; k++)
        svg_print_place(before[k], (double)i->p[2 * k], (double)i->p[2 * k + 1], out);
    buffer_text(out, "\"");
    print_stroke(i->line, i->fill, out);
    buffer_text(out, "/>\n");
}

static void print_polygon(const Item *i, Buffer *out) {
    buffer_text(out, "<polygon points=\"");
    for (int k = 0; k < i->rows; k++)
        svg_print_place(k ? " " : "", (double)i->p[2 * k], (double)i->p[2 * k + 1], out);
    buffer_text(out, "\"");
    print_color("fill", i->fill, out);
    buffer_text(out, "/>\n");
}

/* Where the diagonal x + y = sum enters and leaves a box. */
static void print_diagonal(const double box[4], double sum, bool back, const char *before,
                           Buffer *out) {
    double left = fmax(box[0], sum - box[3]), right = fmin(box[2], sum - box[1]);
    svg_print_place(before, back ? right : left, sum - (back ? right : left), out);
    svg_print_place("L", back ? left : right, sum - (back ? left : right), out);
}

/* Stripes around the diagonals x + y = k · gap · √2 of the plane, as the painter lays them, cut at
 * the box's edges. */
static void print_hatch(const Item *i, Buffer *out) {
    double box[4] = {(double)i->x, (double)i->y, (double)i->x + (double)i->w,
                     (double)i->y + (double)i->h};
    double step = (double)i->gap * sqrt(2), half = fmax(1, (double)i->line) / sqrt(2);
    if (!(i->gap > 0.5f) || !(i->line > 0) || !(i->w > 0) || !(i->h > 0)) return;
    buffer_text(out, "<path d=\"");
    for (double k = floor((box[0] + box[1] - half) / step) + 1; k * step - half < box[2] + box[3];
         k++) {
        /* One stripe between two diagonals, with the corners of the box that lie between them. */
        double low = k * step - half;
        double high = k * step + half;
        double upper = box[2] + box[1], lower = box[0] + box[3];
        print_diagonal(box, fmax(low, box[0] + box[1]), false, "M", out);
        if (low < upper && upper < high) svg_print_place("L", box[2], box[1], out);
        print_diagonal(box, fmin(high, box[2] + box[3]), true, "L", out);
        if (low < lower && lower < high) svg_print_place("L", box[0], box[3], out);
        buffer_text(out, "Z");
    }
    buffer_text(out, "\"");
    print_color("fill", vector_stroke(i->line, i->fill), out);
    buffer_text(out, "/>\n");
}

/* The box, and in it a circle of two arcs that is left out. */
static void print_spot(const Item *i, Buffer *out) {
    double x = (double)i->x, y = (double)i->y, right = x + (double)i->w, low = y + (double)i->h,
           r = (double)i->radius;
    svg_print_place("<path fill-rule=\"evenodd\" d=\"M", x, y, out);
    svg_print_place("L", right, y, out);
    svg_print_place("L", right, low, out);
    svg_print_place("L", x, low, out);
    svg_print_place("ZM", (double)i->x2 - r, (double)i->y2, out);
    for (int side = 1; side >= -1; side -= 2) {
        svg_print_place("A", r, r, out);
        svg_print_place(" 0 1 0 ", (double)i->x2 + side * r, (double)i->y2, out);
    }
    buffer_text(out, "Z\"");
    print_color("fill", i->fill, out);
    buffer_text(out, "/>\n");
}

/* Texts */

static bool keeps_blanks(const char *text) {
    size_t n = strlen(text);
    return n && (text[0] == ' ' || text[n - 1] == ' ' || strstr(text, "  "));
}

static void print_family(const SvgInfo *info, Face face, Buffer *out) {
    const char *general = face == FACE_MONO ? "JetBrains Mono, DejaVu Sans Mono, monospace"
                                            : "Inter, DejaVu Sans, sans-serif";
    buffer_text(out, " font-family=\"");
    if (info->family[face]) {
        print_text(info->family[face], out);
        buffer_text(out, ", ");
    }
    buffer_print(out, "%s\"", general);
    if (face == FACE_BOLD || face == FACE_BOLD_ITALIC) buffer_text(out, " font-weight=\"600\"");
    if (face == FACE_ITALIC || face == FACE_BOLD_ITALIC) buffer_text(out, " font-style=\"italic\"");
}

/* The measured width is told, so that other letters cannot run into their neighbours. */
static void svg_print_words(const Item *i, const SvgInfo *info, Buffer *out) {
    buffer_text(out, "<text");
    print_pair("x", (double)i->x, out);
    print_pair("y", (double)i->y, out);
    if (i->degrees != 0) {
        svg_print_place(" transform=\"rotate(", -(double)i->degrees, (double)i->x, out);
        buffer_text(out, " ");
        svg_print_number((double)i->y, out);
        buffer_text(out, ")\"");
    }
    print_family(info, i->face, out);
    print_pair("font-size", i->pixels, out);
    if (text_count(i->text) > 1) {
        print_pair("textLength", (double)i->w, out);
        buffer_text(out, " lengthAdjust=\"spacingAndGlyphs\"");
    }
    if (keeps_blanks(i->text)) buffer_text(out, " xml:space=\"preserve\"");
    print_color("fill", i->fill, out);
    /* The text stays in the order in which it is read; who shows it turns it. */
    bool leftwards = font_runs_leftwards(i->text);
    buffer_text(out, leftwards ? "><tspan direction=\"rtl\" unicode-bidi=\"embed\">" : ">");
    print_text(i->text, out);
    buffer_text(out, leftwards ? "</tspan></text>\n" : "</text>\n");
}

/* Cells */

static void print_base64(const Buffer *data, Buffer *out) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const unsigned char *from = (const unsigned char *)data->data;
    for (size_t i = 0; i < data->size; i += 3) {
        size_t left = data->size - i;
        unsigned three = (unsigned)from[i] << 16 | (left > 1 ? (unsigned)from[i + 1] << 8 : 0) |
                         (left > 2 ? from[i + 2] : 0);
        char four[4] = {digits[three >> 18], digits[three >> 12 & 63],
                        left > 1 ? digits[three >> 6 & 63] : '=',
                        left > 2 ? digits[three & 63] : '='};
        buffer_add(out, four, 4);
    }
}

/* Too many cells for rectangles: painted. */
static bool print_image(const Item *i, const VectorCut *across, const VectorCut *down,
                        const SvgInfo *info, Buffer *out, Error *e) {
    Arena arena = {0};
    Buffer png = {0};
    Canvas c = vector_paint(i, across, down, &arena);
    bool ok = info->png(&c, &png, e);
    if (ok) {
        buffer_text(out, "<image");
        print_box(across->start, down->start, vector_size(across), vector_size(down), out);
        buffer_text(out, " preserveAspectRatio=\"none\"");
        if (!i->smooth) buffer_text(out, " image-rendering=\"pixelated\"");
        buffer_text(out, " xlink:href=\"data:image/png;base64,");
        print_base64(&png, out);
        buffer_text(out, "\"/>\n");
    }
    buffer_free(&png);
    arena_free(&arena);
    return ok;
}

static void print_cell(const VectorCut *across, const VectorCut *down, int row, int first, int last,
                       Color color, Buffer *out) {
    double x = vector_low(across, first), y = vector_low(down, row),
           w = vector_high(across, last) - x, h = vector_high(down, row) - y;
    if (w <= 0 || h <= 0 || !(color & 0xFF)) return;
    buffer_text(out, "<rect");
    print_box(x, y, w, h, out);
    print_color("fill", color, out);
    buffer_text(out, "/>\n");
}

/* The square in a cell, and what is around it. */
static void print_dot(const VectorCut *across, const VectorCut *down, int row, int col,
                      const Item *i, Buffer *out) {
    size_t at = (size_t)row * (size_t)i->cols + (size_t)col;
    int wide, high, size = i->sizes[at];
    if (size < 255) print_cell(across, down, row, col, col, i->ground, out);
    int x = cells_dot(size, (int)vector_low(across, col), (int)vector_high(across, col), &wide);
    int y = cells_dot(size, (int)vector_low(down, row), (int)vector_high(down, row), &high);
    if (wide <= 0 || high <= 0) return;
    buffer_text(out, "<rect");
    print_box(x, y, wide, high, out);
    print_color("fill", i->cells[at], out);
    buffer_text(out, "/>\n");
}

/* Where cells touch, equal neighbours are one. */
static bool print_cells(const Item *i, const SvgInfo *info, Buffer *out, Error *e) {
    if (!(i->w > 0) || !(i->h > 0) || i->rows < 1 || i->cols < 1) return true;
    VectorCut across, down;
    vector_cut(i, &across, &down);
    if (vector_painted(i, &across, &down)) return print_image(i, &across, &down, info, out, e);
    buffer_text(out, "<g shape-rendering=\"crispEdges\">\n");
    for (int r = 0; r < i->rows; r++)
        for (int c = 0, last; c < i->cols; c = last + 1) {
            if (i->sizes && across.step >= CELLS_DOT && down.step >= CELLS_DOT) {
                print_dot(&across, &down, r, last = c, i, out);
                continue;
            }
            const Color *row = i->cells + (long)r * i->cols;
            for (last = c; !across.gap && last + 1 < i->cols && row[last + 1] == row[c]; last++)
                continue;
            print_cell(&across, &down, r, c, last, row[c], out);
        }
    buffer_text(out, "</g>\n");
    return true;
}

static bool print_item(const Item *i, const SvgInfo *info, Buffer *out, Error *e) {
    switch (i->kind) {
    case ITEM_BOX: print_boxed(i, out); break;
    case ITEM_LINE: svg_print_line(i, out); break;
    case ITEM_CURVE: print_curve(i, out); break;
    case ITEM_TEXT: svg_print_words(i, info, out); break;
    case ITEM_POLYGON: print_polygon(i, out); break;
    case ITEM_HATCH: print_hatch(i, out); break;
    case ITEM_SPOT: print_spot(i, out); break;
    case ITEM_CELLS: return print_cells(i, info, out, e);
    }
    return true;
}

static void print_notes(const SvgInfo *info, Buffer *out) {
    if (!info->note_count) return;
    buffer_text(out, "<metadata xmlns:a=\"urn:attnscope\">\n");
    for (int i = 0; i < info->note_count; i++) {
        buffer_text(out, "<a:note name=\"");
        print_text(info->notes[i].key, out);
        buffer_text(out, "\">");
        print_text(info->notes[i].text, out);
        buffer_text(out, "</a:note>\n");
    }
    buffer_text(out, "</metadata>\n");
}

bool svg_print(const Scene *s, const SvgInfo *info, Buffer *out, Error *e) {
    buffer_print(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" "
        "xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d "
        "%d\">\n",
        s->width, s->height, s->width, s->height);
    if (info->title && *info->title) {
        buffer_text(out, "<title>");
        print_text(info->title, out);
        buffer_text(out, "</title>\n");
    }
    print_notes(info, out);
    if (!info->transparent) {
        buffer_print(out, "<rect width=\"%d\" height=\"%d\"", s->width, s->height);
        print_color("fill", s->ground, out);
        buffer_text(out, "/>\n");
    }
    for (int i = 0; i < s->count; i++)
        if (!print_item(&s->items[i], info, out, e)) return false;
    buffer_text(out, "</svg>\n");
    return true;
}
