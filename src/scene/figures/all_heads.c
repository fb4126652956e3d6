/* Every head of an attention block at once: where each looks, what it brings back, and how all of
   it is put side by side and mixed. Of other values only the heads themselves. */
#include "scene/figures/all_heads.h"

#include <math.h>
#include <string.h>

#include "scene/matrix/grid_draw.h"
#include "scene/matrix/heads_row.h"
#include "scene/pen/pack.h"
#include "scene/pen/rich.h"
#include "scene/pen/text.h"
#include "scene/words/names.h"

enum { ONE_ROW = 8 };

/* The values of one attention block. */
typedef struct Parts {
    Value weights, heads, concat, out;
} Parts;

static Parts all_heads_parts_of(const Stage *s) {
    const Program *p = s->program;
    Value v = s->at.value;
    return (Parts){program_beside(p, v, VALUE_WEIGHTS), program_beside(p, v, VALUE_HEADS),
                   program_beside(p, v, VALUE_CONCAT), program_beside(p, v, VALUE_ATTENTION_OUT)};
}

static bool is_whole(const Stage *s) {
    Parts p = all_heads_parts_of(s);
    Value v = s->at.value;
    return v == p.weights || v == p.heads || v == p.concat || v == p.out;
}

/* In a file no head is the present one. */
static int shown_head(const Stage *s) {
    if (!s->in->frame) return -1;
    return s->program->values[s->at.value].form.shape.sheets > 1 ? s->at.cell.sheet : -1;
}

/* Small multiples of one value, in rows. */
static void draw_multiples(Stage *s, Value v, Rect area) {
    HeadsRow r = heads_sheets(s, v);
    float title = heads_title_height(s), frame = roundf(10 * s->unit),
          gap = roundf(fmaxf(12, 26 * s->unit));
    float few = (float)r.grid[0].cols / (float)r.grid[0].rows;
    heads_measure(s, &r, area.w * 0.12f);
    Rect room = {area.x + r.labels + frame, area.y + title, area.w - r.labels - 2 * frame,
                 area.h - title - frame};
    Pack p = pack_make(r.count, fminf(2.2f, fmaxf(0.5f, few)), room, gap, title + gap);
    if (p.h < 6) return;
    for (int h = 0; h < r.count; h++) {
        Grid *g = &r.grid[h];
        g->cells = pack_box(&p, h);
        g->row_labels = r.grid[0].row_labels && h % p.cols == 0;
        g->label_room = r.grid[0].label_room;
    }
    heads_draw(s, &r, false, shown_head(s));
    heads_titles(s, &r, v, shown_head(s));
}

/* Heads that do not fit into one row: where they look, and below all of it side by side. */
static void draw_many(Stage *s, const Parts *v, Rect area) {
    HeadsRow parts = heads_parts(s, v->concat, s->program->values[v->weights].form.shape.sheets);
    float low = heads_words_height(s), gap = fmaxf(5, roundf(6 * s->unit)),
          frame = roundf(10 * s->unit);
    float h = floorf(0.26f * area.h), n = (float)parts.count;
    heads_measure(s, &parts, area.w * 0.12f);
    float w = floorf((area.w - parts.labels - 2 * frame - gap * (n - 1)) / n);
    Rect lower = {area.x, area.y + area.h - low - h, area.w, h};
    draw_multiples(s, v->weights,
                   (Rect){area.x, area.y, area.w, area.h - low - h - roundf(20 * s->unit)});
    if (w < 2 || h < 12) return;
    heads_place(&parts, lower, w, gap);
    heads_draw(s, &parts, true, -1);
}

/* The rows of the figure; what finds no room is left out: first the linear layer, then what the
 * heads bring back. */
typedef struct Plan {
    HeadsRow weights, heads, concat;
    bool has_heads, has_linear;
    float w, h, gap, part_w, part_gap;
    Rect matrix, out; /* cells of the linear layer and its result */
    float labels, title, low, between;
} Plan;

static float height_of(const Plan *p, Rect area, int rows) {
    return floorf((area.h - p->title - 2 * p->low - p->between - (rows > 2 ? p->title : 0)) /
                  (float)rows);
}

static void plan_lower(Stage *s, Plan *p, Rect area, float y) {
    float u = s->unit, n = (float)p->concat.count, sign = roundf(44 * u), frame = roundf(10 * u);
    float room = area.w - p->concat.labels - 2 * frame;
    p->part_gap = fmaxf(5, roundf(8 * u));
    p->has_linear = room >= 560 * u && p->h >= 60;
    float wide = p->has_linear ? 0.46f * (room - 2 * sign) : fminf(room, 0.8f * area.w);
    p->part_w = floorf((wide - p->part_gap * (n - 1)) / n);
    Rect place = {area.x, y, area.w, p->h};
    float rest = room - 2 * sign - wide, square = floorf(fminf(p->h, 0.4f * rest));
    float last = floorf(fminf(rest - square, wide));
    float used = wide + p->concat.labels + 2 * sign + square + last,
          x = area.x + (area.w - used) / 2;
    if (p->has_linear) place = (Rect){x, y, wide + p->concat.labels, p->h};
    heads_place(&p->concat, place, p->part_w, p->part_gap);
    p->matrix = (Rect){roundf(place.x + place.w + sign), y, square, p->h};
    p->out = (Rect){roundf(p->matrix.x + square + sign), y, last, p->h};
}

static Plan all_heads_plan_make(Stage *s, const Parts *v, Rect area) {
    float u = s->unit;
    Plan p = {.weights = heads_sheets(s, v->weights),
              .heads = heads_sheets(s, v->heads),
              .has_heads = true,
              .title = heads_title_height(s),
              .low = heads_words_height(s),
              .between = roundf(44 * u)};
    p.concat = heads_parts(s, v->concat, p.weights.count);
    heads_measure(s, &p.weights, area.w * 0.12f);
    heads_measure(s, &p.heads, area.w * 0.12f);
    heads_measure(s, &p.concat, area.w * 0.12f);
    p.h = height_of(&p, area, 3);
    if (p.h < fmaxf(56, 70 * u)) p.has_heads = false, p.h = height_of(&p, area, 2);
    p.h = fminf(p.h, (float)p.weights.grid[0].rows * 40 * u);
    float n = (float)p.weights.count, room = area.w - p.weights.labels - roundf(20 * u),
          least = fmaxf(10, 16 * u);
    p.w = floorf(fminf((room - least * (n - 1)) / n, 1.3f * p.h));
    if (p.weights.grid[0].rows == 1) p.w = floorf((room - least * (n - 1)) / n);
    p.gap = n > 1 ? fminf((room - p.w * n) / (n - 1), 90 * u) : 0;
    return p;
}

static void all_heads_draw_sign(Stage *s, const char *sign, float left, float right, float middle) {
    float width = rich_width(s, s->title, sign);
    rich_text(s, s->title, s->theme.ground, roundf((left + right - width) / 2),
              middle + stage_drop(s, FACE_TEXT, s->title), sign);
}

/* · W_O = O at the right of the concatenated heads. */
static void draw_linear(Stage *s, const Plan *p, const Parts *v) {
    const Step *step = &s->program->steps[s->program->values[v->out].step];
    Grid w = grid_make(s, step->in[1], 0, true), o = grid_make(s, v->out, 0, false);
    float middle = p->matrix.y + p->h / 2, pad = roundf(6 * s->unit);
    Rect first = p->concat.grid[0].cells;
    float end = first.x;
    for (int h = 0; h < p->concat.count; h++)
        if (p->concat.grid[h].cols) end = p->concat.grid[h].cells.x + p->concat.grid[h].cells.w;
    grid_follow(s, &o);
    grid_zoom(s, &o);
    grid_zoom(s, &w);
    w.cells = p->matrix, o.cells = p->out;
    w.row_labels = o.row_labels = w.bar = o.bar = false;
    w.slot = p->matrix.w + 20 * s->unit, o.slot = p->out.w;
    grid_draw(s, &w, 1);
    grid_draw(s, &o, 1);
    all_heads_draw_sign(s, "·", end + pad, p->matrix.x - pad, middle);
    all_heads_draw_sign(s, "=", p->matrix.x + p->matrix.w + pad, p->out.x - pad, middle);
}

static void draw_all(Stage *s, const Parts *v, Rect area) {
    Plan p = all_heads_plan_make(s, v, area);
    float y = roundf(area.y + p.title), u = s->unit;
    if (p.w < 4 || p.h < 10) return;
    float used =
        p.h * (p.has_heads ? 3 : 2) + (p.has_heads ? 2 : 1) * p.title + 2 * p.low + p.between;
    y += fmaxf(0, fminf(roundf((area.h - used) / 2), 40 * u));
    HeadsRow *last = &p.weights;
    heads_place(&p.weights, (Rect){area.x, y, area.w, p.h}, p.w, p.gap);
    y += p.h;
    if (p.has_heads) {
        y += roundf(fminf(p.title, 0.4f * p.title + 8 * u));
        last = &p.heads;
        heads_place(&p.heads, (Rect){area.x, y, area.w, p.h}, p.w, p.gap);
        heads_draw(s, &p.heads, true, -1);
        y += p.h;
    }
    heads_draw(s, &p.weights, !p.has_heads, shown_head(s));
    heads_titles(s, &p.weights, v->weights, shown_head(s));
    y += p.low;
    float from = y + roundf(2 * u);
    y = roundf(y + p.between);
    plan_lower(s, &p, area, y);
    heads_curves(s, last, &p.concat, from, y - roundf(7 * u));
    heads_draw(s, &p.concat, true, -1);
    if (p.has_linear) draw_linear(s, &p, v);
}

void figure_all_heads(Stage *s, Rect area) {
    Parts v = all_heads_parts_of(s);
    bool all = is_whole(s) && v.weights != NO_VALUE && v.heads != NO_VALUE &&
               v.concat != NO_VALUE && v.out != NO_VALUE;
    area.h -= roundf(12 * s->unit);
    if (!all)
        draw_multiples(s, s->at.value, area);
    else if (s->program->values[v.weights].form.shape.sheets > ONE_ROW)
        draw_many(s, &v, area);
    else
        draw_all(s, &v, area);
}
