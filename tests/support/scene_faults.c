/* What is wrong with a scene to the eye, found by measure: marks cut by the edge, words on words or
   across the edge of a matrix, lines through words, words too small or too faint. Not for beauty.
 */
#include "support/scene_faults.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "scene/pen/theme.h"

enum { LEAST_PIXELS = 8 };
static const double least_contrast = 4.5;
static const float touch = 0.75f; /* marks may touch by less than a pixel */

/* A box turned about its first corner: corners in order. */
typedef struct Quad {
    float x[4], y[4];
    float x0, y0, x1, y1;
} Quad;

typedef struct Faults {
    const Scene *s;
    const Font *font;
    Buffer *out;
    Quad *quads; /* of texts, by item */
    int *texts;  /* items of texts that stand outside of cells */
    int text_count;
    const Item **marks; /* that have an outside */
    int mark_count;
    int found;
} Faults;

static void tell(Faults *f, const char *what, const Item *a, const Item *b) {
    const char *first = a->text ? a->text : "a mark", *second = b && b->text ? b->text : "";
    f->found++;
    buffer_print(f->out, "%s: '%s' at %.1f %.1f%s%s%s\n", what, first, (double)a->x, (double)a->y,
                 *second ? " and '" : "", second, *second ? "'" : "");
}

static void bound(Quad *q) {
    q->x0 = q->x1 = q->x[0];
    q->y0 = q->y1 = q->y[0];
    for (int k = 1; k < 4; k++) {
        if (q->x[k] < q->x0) q->x0 = q->x[k];
        if (q->x[k] > q->x1) q->x1 = q->x[k];
        if (q->y[k] < q->y0) q->y0 = q->y[k];
        if (q->y[k] > q->y1) q->y1 = q->y[k];
    }
}

static bool is_number(const char *text) {
    return strspn(text, "0123456789e.,+-?\xE2\x88\x92\x9E\xC2\xB7") == strlen(text);
}

/* The ink of a text: from its capitals' height to its descenders, a little less than that. Digits
 * have none, and the tail of a decimal comma is short. */
static Quad text_quad(const Font *font, const Item *i) {
    FontMetrics m = font->metrics(font->self, i->face, i->pixels);
    float w = i->w, up = -m.cap_height, down = m.descent * (is_number(i->text) ? 0 : 0.8f);
    float u[4] = {0, w, w, 0}, v[4] = {up, up, down, down};
    float angle = i->degrees * 0.017453293f, c = cosf(angle), s = sinf(angle);
    Quad q;
    for (int k = 0; k < 4; k++) {
        q.x[k] = i->x + u[k] * c + v[k] * s;
        q.y[k] = i->y - u[k] * s + v[k] * c;
    }
    bound(&q);
    return q;
}

void scene_text_box(const Font *font, const Item *text, float box[4]) {
    Quad q = text_quad(font, text);
    box[0] = q.x0, box[1] = q.y0, box[2] = q.x1, box[3] = q.y1;
}

static Quad box_quad(float x, float y, float w, float h) {
    Quad q = {{x, x + w, x + w, x}, {y, y, y + h, y + h}, 0, 0, 0, 0};
    bound(&q);
    return q;
}

static inline bool bounds_meet(const Quad *a, const Quad *b) {
    return a->x0 + touch < b->x1 && b->x0 + touch < a->x1 && a->y0 + touch < b->y1 &&
           b->y0 + touch < a->y1;
}

/* Some edge of a has all of b on its far side. */
static bool parted(const Quad *a, const Quad *b) {
    for (int k = 0; k < 4; k++) {
        float ex = a->x[(k + 1) % 4] - a->x[k], ey = a->y[(k + 1) % 4] - a->y[k],
              length = hypotf(ex, ey);
        if (length == 0) continue;
        float nx = ey / length, ny = -ex / length, least = 1e9f;
        for (int n = 0; n < 4; n++)
            least = fminf(least, (b->x[n] - a->x[k]) * nx + (b->y[n] - a->y[k]) * ny);
        if (least > -touch) return true;
    }
    return false;
}

static bool overlap(const Quad *a, const Quad *b) {
    return bounds_meet(a, b) && !parted(a, b) && !parted(b, a);
}

static bool inside(const Quad *a, float x, float y, float w, float h) {
    return a->x0 >= x - touch && a->y0 >= y - touch && a->x1 <= x + w + touch &&
           a->y1 <= y + h + touch;
}

static void check_edges(Faults *f, const Item *i, const Quad *q) {
    const float *stage = f->s->stage;
    bool figure = stage[2] > 0 && strcmp(i->group, "figure") == 0;
    if (!inside(q, 0, 0, (float)f->s->width, (float)f->s->height))
        tell(f, "cut by the edge", i, NULL);
    else if (figure && !inside(q, stage[0], stage[1], stage[2], stage[3]))
        tell(f, "beside the stage", i, NULL);
}

static void check_text(Faults *f, const Item *i) {
    if (i->pixels < LEAST_PIXELS) tell(f, "too small", i, NULL);
    if (theme_contrast(i->fill, i->ground) < least_contrast) tell(f, "too faint", i, NULL);
    if (fabsf(font_width(f->font, i->face, i->pixels, i->text) - i->w) > 0.5f)
        tell(f, "wrongly measured", i, NULL);
}

/* The cell under the middle of a text must hold all of it. */
static bool in_one_cell(const Item *cells, const Quad *q) {
    float cw = cells->w / (float)cells->cols, ch = cells->h / (float)cells->rows;
    float col = floorf(((q->x0 + q->x1) / 2 - cells->x) / cw),
          row = floorf(((q->y0 + q->y1) / 2 - cells->y) / ch);
    return inside(q, cells->x + col * cw - 1, cells->y + row * ch - 1, cw + 2, ch + 2);
}

/* A text against every other mark that has an outside. True if it is a number in a cell. */
static bool check_marks(Faults *f, const Item *i, const Quad *q) {
    bool number = false;
    for (int k = 0; k < f->mark_count; k++) {
        const Item *m = f->marks[k];
        if (q->x0 >= m->x + m->w || q->x1 <= m->x || q->y0 >= m->y + m->h || q->y1 <= m->y)
            continue;
        Quad b = box_quad(m->x, m->y, m->w, m->h);
        if (!overlap(q, &b) || strcmp(m->group, i->group) != 0) continue;
        bool within = inside(q, m->x, m->y, m->w, m->h);
        if (m->smooth && within) { /* what has no edges inside */
            number = true;
            continue;
        }
        if (m->kind == ITEM_CELLS && within) number = in_one_cell(m, q);
        if (!within || (m->kind == ITEM_CELLS && !number)) tell(f, "across an edge", i, NULL);
    }
    return number;
}

/* A plate between the line and the words: the line passes behind them. */
static bool plated(const Faults *f, const Item *line, int text) {
    const Quad *q = &f->quads[text];
    for (int k = (int)(line - f->s->items) + 1; k < text; k++) {
        const Item *m = &f->s->items[k];
        if (m->kind == ITEM_BOX && (m->fill & 0xFF) == 0xFF && inside(q, m->x, m->y, m->w, m->h))
            return true;
    }
    return false;
}

/* A straight stroke of `line` against one text. */
static void check_stroke(Faults *f, const Item *line, int text, float x, float y, float x2,
                         float y2) {
    float length = hypotf(x2 - x, y2 - y), nx, ny;
    if (length == 0) return;
    nx = -(y2 - y) / length * 0.5f, ny = (x2 - x) / length * 0.5f;
    Quad q = {{x + nx, x2 + nx, x2 - nx, x - nx}, {y + ny, y2 + ny, y2 - ny, y - ny}, 0, 0, 0, 0};
    bound(&q);
    if (overlap(&q, &f->quads[text]) && !plated(f, line, text))
        tell(f, "a line through it", &f->s->items[text], NULL);
}

static void check_curve(Faults *f, const Item *i, int text) {
    enum { PIECES = 12 };
    const float *p = i->p;
    float x = p[0], y = p[1];
    for (int k = 1; k <= PIECES; k++) {
        float t = (float)k / PIECES, u = 1 - t, a = u * u * u, b = 3 * u * u * t, c = 3 * u * t * t,
              d = t * t * t;
        float x2 = a * p[0] + b * p[2] + c * p[4] + d * p[6],
              y2 = a * p[1] + b * p[3] + c * p[5] + d * p[7];
        check_stroke(f, i, text, x, y, x2, y2);
        x = x2, y = y2;
    }
}

/* A line or a curve against the texts that lie in the box around its points. */
static void check_line(Faults *f, const Item *i) {
    const float *p = i->p;
    Quad around = {{i->x, i->x2, i->x, i->x2}, {i->y, i->y2, i->y, i->y2}, 0, 0, 0, 0};
    if (i->kind == ITEM_CURVE)
        around = (Quad){{p[0], p[2], p[4], p[6]}, {p[1], p[3], p[5], p[7]}, 0, 0, 0, 0};
    bound(&around);
    around.x0 -= 1, around.y0 -= 1, around.x1 += 1, around.y1 += 1;
    for (int k = 0; k < f->text_count; k++) {
        int text = f->texts[k];
        if (!bounds_meet(&around, &f->quads[text]) ||
            strcmp(f->s->items[text].group, i->group) != 0)
            continue;
        if (i->kind == ITEM_CURVE)
            check_curve(f, i, text);
        else
            check_stroke(f, i, text, i->x, i->y, i->x2, i->y2);
    }
}

static void check_texts(Faults *f) {
    for (int k = 0; k < f->s->count; k++) {
        const Item *i = &f->s->items[k];
        if (i->kind != ITEM_TEXT) continue;
        f->quads[k] = text_quad(f->font, i);
        check_edges(f, i, &f->quads[k]);
        check_text(f, i);
        if (!check_marks(f, i, &f->quads[k])) f->texts[f->text_count++] = k;
    }
    for (int a = 0; a < f->text_count; a++)
        for (int b = a + 1; b < f->text_count; b++) {
            const Item *first = &f->s->items[f->texts[a]], *second = &f->s->items[f->texts[b]];
            if (!bounds_meet(&f->quads[f->texts[a]], &f->quads[f->texts[b]])) continue;
            if (overlap(&f->quads[f->texts[a]], &f->quads[f->texts[b]]) &&
                strcmp(first->group, second->group) == 0)
                tell(f, "one on the other", first, second);
        }
}

static void check_cells(Faults *f, int at) {
    const Item *i = &f->s->items[at];
    Quad a = box_quad(i->x, i->y, i->w, i->h);
    for (int k = at + 1; k < f->s->count; k++) {
        const Item *m = &f->s->items[k];
        if (m->kind != ITEM_CELLS || strcmp(m->group, i->group) != 0) continue;
        Quad b = box_quad(m->x, m->y, m->w, m->h);
        bool photo = i->smooth && m->x == i->x && m->y == i->y && m->w == i->w && m->h == i->h;
        if (!photo && overlap(&a, &b)) tell(f, "one matrix on another", i, m);
    }
}

static void check_item(Faults *f, int at) {
    const Item *i = &f->s->items[at];
    Quad box = box_quad(i->x, i->y, i->w, i->h);
    if (i->kind == ITEM_BOX || i->kind == ITEM_CELLS || i->kind == ITEM_HATCH)
        check_edges(f, i, &box);
    if (i->kind == ITEM_CELLS) check_cells(f, at);
    if (i->kind == ITEM_CURVE || i->kind == ITEM_LINE) check_line(f, i);
}

int scene_faults(const Scene *s, const Font *font, Buffer *out) {
    Arena arena = {0};
    Faults f = {.s = s, .font = font, .out = out};
    f.quads = arena_many(&arena, Quad, s->count + 1);
    f.texts = arena_many(&arena, int, s->count + 1);
    f.marks = arena_many(&arena, const Item *, s->count + 1);
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_CELLS || s->items[i].kind == ITEM_BOX)
            f.marks[f.mark_count++] = &s->items[i];
    check_texts(&f);
    for (int i = 0; i < s->count; i++) check_item(&f, i);
    arena_free(&arena);
    return f.found;
}
