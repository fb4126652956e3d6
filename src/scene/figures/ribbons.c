/* Attention between words: queries at the left, keys at the right, a ribbon for each pair, as wide
   and as opaque as its weight is large. Not for numbers: only the followed query's are written. */
#include "scene/figures/ribbons.h"

#include <math.h>

#include "scene/figures/softmax.h"
#include "scene/marks/terms.h"
#include "scene/matrix/grid_heading.h"
#include "scene/pen/marks.h"
#include "scene/pen/rich.h"
#include "scene/pen/text.h"
#include "scene/words/gloss.h"
#include "scene/words/labels.h"
#include "trace/measure.h"

enum { CURVES_MOST = 512, WEIGHT_MOST = 1000 };           /* more are a wall, and slow to paint */
static const float least_drawn = 0.01f, thinnest = 0.75f; /* a weight; pixels */

/* Words one under the other, of which some are shown. */
typedef struct Column {
    float x, top, line; /* x: where ribbons leave or arrive */
    int first, count;
    float room, side; /* width of the labels, and of all that stands beside the ribbons */
    float gloss;      /* width of what they mean, beyond the labels; 0 none */
    bool *shown;
} Column;

typedef struct Ribbons {
    Grid g;
    Column q, k;
    int hot;            /* the followed query, −1: none */
    float thick, least; /* width of a weight of 1; the smallest weight that is drawn: of the
                           followed query all */
    float post;         /* width of all that leaves the query whose weights sum to the most */
    float *arrived;     /* by key: how much has come in so far, and in all */
    float *all;
} Ribbons;

static float ribbons_number_at(const Ribbons *r, int row, int col) {
    return tensor_at(r->g.x, r->g.sheet, row, col);
}

/* How wide it is drawn: not wider than a figure, and not at all what is no number. */
static float weight_at(const Ribbons *r, int row, int col) {
    float x = ribbons_number_at(r, row, col);
    return isnan(x) ? 0 : fmaxf(-WEIGHT_MOST, fminf(WEIGHT_MOST, x));
}

/* While the figure plays, ribbons are there up to the pair that is being worked out. */
static bool ribbons_is_there(const Stage *s, const Ribbons *r, int row, int col) {
    const Focus *at = &s->playing;
    if (!at->on || at->value != r->g.value) return true;
    return row < at->cell.row || (row == at->cell.row && col <= at->cell.col);
}

static int count_drawn(const Ribbons *r, float least) {
    int count = 0;
    for (int i = 0; i < r->q.count; i++)
        for (int j = 0; j < r->k.count; j++)
            count += weight_at(r, r->q.first + i, r->k.first + j) >= least;
    return count;
}

/* Long sentences have more weights than an eye can follow: the smallest are left out first. */
static float smallest_drawn(const Ribbons *r) {
    float least = least_drawn;
    while (count_drawn(r, least) > CURVES_MOST) least *= 1.2f;
    return least;
}

static float widest_label(Stage *s, const Ribbons *r, bool row, float most) {
    const Column *c = row ? &r->q : &r->k;
    float widest = 0;
    for (int i = 0; i < c->count && widest < most; i++)
        widest = fmaxf(widest, stage_width(s, FACE_TEXT, s->body,
                                           words_label(s, r->g.value, row, c->first + i, row)));
    return fminf(ceilf(widest), most);
}

static void stand(const Stage *s, Column *c, float top, float high) {
    c->line = fminf(high / (float)c->count, 46 * s->unit);
    c->top = top + (high - c->line * (float)c->count) / 2;
}

static float middle(const Column *c, int at) {
    return c->top + ((float)(at - c->first) + 0.5f) * c->line;
}

/* Shows a label unless another stands too near. */
static void ribbons_show(Column *c, int at, float needed) {
    int every = (int)ceilf(needed / fmaxf(c->line, 0.01f));
    for (int i = at - every + 1; i < at + every; i++)
        if (i >= 0 && i < c->count && c->shown[i]) return;
    c->shown[at] = true;
}

/* Those first that the followed query looks at most, then one in every few. */
static void choose_labels(Stage *s, Ribbons *r) {
    float needed = 1.15f * (float)s->small;
    r->q.shown = arena_many(s->arena, bool, r->q.count);
    r->k.shown = arena_many(s->arena, bool, r->k.count);
    for (float least = 0.5f; r->hot >= 0 && least >= least_drawn / 2; least /= 2)
        for (int j = 0; j < r->k.count; j++)
            if (weight_at(r, r->hot, r->k.first + j) >= least) ribbons_show(&r->k, j, needed);
    if (r->hot >= 0) ribbons_show(&r->q, r->hot - r->q.first, needed);
    for (int i = 0; i < r->q.count; i++) ribbons_show(&r->q, i, needed);
    for (int j = 0; j < r->k.count; j++) ribbons_show(&r->k, j, needed);
}

static float number_room(const Stage *s) {
    return ceilf(stage_width(s, FACE_MONO, s->mono, "1.00")) + roundf(14 * s->unit);
}

static float label_gap(const Stage *s) {
    return roundf(12 * s->unit) + 2;
}

static float axis_width(const Stage *s, const Ribbons *r, bool rows) {
    return ceilf(stage_width(s, FACE_TEXT, s->small, words_axis(s, r->g.value, rows)));
}

/* Keys come first: what is asked is read more often than who asks. */
static void ribbons_add_gloss(Stage *s, Ribbons *r, float spare) {
    r->k.gloss =
        gloss_room(s, (GlossOf){r->g.value, false, false, NULL, r->k.first, r->k.count}, spare);
    r->q.gloss = gloss_room(s, (GlossOf){r->g.value, true, true, NULL, r->q.first, r->q.count},
                            spare - r->k.gloss);
    r->k.side += r->k.gloss;
    r->q.side += r->q.gloss;
}

/* Columns as far apart as the figure is high, or a little more; the whole in the middle. */
static bool ribbons_lay_out(Stage *s, Ribbons *r, Rect area) {
    float head = stage_line_height(s->body) + roundf(14 * s->unit),
          foot = stage_line_height(s->small) + 14 * s->unit;
    float most = 0.3f * area.w, gap = label_gap(s), high = area.h - head - foot;
    r->q.room = widest_label(s, r, true, most);
    r->k.room = widest_label(s, r, false, most - number_room(s));
    r->q.side = gap + fmaxf(r->q.room, fminf(most, axis_width(s, r, true)));
    r->k.side = gap + fmaxf(r->k.room + number_room(s), fminf(most, axis_width(s, r, false)));
    float wanted = fmaxf(1.3f * high, 420 * s->unit);
    ribbons_add_gloss(s, r, area.w - r->q.side - r->k.side - 0.62f * wanted);
    float sides = r->q.side + r->k.side;
    float span = floorf(fminf(area.w - sides, wanted));
    if (span < 60 || high < 2 * (float)s->small) return false;
    r->q.x = roundf(area.x + (area.w - sides - span) / 2 + r->q.side);
    r->k.x = r->q.x + span;
    stand(s, &r->q, area.y + head, high);
    stand(s, &r->k, area.y + head, high);
    r->post = fminf(0.78f * fminf(r->q.line, r->k.line), 26 * s->unit);
    double leaving = measure_row_sums(r->g.x, r->g.sheet).most;
    r->thick = leaving > 1.001 ? r->post / (float)leaving : r->post; /* rounding apart */
    return true;
}

/* Nearer than the whole figure only the followed query is there. */
static bool takes_part(const Stage *s, const Ribbons *r, int row) {
    return s->in->view->shown.at.depth < DEPTH_ROW || r->hot < 0 || row == r->hot;
}

static void sum_arrivals(Stage *s, Ribbons *r) {
    r->arrived = arena_many(s->arena, float, r->k.count);
    r->all = arena_many(s->arena, float, r->k.count);
    for (int row = r->q.first; row < r->q.first + r->q.count; row++)
        for (int j = 0; takes_part(s, r, row) && j < r->k.count; j++)
            r->all[j] += weight_at(r, row, r->k.first + j);
}

/* What would be thinner than a line can be is fainter instead: many words stay a veil, not a wall.
 */
static Color ribbon_color(const Stage *s, const Ribbons *r, int row, float weight) {
    bool hot = row == r->hot;
    float thin = fmaxf(0.3f, fminf(1, weight * r->thick / thinnest));
    float opacity =
        hot ? 0.4f + 0.6f * weight : (0.16f + 0.74f * weight) * thin * (r->hot >= 0 ? 0.22f : 1);
    return theme_fade(s->theme.role[hot ? ROLE_HOT : ROLE_S], opacity);
}

/* All that leaves a query stays within its post, in a what-if by which it sums to more than 1, too;
 * what arrives at a key is squeezed into its line. */
static void ribbons_draw_row(Stage *s, Ribbons *r, int row, bool visible) {
    float left = 0, y = middle(&r->q, row) - r->post / 2;
    for (int j = 0; j < r->k.count; j++) {
        float weight = weight_at(r, row, r->k.first + j), half = weight / 2, all = r->all[j];
        float squeeze = fminf(1, 0.86f * r->k.line / fmaxf(all * r->thick, 1e-6f));
        float from = y + (left + half) * r->thick;
        float to =
            middle(&r->k, r->k.first + j) + (r->arrived[j] + half - all / 2) * r->thick * squeeze;
        left += weight;
        r->arrived[j] += weight;
        bool large = weight >= (row == r->hot ? least_drawn : r->least);
        if (!visible || !large || !ribbons_is_there(s, r, row, r->k.first + j)) continue;
        stage_curve(s, r->q.x, from, r->k.x, to, fmaxf(thinnest, weight * r->thick),
                    ribbon_color(s, r, row, weight));
    }
}

/* The followed query's ribbons lie over the others; twice through, so that all know what has
 * arrived before them. */
static void draw_curves(Stage *s, Ribbons *r) {
    for (int pass = 0; pass < (r->hot >= 0 ? 2 : 1); pass++) {
        for (int j = 0; j < r->k.count; j++) r->arrived[j] = 0;
        for (int row = r->q.first; row < r->q.first + r->q.count; row++)
            if (takes_part(s, r, row)) ribbons_draw_row(s, r, row, (row == r->hot) == (pass == 1));
    }
}

/* What a ribbon leaves or arrives at. */
static void draw_post(Stage *s, const Column *c, int at, float high, Color color, bool left) {
    float w = fmaxf(3, roundf(4 * s->unit)), h = fmaxf(1.5f, fminf(high, c->line - 1));
    stage_box(s, (Rect){left ? c->x - w : c->x, middle(c, at) - h / 2, w, h}, fminf(w, h) / 2,
              color, 0, 0);
}

static int label_size(const Stage *s, const Column *c) {
    return c->line >= 1.3f * (float)s->body ? s->body : s->small;
}

static void draw_queries(Stage *s, const Ribbons *r) {
    const Column *c = &r->q;
    int size = label_size(s, c);
    for (int i = 0; i < c->count; i++) {
        bool hot = c->first + i == r->hot;
        if (!takes_part(s, r, c->first + i)) continue;
        draw_post(s, c, c->first + i, r->post, s->theme.role[hot ? ROLE_HOT : ROLE_Q], true);
        if (!c->shown[i]) continue;
        Face face = hot ? FACE_BOLD : FACE_TEXT;
        const char *text = stage_elide(
            s, face, size, words_label(s, r->g.value, true, c->first + i, true), c->room);
        float x = c->x - label_gap(s) - stage_width(s, face, size, text),
              y = middle(c, c->first + i);
        stage_text(s, face, size, s->theme.role[hot ? ROLE_HOT : ROLE_TEXT], s->theme.ground, x,
                   y + stage_drop(s, face, size), text);
        if (c->gloss > 0)
            gloss_before(s, x, y, words_gloss(s, r->g.value, true, c->first + i, true));
    }
}

/* ".44", "1.00" */
static const char *share_text(Stage *s, float x) {
    const char *text = terms_number(s, (double)x, 2);
    return text[0] == '0' ? text + 1 : text;
}

static void ribbons_draw_key(Stage *s, const Ribbons *r, int j) {
    const Column *c = &r->k;
    int size = label_size(s, c);
    float weight = r->hot >= 0 ? ribbons_number_at(r, r->hot, c->first + j) : 0,
          y = middle(c, c->first + j);
    bool asked = r->hot >= 0 && (weight >= least_drawn || isnan(weight)) &&
                 ribbons_is_there(s, r, r->hot, c->first + j);
    float high = fminf(r->all[j] * r->thick, 0.86f * c->line);
    draw_post(s, c, c->first + j, high, s->theme.role[asked ? ROLE_HOT : ROLE_K], false);
    if (!c->shown[j]) return;
    const char *text = stage_elide(s, FACE_TEXT, size,
                                   words_label(s, r->g.value, false, c->first + j, false), c->room);
    Color color = s->theme.role[asked ? ROLE_HOT : r->hot >= 0 ? ROLE_MUTED : ROLE_TEXT];
    float x = c->x + label_gap(s);
    stage_text(s, FACE_TEXT, size, color, s->theme.ground, x, y + stage_drop(s, FACE_TEXT, size),
               text);
    if (c->gloss > 0)
        gloss_behind(s, x + stage_width(s, FACE_TEXT, size, text), y,
                     words_gloss(s, r->g.value, false, c->first + j, false));
    if (!asked) return;
    const char *number = share_text(s, weight);
    x += c->room + c->gloss + number_room(s) - stage_width(s, FACE_MONO, s->mono, number);
    stage_text(s, FACE_MONO, s->mono, color, s->theme.ground, x,
               y + stage_drop(s, FACE_MONO, s->mono), number);
}

/* A column's name, over it and as far towards the middle as it needs to: `from` to `to` is all that
 * is free. */
static void ribbons_draw_axis(Stage *s, const Ribbons *r, bool rows, float from, float to,
                              float base) {
    const char *text =
        stage_elide(s, FACE_TEXT, s->small, words_axis(s, r->g.value, rows), to - from);
    float wide = stage_width(s, FACE_TEXT, s->small, text);
    float x =
        rows ? fmaxf(from, r->q.x - label_gap(s) - wide) : fminf(to - wide, r->k.x + label_gap(s));
    stage_text(s, FACE_TEXT, s->small, s->theme.role[rows ? ROLE_Q : ROLE_K], s->theme.ground, x,
               base, text);
}

/* Names of both columns, the matrix's name and shape between them. */
static void ribbons_draw_head(Stage *s, const Ribbons *r, Rect area) {
    const char *shape = arena_print(s->arena, "%d × %d", r->g.full_rows, r->g.full_cols);
    float w = grid_heading_width(s, &r->g), side = stage_width(s, FACE_MONO, s->mono, shape);
    float base = area.y + (float)s->body, span = r->k.x - r->q.x,
          x = roundf(r->q.x + (span - w) / 2);
    bool named = w <= span;
    float left = named ? x : r->q.x + span / 2, right = named ? x + w : left,
          gap = roundf(14 * s->unit);
    ribbons_draw_axis(s, r, true, r->q.x - r->q.side, fmaxf(r->q.x - label_gap(s), left - gap),
                      base);
    ribbons_draw_axis(s, r, false, fminf(r->k.x + label_gap(s), right + gap), r->k.x + r->k.side,
                      base);
    if (!named) return;
    rich_text(s, s->name, s->theme.ground, x, base, r->g.symbol);
    stage_text(s, FACE_MONO, s->mono, s->theme.role[ROLE_MUTED], s->theme.ground, x + w - side,
               base, shape);
}

/* What a ribbon's width says. */
static void ribbons_draw_foot(Stage *s, const Ribbons *r, Rect area) {
    const char *least = share_text(s, r->hot >= 0 ? least_drawn : r->least);
    const char *text = stage_fill(s, "ribbons.note", least, "");
    text = stage_elide(s, FACE_TEXT, s->small, text, area.w);
    float w = stage_width(s, FACE_TEXT, s->small, text), x = (r->q.x + r->k.x - w) / 2;
    x = fmaxf(area.x, fminf(x, area.x + area.w - w));
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, roundf(x),
               area.y + area.h - roundf(5 * s->unit) - 0.3f * (float)s->small, text);
}

/* A query answers with its row; a key, of the followed query, with its cell. */
static void set_targets(Stage *s, const Ribbons *r) {
    const char *path = s->program->values[r->g.value].path;
    const Column *q = &r->q, *k = &r->k;
    stage_target(s, (Target){.kind = TARGET_CELLS,
                             .path = path,
                             .head = r->g.sheet,
                             .x = q->x - q->side,
                             .y = q->top,
                             .w = q->side,
                             .h = q->line * (float)q->count,
                             .rows = q->count,
                             .cols = 1,
                             .row0 = q->first});
    if (r->hot < 0) return;
    stage_target(s, (Target){.kind = TARGET_CELLS,
                             .path = path,
                             .head = r->g.sheet,
                             .x = k->x,
                             .y = k->top,
                             .w = k->side,
                             .h = k->line * (float)k->count,
                             .rows = 1,
                             .cols = k->count,
                             .row0 = r->hot,
                             .col0 = k->first,
                             .transposed = true});
}

void figure_ribbons(Stage *s, Rect area) {
    Ribbons r = {.g = grid_make(s, s->at.value, s->at.cell.sheet, false), .hot = -1};
    grid_zoom(s, &r.g);
    r.q.first = r.g.row0, r.q.count = r.g.rows;
    r.k.first = r.g.col0, r.k.count = r.g.cols;
    int row = s->focus.cell.row - r.q.first;
    if (s->focus.on && row >= 0 && row < r.q.count) r.hot = s->focus.cell.row;
    if (!ribbons_lay_out(s, &r, area)) {
        figure_softmax(s, area);
        return;
    }
    r.least = smallest_drawn(&r);
    sum_arrivals(s, &r);
    choose_labels(s, &r);
    draw_curves(s, &r);
    draw_queries(s, &r);
    for (int j = 0; j < r.k.count; j++) ribbons_draw_key(s, &r, j);
    ribbons_draw_head(s, &r, area);
    ribbons_draw_foot(s, &r, area);
    set_targets(s, &r);
}
