/* What the pointer is on is known by the view; which matrices there are, by the scene's targets. */
#include "scene/marks/lights.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/names.h"

enum { SHADE_NIGHT = 0x00000078, SHADE_PAPER = 0x15181C66 };
/* In a hand what is beside the light is small, and to be read. */
enum { HELD_NIGHT = 0x00000058, HELD_PAPER = 0x15181C30 };

static const char role_mark[] = "role:", token_mark[] = "token:";

static bool role_named(const Stage *s, const char *name, Value v) {
    static const char *const names[ROLE_COUNT] = {
        [ROLE_Q] = "q", [ROLE_K] = "k", [ROLE_V] = "v",    [ROLE_S] = "s",
        [ROLE_O] = "o", [ROLE_F] = "f", [ROLE_HOT] = "hot"};
    const char *own = names[words_role(s, v)];
    return own && strcmp(own, name) == 0;
}

/* "the#2" is the second one, "the" every one. */
static bool token_named(Stage *s, const char *name, Value v, bool row, int at) {
    const Form *f = &s->program->values[v].form;
    const char *hash = strrchr(name, '#'),
               *word =
                   hash && hash > name ? arena_copy(s->arena, name, (size_t)(hash - name)) : name;
    int which = word == name ? 0 : (int)strtol(hash + 1, NULL, 10), seen = 0;
    Axis axis = row ? f->rows : f->cols;
    if (strcmp(decode_label(s->in->run, s->at.t, axis, at, s->arena), word) != 0) return false;
    for (int i = 0; which && i <= at; i++)
        seen += strcmp(decode_label(s->in->run, s->at.t, axis, i, s->arena), word) == 0;
    return !which || seen == which;
}

bool lights_word(Stage *s, const char *mark) {
    const Pointed *p = &s->in->view->passing.hover;
    if (strcmp(pointed_mark(p), mark) == 0) return true;
    const char *path = pointed_value(&s->in->view->passing.hover);
    Value value = *path ? program_find(s->program, path) : NO_VALUE;
    if (value == NO_VALUE || !pointed_cell(p)) return false;
    if (text_begins(mark, role_mark)) return role_named(s, mark + strlen(role_mark), value);
    const char *name = mark + strlen(token_mark);
    Shape shape = s->program->values[value].form.shape;
    bool row = p->row < shape.rows && token_named(s, name, value, true, p->row);
    return row || (p->col < shape.cols && token_named(s, name, value, false, p->col));
}

/* Outlines */

static void outline(Stage *s, Rect r) {
    float line = fmaxf(2, roundf(2 * s->unit));
    stage_box(s, (Rect){r.x - line / 2, r.y - line / 2, r.w + line, r.h + line}, line, 0, line,
              s->theme.role[ROLE_HOT]);
}

/* Some rows or columns of a matrix as it is drawn. */
static Rect lights_strip(const Target *t, bool row, int at) {
    bool down = row != t->transposed;
    int first = row ? t->row0 : t->col0, count = row ? t->rows : t->cols;
    float size = (down ? t->h : t->w) / (float)count, place = (float)(at - first) * size;
    return down ? (Rect){t->x, t->y + place, t->w, size} : (Rect){t->x + place, t->y, size, t->h};
}

static void light_target(Stage *s, const Target *t, const char *mark) {
    Value v = program_find(s->program, t->path);
    if (v == NO_VALUE) return;
    if (text_begins(mark, token_mark)) {
        const char *name = mark + strlen(token_mark);
        Target own = *t;
        for (int i = 0; i < own.rows; i++)
            if (token_named(s, name, v, true, own.row0 + i))
                outline(s, lights_strip(&own, true, own.row0 + i));
        for (int j = 0; j < own.cols; j++)
            if (token_named(s, name, v, false, own.col0 + j))
                outline(s, lights_strip(&own, false, own.col0 + j));
    } else if (role_named(s, mark + strlen(role_mark), v))
        outline(s, (Rect){t->x, t->y, t->w, t->h});
}

static bool lights_cell_of(const Target *t, int row, int col) {
    return row >= t->row0 && row < t->row0 + t->rows && col >= t->col0 && col < t->col0 + t->cols;
}

/* The cell that the keyboard or the pointer would answer with tells no number, but where it is. */
static void light_aim(Stage *s) {
    const View *v = s->in->view;
    const Pointed *p = &v->passing.hover;
    if (!s->veil.on) return;
    for (int i = 0; i < s->scene->target_count; i++) {
        Target t = s->scene->targets[i];
        if (t.kind != TARGET_CELLS) continue;
        bool hovers = pointed_cell(p) && strcmp(t.path, p->path) == 0 && t.head == p->head;
        bool pinned = strcmp(t.path, v->shown.at.path) == 0 && v->shown.at.row == s->veil.row &&
                      v->shown.at.col >= 0;
        int row = hovers ? p->row : v->shown.at.row, col = hovers ? p->col : v->shown.at.col;
        if ((!hovers && !pinned) || row != s->veil.row || !lights_cell_of(&t, row, col)) continue;
        Rect a = lights_strip(&t, true, row), b = lights_strip(&t, false, col);
        outline(s, t.transposed ? (Rect){a.x, b.y, a.w, b.h} : (Rect){b.x, a.y, b.w, a.h});
    }
}

void lights_figure(Stage *s) {
    const char *mark = pointed_mark(&s->in->view->passing.hover);
    if (!s->in->lesson) return;
    s->group = "overlay";
    light_aim(s);
    for (int i = 0; *mark && i < s->scene->target_count; i++) {
        Target t = s->scene->targets[i];
        if (t.kind == TARGET_CELLS && !t.aside) light_target(s, &t, mark);
    }
}

/* The spotlight */

enum { SPOTS = 8 };

/* What is lit: all else is darker. */
typedef struct Spots {
    Rect r[SPOTS];
    int count;
    bool whole; /* a part of the window, as far as it goes */
} Spots;

static void spots_add(Spots *all, Rect r) {
    if (r.w > 0 && r.h > 0 && all->count < SPOTS) all->r[all->count++] = r;
}

/* Rows of two matrices that stand at one height are one. */
static void spots_add_row(Spots *all, Rect r) {
    for (int i = 0; i < all->count; i++) {
        Rect *o = &all->r[i];
        if (fabsf(o->y - r.y) > 1 || fabsf(o->h - r.h) > 1) continue;
        float right = fmaxf(o->x + o->w, r.x + r.w);
        o->x = fminf(o->x, r.x);
        o->w = right - o->x;
        return;
    }
    spots_add(all, r);
}

/* With its label at the left and its sum at the right: texts that stand within the row and near to
   what is lit so far. */
static Rect spots_with_words(const Stage *s, Rect r) {
    float near = 3 * (float)s->small, left = r.x, right = r.x + r.w;
    for (int again = 0; again < 3; again++)
        for (int i = 0; i < s->scene->count; i++) {
            const Item *t = &s->scene->items[i];
            float middle = t->y - stage_drop(s, t->face, t->pixels);
            if (t->kind != ITEM_TEXT || t->degrees != 0 || middle < r.y || middle > r.y + r.h ||
                t->x < s->scene->stage[0])
                continue;
            if (t->x < left && t->x + t->w > left - near) left = t->x;
            if (t->x + t->w > right && t->x < right + near && t->x > r.x) right = t->x + t->w;
        }
    return (Rect){left, r.y, right - left, r.h};
}

/* Whether a matrix has the rows of the shown value. */
static bool spots_same_rows(const Stage *s, const char *path, Value shown) {
    Value v = path ? program_find(s->program, path) : NO_VALUE;
    if (v == NO_VALUE) return false;
    const Form *a = &s->program->values[v].form, *b = &s->program->values[shown].form;
    bool keys = s->step && s->step->inputs > 1 && v == s->step->in[1] && a->cols != b->cols;
    return a->rows == b->rows && a->shape.rows == b->shape.rows && !keys;
}

/* "row=R", "col=C" or both, of the shown value; a row goes through all matrices that have it. */
static void spot_cells(Stage *s, const char *said, Spots *all) {
    View v = *s->in->view;
    Error e;
    v.shown.at.row = v.shown.at.col = -1;
    if (!view_parse(arena_print(s->arena, "point %s", said), s->in->run, s->arena, &v, &e)) return;
    const Place *at = &v.shown.at;
    const Rect *opened = &s->region[REGION_ROW];
    for (int i = 0; i < s->scene->target_count; i++) {
        const Target *t = &s->scene->targets[i];
        bool own = t->kind == TARGET_CELLS && strcmp(t->path, at->path) == 0;
        if (opened->h > 0 && t->y >= opened->y && t->y < opened->y + opened->h) continue;
        if (t->kind != TARGET_CELLS || t->carry || (!own && at->col >= 0)) continue;
        Rect a = lights_strip(t, true, at->row), b = lights_strip(t, false, at->col);
        bool row = at->row >= t->row0 && at->row < t->row0 + t->rows,
             col = at->col >= t->col0 && at->col < t->col0 + t->cols;
        if (row && col)
            spots_add(all, t->transposed ? (Rect){a.x, b.y, a.w, b.h} : (Rect){b.x, a.y, b.w, a.h});
        else if (row && at->col < 0 && (own || spots_same_rows(s, t->path, s->at.value)))
            spots_add_row(all, t->transposed ? a : spots_with_words(s, a));
        else if (col && at->row < 0)
            spots_add(all, b);
    }
    if (at->row >= 0 && at->row == s->in->view->shown.at.row) spots_add(all, s->region[REGION_ROW]);
}

static void shade(Stage *s, float x, float y, float x2, float y2) {
    bool night = s->in->view->shown.setting.theme == THEME_NIGHT, held = stage_held(s->in);
    Color dark = night ? held ? HELD_NIGHT : SHADE_NIGHT : held ? HELD_PAPER : SHADE_PAPER;
    if (x2 > x && y2 > y) stage_box(s, (Rect){x, y, x2 - x, y2 - y}, 0, dark, 0, 0);
}

static Rect region(const Stage *s, const char *name) {
    static const char *const names[REGION_COUNT] = {"map",      "sentence", "output",
                                                    "timeline", "figure",   ""};
    for (int i = 0; i < REGION_COUNT; i++)
        if (strcmp(names[i], name) == 0) return s->region[i];
    return (Rect){0};
}

/* Of a slab of a band all but what of the lights lies in it. */
static void shade_slab(Stage *s, Rect band, const Spots *lit, float top, float low) {
    float x = band.x, right = band.x + band.w;
    while (x < right) {
        const Rect *next = NULL;
        for (int i = 0; i < lit->count; i++) {
            const Rect *r = &lit->r[i];
            bool here = r->y < low && r->y + r->h > top && r->x + r->w > x && r->x < right;
            if (here && (!next || r->x < next->x)) next = r;
        }
        shade(s, x, top, next ? fminf(right, next->x) : right, low);
        x = next ? next->x + next->w : right;
    }
}

/* All of a band but the lights: from edge to edge of these. */
static void shade_band(Stage *s, Rect band, const Spots *lit) {
    float y = band.y, low = band.y + band.h;
    while (y < low) {
        float end = low;
        for (int i = 0; i < lit->count; i++) {
            const Rect *r = &lit->r[i];
            if (r->y > y) end = fminf(end, r->y);
            if (r->y + r->h > y) end = fminf(end, r->y + r->h);
        }
        shade_slab(s, band, lit, y, end);
        y = end;
    }
}

/* Cells and what stands in the bar have room around them, but rows only at their ends: above and
   below them are others. */
static Spots lights_of(Stage *s, const char *said, float line) {
    Spots all = {.count = 0};
    float pad = roundf(6 * s->unit);
    if (strpbrk(said, "="))
        spot_cells(s, said, &all);
    else
        spots_add(&all, region(s, said));
    all.whole = !strpbrk(said, "=") && all.count && all.r[0].y >= s->region[REGION_FIGURE].y;
    bool cell = strstr(said, "col=") != NULL;
    for (int i = 0; i < all.count; i++) {
        Rect *r = &all.r[i];
        float x = all.whole ? -line / 2 : pad, ends = cell ? pad : line / 2 + 1,
              y = all.whole ? -line / 2 : ends;
        *r = (Rect){fmaxf(line / 2, r->x - x), fmaxf(line / 2, r->y - y), r->w + 2 * x,
                    r->h + 2 * y};
    }
    return all;
}

/* The bar is darker only where something in it is meant: the way to the lessons stands there. */
void lights_spot(Stage *s, float right) {
    const LessonShown *l = s->in->lesson;
    const char *said = l && l->asks && !l->away ? l->asks->spotlight : NULL;
    float wide = (float)s->in->width, low = (float)s->in->height,
          line = fmaxf(1.5f, roundf(1.5f * s->unit));
    Spots lit = said ? lights_of(s, said, line) : (Spots){.count = 0};
    if (!lit.count) return;
    float top = s->region[REGION_FIGURE].y,
          foot = s->region[REGION_TIMELINE].h > 0 ? s->region[REGION_TIMELINE].y : low;
    const Rect *first = &lit.r[0];
    bool in_bar = first->y + first->h / 2 < top && !stage_held(s->in);
    s->group = "shade";
    if (in_bar) shade_band(s, (Rect){0, 0, wide, top}, &lit);
    shade_band(s, (Rect){0, top, right, foot - top}, &lit);
    shade_band(s, (Rect){0, foot, wide, low - foot}, &lit);
    /* A pinned row has its own frame. */
    const Place *at = &s->in->view->shown.at;
    bool framed = at->row >= 0 && at->col < 0 && strstr(said, "row=");
    for (int i = 0; i < lit.count; i++) {
        Rect r = lit.r[i];
        if (framed) continue;
        if (!in_bar && r.y + r.h / 2 < foot) r.w = fminf(right - line / 2, r.x + r.w) - r.x;
        stage_box(s, r, roundf(6 * s->unit), 0, line, s->theme.role[ROLE_HOT]);
    }
}
