#include "support/scene_rules.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "support/scene_faults.h"

enum { LEAST_LETTERS = 11, PRESENTED_LINES = 45, FEW_TOKENS = 20 };

/* An index or exponent: right behind (or before) a larger letter, off its baseline. */
static bool rules_is_index(const Scene *s, int at) {
    const Item *t = &s->items[at];
    for (int k = at - 1; k <= at + 1; k += 2) {
        if (k < 0 || k >= s->count || s->items[k].kind != ITEM_TEXT) continue;
        const Item *n = &s->items[k];
        float gap = k < at ? t->x - (n->x + n->w) : n->x - (t->x + t->w);
        if (n->pixels > t->pixels && fabsf(n->y - t->y) > 0.5f && fabsf(gap) < (float)n->pixels)
            return true;
    }
    return false;
}

int scene_small_texts(const Scene *s, bool presenting, Buffer *out) {
    int found = 0, presented = presenting ? s->height / PRESENTED_LINES : 0;
    int usual = presented > LEAST_LETTERS ? presented : LEAST_LETTERS;
    for (int i = 0; i < s->count; i++) {
        const Item *t = &s->items[i];
        if (t->kind != ITEM_TEXT || t->pixels >= usual) continue;
        int least = rules_is_index(s, i) ? usual * 2 / 3 : usual;
        if (t->pixels >= least) continue;
        buffer_print(out, "too small: '%s' has %d of %d pixels\n", t->text, t->pixels, least);
        found++;
    }
    return found;
}

int scene_cut_sentence(const Scene *s, const char *sentence, Buffer *out) {
    int found = 0;
    for (int i = 0; i < s->target_count; i++) {
        const Target *t = &s->targets[i];
        if (t->kind != TARGET_FIELD || !t->text || strcmp(t->text, sentence) == 0) continue;
        buffer_print(out, "cut: '%s'\n", t->text);
        found++;
    }
    return found;
}

/* ---- Labels ---- */

static bool rules_is_token(Axis axis, int size) {
    return (axis == AXIS_SOURCE || axis == AXIS_TARGET) && size <= FEW_TOKENS;
}

size_t scene_label_length(const char *text) {
    size_t n = strlen(text);
    while (n >= 3 && text[n - 3] == '\xe2' && text[n - 2] == '\x82' && (text[n - 1] & 0x30) == 0)
        n -= 3;
    return n;
}

/* "⟨bos⟩ → le" may be told by either, and a long one by its beginning; of equal ones with a number
   behind it. */
static bool rules_tells(const char *text, const char *label) {
    const char *arrow = strstr(label, " → "), *cut = strstr(text, "…");
    size_t n = scene_label_length(text), first = arrow ? (size_t)(arrow - label) : strlen(label);
    if (cut && cut > text) return strncmp(text, label, (size_t)(cut - text)) == 0;
    return strcmp(text, label) == 0 || (n == first && strncmp(text, label, n) == 0) ||
           (arrow && strcmp(text, arrow + strlen(" → ")) == 0);
}

/* Whether such a text stands within [from, to] down (or along). */
static bool rules_stands(const Scene *s, const Font *font, const char *text, bool down, float from,
                         float to) {
    for (int i = 0; i < s->count; i++) {
        const Item *t = &s->items[i];
        float box[4];
        if (t->kind != ITEM_TEXT || !rules_tells(t->text, text)) continue;
        scene_text_box(font, t, box);
        if (down ? box[1] < to && box[3] > from : box[0] < to && box[2] > from) return true;
    }
    return false;
}

/* The labels along one side of a matrix; `down`: its lines follow each other downwards. */
static int rules_side(const Scene *s, const Decoding *d, const Font *font, const Target *t,
                      bool rows, Arena *arena, Buffer *out) {
    const Program *p = &d->programs[d->steps - 1];
    Value v = program_find(p, t->path);
    Axis axis = rows ? p->values[v].form.rows : p->values[v].form.cols;
    Shape shape = p->values[v].form.shape;
    int count = rows ? t->rows : t->cols, first = rows ? t->row0 : t->col0, found = 0;
    bool down = rows != t->transposed;
    float at = down ? t->y : t->x, step = (down ? t->h : t->w) / (float)count;
    if (!rules_is_token(axis, rows ? shape.rows : shape.cols)) return 0;
    for (int i = 0; i < count; i++) {
        const char *label = rows ? decode_row_label(d, d->steps - 1, axis, first + i, arena)
                                 : decode_label(d, d->steps - 1, axis, first + i, arena);
        if (*label == ' ') continue; /* shown by a sign of its own */
        if (rules_stands(s, font, label, down, at + step * (float)i, at + step * (float)(i + 1)))
            continue;
        buffer_print(out, "no label: '%s' of %s, %s\n", label, t->path, rows ? "rows" : "columns");
        found++;
    }
    return found;
}

int scene_dropped_labels(const Scene *s, const Decoding *d, const Font *font, Buffer *out) {
    Arena arena = {0};
    int found = 0;
    for (int i = 0; i < s->target_count; i++) {
        const Target *t = &s->targets[i];
        if (t->kind != TARGET_CELLS || t->aside || t->rows < 2 || t->cols < 2) continue;
        if (program_find(&d->programs[d->steps - 1], t->path) == NO_VALUE) continue;
        found += rules_side(s, d, font, t, true, &arena, out);
        found += rules_side(s, d, font, t, false, &arena, out);
    }
    arena_free(&arena);
    return found;
}

/* ---- Ribbons ---- */

enum { BARS_MOST = 128 };

/* The bars of one side, one below the other. */
typedef struct RulesBars {
    const Item *bar[BARS_MOST];
    int count;
} RulesBars;

static bool rules_is_band(const Item *i) {
    return i->kind == ITEM_CURVE && strcmp(i->group, "figure") == 0;
}

static bool rules_has_ribbons(const View *v) {
    return v->shown.at.form == FORM_RIBBONS && v->shown.at.depth >= DEPTH_STEP &&
           v->shown.at.depth <= DEPTH_ROW;
}

int scene_bands(const Scene *s, const View *v) {
    int count = 0;
    for (int i = 0; i < s->count && rules_has_ribbons(v); i++) count += rules_is_band(&s->items[i]);
    return count;
}

/* Boxes with an upright edge at x: the right one, or the left one. */
static RulesBars rules_bars(const Scene *s, float x, bool right) {
    RulesBars b = {.count = 0};
    float widest = fmaxf(12, 0.01f * (float)s->width); /* what is wider lies there by chance */
    for (int i = 0; i < s->count; i++) {
        const Item *box = &s->items[i];
        if (box->kind != ITEM_BOX || box->line > 0 || box->w > widest ||
            strcmp(box->group, "figure") != 0)
            continue;
        if (fabsf(box->x + (right ? box->w : 0) - x) < 0.01f && b.count < BARS_MOST)
            b.bar[b.count++] = box;
    }
    return b;
}

/* What a row gives, or a column gets, as it is drawn. */
static double rules_total(Tensor t, int sheet, bool row, int at) {
    double sum = 0;
    for (int i = 0; i < (row ? t.shape.cols : t.shape.rows); i++)
        sum += (double)tensor_at(t, sheet, row ? at : i, row ? i : at);
    return sum;
}

static int rules_bar_heights(const RulesBars *b, Tensor t, int sheet, bool row, double unit,
                             Buffer *out) {
    int found = 0, count = row ? t.shape.rows : t.shape.cols;
    for (int i = 0; i < b->count && b->count == count; i++) {
        double total = rules_total(t, sheet, row, i), high = fmax(1.5, total * unit);
        if (fabs((double)b->bar[i]->h - high) <= 0.6) continue;
        buffer_print(out, "bar %d of %s: %.1f pixels for %.3f, not %.1f\n", i + 1,
                     row ? "queries" : "keys", (double)b->bar[i]->h, total, high);
        found++;
    }
    return found;
}

/* Which bar holds a band's end; −1: none does. */
static int rules_bar_at(const RulesBars *b, float y, float width) {
    for (int i = 0; i < b->count; i++) {
        const Item *bar = b->bar[i];
        if (y - width / 2 >= bar->y - 1 && y + width / 2 <= bar->y + bar->h + 1) return i;
    }
    return -1;
}

int scene_wrong_ribbons(const Scene *s, const Decoding *d, const View *v, Buffer *out) {
    const Item *first = NULL;
    Value value = program_find(&d->programs[d->steps - 1], v->shown.at.path);
    if (!rules_has_ribbons(v) || value == NO_VALUE) return 0;
    for (int i = 0; i < s->count && !first; i++)
        if (rules_is_band(&s->items[i])) first = &s->items[i];
    if (!first) return 0;
    Tensor t = decode_trace(d, d->steps - 1)->values[value];
    int sheet = v->shown.at.head < t.shape.sheets ? v->shown.at.head : 0, found = 0, most = 0;
    RulesBars q = rules_bars(s, first->p[0], true), k = rules_bars(s, first->p[6], false);
    if (k.count != t.shape.cols) {
        buffer_print(out, "%d bars for %d keys\n", k.count, t.shape.cols);
        return 1;
    }
    for (int i = 1; i < k.count; i++)
        if (rules_total(t, sheet, false, i) > rules_total(t, sheet, false, most)) most = i;
    double unit = (double)k.bar[most]->h / rules_total(t, sheet, false, most);
    found += rules_bar_heights(&k, t, sheet, false, unit, out);
    found += rules_bar_heights(&q, t, sheet, true, unit, out);
    for (int i = 0; i < s->count; i++) {
        const Item *band = &s->items[i];
        if (!rules_is_band(band)) continue;
        int to = rules_bar_at(&k, band->p[7], band->line),
            from = rules_bar_at(&q, band->p[1], band->line);
        double weight = to < 0 || from < 0        ? -1
                        : q.count == t.shape.rows ? (double)tensor_at(t, sheet, from, to)
                        : v->shown.at.row >= 0    ? (double)tensor_at(t, sheet, v->shown.at.row, to)
                                                  : -1;
        if (weight >= 0 && fabs((double)band->line - fmax(0.75, weight * unit)) <= 0.6) continue;
        buffer_print(out, "a band of %.1f pixels from %d to %d, where the weight is %.3f\n",
                     (double)band->line, from, to, weight);
        found++;
    }
    return found;
}

/* ---- Equations ---- */

/* Sums of products of numbers, roots and brackets. */
typedef struct Sum {
    const char *at, *end;
    bool wrong;     /* it is something else */
    int signs;      /* between two numbers */
    double largest; /* of the terms outside of brackets */
} Sum;

static bool sum_takes(Sum *s, const char *sign) {
    while (s->at < s->end && *s->at == ' ') s->at++;
    size_t n = strlen(sign);
    if ((size_t)(s->end - s->at) < n || strncmp(s->at, sign, n) != 0) return false;
    s->at += n;
    return true;
}

static double sum_number(Sum *s) {
    char digits[32];
    size_t n = 0;
    for (; s->at < s->end && n < sizeof digits - 1 && strchr("0123456789.,", *s->at); s->at++)
        digits[n++] = *s->at == ',' ? '.' : *s->at;
    digits[n] = 0;
    char *end;
    double x = strtod(digits, &end);
    if (n == 0 || *end) s->wrong = true;
    return x;
}

static double sum_read(Sum *s, bool outside);

static double sum_factor(Sum *s) {
    if (sum_takes(s, "−") || sum_takes(s, "-")) return -sum_factor(s);
    if (sum_takes(s, "√")) return s->signs++, sqrt(sum_factor(s));
    if (!sum_takes(s, "(")) return sum_number(s);
    double x = sum_read(s, false);
    if (!sum_takes(s, ")")) s->wrong = true;
    return x;
}

static double sum_product(Sum *s) {
    double x = sum_factor(s);
    while (!s->wrong)
        if (sum_takes(s, "·") || sum_takes(s, "×"))
            x *= sum_factor(s), s->signs++;
        else if (sum_takes(s, "/") || sum_takes(s, "÷"))
            x /= sum_factor(s), s->signs++;
        else
            break;
    return x;
}

static double sum_read(Sum *s, bool outside) {
    double all = 0, sign = 1;
    while (!s->wrong) {
        double x = sum_product(s);
        all += sign * x;
        if (outside) s->largest = fmax(s->largest, fabs(x));
        if (sum_takes(s, "+"))
            sign = 1;
        else if (sum_takes(s, "−") || sum_takes(s, "-"))
            sign = -1;
        else
            break;
        s->signs++;
    }
    return all;
}

/* How far back from the sign of equality there is nothing but numbers and signs. */
static const char *rules_left_side(const char *line, const char *equals) {
    static const char *const signs[] = {"−", "·", "×", "÷", "√"};
    const char *from = equals;
    while (from > line) {
        const char *before = from - 1;
        while (before > line && (*before & 0xc0) == 0x80) before--;
        bool fits = strchr("0123456789.,+-/() ", *before) != NULL;
        for (int i = 0; i < 5; i++) fits = fits || text_begins(before, signs[i]);
        if (!fits) break;
        from = before;
    }
    return from;
}

/* A number that ends the equation: no sign and no unit behind it. */
static bool rules_right_side(const char *at, double *out) {
    Sum s = {.at = at, .end = at + strlen(at)};
    *out = sum_factor(&s);
    while (*s.at == ' ') s.at++;
    return !s.wrong && s.signs == 0 && (!*s.at || strchr(";=:).", *s.at));
}

int scene_wrong_equation(const char *line, int *read, Buffer *out) {
    int found = 0;
    for (const char *e = strchr(line, '='); e; e = strchr(e + 1, '=')) {
        const char *from = rules_left_side(line, e);
        if (from > line && *from != ' ') continue; /* part of a name: e^-2, q1 */
        Sum s = {.at = from, .end = e};
        double right, left = sum_read(&s, true);
        sum_takes(&s, " ");
        while (s.at < s.end && *s.at == ' ') s.at++;
        if (s.wrong || s.at != s.end || s.signs == 0 || !rules_right_side(e + 1, &right)) continue;
        ++*read;
        if (fabs(left - right) <= 0.01 * fmax(s.largest, fabs(right)) + 1e-12) continue;
        buffer_print(out, "does not hold: '%s': %.6g\n", line, left);
        found++;
    }
    return found;
}

static bool rules_is_sign(const char *text, bool at_end) {
    static const char *const signs[] = {"+", "−", "·", "×", "÷", "/", "("};
    for (int i = 0; i < 7; i++) {
        size_t n = strlen(signs[i]), all = strlen(text);
        if (at_end ? all >= n && strcmp(text + all - n, signs[i]) == 0
                   : strcmp(text, signs[i]) == 0)
            return true;
    }
    return false;
}

/* Whether b goes on in a's line, or in the next where a line of prose ends within an equation. */
static bool rules_goes_on(const Item *a, const Item *b) {
    float gap = b->x - (a->x + a->w), down = b->y - a->y, size = (float)a->pixels;
    if (b->kind != ITEM_TEXT || b->degrees != 0 || strcmp(a->group, b->group) != 0) return false;
    if (fabsf(down) < 0.6f) return gap > -2 && gap < 1.5f * size;
    return down > 0 && down < 2.2f * size && a->pixels == b->pixels && b->x < a->x &&
           (rules_is_sign(a->text, true) || rules_is_sign(b->text, false));
}

static float rules_right(const Item *t) {
    return t->x + t->w;
}

/* A column of terms, flush right over its "= 0.7253", each but the first with its sign. */
static int rules_column(const Scene *s, int at, int *read, Buffer *out) {
    const Item *e = &s->items[at];
    double right, all = 0, largest = 0;
    float below = e->y, pitch = 4; /* in heights of type: to the sum, then from term to term */
    int terms = 0, plus = 0, bare = 0;
    if (!rules_right_side(e->text + 1, &right)) return 0;
    for (int i = at - 1; i >= 0 && strcmp(s->items[i].group, e->group) == 0; i--) {
        const Item *t = &s->items[i];
        Sum sum = {.at = t->text, .end = t->text + (t->text ? strlen(t->text) : 0)};
        if (t->kind != ITEM_TEXT || fabsf(rules_right(t) - rules_right(e)) > 1.5f) continue;
        sum_takes(&sum, "+");
        double x = sum_factor(&sum);
        if (sum.wrong || sum.at != sum.end || t->y >= e->y) break;
        if (below - t->y > pitch * (float)t->pixels) break; /* another list's */
        below = t->y, pitch = 2.5f;
        plus += *t->text == '+', bare += strchr("0123456789.,", *t->text) != NULL;
        all += x, terms++, largest = fmax(largest, fabs(x));
    }
    if (terms < 2 || !plus || bare > 1) return 0; /* running sums, factors */
    ++*read;
    if (fabs(all - right) <= 0.01 * fmax(largest, fabs(right)) + 1e-12) return 0;
    buffer_print(out, "does not hold: a column of %d terms, '%s': %.6g\n", terms, e->text, all);
    return 1;
}

/* A result may stand below what it is the result of. */
static int rules_result(const Scene *s, int at, int *read, Buffer *out) {
    int before = at - 1, found;
    while (before >= 0 && s->items[before].kind != ITEM_TEXT) before--;
    if (before < 0) return 0;
    Buffer line = {0};
    buffer_print(&line, "%s %s", s->items[before].text, s->items[at].text);
    found = scene_wrong_equation(line.data, read, out) + rules_column(s, at, read, out);
    buffer_free(&line);
    return found;
}

static int rules_equations(const Scene *s, int *read, Buffer *out) {
    int found = 0;
    for (int i = 0; i < s->count; i++) {
        if (s->items[i].kind != ITEM_TEXT || s->items[i].degrees != 0) continue;
        if (*s->items[i].text == '=') found += rules_result(s, i, read, out);
        Buffer line = {0};
        buffer_text(&line, s->items[i].text);
        for (; i + 1 < s->count && rules_goes_on(&s->items[i], &s->items[i + 1]); i++)
            buffer_print(&line, " %s", s->items[i + 1].text);
        found += scene_wrong_equation(line.data ? line.data : "", read, out);
        buffer_free(&line);
    }
    return found;
}

int scene_wrong_equations(const Scene *s, Buffer *out) {
    int read = 0;
    return rules_equations(s, &read, out);
}

int scene_equations(const Scene *s) {
    Buffer out = {0};
    int read = 0;
    rules_equations(s, &read, &out);
    buffer_free(&out);
    return read;
}
