/* Attention between words: queries at the left, keys at the right, a band for each pair. Heights
   are sums: a query's bar is all that it gives, a key's all that it gets, a band's the weight, at
   both ends. The pointed query's bands lie over the others; their ends can be taken and put on
   another key. */
#include "scene/figures/alone.h"
#include "scene/figures/ribbons.h"

#include <math.h>

#include "scene/figures/softmax.h"
#include "scene/marks/terms.h"
#include "scene/matrix/grid.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/gloss.h"
#include "scene/words/labels.h"
#include "scene/words/moved.h"
#include "trace/measure.h"

enum { CURVES_MOST = 512, WEIGHT_MOST = 1000 };           /* more are a wall, and slow to paint */
static const float least_drawn = 0.01f, thinnest = 0.75f; /* a weight; pixels */
static const float pale = 0.24f, alone = 0.45f; /* of bands beside the pointed ones, and where none
                                                   is pointed at */

/* Words one under the other. Each has a slot, and a bar in the middle of it. */
typedef struct Column {
    float x, side; /* where bands leave or arrive; width of all that stands beside them */
    int first, count;
    float *sum, *middle; /* by word: what it gives or gets, and where its slot's middle is */
    float line;          /* the least distance of two middles */
    float room, reads;   /* widths of the labels, and of what stands before a row's written words */
    float gloss;         /* of what they mean, beyond the labels; 0 none */
    bool *shown;
} Column;

typedef struct Ribbons {
    Grid g;
    Column q, k;
    int hot;           /* the pointed query, −1: none */
    float unit;        /* height of a weight of 1 */
    float least;       /* the smallest weight that is drawn: of the pointed query all */
    float *arrived;    /* by key: how much has come in so far */
    float numbers;     /* width of one column of numbers */
    bool upright;      /* in a hand: one column of numbers, its heads in two lines */
    MovedShares moved; /* of the pointed query */
} Ribbons;

static float ribbons_number_at(const Ribbons *r, int row, int col) {
    return tensor_at(r->g.x, r->g.sheet, row, col);
}

/* How high it is drawn: not higher than a figure, and not at all what is no number. */
static float weight_at(const Ribbons *r, int row, int col) {
    float x = ribbons_number_at(r, row, col);
    return isnan(x) ? 0 : fmaxf(0, fminf(WEIGHT_MOST, x));
}

/* While the figure plays, bands are there up to the pair that is being worked out. */
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

/* Nearer than the whole figure only the pointed query is there. */
static bool takes_part(const Stage *s, const Ribbons *r, int row) {
    return s->in->view->shown.at.depth < DEPTH_ROW || r->hot < 0 || row == r->hot;
}

static bool ribbons_write(Stage *s, const Ribbons *r) {
    return *words_written(s, r->g.value, r->q.first);
}

static const char *label_of(Stage *s, const Ribbons *r, bool row, int at) {
    return row && ribbons_write(s, r) ? words_written(s, r->g.value, at)
                                      : words_label(s, r->g.value, row, at, false);
}

static Face face_of(Stage *s, const Ribbons *r, bool row, int at, bool hot) {
    return row && ribbons_write(s, r) ? words_written_face(s, at, hot)
                                      : words_face(s, r->g.value, row, at, hot);
}

/* As wide as the widest is when it is pointed at. */
static float widest_label(Stage *s, const Ribbons *r, bool row, float most) {
    const Column *c = row ? &r->q : &r->k;
    float widest = 0;
    for (int i = 0; i < c->count && widest < most; i++)
        widest = fmaxf(widest, stage_width(s, face_of(s, r, row, c->first + i, true), s->body,
                                           label_of(s, r, row, c->first + i)));
    return fminf(ceilf(widest), most);
}

static float label_gap(const Stage *s) {
    return roundf(12 * s->unit) + 2;
}

static const char reads_arrow[] = "→";

/* What the rows read, and an arrow. */
static float reads_width(Stage *s, const Ribbons *r, float most) {
    float widest = 0;
    if (!ribbons_write(s, r)) return 0;
    for (int i = 0; i < r->q.count; i++) {
        int at = r->q.first + i;
        widest = fmaxf(widest, stage_width(s, words_face(s, r->g.value, true, at, false), s->small,
                                           words_label(s, r->g.value, true, at, false)));
    }
    widest += stage_width(s, FACE_TEXT, s->small, reads_arrow) + label_gap(s);
    return widest <= most ? ceilf(widest) : 0;
}

/* Places */

/* Pixels of a weight of 1 with which a column is as high as `high`: each slot as high as its bar,
   but not lower than `slot`. */
static float unit_for(const Column *c, float high, float slot, float gap) {
    float low = 0, top = high;
    for (int n = 0; n < 40; n++) {
        float unit = (low + top) / 2, all = gap * (float)(c->count - 1);
        for (int i = 0; i < c->count; i++) all += fmaxf(slot, c->sum[i] * unit);
        if (all > high)
            top = unit;
        else
            low = unit;
    }
    return low;
}

/* A slot and the gap behind it, as small as many words make them. */
static void slot_of(const Stage *s, const Column *c, float high, float *slot, float *gap) {
    float part = fminf(1, 0.8f * high / ((float)c->count * 23 * s->unit));
    *slot = 17 * s->unit * part;
    *gap = 6 * s->unit * part;
}

static void place_words(Stage *s, Column *c, float unit, float top, float high) {
    float slot, gap, all = 0, at;
    slot_of(s, c, high, &slot, &gap);
    for (int i = 0; i < c->count; i++) all += fmaxf(slot, c->sum[i] * unit);
    if (c->count > 1) gap = fminf((high - all) / (float)(c->count - 1), 40 * s->unit);
    at = top + (high - all - gap * (float)(c->count - 1)) / 2;
    c->line = high;
    for (int i = 0; i < c->count; i++) {
        float own = fmaxf(slot, c->sum[i] * unit);
        c->middle[i] = at + own / 2;
        if (i) c->line = fminf(c->line, c->middle[i] - c->middle[i - 1]);
        at += own + gap;
    }
}

static void add_up(Stage *s, Ribbons *r) {
    r->q.sum = arena_many(s->arena, float, r->q.count);
    r->k.sum = arena_many(s->arena, float, r->k.count);
    r->q.middle = arena_many(s->arena, float, r->q.count);
    r->k.middle = arena_many(s->arena, float, r->k.count);
    r->arrived = arena_many(s->arena, float, r->k.count);
    for (int i = 0; i < r->q.count; i++)
        for (int j = 0; j < r->k.count; j++) {
            float weight = weight_at(r, r->q.first + i, r->k.first + j);
            r->q.sum[i] += weight;
            r->k.sum[j] += weight;
        }
}

/* Shows a label unless another stands too near. */
static void ribbons_show(Column *c, int at, float needed) {
    for (int i = 0; i < c->count; i++)
        if (c->shown[i] && fabsf(c->middle[i] - c->middle[at]) < needed) return;
    c->shown[at] = true;
}

/* Those first that the pointed query looks at most, then all that have room. */
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

/* Keys come first: what is asked is read more often than who asks. */
static void ribbons_add_gloss(Stage *s, Ribbons *r, float spare) {
    r->k.gloss =
        gloss_room(s, (GlossOf){r->g.value, false, false, NULL, r->k.first, r->k.count}, spare);
    r->q.gloss = gloss_room(s, (GlossOf){r->g.value, true, true, NULL, r->q.first, r->q.count},
                            spare - r->k.gloss);
    r->k.side += r->k.gloss;
    r->q.side += r->q.gloss;
}

static float bar_width(const Stage *s) {
    return fmaxf(3, roundf(6 * s->unit));
}

/* ".44", "1.00"; a decimal comma keeps the 0 before it. */
static const char *share_text(Stage *s, float x) {
    const char *text = terms_number(s, (double)x, 2);
    return text[0] == '0' && text[1] == '.' ? text + 1 : text;
}

static const char *from_words(Stage *s, const Ribbons *r, int row) {
    return stage_fill(s, "ribbons.from", label_of(s, r, true, row), "");
}

/* Whoever is pointed at: the figure does not move under the pointer. */
static float widest_from(Stage *s, const Ribbons *r, float most) {
    float widest = 0;
    for (int i = 0; i < r->q.count && widest < most; i++)
        widest =
            fmaxf(widest, stage_width(s, FACE_TEXT, s->small, from_words(s, r, r->q.first + i)));
    return fminf(ceilf(widest), most);
}

/* Where there is room, both numbers of a key, what their heads need, and what tokens mean. */
static void ribbons_widen(Stage *s, Ribbons *r, Rect area) {
    float gap = label_gap(s), from = widest_from(s, r, 0.22f * area.w + r->numbers);
    r->k.room =
        fmaxf(r->k.room, stage_width(s, FACE_TEXT, s->small, stage_words(s, "ribbons.keys")) + gap +
                             fmaxf(0, from - r->numbers));
    r->q.side =
        gap +
        fmaxf(r->q.room + r->q.reads,
              stage_width(s, FACE_TEXT, s->small, stage_words(s, "ribbons.queries")) - gap) +
        roundf(8 * s->unit);
    r->k.side = gap + r->k.room + 2 * r->numbers;
    ribbons_add_gloss(s, r, 0.5f * area.w - r->q.side - r->k.side);
}

/* The whole width is the figure's; both columns are as high. */
static bool ribbons_lay_out(Stage *s, Ribbons *r, Rect area) {
    int lines = r->upright ? 2 : 1;
    float head = (float)lines * stage_line_height(s->body) + roundf(10 * s->unit),
          foot = (float)lines * stage_line_height(s->small) + roundf(14 * s->unit);
    float most = 0.22f * area.w, gap = label_gap(s), high = area.h - head - foot, slot, space;
    if (high < 3 * (float)s->small) return false;
    r->numbers = ceilf(fmaxf(stage_width(s, FACE_MONO, s->mono, "10.00"),
                             stage_width(s, FACE_TEXT, s->small, stage_words(s, "ribbons.all")))) +
                 roundf(14 * s->unit);
    if (r->upright) r->numbers = stage_width(s, FACE_MONO, s->mono, "10.00") + 8 * s->unit;
    r->q.room = widest_label(s, r, true, most);
    r->k.room = widest_label(s, r, false, most);
    r->q.reads = r->upright ? 0 : reads_width(s, r, most);
    r->q.side = gap + r->q.room + roundf(8 * s->unit);
    r->k.side = gap + r->k.room + r->numbers;
    if (!r->upright) ribbons_widen(s, r, area);
    area.w -= roundf((r->upright ? 4 : 24) * s->unit); /* for marks behind the numbers */
    float span = floorf(fminf(area.w - r->q.side - r->k.side, 2.2f * high));
    if (span < 60) return false;
    r->q.x = roundf(area.x + (area.w - r->q.side - r->k.side - span) / 2 + r->q.side);
    r->k.x = r->q.x + span;
    slot_of(s, &r->k, high, &slot, &space);
    r->unit = fminf(unit_for(&r->k, high, slot, space), 72 * s->unit);
    slot_of(s, &r->q, high, &slot, &space);
    r->unit = fminf(r->unit, unit_for(&r->q, high, slot, fminf(space, 2 * s->unit)));
    place_words(s, &r->q, r->unit, area.y + head, high);
    place_words(s, &r->k, r->unit, area.y + head, high);
    return true;
}

/* Bands */

/* What would be thinner than a line can be is fainter instead: many words stay a veil, not a wall.
 */
static Color ribbon_color(const Stage *s, const Ribbons *r, float weight, bool lit) {
    float thin = fmaxf(0.3f, fminf(1, weight * r->unit / thinnest));
    return theme_fade(s->theme.role[ROLE_S], lit ? 1 : thin * (r->hot >= 0 ? pale : alone));
}

static float key_end(const Ribbons *r, int j, float weight) {
    return r->k.middle[j] + (r->arrived[j] + weight / 2 - r->k.sum[j] / 2) * r->unit;
}

/* Where the pointed query's band arrives: it can be taken there. */
static void ribbon_end(Stage *s, const Ribbons *r, int j, float weight) {
    float high = fmaxf(weight * r->unit, 14 * s->unit), wide = roundf(56 * s->unit);
    stage_target(s, (Target){.kind = TARGET_CELLS,
                             .path = s->program->values[r->g.value].path,
                             .head = r->g.sheet,
                             .x = r->k.x - wide,
                             .y = key_end(r, j, weight) - high / 2,
                             .w = wide + bar_width(s),
                             .h = high,
                             .rows = 1,
                             .cols = 1,
                             .row0 = r->hot,
                             .col0 = r->k.first + j,
                             .carry = CARRY_FROM});
}

static void ribbons_draw_row(Stage *s, Ribbons *r, int row, bool visible, bool lit) {
    int i = row - r->q.first;
    float y = r->q.middle[i] - r->q.sum[i] * r->unit / 2;
    for (int j = 0; j < r->k.count; j++) {
        float weight = weight_at(r, row, r->k.first + j), to = key_end(r, j, weight);
        bool large = weight >= (lit ? least_drawn : r->least);
        if (visible && large && ribbons_is_there(s, r, row, r->k.first + j))
            stage_curve(s, r->q.x, y + weight * r->unit / 2, r->k.x, to,
                        fmaxf(thinnest, weight * r->unit), ribbon_color(s, r, weight, lit));
        if (visible && large && lit) ribbon_end(s, r, j, weight);
        y += weight * r->unit;
        r->arrived[j] += weight;
    }
}

/* Two arrow heads in a ring, where the widest of the pointed query's bands can be taken. */
static void ribbon_grip(Stage *s, const Ribbons *r, int j, float y) {
    float size = roundf(11 * s->unit), x = r->k.x - roundf(22 * s->unit), line = 1.5f * s->unit;
    bool small = weight_at(r, r->hot, r->k.first + j) * r->unit < 2.2f * size;
    Color ink = small ? s->theme.role[ROLE_HOT] : s->theme.ground;
    if (!s->in->frame || s->foreign || s->aside) return;
    stage_box(s, (Rect){x - size, y - size, 2 * size, 2 * size}, size,
              small || r->moved.count ? s->theme.ground : 0, line,
              r->moved.count ? s->theme.role[ROLE_HOT] : ink);
    if (r->moved.count) ink = s->theme.role[ROLE_HOT];
    for (int side = -1; side <= 1; side += 2) {
        float tip = y + (float)side * 6 * s->unit, in = y + (float)side * 2 * s->unit;
        stage_line(s, x - 4 * s->unit, in, x, tip, line, ink);
        stage_line(s, x + 4 * s->unit, in, x, tip, line, ink);
    }
}

/* The edges of where a share went before it was moved. */
static void draw_old_course(Stage *s, const Ribbons *r, const MovedShare *m) {
    float half = m->share * r->unit / 2, from = r->q.middle[r->hot - r->q.first],
          to = r->k.middle[m->from - r->k.first];
    for (int side = -1; side <= 1; side += 2)
        stage_curve_dashed(s, r->q.x, from + (float)side * half, r->k.x, to + (float)side * half,
                           fmaxf(1, 1.2f * s->unit), s->theme.role[ROLE_S]);
}

/* Twice through, so that all know what has arrived before them. The pointed query's are among the
   pale ones, too, which so stay the same from query to query. */
static void draw_bands(Stage *s, Ribbons *r) {
    for (int pass = 0; pass < (r->hot >= 0 ? 2 : 1); pass++) {
        for (int j = 0; j < r->k.count; j++) r->arrived[j] = 0;
        if (pass == 1) s->scene->ground_count = s->scene->count;
        for (int row = r->q.first; row < r->q.first + r->q.count; row++)
            ribbons_draw_row(s, r, row, takes_part(s, r, row) && (pass == 0 || row == r->hot),
                             pass);
    }
}

/* The largest key of the pointed query, and where its band arrives. */
static int widest_band(const Ribbons *r, float *y) {
    int best = 0;
    float before = 0;
    for (int j = 1; j < r->k.count; j++)
        if (weight_at(r, r->hot, r->k.first + j) > weight_at(r, r->hot, r->k.first + best))
            best = j;
    for (int row = r->q.first; row < r->hot; row++) before += weight_at(r, row, r->k.first + best);
    *y = r->k.middle[best] +
         (before + weight_at(r, r->hot, r->k.first + best) / 2 - r->k.sum[best] / 2) * r->unit;
    return best;
}

/* Words and numbers */

static void draw_bar(Stage *s, const Column *c, int i, float unit, Color color, bool left) {
    float w = bar_width(s), h = fmaxf(1.5f, c->sum[i] * unit);
    stage_box(s, (Rect){left ? c->x - w : c->x, c->middle[i] - h / 2, w, h}, 0, color, 0, 0);
}

static int label_size(const Stage *s, const Column *c) {
    return c->line >= 1.3f * (float)s->body ? s->body : s->small;
}

static void draw_reads(Stage *s, const Ribbons *r, int at, float x, float y) {
    const char *text = words_label(s, r->g.value, true, at, false);
    Face face = words_face(s, r->g.value, true, at, false);
    Color muted = s->theme.role[ROLE_MUTED];
    float arrow = stage_width(s, FACE_TEXT, s->small, reads_arrow), gap = label_gap(s) / 2;
    y += stage_drop(s, FACE_TEXT, s->small);
    stage_text(s, FACE_TEXT, s->small, muted, s->theme.ground, x - gap - arrow, y, reads_arrow);
    stage_text(s, face, s->small, muted, s->theme.ground,
               x - 2 * gap - arrow - stage_width(s, face, s->small, text), y, text);
}

static void ribbons_draw_query(Stage *s, const Ribbons *r, int i) {
    const Column *c = &r->q;
    int at = c->first + i, size = label_size(s, c);
    bool hot = at == r->hot;
    if (!takes_part(s, r, at)) return;
    draw_bar(s, c, i, r->unit, s->theme.role[ROLE_Q], true);
    if (!c->shown[i]) return;
    Face face = face_of(s, r, true, at, hot);
    const char *text = stage_elide(s, face, size, label_of(s, r, true, at), c->room);
    float x = c->x - label_gap(s) - stage_width(s, face, size, text), y = c->middle[i];
    stage_text(s, face, size, s->theme.role[ROLE_Q], s->theme.ground, x,
               y + stage_drop(s, face, size), text);
    float left = c->reads > 0 ? c->x - label_gap(s) - c->room - c->reads : x;
    if (c->reads > 0) draw_reads(s, r, at, c->x - label_gap(s) - c->room, y);
    if (c->gloss > 0) gloss_before(s, left, y, words_gloss(s, r->g.value, true, at, true));
    if (!hot) return;
    bool others = s->in->view->shown.at.depth < DEPTH_ROW; /* whose words it must not run into */
    float room = others ? 2 * c->line - 1.35f * (float)size : INFINITY,
          high = fminf(fmaxf((float)size * 1.5f, c->sum[i] * r->unit + 6 * s->unit), room),
          from = fmaxf(c->x - c->side + 2, left - roundf(10 * s->unit));
    if (high < 1.3f * (float)size) return;
    stage_box(s, (Rect){from, y - high / 2, c->x + roundf(3 * s->unit) - from, high},
              roundf(6 * s->unit), 0, fmaxf(1.5f, 2 * s->unit), s->theme.role[ROLE_HOT]);
}

/* A share that was moved leaves a 0 that is told. */
static bool tells_share(const Stage *s, const Ribbons *r, int key, float weight) {
    if (r->hot < 0 || !ribbons_is_there(s, r, r->hot, key)) return false;
    for (int i = 0; i < r->moved.count; i++)
        if (r->moved.list[i].from == key || r->moved.list[i].to == key) return true;
    return weight >= least_drawn || isnan(weight);
}

static void number_right(Stage *s, const char *text, Color color, float right, float y) {
    stage_text(s, FACE_MONO, s->mono, color, s->theme.ground,
               right - stage_width(s, FACE_MONO, s->mono, text),
               y + stage_drop(s, FACE_MONO, s->mono), text);
}

static void ribbons_draw_key(Stage *s, const Ribbons *r, int j) {
    const Column *c = &r->k;
    int key = c->first + j, size = label_size(s, c);
    float weight = r->hot >= 0 ? ribbons_number_at(r, r->hot, key) : 0, y = c->middle[j];
    bool told = tells_share(s, r, key, weight), hot = told && weight >= least_drawn;
    float right = c->x + c->side;
    draw_bar(s, c, j, r->unit, s->theme.role[ROLE_K], false);
    if (!c->shown[j]) return;
    Face face = face_of(s, r, false, key, hot);
    const char *text = stage_elide(s, face, size, label_of(s, r, false, key), c->room);
    float x = c->x + label_gap(s);
    stage_text(s, face, size, s->theme.role[ROLE_K], s->theme.ground, x,
               y + stage_drop(s, face, size), text);
    if (c->gloss > 0)
        gloss_behind(s, x + stage_width(s, face, size, text), y,
                     words_gloss(s, r->g.value, false, key, false));
    Color color = s->theme.role[hot ? ROLE_TEXT : ROLE_MUTED];
    if (!r->upright || r->hot < 0)
        number_right(s, terms_number(s, measure_col_sum(r->g.x, r->g.sheet, key), 2), color, right,
                     y);
    if (told)
        number_right(s, weight == 0 ? "0" : share_text(s, weight), color,
                     right - (r->upright ? 0 : r->numbers), y);
}

/* The same in two lines: what the one column of numbers is stands below what keys get. */
static void ribbons_draw_upright_head(Stage *s, const Ribbons *r, Rect area, const char *left) {
    const char *keys = stage_words(s, "ribbons.keys"),
               *what = r->hot < 0 ? stage_words(s, "ribbons.all") : from_words(s, r, r->hot);
    float base = area.y + (float)s->body, right = r->k.x + r->k.side;
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_Q], s->theme.ground, area.x, base, left);
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_K], s->theme.ground,
               right - stage_width(s, FACE_TEXT, s->small, keys), base, keys);
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground,
               right - stage_width(s, FACE_TEXT, s->small, what),
               base + stage_line_height(s->small), what);
}

/* Over each column what its bars say. */
static void ribbons_draw_head(Stage *s, const Ribbons *r, Rect area) {
    Range sums = measure_row_sums(r->g.x, r->g.sheet);
    bool one = sums.count && fabs(sums.least - 1) < 1e-3 && fabs(sums.most - 1) < 1e-3;
    const char *left = stage_words(s, one ? "ribbons.queries" : "ribbons.queries_any"),
               *keys = stage_words(s, "ribbons.keys"), *all = stage_words(s, "ribbons.all");
    float base = area.y + (float)s->body, right = r->k.x + r->k.side;
    Color ground = s->theme.ground, muted = s->theme.role[ROLE_MUTED];
    if (r->upright) {
        ribbons_draw_upright_head(s, r, area, left);
        return;
    }
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_Q], ground,
               r->q.x - stage_width(s, FACE_TEXT, s->small, left), base, left);
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_K], ground, r->k.x + label_gap(s), base,
               keys);
    stage_text(s, FACE_TEXT, s->small, muted, ground,
               right - stage_width(s, FACE_TEXT, s->small, all), base, all);
    if (r->hot < 0) return;
    float room = r->k.room + r->numbers - label_gap(s) - stage_width(s, FACE_TEXT, s->small, keys);
    const char *from = stage_elide(s, FACE_TEXT, s->small, from_words(s, r, r->hot), room);
    stage_text(s, FACE_TEXT, s->small, muted, ground,
               right - r->numbers - stage_width(s, FACE_TEXT, s->small, from), base, from);
}

/* What a band's height says; of a moved share what came of it. */
static void ribbons_draw_foot(Stage *s, const Ribbons *r, Rect area) {
    const char *least = share_text(s, r->hot >= 0 ? least_drawn : r->least);
    bool moved = r->moved.count > 0;
    int size = moved ? s->body : s->small;
    const char *text = moved ? moved_words(s, &r->moved) : stage_fill(s, "ribbons.note", least, "");
    if (stage_width(s, FACE_TEXT, size, text) > area.w) size = s->small;
    if (r->upright) {
        stage_paragraph(s, FACE_TEXT, s->small, s->theme.role[moved ? ROLE_TEXT : ROLE_MUTED],
                        s->theme.ground, area.x,
                        area.y + area.h - stage_line_height(s->small) - 6 * s->unit, area.w, text,
                        true);
        return;
    }
    text = stage_elide(s, FACE_TEXT, size, text, area.w);
    float w = stage_width(s, FACE_TEXT, size, text), x = (r->q.x + r->k.x - w) / 2;
    x = fmaxf(area.x, fminf(x, area.x + area.w - w));
    stage_text(s, FACE_TEXT, size, s->theme.role[moved ? ROLE_TEXT : ROLE_MUTED], s->theme.ground,
               roundf(x), area.y + area.h - roundf(5 * s->unit) - 0.3f * (float)s->small, text);
}

/* A question beside the end that is carried. */
static void draw_question(Stage *s, const Ribbons *r, float y) {
    const char *text = stage_words(s, "move.question");
    float w = stage_width(s, FACE_TEXT, s->small, text), pad = roundf(8 * s->unit),
          high = roundf(1.7f * (float)s->small), x = r->k.x - roundf(40 * s->unit) - w - pad;
    if (!r->moved.count || !s->in->carrying || x - pad < r->q.x) return;
    stage_box(s, (Rect){x - pad, y - high / 2, w + 2 * pad, high}, high / 2, s->theme.ground, 1,
              s->theme.role[ROLE_HOT]);
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_HOT], s->theme.ground, x,
               y + stage_drop(s, FACE_TEXT, s->small), text);
}

/* A slot reaches half way to its neighbours. */
static Rect slot_rect(const Column *c, int i, float x) {
    float top = i ? (c->middle[i - 1] + c->middle[i]) / 2 : c->middle[i] - c->line / 2,
          end =
              i + 1 < c->count ? (c->middle[i] + c->middle[i + 1]) / 2 : c->middle[i] + c->line / 2;
    if (c->count == 1) top = c->middle[0] - 12, end = c->middle[0] + 12;
    return (Rect){x, top, c->side, end - top};
}

/* A query answers with its row; a key, of the pointed query, with its cell. */
static void set_targets(Stage *s, const Ribbons *r) {
    Target t = {.kind = TARGET_CELLS,
                .path = s->program->values[r->g.value].path,
                .head = r->g.sheet,
                .rows = 1,
                .cols = 1};
    for (int i = 0; i < r->q.count; i++) {
        t.row0 = r->q.first + i;
        stage_target_in(s, slot_rect(&r->q, i, r->q.x - r->q.side), t);
    }
    for (int j = 0; r->hot >= 0 && j < r->k.count; j++) {
        t.row0 = r->hot;
        t.col0 = r->k.first + j;
        t.transposed = true; /* keys go down: what is said of one stands beside it */
        t.carry = CARRY_TO;
        stage_target_in(s, slot_rect(&r->k, j, r->k.x), t);
    }
}

void figure_ribbons(Stage *s, Rect area) {
    Ribbons r = {.g = grid_make(s, s->at.value, s->at.cell.sheet, false), .hot = -1};
    r.upright = stage_held(s->in);
    grid_zoom(s, &r.g);
    r.q.first = r.g.row0, r.q.count = r.g.rows;
    r.k.first = r.g.col0, r.k.count = r.g.cols;
    int row = s->focus.cell.row - r.q.first;
    if (s->focus.on && row >= 0 && row < r.q.count) r.hot = s->focus.cell.row;
    add_up(s, &r);
    if (!ribbons_lay_out(s, &r, area)) {
        if (stage_held(s->in))
            figure_alone(s, area);
        else
            figure_softmax(s, area);
        return;
    }
    float end = 0;
    r.least = smallest_drawn(&r);
    if (r.hot >= 0) moved_shares(s, r.g.value, (Cell){r.g.sheet, r.hot, 0}, &r.moved);
    choose_labels(s, &r);
    set_targets(s, &r);
    draw_bands(s, &r);
    for (int i = 0; i < r.moved.count; i++) {
        int from = r.moved.list[i].from - r.k.first;
        if (from >= 0 && from < r.k.count) draw_old_course(s, &r, &r.moved.list[i]);
    }
    for (int i = 0; i < r.q.count; i++) ribbons_draw_query(s, &r, i);
    for (int j = 0; j < r.k.count; j++) ribbons_draw_key(s, &r, j);
    int widest = r.hot >= 0 ? widest_band(&r, &end) : 0;
    if (r.hot >= 0) ribbon_grip(s, &r, widest, end), draw_question(s, &r, end);
    ribbons_draw_head(s, &r, area);
    ribbons_draw_foot(s, &r, area);
}
