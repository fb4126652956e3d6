/* What the pointer is on is known by the view; which matrices there are, by the scene's targets. */
#include "scene/marks/lights.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scene/pen/marks.h"
#include "scene/words/names.h"

enum { SHADE_NIGHT = 0x00000078, SHADE_PAPER = 0x15181C66 };

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

static void lights_grow(Rect *all, Rect r) {
    if (all->w <= 0) {
        *all = r;
        return;
    }
    float right = fmaxf(all->x + all->w, r.x + r.w), low = fmaxf(all->y + all->h, r.y + r.h);
    all->x = fminf(all->x, r.x), all->y = fminf(all->y, r.y);
    all->w = right - all->x, all->h = low - all->y;
}

/* "row=R", "col=C" or both, of the shown value. */
static Rect spot_cells(Stage *s, const char *said) {
    View v = *s->in->view;
    Rect all = {0};
    Error e;
    v.shown.at.row = v.shown.at.col = -1;
    if (!view_parse(arena_print(s->arena, "point %s", said), s->in->run, &v, &e)) return all;
    for (int i = 0; i < s->scene->target_count; i++) {
        const Target *t = &s->scene->targets[i];
        if (t->kind != TARGET_CELLS || strcmp(t->path, v.shown.at.path) != 0) continue;
        Rect a = lights_strip(t, true, v.shown.at.row), b = lights_strip(t, false, v.shown.at.col);
        bool row = v.shown.at.row >= t->row0 && v.shown.at.row < t->row0 + t->rows,
             col = v.shown.at.col >= t->col0 && v.shown.at.col < t->col0 + t->cols;
        if (row && col)
            lights_grow(&all,
                        t->transposed ? (Rect){a.x, b.y, a.w, b.h} : (Rect){b.x, a.y, b.w, a.h});
        else if (row && v.shown.at.col < 0)
            lights_grow(&all, a);
        else if (col && v.shown.at.row < 0)
            lights_grow(&all, b);
    }
    return all;
}

static void shade(Stage *s, float x, float y, float x2, float y2) {
    Color dark = s->in->view->shown.setting.theme == THEME_NIGHT ? SHADE_NIGHT : SHADE_PAPER;
    if (x2 > x && y2 > y) stage_box(s, (Rect){x, y, x2 - x, y2 - y}, 0, dark, 0, 0);
}

static Rect region(const Stage *s, const char *name) {
    static const char *const names[REGION_COUNT] = {"map", "sentence", "output", "timeline",
                                                    "figure"};
    for (int i = 0; i < REGION_COUNT; i++)
        if (strcmp(names[i], name) == 0) return s->region[i];
    return (Rect){0};
}

/* All of a band but what of the light lies in it. */
static void shade_band(Stage *s, Rect band, Rect r) {
    float x = fmaxf(band.x, r.x), y = fmaxf(band.y, r.y), right = band.x + band.w,
          low = band.y + band.h;
    float x2 = fminf(right, r.x + r.w), y2 = fminf(low, r.y + r.h);
    if (x2 <= x || y2 <= y) {
        shade(s, band.x, band.y, right, low);
        return;
    }
    shade(s, band.x, band.y, right, y);
    shade(s, band.x, y, x, y2);
    shade(s, x2, y, right, y2);
    shade(s, band.x, y2, right, low);
}

/* Cells and what stands in the bar have room around them; a part of the window is lit as far as it
 * goes. */
static Rect lit(Stage *s, const char *said, float line) {
    bool cells = strpbrk(said, "=");
    Rect r = cells ? spot_cells(s, said) : region(s, said);
    bool whole = !cells && r.y >= s->region[REGION_FIGURE].y;
    float pad = whole ? -line / 2 : roundf(6 * s->unit);
    if (r.w <= 0) return r;
    return (Rect){fmaxf(line / 2, r.x - pad), fmaxf(line / 2, r.y - pad), r.w + 2 * pad,
                  r.h + 2 * pad};
}

/* The bar is darker only where something in it is meant: the way to the lessons stands there. */
void lights_spot(Stage *s, float right) {
    const LessonShown *l = s->in->lesson;
    const char *said = l && l->asks && !l->away ? l->asks->spotlight : NULL;
    float wide = (float)s->in->width, low = (float)s->in->height,
          line = fmaxf(1.5f, roundf(1.5f * s->unit));
    Rect r = said ? lit(s, said, line) : (Rect){0};
    if (r.w <= 0) return;
    float top = s->region[REGION_FIGURE].y,
          foot = s->region[REGION_TIMELINE].h > 0 ? s->region[REGION_TIMELINE].y : low;
    bool in_bar = r.y + r.h / 2 < top;
    s->group = "shade";
    if (in_bar) shade_band(s, (Rect){0, 0, wide, top}, r);
    shade_band(s, (Rect){0, top, right, foot - top}, r);
    shade_band(s, (Rect){0, foot, wide, low - foot}, r);
    if (!in_bar && r.y + r.h / 2 < foot) r.w = fminf(right - line / 2, r.x + r.w) - r.x;
    stage_box(s, r, roundf(6 * s->unit), 0, line, s->theme.role[ROLE_HOT]);
}
