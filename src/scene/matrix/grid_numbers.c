/* The numbers in the cells of a matrix: all of them, or none. */
#include "scene/matrix/grid_numbers.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "scene/matrix/grid_cells.h"
#include "scene/matrix/grid_photo.h"
#include "scene/pen/marks.h"
#include "scene/pen/text.h"
#include "trace/measure.h"

enum {
    NUMBERS_MOST = 6000,
    NUMBER_LEAST_WISHED = 8,
    DIGITS_MOST = 14,
    PLACES_MOST = 6,
    SCORE_WIDTH = 34, /* of a cell whose score has a decimal */
    SCORES_LARGE = 5  /* scores that reach so far can do without */
};

#define READABLE 4.5 /* as WCAG 2.1 asks of text */

/* Enough for two digits of the largest one. */
static int places_for(float top) {
    int places = 2;
    for (double x = (double)top * 10; x < 1 && places < PLACES_MOST; x *= 10) places++;
    return top <= 1 ? places : top < 100 ? 1 : 0;
}

/* In so few places all numbers are written as they are; more than `most`: in none. */
static int exact_places(const Grid *g, int most) {
    int places = 0;
    for (int i = 0; i < g->rows && places <= most; i++)
        for (int j = 0; j < g->cols && places <= most; j++) {
            double x = (double)grid_number_at(g, i, j);
            for (; isfinite(x) && places <= most; places++) {
                double scaled = x * pow(10, places);
                if (fabs(scaled - nearbyint(scaled)) <= 3e-7 * fabs(scaled)) break;
            }
        }
    return places;
}

/* Shares of a row, which 0 and 1 may be, too. */
static bool are_shares(const Stage *s, const Grid *g) {
    return s->program->values[g->value].numbers == NUMBERS_SHARES;
}

enum { EXACT_MOST = 3 };

/* How the numbers of a grid are written; those of a table as they stand there. */
static int decimals(const Stage *s, const Grid *g) {
    const Scale *c = &g->scale;
    if (s->style.decimals_set) return s->style.decimals;
    int exact = exact_places(g, g->given && !are_shares(s, g) ? EXACT_MOST : 0);
    if (exact == 0 && !(c->shares && c->number_top == 1 && (!g->given || are_shares(s, g))))
        return 0;
    int usual = places_for(c->raised ? fminf(c->high - c->low, 99) : c->number_top);
    return exact > usual && exact <= EXACT_MOST && g->given && !are_shares(s, g) ? exact : usual;
}

/* As "%.*f" writes it, of up to two places: thousands of numbers stand in one picture. Ten and a
   hundred times a float is exact in double, so that halves are rounded the same way. */
static void write_digits(double x, int places, char out[64]) {
    static const int tens[] = {1, 10, 100};
    if (!(x < 1e6) || places > 2) {
        snprintf(out, 64, "%.*f", places, x);
        return;
    }
    long n = lrint(x * tens[places]);
    char text[16], *p = text + sizeof text;
    *--p = 0;
    for (int i = 0; i <= places || n; i++) {
        if (places && i == places) *--p = '.';
        *--p = (char)('0' + n % 10);
        n /= 10;
    }
    strcpy(out, p);
}

/* "−1.2e20": what no places can hold. */
static void write_power(float x, char point, char out[NUMBER_TEXT]) {
    char text[32];
    snprintf(text, sizeof text, "%.1e", fabs((double)x));
    text[1] = point;
    const char *power = strchr(text, 'e') + 1;
    snprintf(out, NUMBER_TEXT, "%s%.3se%d", x < 0 ? "−" : "", text, atoi(power));
}

/* ".87", "−1.1", "0.0": without a leading zero where two digits follow or there is little room,
   without a minus before nothing. `point` is the language's. */
void grid_write_number(float x, int places, bool tight, char point, char out[NUMBER_TEXT]) {
    char text[64];
    if (text_no_number((double)x)) { /* "?" is also what an open question hides */
        strcpy(out, text_no_number((double)x));
        return;
    }
    if (fabsf(x) >= 1e7f || (x != 0 && fabsf(x) < 1e-6f && places >= PLACES_MOST)) {
        write_power(x, point, out);
        return;
    }
    write_digits(fabs((double)x), places, text);
    bool nothing = strspn(text, "0.") == strlen(text);
    const char *digits = (places == 2 || (tight && places)) && text[0] == '0' ? text + 1 : text;
    if (tight && places == 2 && strcmp(text, "1.00") == 0)
        digits = "1.0"; /* a whole share among shares */
    bool minus = x < 0 && !nothing;
    if (minus) memcpy(out, "−", 3);
    char *to = out + (minus ? 3 : 0);
    size_t n = strlen(digits);
    n = n > DIGITS_MOST ? DIGITS_MOST : n;
    memcpy(to, digits, n);
    to[n] = 0;
    char *dot = memchr(to, '.', n);
    if (dot) *dot = point;
}

/* Shares to two places: what would be .00 is a dot. */
static bool writes_shares(const Stage *s, const Grid *g) {
    const Scale *c = &g->scale;
    if (g->given && s->in->run->labels->told.row.weights)
        return c->number_top >= 0.1f && !s->style.decimals_set;
    bool rows = are_shares(s, g),
         usual = c->kind == SCALE_AUTO ? c->small ? c->top >= 0.1f : c->top == 1
                                       : c->kind != SCALE_RANGE && rows && c->number_top >= 0.1f;
    return c->shares && usual && !g->plain && !s->style.decimals_set &&
           (are_shares(s, g) || !g->given || exact_places(g, 0) > 0);
}

/* What two places would write as nothing. */
static bool is_small(float x) {
    return (double)x < 0.005;
}

/* Which cells of the value have their numbers written, where only the largest have; NULL: all. */
static const bool *numbers_chosen(Stage *s, const Grid *g) {
    bool top = s->style.numbers == NUMBERS_TOP;
    Shape shape = g->x.shape;
    if (!top && s->style.numbers != NUMBERS_LARGEST) return NULL;
    int most = top ? shape.rows : s->style.largest, cells = shape.rows * shape.cols;
    most = most < cells ? most : cells;
    bool *chosen = arena_many(s->arena, bool, cells);
    int *at = arena_many(s->arena, int, most),
        count = top ? 0 : measure_largest_cells(g->x, g->sheet, at, most);
    for (int i = 0, col; i < shape.rows && top; i++)
        if (measure_largest(g->x, g->sheet, i, &col, 1)) at[count++] = i * shape.cols + col;
    for (int i = 0; i < count; i++) chosen[at[i]] = true;
    return chosen;
}

static bool is_chosen(const Grid *g, const bool *chosen, int row, int col) {
    row += g->row0, col = grid_col(g, col);
    return !chosen ||
           chosen[g->transposed ? col * g->x.shape.cols + row : row * g->x.shape.cols + col];
}

/* All numbers, row by row; the longest one's length in letters goes to *longest. */
static char *write_numbers(Stage *s, const Grid *g, int places, bool tight, int *longest) {
    char *texts = arena_raw(s->arena, (size_t)g->rows * (size_t)g->cols, NUMBER_TEXT);
    char point = lang_point(s->lang);
    bool shares = writes_shares(s, g);
    const bool *chosen = numbers_chosen(s, g);
    *longest = 0;
    for (int i = 0; i < g->rows; i++)
        for (int j = 0; j < g->cols; j++) {
            char *text = texts + ((size_t)i * (size_t)g->cols + (size_t)j) * NUMBER_TEXT;
            float x = grid_number_at(g, i, j);
            *text = 0;
            if (!is_chosen(g, chosen, i, j)) continue;
            if (g->scale.zeros && x == 0 && !s->style.decimals_set)
                strcpy(text, "0"); /* exactly */
            else if (shares && is_small(x))
                strcpy(text, "·");
            else if (!grid_is_hidden(g, x) && !grid_is_missing(g, x))
                grid_write_number(x, places, tight || shares, point, text);
            int letters = text_count(text);
            if (letters > *longest) *longest = letters;
        }
    return texts;
}

/* Smaller numbers would be noise beside the other words, unless somebody wants them. */
static int grid_numbers_least_size(const Stage *s) {
    if (s->style.number_size) /* smaller only where cells are */
        return s->style.number_size < NUMBER_LEAST_WISHED ? s->style.number_size
                                                          : NUMBER_LEAST_WISHED;
    if (s->style.numbers == NUMBERS_ON || s->style.numbers > NUMBERS_OFF)
        return NUMBER_LEAST_WISHED;
    if ((s->presenting && !stage_small(s->in)) ||
        (s->alone && !s->in->frame)) /* nothing is smaller than its labels */
        return s->mono;
    return (int)fmaxf((float)s->least, roundf(9 * s->unit));
}

/* What a cell's width has over its number's, at least: the gap, and a line's width for a
 * neighbour's outline. */
static float least_margin(const Stage *s) {
    return fmaxf(1.8f, 2.4f * s->unit - 0.6f);
}

/* The size of type at which every number fits, 0 if none does. The smallest size may come nearer to
   the edges, as near as a neighbour's outline lets it. */
static int number_size(const Stage *s, const Grid *g, int letters) {
    float cell_w = g->cells.w / (float)g->cols, cell_h = g->cells.h / (float)g->rows;
    float w = cell_w - fmaxf(4, 4 * s->unit), h = cell_h - fmaxf(3, 3 * s->unit);
    float most = fmaxf(fmaxf(11, 13 * s->unit), fminf(18 * s->unit, 0.36f * h));
    float high = lang_point(s->lang) == ',' ? 0.95f : 0.8f; /* of a number: a comma has a tail */
    int size = s->style.number_size ? s->style.number_size : (int)fminf(most, h / high),
        least = grid_numbers_least_size(s);
    if (s->style.number_size && (float)size * high > cell_h - 2) size = (int)((cell_h - 2) / high);
    while (size > least && stage_width(s, FACE_MONO, size, "0") * (float)letters > w) size--;
    if (size > least) return size;
    bool fits =
        stage_width(s, FACE_MONO, least, "0") * (float)letters <= cell_w - least_margin(s) &&
        2 * stage_drop(s, FACE_MONO, least) <= floorf(cell_h) - fmaxf(2, 2 * s->unit);
    return fits ? least : 0;
}

/* At the smallest size, and near the cells' edges. */
static bool crowded(const Stage *s, const Grid *g, int size, int letters) {
    float width = stage_width(s, FACE_MONO, size, "0") * (float)letters;
    return size <= grid_numbers_least_size(s) && width > 0.75f * g->cells.w / (float)g->cols;
}

/* Scores in cells that are narrow, or beside such, are whole: a tenth of one tells little. Those
   that were divided tell nothing but by their tenths. */
static bool whole_scores(const Stage *s, const Grid *g) {
    const Form *form = &s->program->values[g->value].form;
    float top = fminf(g->scale.number_top, measure_max_abs(g->x, g->sheet));
    bool scores = !g->scale.shares && top >= SCORES_LARGE &&
                  (form->rows == AXIS_SOURCE || form->rows == AXIS_TARGET) &&
                  (form->cols == AXIS_SOURCE || form->cols == AXIS_TARGET);
    float least = SCORE_WIDTH * fmaxf(1, (float)s->small / 12);
    return scores && (g->number_whole || g->cells.w / (float)g->cols < least);
}

/* Fewer letters, one way after the other, until they fit: without the zero before the point, and of
   large numbers without what stands behind it. Nothing is left out that somebody asked for. */
static char *fit_numbers(Stage *s, const Grid *g, int *size) {
    int letters, places = decimals(s, g);
    bool asked = s->style.decimals_set;
    if (!asked && whole_scores(s, g)) places = 0;
    char *text = write_numbers(s, g, places, false, &letters);
    *size = number_size(s, g, letters);
    if (places && (!*size || (!asked && places == 1 && crowded(s, g, *size, letters)))) {
        text = write_numbers(s, g, places, true, &letters);
        *size = number_size(s, g, letters);
        if (*size > grid_numbers_least_size(s)) *size = grid_numbers_least_size(s);
    }
    if (!*size && places > 1 && g->scale.number_top > 1 && !asked) {
        text = write_numbers(s, g, places = 1, false, &letters);
        *size = number_size(s, g, letters);
    }
    if (!*size && places == 1 && g->scale.number_top >= 10 && !asked) {
        text = write_numbers(s, g, 0, false, &letters);
        *size = number_size(s, g, letters);
    }
    return text;
}

/* What a number stands on: its cell, or of a cell drawn as a square that, if it holds the number or
   both grounds can be read on; else the square's own colour is laid under it, as a plate of the
   ground would leave only its rims. */
static Color number_ground(Stage *s, const Item *cells, int at, Rect r, Rect text) {
    Color color = cells->cells[at], ground = cells->ground;
    if (!cells->sizes || cells->sizes[at] == 255) return color;
    float share = (float)cells->sizes[at] / 255, wide = (r.w - cells->gap) * share,
          high = (r.h - cells->gap) * share;
    if (wide >= text.w - 3 && high >= text.h - 3) return color; /* `text` has a margin */
    Color ink = theme_ink(ground);
    double on_square = theme_contrast(ink, color), on_ground = theme_contrast(ink, ground);
    if (cells->sizes[at] == 0) return ground;
    if (on_square >= READABLE) return on_square < on_ground ? color : ground;
    stage_box(s, text, 0, color, 0, 0);
    return color;
}

/* Black or white, as on the ground that is harder to read on. */
static Color number_ink(const Item *cells, Color ground) {
    Color other = theme_ink(cells->ground);
    return cells->sizes && theme_contrast(other, ground) >= READABLE ? other : theme_ink(ground);
}

static bool no_numbers(const Stage *s, const Grid *g) {
    bool tiny = g->cells.w / (float)g->cols < 10 || g->cells.h / (float)g->rows < 10;
    bool unasked = s->style.numbers == NUMBERS_AUTO && grid_has_photo(g);
    return tiny || unasked || g->rows * g->cols > NUMBERS_MOST || s->style.numbers == NUMBERS_OFF ||
           !number_size(s, g, 1);
}

int grid_number_type(Stage *s, const Grid *g, int *letters) {
    int size = 0;
    *letters = 0;
    if (g->number_most < 0 || no_numbers(s, g)) return 0;
    const char *text = fit_numbers(s, g, &size);
    for (int i = 0; i < g->rows * g->cols; i++) *letters += text_count(text + i * NUMBER_TEXT);
    return size;
}

bool grid_has_small(Stage *s, const Grid *g) {
    int letters;
    if (!writes_shares(s, g) || grid_has_dots(s, g) || s->style.numbers > NUMBERS_OFF ||
        (g->cells.w > 0 && !grid_number_type(s, g, &letters)))
        return false;
    for (int i = 0; i < g->rows * g->cols && i < NUMBERS_MOST; i++)
        if (is_small(grid_number_at(g, i / g->cols, i % g->cols))) return true;
    return false;
}

void grid_share_numbers(Stage *s, Grid *grids, int count) {
    int least = 0;
    bool whole = false;
    for (int i = 0; i < count; i++)
        whole = whole || whole_scores(grid_stage(s, &grids[i]), &grids[i]);
    for (int i = 0; i < count; i++) grids[i].number_whole = whole;
    for (int i = 0; i < count; i++) {
        int size = 0;
        Stage *of = grid_stage(s, &grids[i]);
        if (!no_numbers(of, &grids[i])) fit_numbers(of, &grids[i], &size);
        if (i == 0 || size < least) least = size;
    }
    for (int i = 0; i < count; i++) grids[i].number_most = least ? least : -1;
}

/* Question marks find room where numbers do not. */
static void grid_numbers_draw_unknown(Stage *s, const Grid *g, const Item *cells) {
    if (!s->veil.on || no_numbers(s, g)) return;
    int size = number_size(s, g, 1);
    float width = stage_width(s, FACE_MONO, size, "?"), drop = stage_drop(s, FACE_MONO, size);
    for (int i = 0; i < g->rows; i++)
        for (int j = 0; j < g->cols; j++) {
            if (!isnan(grid_number_at(g, i, j)) || grid_not_yet(s, g, i, j)) continue;
            Rect r = grid_cell(g, g->row0 + i, grid_col(g, j));
            Color ground = cells->cells[i * g->cols + j];
            stage_text(s, FACE_MONO, size, number_ink(cells, ground), ground,
                       r.x + (r.w - 1 - width) / 2, r.y + (r.h - 1) / 2 + drop, "?");
        }
}

bool grid_draw_numbers(Stage *s, const Grid *g, const Item *cells) {
    int size = 0;
    char *text = g->number_most < 0 || no_numbers(s, g) ? NULL : fit_numbers(s, g, &size);
    if (!size) grid_numbers_draw_unknown(s, g, cells);
    if (!text) return false;
    if (g->number_most && size > g->number_most) size = g->number_most;
    float digit = size ? stage_width(s, FACE_MONO, size, "0") : 0,
          drop = stage_drop(s, FACE_MONO, size);
    for (int i = 0; i < g->rows && size; i++)
        for (int j = 0; j < g->cols; j++, text += NUMBER_TEXT) {
            bool small = strcmp(text, "·") == 0;
            if (!*text || grid_not_yet(s, g, i, j) || (small && cells->sizes)) continue;
            Rect r = grid_cell(g, g->row0 + i, grid_col(g, j));
            float width = digit * (float)text_count(text), x = r.x + (r.w - 1 - width) / 2,
                  y = r.y + (r.h - 1) / 2 + drop;
            Color ground =
                number_ground(s, cells, i * g->cols + j, r,
                              (Rect){x - 1, roundf(y) - 2 * drop - 1, width + 2, 2 * drop + 2});
            Color ink = number_ink(cells, ground), faint = s->theme.role[ROLE_MUTED];
            bool dot = small && theme_contrast(faint, ground) >= READABLE;
            stage_text(s, FACE_MONO, size, dot ? faint : ink, ground, x, y, text);
        }
    return size > 0;
}

float grid_number_width(const Stage *s, const Grid *g) {
    if (g->mini || g->plain || !g->bar || g->rows * g->cols > NUMBERS_MOST ||
        s->style.numbers == NUMBERS_OFF)
        return 0;
    int digits = g->scale.number_top < 10    ? 3
                 : g->scale.number_top < 100 ? 2
                                             : 3; /* ".87", "1.1", "12", "123" */
    if (s->style.decimals_set) digits += s->style.decimals - 1;
    float letters = (float)(digits + !g->scale.shares);
    return stage_width(s, FACE_MONO, grid_numbers_least_size(s), "0") * letters + least_margin(s) +
           0.2f;
}
