/* Lists of numbers with bars: the products of a sum, the words of an output, the way of a row
   through softmax. All numbers are recorded ones, or derived in trace/measure. */
#include "scene/marks/lists.h"

#include <math.h>

#include "scene/marks/hidden.h"
#include "scene/marks/terms.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "scene/words/gloss.h"
#include "scene/words/labels.h"
#include "scene/words/words.h"
#include "trace/explain.h"
#include "trace/measure.h"

enum { TERMS_MOST = 24, WORDS_MOST = 10 };

/* A share as it stands in a list: what is not nothing does not look like nothing. */
static const char *share_number(Stage *s, double x) {
    return x == 0 ? "0" : x < 0.0005 ? stage_number(s, "<0.001") : terms_number(s, x, 3);
}

static void lists_right_text(Stage *s, Face face, int pixels, Color color, float right, float y,
                             const char *text) {
    stage_text(s, face, pixels, color, s->theme.ground, right - stage_width(s, face, pixels, text),
               y, text);
}

/* Words over the columns, as far as they fit. */
static void draw_terms_head(Stage *s, const Terms *t, float y) {
    const char *shown = arena_print(s->arena, "%d", t->count),
               *all = arena_print(s->arena, "%d", t->x->count);
    const char *head =
        t->order ? stage_fill(s, "list.largest", shown, all) : stage_words(s, "list.terms");
    const char *sum = t->running ? stage_words(s, "list.running") : "";
    float wide = stage_width(s, FACE_TEXT, s->small, sum), room = t->width - wide - (float)s->small;
    Color muted = s->theme.role[ROLE_MUTED];
    if (stage_width(s, FACE_TEXT, s->small, head) > room) sum = "", room = t->width;
    stage_text(s, FACE_TEXT, s->small, muted, s->theme.ground, t->left, y,
               stage_elide(s, FACE_TEXT, s->small, head, room));
    stage_text(s, FACE_TEXT, s->small, muted, s->theme.ground, t->left + t->width - wide, y, sum);
}

/* "S[it, dog] = 12.14" under a line. */
static void draw_total(Stage *s, const Terms *t, float y) {
    float base = y + roundf(0.6f * (float)s->name) + stage_drop(s, FACE_MONO, s->name),
          right = t->left + t->width;
    const char *total = arena_print(s->arena, "= %s", words_number(s, (double)t->x->recorded));
    float x = right - stage_width(s, FACE_MONO, s->name, total),
          name = terms_name(s, s->focus, s->body, 0, 0, false);
    stage_line(s, t->left, y, right, y, 1, s->theme.line);
    stage_text(s, FACE_MONO, s->name, s->theme.role[ROLE_HOT], s->theme.ground, x, base, total);
    x -= name + roundf(0.5f * (float)s->body);
    if (x >= t->left) terms_name(s, s->focus, s->body, x, base, true);
}

/* The bias, a line of its own. */
static void draw_bias(Stage *s, const Terms *t, int line) {
    terms_extra(s, t, line, stage_words(s, "list.bias"), (double)t->x->start, t->running);
    terms_target(s, (Rect){t->left - 3, t->top + (float)line * t->line, t->width + 6, t->line},
                 s->step->in[t->x->start_input], t->x->start_at);
}

/* All terms in the sum's order if they fit, else the largest and what the others make. */
static bool choose_terms(Stage *s, Terms *t, int *order, float high) {
    int start = t->x->has_start, room = (int)(high / t->line);
    t->count = t->x->count;
    t->running = t->x->count + start <= room;
    t->width = fminf(t->width, (float)((t->running ? 36 : 28) * s->mono));
    if (t->running && terms_width(s, t) > t->width) t->running = false;
    if (t->x->count + start <= room) {
        t->line = fminf(floorf(high / (float)(t->count + start)), roundf((float)s->mono * 1.7f));
    } else {
        room -= 1 + start;
        if (room < 3) return false;
        t->count = measure_largest_terms(t->x, order, room < TERMS_MOST ? room : TERMS_MOST);
        t->order = order;
    }
    if (terms_width(s, t) > t->width) t->words = false;
    return terms_width(s, t) <= t->width;
}

bool list_terms(Stage *s, Rect area) {
    Explanation x;
    int order[TERMS_MOST], line = 0;
    Focus f = s->focus;
    if (!f.on || f.cell.col < 0 || !s->step || f.value != s->step->out[0]) return false;
    if (!stage_explain(s, f.value, f.cell, &x) || !x.is_sum || !x.count) return false;
    float title = stage_line_height(s->small) + roundf(4 * s->unit),
          end = roundf(1.5f * (float)s->name);
    Terms t = {.x = &x,
               .pixels = s->mono,
               .line = ceilf((float)s->mono * 1.22f),
               .left = area.x,
               .width = area.w,
               .top = area.y + title,
               .words = true,
               .hot = -1};
    if (!choose_terms(s, &t, order, area.h - title - end)) return false;
    draw_terms_head(s, &t, area.y + (float)s->small);
    if (x.has_start && !t.order) {
        draw_bias(s, &t, 0);
        t.top += t.line;
    }
    terms_draw(s, &t);
    line = t.count;
    if (t.order) {
        const char *others = arena_print(s->arena, "%d", x.count - t.count);
        terms_extra(s, &t, line++, stage_fill(s, "list.rest", others, ""),
                    measure_rest(&x, order, t.count), false);
        if (x.has_start) draw_bias(s, &t, line++);
    }
    draw_total(s, &t, t.top + (float)line * t.line + roundf(2 * s->unit));
    return true;
}

/* One line of a list: label, bar on a track, number. */
typedef struct Line {
    float x, y, h, label, track, number;
    float gloss_room;  /* of the label's width */
    const char *gloss; /* what the label means, or NULL */
} Line;

/* Gives the line's track to the meanings of its labels, as far as it can spare it. */
static void lists_add_gloss(Stage *s, Line *l, Value v, const int *order, int count) {
    l->gloss_room = gloss_room(s, (GlossOf){v, false, false, order, 0, count}, 0.4f * l->track);
    l->label += l->gloss_room;
    l->track -= l->gloss_room;
}

static Line with_gloss(Stage *s, Line l, Value v, int at) {
    l.gloss = l.gloss_room > 0 ? words_gloss(s, v, false, at, false) : NULL;
    return l;
}

static void lists_draw_line(Stage *s, Line l, const char *label, float part, Color color,
                            const char *value, bool hot, bool hidden) {
    float middle = l.y + l.h / 2, thick = roundf(l.h * 0.62f), x = l.x + l.label + 8 * s->unit;
    Color text = s->theme.role[hot ? ROLE_HOT : hidden ? ROLE_MUTED : ROLE_TEXT];
    label = l.label > 0 ? stage_elide(s, FACE_TEXT, s->small, label, l.label - l.gloss_room) : "";
    if (l.gloss)
        gloss_before(s, l.x + l.label - stage_width(s, FACE_TEXT, s->small, label), middle,
                     l.gloss);
    lists_right_text(s, FACE_TEXT, s->small, text, l.x + l.label,
                     middle + stage_drop(s, FACE_TEXT, s->small), label);
    Rect track = {roundf(x), roundf(middle - thick / 2), l.track, thick};
    stage_box(s, track, 2, s->theme.panel, 0, 0);
    if (hidden) stage_hatch(s, track);
    float w = l.track * fminf(1, fmaxf(0, part));
    if (w >= 0.5f) stage_box(s, (Rect){track.x, track.y, w, thick}, fminf(2, w / 2), color, 0, 0);
    lists_right_text(s, FACE_MONO, s->mono, hot ? text : s->theme.role[ROLE_MUTED],
                     track.x + l.track + 8 * s->unit + l.number,
                     middle + stage_drop(s, FACE_MONO, s->mono), value);
}

/* From its label to its number. */
static Rect line_place(const Line *l, float unit) {
    return (Rect){l->x - 2, l->y, l->label + l->track + l->number + 16 * unit + 4, l->h};
}

void list_words(Stage *s, Rect area, Value probabilities, int row) {
    if (stage_veils(s, probabilities, (Cell){0, row, 0})) return;
    Tensor p = stage_tensor(s, probabilities);
    int order[WORDS_MOST], count = measure_largest(p, 0, row, order, WORDS_MOST);
    float high = roundf((float)s->small * 1.7f), title = stage_line_height(s->body) + 6 * s->unit;
    if (area.h < title + 3 * high) return;
    int room = (int)((area.h - title) / high);
    if (count > room) count = room;
    Line l = {.x = area.x + 4, .h = high, .number = stage_width(s, FACE_MONO, s->mono, "<0.001")};
    float width = fminf(area.w - 8, 340 * s->unit);
    l.label = roundf(width * 0.36f);
    l.track = width - l.label - l.number - 18 * s->unit;
    if (l.track < 20) return;
    lists_add_gloss(s, &l, probabilities, order, count);
    const char *label = words_label(s, probabilities, true, row, false);
    const char *head =
        stage_elide(s, FACE_BOLD, s->body, stage_fill(s, "list.words", label, ""), area.w - 8);
    stage_text(s, FACE_BOLD, s->body, s->theme.role[ROLE_TEXT], s->theme.ground, area.x + 4,
               area.y + (float)s->body, head);
    for (int i = 0; i < count; i++) {
        float x = tensor_at(p, 0, row, order[i]);
        l.y = area.y + title + (float)i * high;
        lists_draw_line(s, with_gloss(s, l, probabilities, order[i]),
                        words_label(s, probabilities, false, order[i], false), x,
                        theme_share(&s->theme, 0.62f, 1), share_number(s, (double)x), i == 0,
                        false);
    }
}

/* Which rows are summed into one: the largest weights, and the others together. */
bool list_weights(Stage *s, Rect area, int row) {
    Value v = s->step->in[0];
    Tensor a = stage_tensor(s, v);
    int order[TERMS_MOST], sheet = s->at.cell.sheet, keys = a.shape.cols;
    float high = roundf((float)s->small * 1.55f),
          title = stage_line_height(s->small) + roundf(4 * s->unit);
    if (stage_veils(s, v, (Cell){sheet, row, 0})) return false;
    int room = (int)((area.h - title) / high);
    if (room < 3 || row >= a.shape.rows) return false;
    room = room < TERMS_MOST ? room : TERMS_MOST;
    int count = measure_largest(a, sheet, row, order, keys <= room ? keys : room - 1);
    Line l = {.x = area.x, .h = high, .number = stage_width(s, FACE_MONO, s->mono, "<0.001")};
    float width = fminf(area.w, 380 * s->unit);
    l.label = roundf(width * 0.26f);
    l.track = width - l.label - l.number - 18 * s->unit;
    if (l.track < 20) return false;
    lists_add_gloss(s, &l, v, order, count);
    const char *head = stage_fill(s, "list.mix", words_label(s, v, true, row, true), "");
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, area.x,
               area.y + (float)s->small, stage_elide(s, FACE_TEXT, s->small, head, area.w));
    for (int i = 0; i < count; i++) {
        float x = tensor_at(a, sheet, row, order[i]);
        l.y = area.y + title + (float)i * high;
        lists_draw_line(s, with_gloss(s, l, v, order[i]), words_label(s, v, false, order[i], false),
                        x, theme_share(&s->theme, 0.3f + 0.5f * x, 1), share_number(s, (double)x),
                        false, false);
        terms_target(s, line_place(&l, s->unit), v, (Cell){sheet, row, order[i]});
    }
    if (count == keys) return true;
    double rest = measure_row_rest(a, sheet, row, order, count);
    const char *others = arena_print(s->arena, "%d", keys - count);
    l.y = area.y + title + (float)count * high;
    lists_draw_line(s, l, stage_fill(s, "list.others", others, ""), (float)rest, s->theme.line,
                    share_number(s, rest), false, false);
    return true;
}

/* Softmax, a row opened. Each block of keys has three columns: score − max, its exponential, the
 * share. */

enum { STAGES = 3, KEYS_MOST = 64, BLOCKS_MOST = 2 };

typedef struct Opened {
    int row, sheet, keys;
    Tensor scores, x[STAGES]; /* of x[0] only the shape counts: it is derived */
    float max;
    int order[KEYS_MOST], shown, rest; /* which keys; how many others there are */
    int blocks, lines;                 /* lines of a block, without title and foot */
    float line, column, gap, label, number;
    float widest; /* key */
    float gloss;  /* of the label's width */
} Opened;

static const char *const opened_titles[STAGES] = {"list.below", "list.exp", "list.share"};

static float opened_title(const Stage *s) {
    return stage_line_height(s->body) + roundf(10 * s->unit);
}

float list_softmax_height(const Stage *s, int items, bool close) {
    float line = close ? ceilf((float)s->small * 1.16f) : roundf((float)s->small * 1.34f);
    return opened_title(s) + line * (float)(items + 2) + roundf(4 * s->unit);
}

/* Bars give way to long names, up to a point: a name cut is one not read. */
static float lists_label_width(const Stage *s, const Opened *o, float usual, float column) {
    float most = column - o->number - 16 * s->unit - roundf(44 * s->unit);
    return fmaxf(roundf(usual), floorf(fminf(o->widest, fminf(most, 0.42f * column))));
}

/* Many are words of a vocabulary: of those only some will be there. */
static float widest_key(Stage *s, const Opened *o) {
    float widest = 0;
    for (int j = 0; j < o->keys && o->keys <= KEYS_MOST; j++)
        widest = fmaxf(widest, stage_width(s, FACE_TEXT, s->small,
                                           words_label(s, s->step->out[3], false, j, false)));
    return ceilf(widest) + 1;
}

/* One block: three columns, each with the keys' names. Two: the names stand at the left of each
 * block only. */
static void lists_choose_widths(const Stage *s, Opened *o, float width) {
    o->gap = roundf((o->blocks == 1 ? 26 : 12) * s->unit);
    if (o->blocks == 1) {
        o->column = floorf((width - 2 * o->gap) / STAGES);
        o->label = lists_label_width(s, o, o->column * 0.24f, o->column);
    } else {
        float block = floorf((width - 2.5f * o->gap) / 2);
        o->label = roundf(block * 0.17f);
        o->column = floorf((block - o->label - 2 * o->gap) / STAGES);
    }
}

static float track_of(const Stage *s, const Opened *o) {
    return floorf(o->column - (o->blocks == 1 ? o->label : 0) - o->number - 16 * s->unit);
}

static float stage_value(const Opened *o, int which, int key) {
    if (which == 0) return measure_below(tensor_at(o->scores, o->sheet, o->row, key), o->max);
    return tensor_at(o->x[which], o->sheet, o->row, key);
}

/* Six letters as long as that is enough. */
static const char *below_number(Stage *s, double x) {
    double size = fabs(x);
    if (size > 99999) return words_number(s, x);
    return terms_number(s, x, size < 100 ? 2 : size < 1000 ? 1 : 0);
}

/* The column's widest number is the one furthest below the maximum. */
static float below_width(Stage *s, const Opened *o) {
    float most = 0;
    for (int j = 0; j < o->keys; j++) {
        float x = fabsf(stage_value(o, 0, j));
        if (x > most && isfinite(x)) most = x;
    }
    return fmaxf(stage_width(s, FACE_MONO, s->mono, "−00.00"),
                 stage_width(s, FACE_MONO, s->mono, below_number(s, -(double)most)));
}

/* Keys in the row's order if all fit, in one block or two; else the largest, and one line for the
 * others. */
static bool choose_keys(Stage *s, Opened *o, Rect area) {
    float least = ceilf((float)s->small * 1.15f),
          high = area.h - opened_title(s) - 0.3f * (float)s->small;
    int room = (int)(high / least) - 2;
    if (room < 3) return false;
    o->number = below_width(s, o);
    o->widest = widest_key(s, o);
    o->blocks = o->keys > room ? 2 : 1;
    lists_choose_widths(s, o, area.w);
    if (o->blocks == 2 && (track_of(s, o) < 40 || o->label < 4 * (float)s->small)) {
        o->blocks = 1;
        lists_choose_widths(s, o, area.w);
    }
    o->shown = o->keys;
    if (o->keys > room * o->blocks || o->keys > KEYS_MOST) {
        o->shown = room * o->blocks - 1 < KEYS_MOST ? room * o->blocks - 1 : KEYS_MOST;
        o->shown = measure_largest(o->x[2], o->sheet, o->row, o->order, o->shown);
    } else {
        for (int j = 0; j < o->keys; j++) o->order[j] = j;
    }
    o->rest = o->keys - o->shown;
    o->lines = (o->shown + (o->rest > 0) + o->blocks - 1) / o->blocks;
    o->line = fminf(floorf(high / (float)(o->lines + 2)), roundf((float)s->small * 1.9f));
    return track_of(s, o) >= 16;
}

static Line lists_line_of(const Stage *s, const Opened *o, Rect area, int which, int at) {
    int block = at / o->lines;
    bool named = o->blocks == 1 || which == 0;
    Line l = {.x = area.x + (float)which * (o->column + o->gap), .h = o->line, .number = o->number};
    l.gloss_room = o->gloss;
    l.label = named ? o->label : 0;
    if (o->blocks == 2 && which) l.x += o->label;
    if (block) l.x += floorf((area.w + 2.5f * o->gap) / 2);
    l.track = track_of(s, o);
    l.y = area.y + opened_title(s) + (float)(1 + at % o->lines) * o->line;
    return l;
}

/* How long a bar of 1 is: exponentials and shares end at 1, differences at the longest of the row.
 */
static float deepest(const Opened *o) {
    float most = 0;
    for (int i = 0; i < o->shown; i++) {
        float x = fabsf(stage_value(o, 0, o->order[i]));
        if (x > most && isfinite(x)) most = x;
    }
    return most > 0 ? most : 1;
}

static Color opened_color(const Stage *s, int which, float x) {
    if (which == 0) return theme_signed(&s->theme, -0.75f, 1);
    return theme_share(&s->theme, 0.3f + 0.5f * x, 1);
}

static void lists_draw_key(Stage *s, const Opened *o, Rect area, int which, int at, float top) {
    int key = o->order[at];
    float x = stage_value(o, which, key);
    bool hidden = tensor_at(o->scores, o->sheet, o->row, key) == -INFINITY;
    const char *value = which == 0 ? below_number(s, (double)x) : share_number(s, (double)x);
    const char *label = words_label(s, s->step->out[3], false, key, false);
    bool hot = s->focus.on && s->focus.cell.col == key;
    Line l = with_gloss(s, lists_line_of(s, o, area, which, at), s->step->out[3], key);
    lists_draw_line(s, l, label, hidden ? 0 : fabsf(x) / top, opened_color(s, which, x), value, hot,
                    hidden);
    terms_target(s, line_place(&l, s->unit), s->step->in[0], (Cell){o->sheet, o->row, key});
}

/* The keys that found no line of their own: what they add up to; of scores there is no sum to tell.
 */
static void draw_other_keys(Stage *s, const Opened *o, Rect area, int which) {
    Line l = lists_line_of(s, o, area, which, o->shown);
    const char *label = stage_fill(s, "list.others", arena_print(s->arena, "%d", o->rest), "");
    if (which) {
        double rest = measure_row_rest(o->x[which], o->sheet, o->row, o->order, o->shown);
        lists_draw_line(s, l, label, (float)rest, s->theme.line, share_number(s, rest), false,
                        false);
    } else if (o->blocks == 2) {
        float base = l.y + l.h / 2 + stage_drop(s, FACE_TEXT, s->small);
        label = stage_elide(s, FACE_TEXT, s->small, label, l.label);
        lists_right_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], l.x + l.label, base,
                         label);
    }
}

/* What the column comes to: the maximum, or a sum. */
static void lists_draw_foot(Stage *s, const Opened *o, Rect area, int which) {
    double end = which == 0 ? (double)o->max
                 : which == 1
                     ? (double)tensor_at(stage_tensor(s, s->step->out[2]), o->sheet, o->row, 0)
                     : measure_row_sum(o->x[2], o->sheet, o->row);
    const char *text =
        arena_print(s->arena, "%s %s", which ? "Σ" : "max", terms_number(s, end, which ? 3 : 2));
    Line l = lists_line_of(s, o, area, which, (o->blocks - 1) * o->lines);
    float right = l.x + l.label + 16 * s->unit + l.track + l.number;
    float y = l.y + ((float)o->lines + 0.55f) * o->line + stage_drop(s, FACE_MONO, s->mono);
    Color color = s->theme.role[which == 0 ? ROLE_MUTED : which == 1 ? ROLE_TEXT : ROLE_HOT];
    lists_right_text(s, FACE_MONO, s->mono, color, right, y, text);
}

static void draw_stage(Stage *s, const Opened *o, Rect area, int which) {
    float top = which ? 1 : deepest(o);
    for (int block = 0; block < o->blocks; block++) {
        Line l = lists_line_of(s, o, area, which, block * o->lines);
        float base = l.y - o->line / 2 + stage_drop(s, FACE_TEXT, s->small);
        const char *title =
            stage_elide(s, FACE_TEXT, s->small, stage_words(s, opened_titles[which]),
                        o->blocks == 1 ? o->column : o->column - 8 * s->unit);
        float x = o->blocks == 2 ? l.x + l.label + roundf(8 * s->unit) : l.x;
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, x, base,
                   title);
    }
    for (int i = 0; i < o->shown; i++) lists_draw_key(s, o, area, which, i, top);
    if (o->rest > 0) draw_other_keys(s, o, area, which);
    lists_draw_foot(s, o, area, which);
}

void list_softmax(Stage *s, Rect area, int row) {
    if (stage_veils(s, s->step->out[3], (Cell){s->at.cell.sheet, row, 0})) {
        hidden_draw(s, area);
        return;
    }
    Opened o = {.row = row, .sheet = s->at.cell.sheet, .scores = stage_tensor(s, s->step->in[0])};
    const int outputs[STAGES] = {0, 1, 3};
    for (int k = 0; k < STAGES; k++) o.x[k] = stage_tensor(s, s->step->out[outputs[k]]);
    o.keys = o.scores.shape.cols;
    o.max = tensor_at(o.x[0], o.sheet, row, 0);
    if (!choose_keys(s, &o, area)) return;
    if (o.blocks == 1)
        o.gloss = gloss_room(s, (GlossOf){s->step->out[3], false, false, o.order, 0, o.shown},
                             0.45f * track_of(s, &o));
    o.label += o.gloss;
    const char *head =
        stage_fill(s, "list.row", words_label(s, s->step->out[3], true, row, true), "");
    stage_text(s, FACE_BOLD, s->body, s->theme.role[ROLE_HOT], s->theme.ground, area.x,
               area.y + roundf(4 * s->unit) + (float)s->body,
               stage_elide(s, FACE_BOLD, s->body, head, area.w));
    for (int which = 0; which < STAGES; which++) draw_stage(s, &o, area, which);
}
