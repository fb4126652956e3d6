/* A scene as text, one mark a line: for golden tests, where a change of layout shows as a readable
 * difference. */
#include "support/scene_print.h"

static void print_colors(const Item *i, Buffer *out) {
    if (i->fill) buffer_print(out, " fill %08x", (unsigned)i->fill);
    if (i->stroke) buffer_print(out, " stroke %08x", (unsigned)i->stroke);
    if (i->line > 0) buffer_print(out, " line %.1f", (double)i->line);
}

/* FNV-1a over the colours: a matrix is one line. */
static unsigned cells_hash(const Item *i) {
    unsigned hash = 2166136261u;
    for (int k = 0; i->sizes && k < i->rows * i->cols; k++) hash = (hash ^ i->sizes[k]) * 16777619u;
    for (int k = 0; k < i->rows * i->cols; k++) hash = (hash ^ i->cells[k]) * 16777619u;
    return hash;
}

static void print_box(const char *name, const Item *i, Buffer *out) {
    buffer_print(out, "%s %.1f %.1f %.1f %.1f", name, (double)i->x, (double)i->y, (double)i->w,
                 (double)i->h);
}

static void print_curve(const Item *i, Buffer *out) {
    buffer_text(out, "curve");
    for (int k = 0; k < 8; k++) buffer_print(out, " %.1f", (double)i->p[k]);
}

static void print_text(const Item *i, Buffer *out) {
    static const char *const faces[] = {"text", "bold", "mono", "italic", "bold-italic"};
    _Static_assert(sizeof faces / sizeof *faces == FACE_COUNT, "a word for each face");
    buffer_print(out, "text %.1f %.1f w %.1f ", (double)i->x, (double)i->y, (double)i->w);
    buffer_print(out, "%s %d", faces[i->face], i->pixels);
    if (i->degrees != 0) buffer_print(out, " turned %.0f", (double)i->degrees);
    buffer_print(out, " fill %08x on %08x: %s", (unsigned)i->fill, (unsigned)i->ground, i->text);
}

static void print_item(const Item *i, Buffer *out) {
    buffer_print(out, "%s: ", i->group);
    switch (i->kind) {
    case ITEM_BOX:
        print_box("box", i, out);
        buffer_print(out, " round %.1f", (double)i->radius);
        break;
    case ITEM_LINE:
        buffer_print(out, "line %.1f %.1f to %.1f %.1f", (double)i->x, (double)i->y, (double)i->x2,
                     (double)i->y2);
        if (i->dash_on > 0)
            buffer_print(out, " dash %.1f %.1f", (double)i->dash_on, (double)i->dash_off);
        break;
    case ITEM_CURVE: print_curve(i, out); break;
    case ITEM_TEXT: print_text(i, out); break;
    case ITEM_CELLS:
        print_box("cells", i, out);
        buffer_print(out, " %d × %d colours %08x", i->rows, i->cols, cells_hash(i));
        if (i->sizes) buffer_print(out, " sized on %08x", (unsigned)i->ground);
        break;
    case ITEM_HATCH: print_box("hatch", i, out); break;
    case ITEM_SPOT:
        print_box("spot", i, out);
        buffer_print(out, " about %.1f %.1f radius %.1f", (double)i->x2, (double)i->y2,
                     (double)i->radius);
        break;
    case ITEM_POLYGON:
        buffer_text(out, "polygon");
        for (int k = 0; k < 2 * i->rows; k++) buffer_print(out, " %.1f", (double)i->p[k]);
        break;
    }
    if (i->kind != ITEM_TEXT) print_colors(i, out);
    buffer_text(out, "\n");
}

static void print_target(const Target *t, Buffer *out) {
    static const char *const kinds[] = {"none",  "cells",  "step",    "command", "field",  "choice",
                                        "row",   "column", "form",    "operand", "trail",  "order",
                                        "light", "node",   "lens",    "search",  "answer", "lesson",
                                        "page",  "mark",   "link",    "side",    "menu",   "export",
                                        "scale", "heat",   "suppose", "sheet"};
    _Static_assert(sizeof kinds / sizeof *kinds == TARGET_SHEET + 1, "a word for each kind");
    static const char *const depths[] = {"sentence", "model", "layer", "sublayer",
                                         "step",     "row",   "cell"};
    buffer_print(out, "target %s: %.1f %.1f %.1f %.1f", kinds[t->kind], (double)t->x, (double)t->y,
                 (double)t->w, (double)t->h);
    if (t->path) buffer_print(out, " %s head %d", t->path, t->head);
    if (t->kind == TARGET_STEP) buffer_print(out, " %s", depths[t->depth]);
    if (t->kind == TARGET_COMMAND) buffer_print(out, " %d", (int)t->command);
    if (t->rows)
        buffer_print(out, " %d × %d%s", t->rows, t->cols, t->transposed ? " transposed" : "");
    if (t->row0 || t->col0) buffer_print(out, " from %d %d", t->row0, t->col0);
    buffer_text(out, "\n");
}

void scene_print(const Scene *s, Buffer *out) {
    buffer_print(out, "scene %d × %d ground %08x\n", s->width, s->height, (unsigned)s->ground);
    for (int i = 0; i < s->count; i++) print_item(&s->items[i], out);
    for (int i = 0; i < s->target_count; i++) {
        const Target *t = &s->targets[i];
        print_target(t, out);
    }
    if (*s->speech) buffer_print(out, "speech %s\n", s->speech);
}
