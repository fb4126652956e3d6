/* A claim is cut at its blanks: a path, where in it, and what is said of that place. */
#include "lesson/claims.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { PLACE_TEXT = 128 };

/* What a claim is about. row, col −1: not said. */
typedef struct ClaimPlace {
    Address at;
    Tensor x;
    Form form;
    int head, row, col;
} ClaimPlace;

static char *claims_next_word(char **rest) {
    char *word = *rest + strspn(*rest, " \t"), *end = word + strcspn(word, " \t");
    if (!*word) return NULL;
    *rest = *end ? end + 1 : end;
    *end = 0;
    return word;
}

static bool claims_whole(const char *text, int most, int *out) {
    char *end;
    long n = strtol(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || n > most) return false;
    *out = (int)n;
    return true;
}

static bool take_position(const Decoding *d, ClaimPlace *p, bool row, const char *word, Error *e) {
    Axis axis = row ? p->form.rows : p->form.cols;
    int size = row ? p->form.shape.rows : p->form.shape.cols;
    return address_position(d, p->at.t, axis, size, word, row ? &p->row : &p->col, e);
}

/* Path and place; *rest is left at what is claimed. */
static bool take_place(const Decoding *d, char **rest, ClaimPlace *p, Error *e) {
    char *path = claims_next_word(rest);
    *p = (ClaimPlace){.row = -1, .col = -1};
    if (!path) return error_set(e, "nothing is said");
    if (!address_parse(d, path, &p->at, e)) return false;
    p->form = d->programs[p->at.t].values[p->at.value].form;
    p->x = decode_trace(d, p->at.t)->values[p->at.value];
    if (p->at.has_cell)
        p->head = p->at.cell.sheet, p->row = p->at.cell.row, p->col = p->at.cell.col;
    for (;;) {
        char *here = *rest + strspn(*rest, " \t");
        bool head = strncmp(here, "head=", 5) == 0, row = strncmp(here, "row=", 4) == 0,
             col = strncmp(here, "col=", 4) == 0;
        if (!head && !row && !col) return true;
        char *word = claims_next_word(rest);
        if (head && !claims_whole(word + 5, p->form.shape.sheets - 1, &p->head))
            return error_set(e, "head '%s': there are %d, counted from 0", word + 5,
                             p->form.shape.sheets);
        if (!head && !take_position(d, p, row, word + 4, e)) return false;
    }
}

static bool claims_take_number(const char *text, double *x, double *within) {
    char *end;
    const char *dot = strchr(text, '.');
    *x = strtod(text, &end);
    *within = dot ? 0.5 * pow(10, -(double)strspn(dot + 1, "0123456789")) : 0.5;
    return end != text && !*end && isfinite(*x);
}

static const char *claims_label(const Decoding *d, const ClaimPlace *p, bool row, int at,
                                Arena *arena) {
    const char *word = decode_label(d, p->at.t, row ? p->form.rows : p->form.cols, at, arena);
    return *word ? word : arena_print(arena, "%d", at);
}

static float cell(const ClaimPlace *p, int row, int col) {
    return tensor_at(p->x, p->head, row, col);
}

/* The extreme of a row, or of a column, −1 if no cell of it is a number; false if another cell is
   as large. */
static bool extreme(const ClaimPlace *p, bool largest, int *at) {
    int count = p->row >= 0 ? p->form.shape.cols : p->form.shape.rows;
    bool alone = true;
    float best = 0;
    *at = -1;
    for (int i = 0; i < count; i++) {
        float x = p->row >= 0 ? cell(p, p->row, i) : cell(p, i, p->col);
        if (isnan(x)) continue;
        bool better = *at < 0 || (largest ? x > best : x < best);
        if (*at >= 0 && x == best) alone = false;
        if (better) *at = i, best = x, alone = true;
    }
    return alone;
}

static bool check_extreme(const Decoding *d, const ClaimPlace *p, const char *said, bool largest,
                          Arena *arena, Error *e) {
    int want, at;
    ClaimPlace look = *p;
    if ((p->row >= 0) == (p->col >= 0))
        return error_set(e, "max and min are of a row or of a column: row=R or col=C is missing");
    bool in_row = p->row >= 0;
    if (!take_position(d, &look, !in_row, said, e)) return false;
    want = in_row ? look.col : look.row;
    extreme(p, largest, &at);
    if (at < 0) return error_set(e, "no cell of it is a number");
    float have = in_row ? cell(p, p->row, at) : cell(p, at, p->col),
          asked = in_row ? cell(p, p->row, want) : cell(p, want, p->col);
    return at == want || have == asked ||
           error_set(e, "the %s is '%s' (%.4g), not '%s' (%.4g)", largest ? "largest" : "smallest",
                     claims_label(d, p, !in_row, at, arena), (double)have,
                     claims_label(d, p, !in_row, want, arena), text_plain_nan((double)asked));
}

static double row_sum(const ClaimPlace *p, int row) {
    double sum = 0;
    for (int j = 0; j < p->form.shape.cols; j++) sum += (double)cell(p, row, j);
    return sum;
}

static bool needs_row(const ClaimPlace *p, Error *e) {
    return p->row >= 0 || error_set(e, "row=R is missing");
}

static bool needs_cell(const ClaimPlace *p, Error *e) {
    return (p->row >= 0 && p->col >= 0) || error_set(e, "row=R and col=C are needed");
}

static bool check_sum(const ClaimPlace *p, const char *said, Error *e) {
    double want, within;
    if (!needs_row(p, e)) return false;
    if (!claims_take_number(said, &want, &within))
        return error_set(e, "sum: '%s' is no number", said);
    double sum = row_sum(p, p->row);
    if (!strchr(said, '.')) within = 1e-4;
    return fabs(sum - want) <= fmax(within, 1e-4) ||
           error_set(e, "the row's sum is %.6g, not %s", text_plain_nan(sum), said);
}

static bool check_value(const ClaimPlace *p, const char *said, Error *e) {
    double want, within;
    if (!needs_cell(p, e)) return false;
    if (!claims_take_number(said, &want, &within))
        return error_set(e, "value: '%s' is no number", said);
    double have = (double)cell(p, p->row, p->col);
    return fabs(have - want) <= within * (1 + 1e-9) ||
           error_set(e, "the number is %.6g, not %s", text_plain_nan(have), said);
}

static bool check_rows(const ClaimPlace *p, Error *e) {
    for (int h = 0; h < p->form.shape.sheets; h++) {
        ClaimPlace sheet = *p;
        sheet.head = h;
        for (int i = 0; i < p->form.shape.rows; i++) {
            double sum = row_sum(&sheet, i);
            if (sum != 0 && !(fabs(sum - 1) <= 1e-4))
                return error_set(e, "row %d of head %d sums to %.6g", i, h, text_plain_nan(sum));
        }
    }
    return true;
}

static bool check_entropy(const ClaimPlace *p, const char *said, Error *e) {
    double want, within, bits = 0;
    bool less = *said == '<';
    if (!needs_row(p, e)) return false;
    if (!claims_take_number(said + 1, &want, &within))
        return error_set(e, "entropy: '%s' is no number", said + 1);
    for (int j = 0; j < p->form.shape.cols; j++) {
        double a = (double)cell(p, p->row, j);
        if (a > 0 || isnan(a)) bits -= a * log2(a);
    }
    return (less ? bits < want : bits > want) ||
           error_set(e, "the row's entropy is %.4g bits, not %s%s", text_plain_nan(bits),
                     less ? "below " : "above ", said + 1);
}

static bool check_shape(const ClaimPlace *p, const char *said, Error *e) {
    Shape s = p->form.shape;
    char two[48], three[48];
    snprintf(two, sizeof two, "%dx%d", s.rows, s.cols);
    snprintf(three, sizeof three, "%dx%dx%d", s.sheets, s.rows, s.cols);
    bool fits = strcmp(said, three) == 0 || (s.sheets == 1 && strcmp(said, two) == 0);
    return fits || error_set(e, "the shape is %s, not %s", s.sheets == 1 ? two : three, said);
}

/* Beside the run without what-ifs: whether any bit of the value differs. */
static bool check_change(const Decoding *d, const ClaimPlace *p, const Decoding *plain,
                         bool changed, Error *e) {
    if (!plain) return error_set(e, "there is no what-if that could change anything");
    int t = p->at.t < plain->steps ? p->at.t : plain->steps - 1;
    Tensor other =
        trace_find(decode_trace(plain, t), d->programs[p->at.t].values[p->at.value].path);
    size_t size = shape_size(p->x.shape);
    bool same = other.x && shape_size(other.shape) == size &&
                memcmp(other.x, p->x.x, size * sizeof(float)) == 0;
    return same != changed ||
           error_set(e, changed ? "it is the same, to the last bit" : "it is changed");
}

static bool claims_check_translation(const Decoding *d, const char *said, Arena *arena, Error *e) {
    const char *have = tokens_to_text(d->output, d->model->config.tokens, &d->model->target, arena);
    size_t n = strlen(said);
    if (n < 2 || said[0] != '"' || said[n - 1] != '"')
        return error_set(e, "translation: the sentence stands between \"…\"");
    bool same = strlen(have) == n - 2 && strncmp(have, said + 1, n - 2) == 0;
    return same || error_set(e, "the translation is \"%s\"", have);
}

static const char *claims_trimmed(const char *text, Arena *arena) {
    while (*text == ' ' || *text == '\t') text++;
    size_t n = strlen(text);
    while (n && (text[n - 1] == ' ' || text[n - 1] == '\t')) n--;
    return arena_copy(arena, text, n);
}

bool claim_check(const char *claim, const Decoding *run, const Decoding *plain, Arena *arena,
                 Error *e) {
    char *copy = arena_copy(arena, claim, strlen(claim)), *rest = copy;
    ClaimPlace p;
    const char *word = claims_trimmed(claim, arena);
    if (text_begins(word, "translation "))
        return claims_check_translation(run, claims_trimmed(word + 12, arena), arena, e);
    if (!take_place(run, &rest, &p, e)) return false;
    const char *said = claims_trimmed(rest, arena);
    if (text_begins(said, "max=")) return check_extreme(run, &p, said + 4, true, arena, e);
    if (text_begins(said, "min=")) return check_extreme(run, &p, said + 4, false, arena, e);
    if (text_begins(said, "sum=")) return check_sum(&p, said + 4, e);
    if (text_begins(said, "value~")) return check_value(&p, said + 6, e);
    if (text_begins(said, "shape=")) return check_shape(&p, said + 6, e);
    if (text_begins(said, "entropy<") || text_begins(said, "entropy>"))
        return check_entropy(&p, said + 7, e);
    if (strcmp(said, "rows sum 1") == 0) return check_rows(&p, e);
    if (strcmp(said, "changed") == 0 || strcmp(said, "same") == 0)
        return check_change(run, &p, plain, *said == 'c', e);
    if (strcmp(said, "is -inf") == 0)
        return needs_cell(&p, e) && (cell(&p, p.row, p.col) == -INFINITY ||
                                     error_set(e, "the number is %.6g, not -inf",
                                               text_plain_nan((double)cell(&p, p.row, p.col))));
    return error_set(e,
                     "'%s' is no claim: there are max=, min=, sum=, value~, is -inf, rows sum 1, "
                     "shape=, entropy<, entropy>, "
                     "changed, same and translation",
                     said);
}

bool claim_value(const char *value, const Decoding *run, Arena *arena, Error *e) {
    const char *equals = strstr(value, " = ");
    if (!equals) return error_set(e, "'%s' is not PATH[CELL] = X ± Y", value);
    char *place = arena_copy(arena, value, (size_t)(equals - value));
    const char *said = claims_trimmed(equals + 3, arena), *sign = strstr(said, "±");
    double want, within, tolerance;
    const char *first =
        sign ? claims_trimmed(arena_copy(arena, said, (size_t)(sign - said)), arena) : said;
    Address a;
    if (!address_parse(run, claims_trimmed(place, arena), &a, e)) return false;
    if (!a.has_cell) return error_set(e, "'%s' names no cell", place);
    if (!claims_take_number(first, &want, &within)) return error_set(e, "'%s' is no number", first);
    if (sign && !claims_take_number(claims_trimmed(sign + strlen("±"), arena), &within, &tolerance))
        return error_set(e, "'%s' is no number", sign);
    double have = (double)tensor_at(decode_trace(run, a.t)->values[a.value], a.cell.sheet,
                                    a.cell.row, a.cell.col);
    return fabs(have - want) <= within * (1 + 1e-9) ||
           error_set(e, "the number is %.6g, not %s", text_plain_nan(have), said);
}

/* "PATH … row=R max": the place of the extreme. */
bool claim_predict(const char *predict, const Decoding *run, Arena *arena, Sought *out, Error *e) {
    char *rest = arena_copy(arena, predict, strlen(predict));
    ClaimPlace p;
    int at;
    if (!take_place(run, &rest, &p, e)) return false;
    const char *said = claims_trimmed(rest, arena);
    bool largest = strcmp(said, "max") == 0;
    if (!largest && strcmp(said, "min") != 0)
        return error_set(e, "'%s' is neither max nor min", said);
    if (!needs_row(&p, e)) return false;
    if (!extreme(&p, largest, &at))
        return error_set(e, "two cells of the row are equal: there is no single %s",
                         largest ? "largest" : "smallest");
    if (at < 0) return error_set(e, "no cell of the row is a number");
    /* A row is told as its crumb tells it: figures may name it after the word that it writes. */
    bool writes = program_predicts(&run->programs[p.at.t], p.at.value);
    const char *row = writes ? decode_row_label(run, p.at.t, p.form.rows, p.row, arena) : "";
    *out = (Sought){p.at, !largest, *row ? row : claims_label(run, &p, true, p.row, arena),
                    claims_label(run, &p, false, at, arena)};
    out->at.has_cell = true;
    out->at.cell = (Cell){p.head, p.row, at};
    return true;
}

/* Answers between '|'; a star marks the right one. */
static bool cut_answers(char *text, Arena *arena, Ask *out, Error *e) {
    char *bar = strchr(text, '|');
    *out = (Ask){.right = -1};
    if (!bar) return error_set(e, "there are no answers: QUESTION | one | another*");
    *bar = 0;
    out->question = claims_trimmed(text, arena);
    for (char *at = bar + 1, *next; at; at = next) {
        next = strchr(at, '|');
        if (next) *next++ = 0;
        char *answer = (char *)(uintptr_t)claims_trimmed(at, arena);
        size_t n = strlen(answer);
        bool star = n > 1 && answer[n - 1] == '*';
        if (out->count == ASK_MOST) return error_set(e, "more than %d answers", ASK_MOST);
        if (star && out->right >= 0) return error_set(e, "two answers have a star");
        if (star) answer[n - 1] = 0, out->right = out->count;
        if (!*answer) return error_set(e, "an answer is empty");
        out->answer[out->count++] = answer;
    }
    return out->count > 1 || error_set(e, "one answer is no choice");
}

static int answer_of(const Ask *ask, const char *token) {
    for (int i = 0; i < ask->count; i++)
        if (strcmp(ask->answer[i], token) == 0) return i;
    return -1;
}

bool claim_ask(const char *ask, const Decoding *run, Arena *arena, Ask *out, Error *e) {
    char *copy = arena_copy(arena, ask, strlen(ask)), *bar = strchr(copy, '|'),
         *colon = strstr(copy, " : ");
    bool computed = colon && (!bar || colon < bar);
    if (computed) *colon = 0;
    if (!cut_answers(computed ? colon + 3 : copy, arena, out, e)) return false;
    if (!*out->question) return error_set(e, "there is no question");
    if (computed) {
        /* The model's own answer must be one of them. */
        if (!claim_predict(copy, run, arena, &out->sought, e)) return false;
        const char *token = out->sought.best;
        int right = answer_of(out, token);
        if (right < 0)
            return error_set(e, "the model says '%s', which is none of the answers", token);
        if (out->right >= 0 && out->right != right)
            return error_set(e, "the model says '%s', not '%s'", token, out->answer[out->right]);
        out->right = right;
        return out->computed = true;
    }
    return out->right >= 0 || error_set(e, "no answer has a star");
}

static bool check_one(const Directive *d, const Decoding *run, const Decoding *plain, Arena *arena,
                      Error *e) {
    Ask ask;
    Sought at;
    switch (d->kind) {
    case DIRECTIVE_EXPECT:
        return claim_check(d->argument, run, plain, arena, e) || error_prefix(e, "expect");
    case DIRECTIVE_VALUE:
        return claim_value(d->argument, run, arena, e) || error_prefix(e, "value");
    case DIRECTIVE_ASK:
        return claim_ask(d->argument, run, arena, &ask, e) || error_prefix(e, "ask");
    case DIRECTIVE_PREDICT:
        return claim_predict(d->argument, run, arena, &at, e) || error_prefix(e, "predict");
    default: return true;
    }
}

int claims_of_page(const Lesson *l, int page, const Decoding *run, const Decoding *plain,
                   Arena *arena, Error *e) {
    const LessonPage *p = &l->pages[page];
    int count = 0;
    for (int i = 0; i < p->directive_count; i++) {
        const Directive *d = &p->directives[i];
        count += d->kind == DIRECTIVE_EXPECT || d->kind == DIRECTIVE_VALUE ||
                 d->kind == DIRECTIVE_ASK || d->kind == DIRECTIVE_PREDICT;
        if (check_one(d, run, plain, arena, e)) continue;
        error_prefix(e, arena_print(arena, "%s:%d", l->name, d->line));
        return -1;
    }
    return count;
}
