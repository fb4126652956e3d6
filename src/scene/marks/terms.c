/* Places of the columns: number  x × y  ▆▆▆  product  sum so far. Columns are as wide as their
 * longest number. */
#include "scene/marks/terms.h"

#include <math.h>
#include <string.h>

#include "base/text.h"
#include "scene/pen/marks.h"
#include "scene/pen/rich.h"
#include "scene/pen/text.h"
#include "scene/words/labels.h"
#include "scene/words/names.h"
#include "scene/words/words.h"
#include "trace/measure.h"
#include "trace/why.h"

enum { COLUMN_X, COLUMN_Y, COLUMN_PRODUCT, COLUMN_SUM, COLUMNS };

/* In letters of the table's type. */
static const float gap = 1.6f, least_bar = 6;

typedef struct Columns {
    int places[COLUMNS];
    float right[COLUMNS], index;
    float zero, unit; /* bars: where 0 is, and how long a product of `one` */
    double one, most; /* 1, of huge products more; the largest that is finite */
    float digit;
    bool times; /* some term is a product of two */
} Columns;

/* From here on numbers are written with an exponent: a what-if may put any there. */
static const double large = 1e4;

const char *terms_number(Stage *s, double x, int places) {
    if (text_no_number(x) || fabs(x) < large) return words_fixed(s, x, places);
    return stage_number(s, arena_print(s->arena, "%s%.2e", x < 0 ? "−" : "", fabs(x)));
}

static const Term *term_at(const Terms *t, int line) {
    return &t->x->terms[t->order ? t->order[line] : t->first + line];
}

/* The largest of each column over the whole sum, so that nothing moves as terms are added. */
static void largest(const Terms *t, double most[COLUMNS]) {
    for (int k = 0; k < COLUMNS; k++) most[k] = 0;
    most[COLUMN_SUM] =
        t->running ? (double)measure_running_max_abs(t->x) : fabs((double)t->x->recorded);
    for (int i = 0; i < t->x->count; i++) {
        const Term *term = &t->x->terms[i];
        most[COLUMN_X] = fmax(most[COLUMN_X], fabs((double)term->x));
        most[COLUMN_Y] = fmax(most[COLUMN_Y], fabs((double)term->y));
        most[COLUMN_PRODUCT] = fmax(most[COLUMN_PRODUCT], fabs(measure_product(term)));
    }
}

/* The largest product that a bar can be as long as. */
static double largest_finite(const Terms *t) {
    double most = 0;
    for (int i = 0; i < t->x->count; i++) {
        double product = fabs(measure_product(&t->x->terms[i]));
        if (isfinite(product) && product > most) most = product;
    }
    return most;
}

/* Sign, digits before the point, the point and those after it; "−8.11e+07". */
static float terms_letters(double most, int places) {
    if (most >= large) return 9;
    return 2 + (float)places + (most >= 1000 ? 4 : most >= 100 ? 3 : most >= 10 ? 2 : 1);
}

static bool has_words(const Stage *s, const Terms *t) {
    return t->words &&
           s->program->values[s->step->in[t->x->terms[0].input_a]].form.cols <= AXIS_TARGET;
}

/* What each line begins with. */
static float index_width(const Stage *s, const Terms *t, float digit) {
    if (has_words(s, t)) return 5.2f * (float)s->small;
    return t->index ? 3 * digit : 0;
}

/* Whether the products as they are written, with all others and the bias, come to the sum as that
   is written, within 1 % of the largest. */
static bool terms_add_up(const Terms *t, double most, int places) {
    double unit = pow(10, places), sum = round((double)t->x->start * unit);
    for (int i = 0; i < t->count; i++) sum += round(measure_product(term_at(t, i)) * unit);
    if (t->order) sum += round(measure_rest(t->x, t->order, t->count) * unit);
    return !(fabs(sum / unit - (double)t->x->recorded) > 0.008 * most);
}

static Columns terms_columns(const Stage *s, const Terms *t) {
    Columns c = {.digit = stage_width(s, FACE_MONO, t->pixels, "0")};
    double most[COLUMNS];
    float wide[COLUMNS];
    largest(t, most);
    for (int k = 0; k < COLUMNS; k++) {
        c.places[k] = most[k] <= 1 && k != COLUMN_SUM ? 3 : most[k] < 1000 ? 2 : 1;
        while (k == COLUMN_PRODUCT && !t->running && most[k] < large && c.places[k] < 4 &&
               !terms_add_up(t, most[k], c.places[k]))
            c.places[k]++;
        wide[k] = terms_letters(most[k], c.places[k]) * c.digit;
    }
    for (int i = 0; i < t->x->count; i++)
        c.times = c.times || t->x->terms[i].input_b >= 0 || t->x->terms[i].y != 1;
    float end = t->left + t->width, x = t->left;
    c.index = x += index_width(s, t, c.digit);
    c.right[COLUMN_X] = x += wide[COLUMN_X] + (c.index > t->left ? c.digit : 0);
    if (c.times) x += 3 * c.digit + wide[COLUMN_Y];
    c.right[COLUMN_Y] = x;
    c.right[COLUMN_SUM] = end;
    c.right[COLUMN_PRODUCT] = t->running ? end - wide[COLUMN_SUM] - gap * c.digit : end;
    float from = x + gap * c.digit,
          to = c.right[COLUMN_PRODUCT] - wide[COLUMN_PRODUCT] - gap * c.digit;
    c.zero = from + 0.36f * (to - from);
    c.most = largest_finite(t);
    c.one = c.most > 1e30 ? c.most : 1;
    c.unit = c.most > 0 ? 0.64f * (to - from) / (float)(c.most / c.one) : 0;
    return c;
}

float terms_width(const Stage *s, const Terms *t) {
    Columns c = terms_columns(s, t);
    float digit = c.digit, before = c.right[COLUMN_Y] - t->left,
          after = t->left + t->width - c.right[COLUMN_PRODUCT];
    double most[COLUMNS];
    largest(t, most);
    return before + after +
           (terms_letters(most[COLUMN_PRODUCT], c.places[COLUMN_PRODUCT]) + 2 * gap + least_bar) *
               digit;
}

static void terms_right_text(Stage *s, int pixels, Color color, float right, float base,
                             const char *text) {
    stage_text(s, FACE_MONO, pixels, color, s->theme.ground,
               right - stage_width(s, FACE_MONO, pixels, text), base, text);
}

static const char *with_plus(Stage *s, double x, int places) {
    const char *text = terms_number(s, x, places);
    bool nothing = strspn(text, "0.,") == strlen(text);
    return arena_print(s->arena, "%s%s", x > 0 && !nothing ? "+" : "", text);
}

static Color operand_color(const Stage *s, int input) {
    return s->theme.role[input < 0 ? ROLE_MUTED : words_role(s, s->step->in[input])];
}

/* Negative products lead left of 0: three fifths of the room, as large ones are not cut in either
 * direction. An infinite one is as long as the largest, what is no number has no bar. */
static void draw_product_bar(Stage *s, const Terms *t, const Columns *c, double product,
                             float middle) {
    double size = isnan(product) ? 0 : fmin(fabs(product), c->most);
    float length = (float)(size / c->one) * c->unit, high = roundf(t->line * 0.6f);
    if (product < 0) length *= 0.36f / 0.64f;
    Color color = product < 0 ? s->theme.low[190] : s->theme.high[190];
    Rect r = {product < 0 ? c->zero - length : c->zero, roundf(middle - high / 2), length, high};
    if (length >= 0.5f) stage_box(s, r, fminf(2, length / 2), color, 0, 0);
}

static void draw_index(Stage *s, const Terms *t, const Columns *c, int line, float base) {
    const Term *term = term_at(t, line);
    int at = (int)(term - t->x->terms);
    Color muted = s->theme.role[ROLE_MUTED];
    if (has_words(s, t)) {
        const char *word =
            stage_elide(s, FACE_TEXT, s->small,
                        words_label(s, s->step->in[term->input_a], false, term->a.col, false),
                        c->index - t->left);
        float x = c->index - stage_width(s, FACE_TEXT, s->small, word);
        stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_TEXT], s->theme.ground, x, base,
                   word);
    } else if (t->index && term->input_b < 0) { /* what is only added has a name of its own */
        const char *symbol = words_symbol(s, s->step->in[term->input_a], true);
        rich_text(s, t->pixels, s->theme.ground, c->index - rich_width(s, t->pixels, symbol), base,
                  symbol);
    } else if (t->index) {
        terms_right_text(s, t->pixels, muted, c->index, base, arena_print(s->arena, "%d", at + 1));
    }
}

static void draw_term(Stage *s, const Terms *t, const Columns *c, int line) {
    const Term *term = term_at(t, line);
    int at = (int)(term - t->x->terms);
    float middle = t->top + ((float)line + 0.5f) * t->line,
          base = middle + stage_drop(s, FACE_MONO, t->pixels);
    double product = measure_product(term);
    Color muted = s->theme.role[ROLE_MUTED], text = s->theme.role[ROLE_TEXT],
          hot = s->theme.role[ROLE_HOT];
    draw_index(s, t, c, line, base);
    terms_right_text(s, t->pixels, operand_color(s, term->input_a), c->right[COLUMN_X], base,
                     terms_number(s, (double)term->x, c->places[COLUMN_X]));
    if (c->times) {
        stage_text(s, FACE_MONO, t->pixels, muted, s->theme.ground, c->right[COLUMN_X] + c->digit,
                   base, "×");
        terms_right_text(s, t->pixels, operand_color(s, term->input_b), c->right[COLUMN_Y], base,
                         terms_number(s, (double)term->y, c->places[COLUMN_Y]));
    }
    if (!t->asked) draw_product_bar(s, t, c, product, middle);
    terms_right_text(s, t->pixels, at == t->hot && !t->running ? hot : text,
                     c->right[COLUMN_PRODUCT], base,
                     t->asked ? "?" : with_plus(s, product, c->places[COLUMN_PRODUCT]));
    if (!t->running) return;
    const char *sum = terms_number(s, (double)measure_running(t->x, at + 1), c->places[COLUMN_SUM]);
    terms_right_text(s, t->pixels, at == t->hot ? hot : muted, c->right[COLUMN_SUM], base, sum);
}

void terms_target(Stage *s, Rect r, Value v, Cell at) {
    Focus p = s->pointer;
    bool hovered = p.on && p.value == v && p.cell.sheet == at.sheet && p.cell.row == at.row &&
                   p.cell.col == at.col;
    if (!s->in->frame) return;
    if (hovered)
        stage_box(s, r, fmaxf(2, 3 * s->unit), 0, fmaxf(1, s->unit), s->theme.role[ROLE_HOT]);
    stage_target_in(s, r,
                    (Target){.kind = TARGET_OPERAND,
                             .path = s->program->values[v].path,
                             .head = at.sheet,
                             .row0 = at.row,
                             .col0 = at.col});
}

void terms_target_of(Stage *s, Rect r, const Term *term) {
    Why w;
    why_factor(s->trace, s->focus.value, term, &w);
    terms_target(s, r, w.value, w.at);
}

void terms_draw(Stage *s, const Terms *t) {
    Columns c = terms_columns(s, t);
    if (t->count > 0) { /* a hairline where products are 0 */
        float x = roundf(c.zero) - 0.5f;
        stage_line(s, x, t->top, x, t->top + (float)t->count * t->line, 1, s->theme.line);
    }
    for (int i = 0; i < t->count; i++) {
        draw_term(s, t, &c, i);
        terms_target_of(s, (Rect){t->left - 3, t->top + (float)i * t->line, t->width + 6, t->line},
                        term_at(t, i));
    }
}

void terms_extra(Stage *s, const Terms *t, int at, const char *label, double x, bool running) {
    Columns c = terms_columns(s, t);
    float base = t->top + ((float)at + 0.5f) * t->line + stage_drop(s, FACE_MONO, t->pixels);
    float right = c.right[running ? COLUMN_SUM : COLUMN_PRODUCT];
    int places = c.places[running ? COLUMN_SUM : COLUMN_PRODUCT];
    const char *text = running ? terms_number(s, x, places) : with_plus(s, x, places);
    float most = right - stage_width(s, FACE_MONO, t->pixels, text) - gap * c.digit - t->left;
    label = stage_elide(s, FACE_TEXT, s->small, label, most);
    stage_text(s, FACE_TEXT, s->small, s->theme.role[ROLE_MUTED], s->theme.ground, t->left, base,
               label);
    terms_right_text(s, t->pixels, s->theme.role[running ? ROLE_MUTED : ROLE_TEXT], right, base,
                     text);
}

static const char *terms_place(Stage *s, Focus f, bool row, int pixels) {
    int at = row ? f.cell.row : f.cell.col;
    const char *label = words_label(s, f.value, row, at, false);
    if (!*label) return arena_print(s->arena, "%d", at + 1);
    return stage_elide(s, FACE_TEXT, pixels, label, 7.5f * (float)pixels);
}

float terms_name(Stage *s, Focus f, int pixels, float x, float base, bool draw) {
    const char *symbol = words_symbol(s, f.value, false);
    const char *cell = arena_print(s->arena, "[%s, %s]", terms_place(s, f, true, pixels),
                                   terms_place(s, f, false, pixels));
    if (f.cell.col < 0) cell = arena_print(s->arena, "[%s]", terms_place(s, f, true, pixels));
    float width = rich_width(s, pixels, symbol);
    if (draw) {
        rich_text(s, pixels, s->theme.ground, x, base, symbol);
        stage_text(s, FACE_TEXT, pixels, s->theme.role[ROLE_TEXT], s->theme.ground, x + width + 1,
                   base, cell);
    }
    return width + 1 + stage_width(s, FACE_TEXT, pixels, cell);
}
