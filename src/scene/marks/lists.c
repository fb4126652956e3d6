/* Lists of numbers with bars: the products of a sum, the words of an output, the way of a row
   through softmax. All numbers are recorded ones, or derived in trace/measure. */
#include "scene/marks/lists.h"

#include <math.h>
#include <string.h>

#include "scene/marks/bar_list.h"
#include "scene/marks/hidden.h"
#include "scene/marks/plot.h"
#include "scene/marks/prose.h"
#include "scene/marks/terms.h"
#include "scene/pen/marks.h"
#include "scene/pen/runs.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/names.h"
#include "scene/words/words.h"
#include "trace/explain.h"
#include "trace/measure.h"

enum { TERMS_MOST = 24, WORDS_MOST = 10, KEYS_SHOWN = 3 };

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

/* Its terms as they stand in an area; false: there are none, or no room. */
static bool lists_place_terms(Stage *s, Rect area, Explanation *x, int *order, Terms *out) {
    Focus f = s->focus;
    if (!f.on || f.cell.col < 0 || !s->step || f.value != s->step->out[0]) return false;
    if (!stage_explain(s, f.value, f.cell, x) || !x->is_sum || !x->count) return false;
    float title = stage_line_height(s->small) + roundf(4 * s->unit),
          end = roundf(1.5f * (float)s->name);
    *out = (Terms){.x = x,
                   .pixels = s->mono,
                   .line = ceilf((float)s->mono * 1.22f),
                   .left = area.x,
                   .width = area.w,
                   .top = area.y + title,
                   .words = true,
                   .hot = -1};
    return choose_terms(s, out, order, area.h - title - end);
}

bool list_terms_fit(Stage *s, Rect area) {
    Explanation x;
    Terms t;
    int order[TERMS_MOST];
    return lists_place_terms(s, area, &x, order, &t);
}

bool list_terms(Stage *s, Rect area) {
    Explanation x;
    Terms t;
    int order[TERMS_MOST], line = 0;
    if (!lists_place_terms(s, area, &x, order, &t)) return false;
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

/* A line in the usual colours; part: of the track. */
static BarLine lists_line(const Stage *s, float y, const char *label, float part, Color bar,
                          const char *number, bool hot) {
    return (BarLine){.y = y,
                     .label = label,
                     .number = number,
                     .ink = s->theme.role[hot ? ROLE_HOT : ROLE_TEXT],
                     .number_ink = s->theme.role[hot ? ROLE_HOT : ROLE_MUTED],
                     .ground = s->theme.ground,
                     .to = part,
                     .bar = bar};
}

/* The largest of a row, as wide as `width`; label: what part of it is for the labels. */
static BarList lists_make(const Stage *s, float x, float width, float label, float high) {
    BarList l = {.x = x,
                 .label = roundf(width * label),
                 .number = stage_width(s, FACE_MONO, s->mono, "<0.001"),
                 .gap = 8 * s->unit,
                 .high = high,
                 .size = s->small};
    l.track = width - l.label - l.number - 18 * s->unit;
    return l;
}

/* The line of those that have none of their own: how many they are, what they add up to. */
static void lists_others(Stage *s, const BarList *l, float y, int count, double rest) {
    const char *label = stage_fill(s, "list.others", arena_print(s->arena, "%d", count), "");
    BarLine b = lists_line(s, y, l->label > 0 ? label : "", (float)rest, s->theme.line,
                           words_share(s, rest, 3), false);
    bar_list_line(s, l, &b);
}

/* From its label to its number, and a little around. */
static Rect lists_place(const BarList *l, float y) {
    Rect r = bar_list_place(l, y);
    return (Rect){r.x - 2, r.y, r.w + 4, r.h};
}

void list_words(Stage *s, Rect area, Value probabilities, int row) {
    if (stage_veils(s, probabilities, (Cell){0, row, 0})) return;
    Tensor p = stage_tensor(s, probabilities);
    int order[WORDS_MOST], count = measure_largest(p, 0, row, order, WORDS_MOST);
    float high = roundf((float)s->small * 1.7f), title = stage_line_height(s->body) + 6 * s->unit;
    if (area.h < title + 3 * high) return;
    int room = (int)((area.h - title) / high);
    if (count > room) count = room;
    BarList l = lists_make(s, area.x + 4, fminf(area.w - 8, 340 * s->unit), 0.36f, high);
    if (l.track < 20) return;
    bar_list_gloss(s, &l, (GlossOf){probabilities, false, false, order, 0, count}, 0.4f);
    const char *label = words_label(s, probabilities, true, row, false);
    const char *head =
        stage_elide(s, FACE_BOLD, s->body, stage_fill(s, "list.words", label, ""), area.w - 8);
    stage_text(s, FACE_BOLD, s->body, s->theme.role[ROLE_TEXT], s->theme.ground, area.x + 4,
               area.y + (float)s->body, head);
    for (int i = 0; i < count; i++) {
        float x = tensor_at(p, 0, row, order[i]);
        BarLine b =
            lists_line(s, area.y + title + (float)i * high,
                       words_label(s, probabilities, false, order[i], false), x,
                       theme_share(&s->theme, 0.62f, 1), words_share(s, (double)x, 3), i == 0);
        b.gloss = words_gloss(s, probabilities, false, order[i], false);
        bar_list_line(s, &l, &b);
    }
}

static float lists_key_high(const Stage *s) {
    return roundf(fmaxf((float)s->small * 1.7f, 0.55f * stage_thumb(s)));
}

float list_keys_height(const Stage *s) {
    return stage_line_height(s->body) + 4 * s->unit + KEYS_SHOWN * lists_key_high(s);
}

void list_keys(Stage *s, Rect area, int row) {
    Value v = s->at.value;
    int order[KEYS_SHOWN], sheet = s->at.cell.sheet;
    bool shares = program_shares(s->program, v);
    if (stage_veils(s, v, (Cell){sheet, row, 0})) return;
    s->region[REGION_ROW] = area;
    Tensor x = stage_tensor(s, v);
    int count = measure_largest(x, sheet, row, order, KEYS_SHOWN);
    float high = lists_key_high(s), top = area.y + stage_line_height(s->body) + 4 * s->unit;
    BarList l = lists_make(s, area.x, area.w, 0.26f, high);
    const char *word = words_written(s, v, row);
    if (!*word) word = words_position(s, v, true, row);
    Run query = {word, words_face(s, v, true, row, true), s->theme.role[ROLE_Q]};
    if (*words_written(s, v, row)) query.face = words_written_face(s, row, true);
    Runs head = runs_fill(s, stage_words(s, shares ? "list.looks" : "list.matches"),
                          s->theme.role[ROLE_TEXT], &query, 1);
    runs_draw(s, &head, s->body, s->theme.ground, area.x, area.y + (float)s->body, 0, 0, true);
    float largest = fabsf(tensor_at(x, sheet, row, order[0]));
    for (int i = 0; i < count; i++) {
        float number = tensor_at(x, sheet, row, order[i]), part = shares ? number
                                                                  : largest > 0
                                                                      ? fmaxf(0, number / largest)
                                                                      : 0;
        if (!isfinite(number)) continue;
        BarLine b = lists_line(
            s, top + (float)i * high, words_numbered(s, v, false, order[i]), part,
            shares ? theme_share(&s->theme, 0.62f, 1)
                   : theme_signed(&s->theme, number, 1.25f * largest),
            shares ? words_share(s, (double)number, 2) : words_number(s, (double)number), false);
        b.ink = s->theme.role[ROLE_K];
        bar_list_line(s, &l, &b);
        Rect r = lists_place(&l, b.y);
        stage_target_in(s, r,
                        (Target){.kind = TARGET_CELLS,
                                 .path = words_path(s, v),
                                 .head = sheet,
                                 .rows = 1,
                                 .cols = 1,
                                 .row0 = row,
                                 .col0 = order[i]});
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
    BarList l = lists_make(s, area.x, fminf(area.w, 380 * s->unit), 0.26f, high);
    if (l.track < 20) return false;
    bar_list_gloss(s, &l, (GlossOf){v, false, false, order, 0, count}, 0.4f);
    const char *head = stage_fill(s, "list.mix", words_label(s, v, true, row, true), "");
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, area.x,
               area.y + (float)s->small, stage_elide(s, FACE_TEXT, s->small, head, area.w));
    for (int i = 0; i < count; i++) {
        float x = tensor_at(a, sheet, row, order[i]);
        BarLine b = lists_line(
            s, area.y + title + (float)i * high, words_numbered(s, v, false, order[i]), x,
            theme_share(&s->theme, 0.3f + 0.5f * x, 1), words_share(s, (double)x, 3), false);
        b.gloss = words_gloss(s, v, false, order[i], false);
        bar_list_line(s, &l, &b);
        terms_target(s, lists_place(&l, b.y), v, (Cell){sheet, row, order[i]});
    }
    if (count == keys) return true;
    lists_others(s, &l, area.y + title + (float)count * high, keys - count,
                 measure_row_rest(a, sheet, row, order, count));
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
    int hot;      /* the key that is pointed at, else the first; −1: none */
} Opened;

static const char *const opened_titles[STAGES] = {"list.below", "list.exp", "list.share"};

static float opened_title(const Stage *s) {
    return stage_line_height(s->body) + roundf(10 * s->unit);
}

float list_softmax_height(const Stage *s, int items, bool close) {
    float line = close ? ceilf((float)s->small * 1.16f) : roundf((float)s->small * 1.34f);
    return opened_title(s) + line * (float)(items + 1) + roundf(4 * s->unit);
}

/* Many are words of a vocabulary: of those only some will be there. */
static float widest_key(Stage *s, const Opened *o) {
    float widest = 0;
    for (int j = 0; j < o->keys && o->keys <= KEYS_MOST; j++)
        widest = fmaxf(widest, stage_width(s, FACE_BOLD, s->small,
                                           words_numbered(s, s->step->out[3], false, j)));
    return ceilf(widest) + 1;
}

/* One block: three columns, each with the keys' names. Two: the names stand at the left of each
 * block only. */
static void lists_choose_widths(const Stage *s, Opened *o, float width) {
    o->gap = roundf((o->blocks == 1 ? 26 : 12) * s->unit);
    if (o->blocks == 1) {
        o->column = floorf((width - 2 * o->gap) / STAGES);
        /* Bars give way to long names, up to a point: a name cut is one not read. */
        float most = o->column - o->number - 16 * s->unit - roundf(44 * s->unit);
        o->label = fmaxf(roundf(o->column * 0.24f),
                         floorf(fminf(o->widest, fminf(most, 0.42f * o->column))));
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
    int room = (int)(high / least) - 1;
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
    o->line = fminf(floorf(high / (float)(o->lines + 1)), roundf((float)s->small * 1.9f));
    return track_of(s, o) >= 16;
}

/* The list that line `at` of a column stands in; *y: its top. */
static BarList opened_list(const Stage *s, const Opened *o, Rect area, int which, int at,
                           float *y) {
    int block = at / o->lines;
    bool named = o->blocks == 1 || which == 0;
    BarList l = {.x = area.x + (float)which * (o->column + o->gap),
                 .label = named ? o->label : 0,
                 .track = track_of(s, o),
                 .number = o->number,
                 .gloss = o->gloss,
                 .gap = 8 * s->unit,
                 .high = o->line,
                 .size = s->small};
    if (o->blocks == 2 && which) l.x += o->label;
    if (block) l.x += floorf((area.w + 2.5f * o->gap) / 2);
    *y = area.y + opened_title(s) + (float)(1 + at % o->lines) * o->line;
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

static void lists_draw_key(Stage *s, const Opened *o, Rect area, int which, int at, float top) {
    int key = o->order[at];
    Value out = s->step->out[3];
    float x = stage_value(o, which, key);
    bool hidden = tensor_at(o->scores, o->sheet, o->row, key) == -INFINITY, hot = o->hot == key;
    const char *value = which == 0 ? below_number(s, (double)x) : words_share(s, (double)x, 3);
    float y, part = hidden ? 0 : fabsf(x) / top;
    BarList l = opened_list(s, o, area, which, at, &y);
    /* One flat tone each: length is the number. */
    BarLine b = lists_line(s, y, l.label > 0 ? words_numbered(s, out, false, key) : "", part,
                           which == 0 ? theme_signed(&s->theme, -0.75f, 1) : s->theme.role[ROLE_S],
                           value, hot);
    if (which == 0) b.from = 1 - part, b.to = 1;
    b.ink = s->theme.role[words_axis_role(s, out, false)];
    b.face = words_face(s, out, false, key, hot);
    b.gloss = words_gloss(s, out, false, key, false);
    b.hidden = hidden;
    bar_list_line(s, &l, &b);
    terms_target(s, lists_place(&l, y), s->step->in[0], (Cell){o->sheet, o->row, key});
}

/* The keys that found no line of their own: what they add up to; of scores there is no sum to tell.
 */
static void draw_other_keys(Stage *s, const Opened *o, Rect area, int which) {
    float y;
    BarList l = opened_list(s, o, area, which, o->shown, &y);
    if (which) {
        lists_others(s, &l, y, o->rest,
                     measure_row_rest(o->x[which], o->sheet, o->row, o->order, o->shown));
    } else if (o->blocks == 2) {
        const char *label = stage_fill(s, "list.others", arena_print(s->arena, "%d", o->rest), "");
        plot_right(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], l.x + l.label,
                   y + l.high / 2 + stage_drop(s, FACE_TEXT, s->small),
                   stage_elide(s, FACE_TEXT, s->small, label, l.label));
    }
}

/* Where a column's zero is: at the right for what lies below the maximum. */
static float opened_zero(const Stage *s, const BarList *l, int which) {
    Rect track = bar_list_track(s, l, 0);
    return which == 0 ? track.x + track.w : track.x;
}

/* "S″ − the largest, 8.96": what a column shows and the number that is behind it. It ends or begins
   at the zero as far as there is room. */
static void opened_draw_title(Stage *s, const Opened *o, const BarList *l, float y, int which,
                              float most) {
    static const char *const short_titles[STAGES] = {"list.below.short", "list.exp.short",
                                                     "list.share.short"};
    float sum = tensor_at(stage_tensor(s, s->step->out[2]), o->sheet, o->row, 0);
    const char *number = which == 0   ? below_number(s, (double)o->max)
                         : which == 1 ? words_places(s, (double)sum, 3)
                                      : words_plain_symbol(s, s->step->out[3]),
               *from = words_plain_symbol(s, s->step->in[0]), *text;
    Face face = which == 2 ? FACE_BOLD : FACE_MONO;
    float behind = stage_width(s, face, s->small, number), gap = roundf(0.35f * (float)s->small);
    text = stage_fill(s, opened_titles[which], from, "");
    if (stage_width(s, FACE_TEXT, s->small, text) + gap + behind > most)
        text = stage_fill(s, short_titles[which], from, "");
    text = stage_elide(s, FACE_TEXT, s->small, text, most - gap - behind);
    float wide = stage_width(s, FACE_TEXT, s->small, text) + gap + behind,
          zero = opened_zero(s, l, which),
          base = y - o->line / 2 + stage_drop(s, FACE_TEXT, s->small),
          x = which == 0 ? fmaxf(l->x, zero - wide) : fminf(zero, l->x + most - wide);
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, x, base, text);
    stage_text(s, face, s->small, s->theme.role[which == 2 ? ROLE_S : ROLE_TEXT], s->theme.ground,
               x + wide - behind, base, number);
}

static void draw_stage(Stage *s, const Opened *o, Rect area, int which) {
    float top = which ? 1 : deepest(o);
    for (int i = 0; i < o->shown; i++) lists_draw_key(s, o, area, which, i, top);
    if (o->rest > 0) draw_other_keys(s, o, area, which);
    for (int block = 0; block < o->blocks; block++) {
        float y;
        BarList l = opened_list(s, o, area, which, block * o->lines, &y);
        int lines = o->shown + (o->rest > 0) - block * o->lines;
        float x = opened_zero(s, &l, which), high = o->line * fminf((float)lines, (float)o->lines);
        opened_draw_title(s, o, &l, y, which,
                          o->column + (o->blocks == 2 && !which ? o->label : 0) - 4);
        stage_line(s, x + 0.5f, y, x + 0.5f, y + high, 1, s->theme.role[ROLE_S]);
    }
}

/* The row by its name: what it writes, else what it reads. */
static void opened_draw_name(Stage *s, float x, float y, float width, int row, const char *key) {
    Value out = s->step->out[3];
    const char *written = words_written(s, out, row),
               *label = *written ? written : words_numbered(s, out, true, row),
               *text = stage_words(s, key), *at = strstr(text, "{1}");
    Face face = *written ? words_written_face(s, row, true) : words_face(s, out, true, row, true);
    if (!at) return;
    ProseSpan spans[] = {
        {arena_copy(s->arena, text, (size_t)(at - text)), FACE_BOLD, ROLE_TEXT, false},
        {words_quoted(s, label), face, words_axis_role(s, out, true), false},
        {at + strlen("{1}"), FACE_BOLD, ROLE_TEXT, false}};
    prose_spans(s, spans, 3, s->body, s->theme.ground, x, y, width, true);
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
    bool points = s->focus.on && s->focus.cell.row == row && s->focus.cell.col >= 0;
    o.hot = points ? s->focus.cell.col : measure_top_two(o.x[2], o.sheet, row).first;
    if (!choose_keys(s, &o, area)) return;
    s->region[REGION_ROW] = area;
    if (o.blocks == 1)
        o.gloss = gloss_room(s, (GlossOf){s->step->out[3], false, false, o.order, 0, o.shown},
                             0.45f * track_of(s, &o));
    o.label += o.gloss;
    opened_draw_name(s, area.x, area.y, area.w, row, "list.row");
    for (int which = 0; which < STAGES; which++) draw_stage(s, &o, area, which);
}

/* As wide as the longest score of those keys (order NULL: of the first `count`). */
static float score_room(Stage *s, const Opened *o, const int *order, int count) {
    float room = stage_width(s, FACE_MONO, s->mono, "−00.00");
    for (int i = 0; i < count; i++) {
        double x = (double)tensor_at(o->scores, o->sheet, o->row, order ? order[i] : i);
        room = fmaxf(room, stage_width(s, FACE_MONO, s->mono, below_number(s, x)));
    }
    return room;
}

void list_row(Stage *s, Rect area, int row) {
    Value out = s->step->out[3];
    int sheet = s->at.cell.sheet, order[KEYS_MOST];
    if (stage_veils(s, out, (Cell){sheet, row, 0})) {
        hidden_draw(s, area);
        return;
    }
    Tensor scores = stage_tensor(s, s->step->in[0]), shares = stage_tensor(s, out);
    int keys = shares.shape.cols, room = (int)(area.h / ceilf((float)s->small * 1.2f)) - 4, count;
    bool points = s->focus.on && s->focus.cell.row == row && s->focus.cell.col >= 0;
    int hot = points ? s->focus.cell.col : measure_top_two(shares, sheet, row).first;
    if (room < 3) return;
    s->region[REGION_ROW] = area;
    bool all = keys <= room && keys <= KEYS_MOST;
    int most = room - 1 < KEYS_MOST ? room - 1 : KEYS_MOST;
    count = all ? keys : measure_largest(shares, sheet, row, order, most);
    Opened o = {.row = row, .sheet = sheet, .keys = keys, .scores = scores};
    float score = score_room(s, &o, all ? NULL : order, count) + 8 * s->unit,
          label = fminf(widest_key(s, &o), 0.4f * area.w);
    BarList l = {
        .x = area.x,
        .label = label + score,
        .number = stage_width(s, FACE_MONO, s->mono, "<0.001"),
        .gap = 8 * s->unit,
        .high = fminf(roundf(2.1f * (float)s->small), floorf(area.h / (float)(count + !all + 4))),
        .size = s->small};
    l.track = area.w - l.label - l.number - 2 * l.gap;
    float y = area.y + 2.4f * l.high, base = y - l.high / 2 + stage_drop(s, FACE_TEXT, s->small);
    opened_draw_name(s, area.x, area.y, area.w, row, "list.row_beside");
    plot_right(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], l.x + l.label, base,
               stage_words(s, "list.score"));
    plot_right(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], area.x + area.w, base,
               stage_words(s, "list.part"));
    for (int i = 0; i < count; i++) {
        int key = all ? i : order[i];
        float x = tensor_at(scores, sheet, row, key), part = tensor_at(shares, sheet, row, key);
        Face face = words_face(s, out, false, key, key == hot);
        BarLine b = lists_line(s, y + (float)i * l.high, below_number(s, (double)x), part,
                               s->theme.role[ROLE_S], words_share(s, (double)part, 3), key == hot);
        const char *text =
            stage_elide(s, face, s->small, words_numbered(s, out, false, key), label);
        plot_right(s, face, s->small, s->theme.role[words_axis_role(s, out, false)], l.x + label,
                   b.y + l.high / 2 + stage_drop(s, face, s->small), text);
        b.face = FACE_MONO, b.ink = s->theme.role[ROLE_MUTED], b.hidden = x == -INFINITY;
        bar_list_line(s, &l, &b);
        terms_target(s, lists_place(&l, b.y), s->step->in[0], (Cell){sheet, row, key});
    }
    if (!all)
        lists_others(s, &l, y + (float)count * l.high, keys - count,
                     measure_row_rest(shares, sheet, row, order, count));
    y += (float)(count + !all) * l.high + roundf(0.4f * l.high);
    stage_line(s, area.x, y, area.x + area.w, y, 1, s->theme.line);
    plot_right(
        s, FACE_MONO, s->mono, s->theme.role[ROLE_HOT], area.x + area.w,
        y + 0.6f * l.high + stage_drop(s, FACE_MONO, s->mono),
        arena_print(s->arena, "Σ %s", words_places(s, measure_row_sum(shares, sheet, row), 3)));
}
