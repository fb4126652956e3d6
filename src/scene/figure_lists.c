/* Lists of numbers with bars: the products of a sum, the words of an output, the way of a row through softmax. All
   numbers are recorded ones, or derived in trace/measure. */
#include <math.h>

#include "scene/figure.h"
#include "scene/words.h"
#include "trace/explain.h"
#include "trace/measure.h"

enum { TERMS_MOST = 24, WORDS_MOST = 10 };

static const char *number(Stage *s, double x, int places) {
    if (isinf(x)) return "−∞";
    char *text = arena_print(s->arena, "%.*f", places, fabs(x));
    bool nothing = true;
    for (const char *p = text; *p; p++) nothing = nothing && (*p == '0' || *p == '.');
    return x < 0 && !nothing ? arena_print(s->arena, "−%s", text) : text;
}

/* A share as it stands in a list: what is not nothing does not look like nothing. */
static const char *share_number(Stage *s, double x) {
    return x == 0 ? "0" : x < 0.0005 ? "<0.001" : number(s, x, 3);
}

static void right_text(Stage *s, Face face, int pixels, Color color, float right, float y, const char *text) {
    stage_text(s, face, pixels, color, s->theme.ground, right - stage_width(s, face, pixels, text), y, text);
}

static void bar(Stage *s, float x, float y, float w, float h, Color color) {
    if (w >= 0.5f) stage_box(s, (Rect){x, y, w, h}, fminf(2, w / 2), color, 0, 0);
}

/* Places of the columns: x × y = ▆ product. */
typedef struct Terms {
    const Explanation *x;
    int order[TERMS_MOST], shown;
    double largest;
    float left, right, top, line, digits;
    int places[3];
    Color first, second;
} Terms;

static Color operand_color(const Stage *s, int input) {
    if (input < 0) return s->theme.role[ROLE_MUTED];
    Role role = words_role(s, s->step->in[input]);
    return s->theme.role[role];
}

static void draw_term(Stage *s, const Terms *t, int at) {
    const Term *term = &t->x->terms[t->order[at]];
    double product = measure_product(term);
    float y = t->top + (float)at * t->line, middle = y + t->line / 2, gap = (float)s->mono;
    float base = middle + stage_drop(s, FACE_MONO, s->mono), x = t->left + t->digits;
    Color muted = s->theme.role[ROLE_MUTED], text = s->theme.role[ROLE_TEXT];
    right_text(s, FACE_MONO, s->mono, t->first, x, base, number(s, (double)term->x, t->places[0]));
    stage_text(s, FACE_MONO, s->mono, muted, s->theme.ground, x + gap * 0.7f, base, "×");
    x += gap * 2 + t->digits;
    right_text(s, FACE_MONO, s->mono, t->second, x, base, number(s, (double)term->y, t->places[1]));
    const char *sum = arena_print(s->arena, "%s%s", product > 0 ? "+" : "", number(s, product, t->places[2]));
    right_text(s, FACE_MONO, s->mono, text, t->right, base, sum);
    float from = x + gap, room = t->right - t->digits - gap - from;
    float zero = from + room * 0.35f, part = (float)(fabs(product) / t->largest);
    float length = part * (product < 0 ? 0.35f : 0.65f) * room;
    Color color = product < 0 ? s->theme.low[190] : s->theme.high[190];
    bar(s, product < 0 ? zero - length : zero, middle - t->line * 0.32f, length, t->line * 0.64f, color);
}

/* What the recorded sum holds beyond the shown products and the start: the other terms together. */
static double rest_of(const Terms *t) {
    double rest = (double)t->x->recorded - (t->x->has_start ? (double)t->x->start : 0);
    for (int i = 0; i < t->shown; i++) rest -= measure_product(&t->x->terms[t->order[i]]);
    return rest;
}


static void draw_extra(Stage *s, const Terms *t, int at, const char *label, double x) {
    float base = t->top + ((float)at + 0.5f) * t->line + stage_drop(s, FACE_MONO, s->mono);
    Color muted = s->theme.role[ROLE_MUTED];
    label = stage_elide(s, FACE_TEXT, s->small, label, t->right - t->left - t->digits - (float)s->mono);
    stage_text(s, FACE_TEXT, s->small, muted, s->theme.ground, t->left, base, label);
    const char *text = arena_print(s->arena, "%s%s", x > 0 ? "+" : "", number(s, x, t->places[2]));
    right_text(s, FACE_MONO, s->mono, s->theme.role[ROLE_TEXT], t->right, base, text);
}

static void draw_total(Stage *s, const Terms *t) {
    int at = t->shown, others = t->x->count - t->shown;
    const char *count = arena_print(s->arena, "%d", others);
    if (others) draw_extra(s, t, at++, stage_fill(s, "list.rest", count, ""), rest_of(t));
    if (t->x->has_start) draw_extra(s, t, at++, stage_words(s, "list.bias"), (double)t->x->start);
    float y = t->top + (float)at * t->line + 3, base = y + t->line * 0.75f;
    stage_line(s, t->left, y, t->right, y, 1, s->theme.line);
    const char *total = arena_print(s->arena, "= %s", words_number(s, (double)t->x->recorded));
    right_text(s, FACE_MONO, s->name, s->theme.role[ROLE_HOT], t->right, base + 2, total);
}

/* Small numbers get a digit more. */
static void choose_places(Terms *t) {
    double most[3] = {0};
    for (int i = 0; i < t->x->count; i++) {
        const Term *term = &t->x->terms[i];
        double size[3] = {fabs((double)term->x), fabs((double)term->y), fabs(measure_product(term))};
        for (int k = 0; k < 3; k++) most[k] = fmax(most[k], size[k]);
    }
    for (int k = 0; k < 3; k++) t->places[k] = most[k] <= 1 ? 3 : 2;
    t->largest = most[2] > 0 ? most[2] : 1;
}

bool list_terms(Stage *s, Rect area) {
    Explanation x;
    Error e;
    Terms t = {.x = &x, .line = roundf((float)s->mono * 1.28f)};
    Focus f = s->focus;
    if (!f.on || f.cell.col < 0 || !s->step || f.value != s->step->out[0]) return false;
    if (!explain_cell(s->trace, f.value, f.cell, s->arena, &x, &e) || !x.is_sum || !x.count) return false;
    float title = stage_line_height(s->small) + 4, width = floorf(fminf(area.w, 330 * s->unit));
    int room = (int)((area.h - title - 2.4f * t.line) / t.line);
    room -= x.has_start + (room < x.count);
    if (room < 3) return false;
    t.shown = measure_largest_terms(&x, t.order, room < TERMS_MOST ? room : TERMS_MOST);
    t.digits = stage_width(s, FACE_MONO, s->mono, "−00.00");
    choose_places(&t);
    if (room < 3 || width < 3 * t.digits + 7 * (float)s->mono) return false;
    if (t.shown == x.count)
        for (int i = 0; i < x.count; i++) t.order[i] = i;
    t.left = area.x + roundf(fminf(area.w - width, 24 * s->unit));
    t.right = t.left + width;
    t.top = area.y + title;
    t.first = operand_color(s, x.terms[0].input_a);
    t.second = operand_color(s, x.terms[0].input_b);
    const char *shown = arena_print(s->arena, "%d", t.shown), *all = arena_print(s->arena, "%d", x.count);
    const char *head = t.shown == x.count ? stage_words(s, "list.terms") : stage_fill(s, "list.largest", shown, all);
    head = stage_elide(s, FACE_TEXT, s->small, head, width);
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, t.left,
               area.y + (float)s->small, head);
    for (int i = 0; i < t.shown; i++) draw_term(s, &t, i);
    draw_total(s, &t);
    return true;
}

/* One line of a list: label, bar on a track, number. */
typedef struct Line {
    float x, y, h, label, track, number;
} Line;

static void draw_line(Stage *s, Line l, const char *label, float part, Color color, const char *value, bool hot,
                      bool hidden) {
    float middle = l.y + l.h / 2, thick = roundf(l.h * 0.62f), x = l.x + l.label + 8 * s->unit;
    Color text = s->theme.role[hot ? ROLE_HOT : hidden ? ROLE_MUTED : ROLE_TEXT];
    label = stage_elide(s, FACE_TEXT, s->small, label, l.label);
    right_text(s, FACE_TEXT, s->small, text, l.x + l.label, middle + stage_drop(s, FACE_TEXT, s->small), label);
    Rect track = {roundf(x), roundf(middle - thick / 2), l.track, thick};
    stage_box(s, track, 2, s->theme.panel, 0, 0);
    if (hidden) stage_hatch(s, track);
    bar(s, track.x, track.y, l.track * fminf(1, fmaxf(0, part)), thick, color);
    stage_text(s, FACE_MONO, s->mono, hot ? text : s->theme.role[ROLE_MUTED], s->theme.ground,
               track.x + l.track + 8 * s->unit, middle + stage_drop(s, FACE_MONO, s->mono), value);
}

void list_words(Stage *s, Rect area, Value probabilities, int row) {
    Tensor p = s->trace->values[probabilities];
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
    const char *label = words_label(s, probabilities, true, row, false);
    const char *head = stage_elide(s, FACE_BOLD, s->body, stage_fill(s, "list.words", label, ""), area.w - 8);
    stage_text(s, FACE_BOLD, s->body, s->theme.role[ROLE_TEXT], s->theme.ground, area.x + 4,
               area.y + (float)s->body, head);
    for (int i = 0; i < count; i++) {
        float x = tensor_at(p, 0, row, order[i]);
        l.y = area.y + title + (float)i * high;
        draw_line(s, l, words_label(s, probabilities, false, order[i], false), x, theme_share(&s->theme, 0.62f, 1),
                  share_number(s, (double)x), i == 0, false);
    }
}

static float opened_line(const Stage *s) {
    return roundf((float)s->small * 1.34f);
}

float list_softmax_height(const Stage *s, int items) {
    return opened_line(s) * (float)(items + 2) + stage_line_height(s->body) + 14 * s->unit;
}

/* One of the three columns: score, exp(score − max), share. */
static void draw_opened(Stage *s, Rect area, int which, int row) {
    static const char *const titles[] = {"list.score", "list.exp", "list.share"};
    Value v = which == 0 ? s->step->in[0] : s->step->out[which == 1 ? 1 : 3];
    Tensor scores = s->trace->values[s->step->in[0]], x = s->trace->values[v];
    Tensor total = s->trace->values[s->step->out[which == 0 ? 0 : 2]];
    int sheet = s->at.cell.sheet;
    float high = opened_line(s), top = which ? 1 : measure_max_abs(x, sheet);
    Line l = {.x = area.x, .h = high, .number = stage_width(s, FACE_MONO, s->mono, "−00.000")};
    l.label = roundf(area.w * 0.24f);
    l.track = area.w - l.label - l.number - 18 * s->unit;
    float base = area.y + high / 2 + stage_drop(s, FACE_TEXT, s->small);
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, l.x + l.label + 8 * s->unit, base,
               stage_elide(s, FACE_TEXT, s->small, stage_words(s, titles[which]), area.w - l.label - 8 * s->unit));
    for (int j = 0; j < x.shape.cols; j++) {
        float y = tensor_at(x, sheet, row, j), part = fabsf(y) / (top > 0 ? top : 1);
        Color color = which == 0 ? theme_signed(&s->theme, y < 0 ? -0.7f : 0.7f, 1)
                      : which == 1 ? theme_share(&s->theme, 0.5f, 1)
                                 : theme_share(&s->theme, 0.3f + 0.5f * y, 1);
        l.y = area.y + (float)(j + 1) * high;
        draw_line(s, l, words_label(s, v, false, j, false), isinf(y) ? 0 : part, color,
                  which ? share_number(s, (double)y) : number(s, (double)y, 2), false,
                  isinf(tensor_at(scores, sheet, row, j)));
    }
    double end = which == 2 ? measure_row_sum(x, sheet, row) : (double)tensor_at(total, sheet, row, 0);
    const char *sum = arena_print(s->arena, "%s %s", which ? "Σ" : "max", number(s, end, which ? 3 : 2));
    float y = area.y + (float)(x.shape.cols + 1) * high + high / 2 + stage_drop(s, FACE_MONO, s->mono);
    stage_text(s, FACE_MONO, s->mono, s->theme.role[ROLE_TEXT], s->theme.ground, l.x + l.label + 8 * s->unit, y, sum);
}

void list_softmax(Stage *s, Rect area, int row) {
    const char *label = words_label(s, s->step->out[3], true, row, true);
    const char *head = stage_fill(s, "list.row", label, "");
    float title = stage_line_height(s->body), gap = roundf(28 * s->unit), width = floorf((area.w - 2 * gap) / 3);
    stage_text(s, FACE_BOLD, s->body, s->theme.role[ROLE_HOT], s->theme.ground, area.x,
               area.y + 8 * s->unit + (float)s->body, stage_elide(s, FACE_BOLD, s->body, head, area.w));
    for (int i = 0; i < 3; i++) {
        Rect column = {area.x + (float)i * (width + gap), area.y + 10 * s->unit + title, width, area.h - title};
        draw_opened(s, column, i, row);
    }
}
