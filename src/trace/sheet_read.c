/* Reading a matrix with labels from a table: a first walk over its cells finds out its size and
   which of them are labels, a second one takes the numbers. */
#include "trace/sheet_read.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "trace/sheet_cell.h"
#include "trace/sheet_list.h"

static const size_t NUMBERS_MOST = (size_t)1 << 26;
static const char how_to_save[] =
    "numpy.savetxt(\"m.csv\", matrix, delimiter=\",\") writes one that is read";

/* What the first walk finds. Rows without anything at the end do not count. */
typedef struct Survey {
    size_t rows, first, least, most; /* least, most: of the rows after the first */
    size_t first_used, used;         /* up to the last cell that holds something */
    size_t second_used, last_used;   /* of the row after the first, of the last one so far */
    bool grows; /* from the third row on each has one more than the one before */
    int first_line, least_line, most_line;
    bool row_words, col_words; /* in the first row, and in the first column */
    bool row_rises;            /* the first row is of whole numbers, each above the one before */
    double row_last;
    bool row_fractions;
    bool row_counts, col_counts; /* they are 0, 1, 2 … (of a column also 1, 2, 3 …) */
    bool fractions, numbers;     /* behind them */
    CellKind corner;
    double corner_number, from;      /* of the first column: the number below the corner */
    bool corner_empty, corner_index; /* it is called as an index is */
    bool row_years;                  /* the first row is of years, equally far from each other */
    double year_first, year_step;
    bool no_years; /* behind the edges some number is no year */
} Survey;

static bool is_year(double x) {
    return x >= 1900 && x <= 2100 && x == floor(x);
}

static bool survey_names_index(const SheetField *f) {
    static const char *const names[] = {"index", "idx",   "id",    "unnamed: 0",
                                        "row",   "token", "tokens"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == f->size && strncasecmp(names[i], f->text, f->size) == 0)
            return true;
    return false;
}

static void survey_field(Survey *s, const SheetText *t, const SheetField *f, size_t row,
                         size_t col) {
    double x = 0;
    bool edge = row == 0 || col == 0;
    if (!edge && s->fractions && s->no_years) return;
    CellKind kind = f->size ? sheet_cell(f->text, f->size, t->decimal_comma, &x) : CELL_MISSING;
    if (row == 0 && col == 0) {
        s->corner = kind, s->corner_empty = !f->size, s->corner_index = survey_names_index(f);
        if (kind == CELL_NUMBER) s->corner_number = x;
        return;
    }
    bool words = kind == CELL_WORDS;
    if (row == 0) {
        s->row_words = s->row_words || words;
        s->row_rises = s->row_rises && kind == CELL_NUMBER && x == floor(x) &&
                       (col == 1 ? x >= 2 : x > s->row_last);
        if (col == 1) s->year_first = x;
        if (col == 2) s->year_step = x - s->row_last;
        s->row_years = s->row_years && kind == CELL_NUMBER && is_year(x) &&
                       (col == 1 || (s->year_step > 0 && x - s->row_last == s->year_step));
        s->row_last = x;
        s->row_fractions = s->row_fractions || (kind == CELL_NUMBER && x != floor(x));
        s->row_counts = s->row_counts && kind == CELL_NUMBER &&
                        x == (double)col - (s->corner == CELL_NUMBER ? 0 : 1);
    } else if (col == 0) {
        s->col_words = s->col_words || words;
        if (row == 1 && kind == CELL_NUMBER) s->from = x;
        s->col_counts = s->col_counts && kind == CELL_NUMBER && x == s->from + (double)row - 1 &&
                        (s->from == 0 || s->from == 1);
    }
    s->numbers = s->numbers || kind == CELL_NUMBER;
    s->no_years = s->no_years || (!edge && kind == CELL_NUMBER && !is_year(x));
    s->fractions = s->fractions || (!edge && kind == CELL_NUMBER && isfinite(x) && x != floor(x));
}

static void survey_row(Survey *s, size_t count, size_t used, int line) {
    if (s->rows++ == 0) {
        s->first = count, s->first_used = used, s->first_line = line;
        s->least = (size_t)-1;
        return;
    }
    if (s->rows == 2)
        s->second_used = used;
    else
        s->grows = s->grows && used == s->last_used + 1;
    s->last_used = used;
    if (count < s->least) s->least = count, s->least_line = line;
    if (used > s->most) s->most = used, s->most_line = line;
}

/* "m.csv:3: 1 fields, but the rows before have 2" */
static bool ragged(const SheetText *t, const Survey *s, Error *e) {
    bool longer = s->first < s->most && !(s->least < s->first_used);
    size_t others = longer ? s->first : s->first_used > s->most ? s->first_used : s->most;
    return error_set(e, "%s:%d: %zu fields, but the rows before have %zu; %s", t->name,
                     longer ? s->most_line : s->least_line, longer ? s->most : s->least, others,
                     how_to_save);
}

static bool survey_cells(const SheetText *t, Survey *s, Error *e) {
    SheetCursor c = sheet_cursor(t);
    *s = (Survey){.grows = true,
                  .row_counts = true,
                  .col_counts = true,
                  .row_rises = true,
                  .row_years = true};
    size_t empty = 0; /* rows without anything, which count if another one follows */
    while (sheet_next_row(&c)) {
        size_t n = 0, used = 0, row = s->rows + empty;
        int line = c.line;
        while (c.within) {
            SheetField f;
            if (!sheet_next_field(&c, &f, e)) return false;
            survey_field(s, t, &f, row, n);
            n++;
            if (f.size) used = n;
            size_t passed = c.within ? sheet_pass_empty(&c) : 0;
            n += passed;
            s->row_counts = s->row_counts && (row > 0 || passed == 0);
        }
        if (!used && !s->rows) continue;
        if (!used) {
            empty += n > 1;
            continue;
        }
        for (; empty; empty--) survey_row(s, n, 0, line);
        survey_row(s, n, used, line);
    }
    if (s->rows == 1) s->least = s->most = s->first_used;
    return true;
}

/* Where a matrix lies in its table. */
typedef struct Place {
    size_t rows, cols; /* of numbers */
    bool row_labels, col_labels;
    bool short_first; /* the first row has no cell above the labels */
} Place;

/* The lower half of a matrix, as of distances: each row has one number more than the one before,
   with names before them and above them or without. */
static bool is_triangle(const Survey *s) {
    bool named = s->corner == CELL_WORDS || s->corner_empty || s->col_words;
    size_t one = named ? 2 : 1;
    if (!s->grows || s->rows < 3) return false;
    return s->row_words ? s->rows > 3 && s->second_used == (s->col_words ? 2u : 1u) &&
                              s->most == s->first_used
                        : s->first_used == one && s->second_used == one + 1;
}

/* A first row of whole numbers over whole numbers: years, or 0, 1, 2 …, as pandas counts columns,
   if the numbers do not just go on so below, or at the left. */
static bool row_only_counts(const Survey *s, size_t cols) {
    bool number = s->corner == CELL_NUMBER;
    bool years = s->row_years && s->no_years && cols > 2 &&
                 (!number || s->corner_number == s->year_first - s->year_step);
    bool goes_on = s->from == (double)cols || (s->col_counts && s->from == 1);
    bool counts = s->row_counts && number && s->corner_number == 0 && cols > 3 && s->rows > 2 &&
                  !s->row_words && !s->col_words && !goes_on;
    return s->rows > 1 && (years || counts);
}

/* An empty corner stands for labels on both sides, even where these are numbers; and so does a word
   where nothing else is one. */
static bool survey_place(const SheetText *t, const Survey *s, Place *p, Error *e) {
    size_t cols = s->first_used > s->most ? s->first_used : s->most;
    *p = (Place){.rows = s->rows};
    if (!s->rows || !(s->numbers || s->corner == CELL_NUMBER))
        return error_set(e, "%s:1: there is no number in it; %s", t->name, how_to_save);
    p->short_first = s->rows > 1 && s->first + 1 == s->most && s->first_used == s->first &&
                     s->least >= s->most && (s->row_words || s->corner == CELL_WORDS);
    bool half = is_triangle(s);
    if (!half && !p->short_first && s->rows > 1 && (s->first_used > s->least || s->most > s->first))
        return ragged(t, s, e);
    if (!half && s->rows > 1 && s->most > s->least) return ragged(t, s, e);
    bool word = s->corner == CELL_WORDS;
    p->col_labels = s->rows > 1 && s->row_words;
    p->row_labels = cols > 1 && s->col_words;
    bool both = s->corner_empty || p->short_first || (word && !p->col_labels && !p->row_labels);
    if (s->fractions && s->rows > 1 && cols > 1) {
        bool counts = s->row_counts && (s->corner != CELL_NUMBER || s->corner_number == 0);
        bool named = s->row_rises && word; /* years, say, above fractions */
        p->col_labels = p->col_labels || ((counts || named) && cols > 2);
        p->row_labels = p->row_labels || ((word || s->corner == CELL_MISSING) &&
                                          ((s->col_counts && s->rows > 3) || s->corner_index));
    }
    if (both) p->col_labels = s->rows > 1 && (!word || !s->row_fractions), p->row_labels = cols > 1;
    p->col_labels = p->col_labels || row_only_counts(s, cols);
    p->rows -= p->col_labels;
    p->cols = cols - p->row_labels;
    if (p->rows && p->cols && p->rows <= NUMBERS_MOST / p->cols) return true;
    return error_set(e, "%s: %zu × %zu numbers are too many", t->name, p->rows, p->cols);
}

bool sheet_is_formula(const char *label) {
    const char *bare = label + strspn(label, "'");
    return *bare && strchr("=+-@\t\r", *bare);
}

/* Infinities and NaN too, lest a row of data be taken for labels. */
bool sheet_is_number(const char *text, double *x) {
    const char *digits = text + (*text == '-' || *text == '+');
    bool word =
        !strcasecmp(digits, "inf") || !strcasecmp(digits, "nan") || !strcasecmp(digits, "infinity");
    char *end;
    if (!word && (!*text || text[strspn(text, "+-.0123456789eE")])) return false;
    *x = strtod(text, &end);
    return *end == 0 && end != text;
}

static char *take_label(const SheetField *f, Arena *arena) {
    char *text = sheet_field_text(f, arena);
    return text_plain(arena, text + (*text == '\'' && sheet_is_formula(text)));
}

static bool place_number(const SheetText *t, const SheetField *f, size_t col, float *out,
                         Error *e) {
    double x;
    if (!f->size) return *out = NAN, true;
    CellKind kind = sheet_cell(f->text, f->size, t->decimal_comma, &x);
    int shown = (int)(f->size < 40 ? f->size : 40);
    if (kind == CELL_WORDS)
        return error_set(e, "%s:%d: column %zu: '%.*s' is no number; %s", t->name, f->line, col + 1,
                         shown, f->text, how_to_save);
    if (isfinite(x) && fabs(x) >= 0x1.ffffffp127) /* would round to ∞ */
        return error_set(e, "%s:%d: column %zu: %.*s is no number that can be drawn", t->name,
                         f->line, col + 1, shown, f->text);
    *out = (float)x;
    return true;
}

static bool place_row(const SheetText *t, SheetCursor *c, const Place *p, size_t row,
                      CsvMatrix *out, Arena *arena, Error *e) {
    float *x = out->x + (row - p->col_labels) * p->cols;
    size_t shift = p->row_labels && !(row == 0 && p->short_first);
    bool names = row == 0 && p->col_labels;
    size_t j = 0;
    for (; c->within; j++) {
        SheetField f;
        if (!sheet_next_field(c, &f, e)) return false;
        if (j >= shift && j - shift >= p->cols) { /* nothing is in it, or behind it */
            if (c->within) sheet_pass_rest(c);
            break;
        }
        if (names && j >= shift)
            out->col_labels[j - shift] = take_label(&f, arena);
        else if (j < shift && !names)
            out->row_labels[row - p->col_labels] = take_label(&f, arena);
        else if (!names && !place_number(t, &f, j, &x[j - shift], e))
            return false;
    }
    for (; names && j - shift < p->cols; j++) out->col_labels[j - shift] = arena_copy(arena, "", 0);
    for (; !names && j - shift < p->cols; j++) x[j - shift] = NAN;
    return true;
}

static bool place_cells(const SheetText *t, const Place *p, Arena *arena, CsvMatrix *out,
                        Error *e) {
    SheetCursor c = sheet_cursor(t);
    *out = (CsvMatrix){.layers = 1,
                       .heads = 1,
                       .rows = (int)p->rows,
                       .cols = (int)p->cols,
                       .x = arena_raw(arena, p->rows * p->cols, sizeof(float)),
                       .latin = t->latin};
    if (p->row_labels) out->row_labels = arena_many(arena, char *, p->rows);
    if (p->col_labels) out->col_labels = arena_many(arena, char *, p->cols);
    for (size_t row = 0; row < p->rows + p->col_labels;) {
        if (!sheet_next_row(&c)) return error_set(e, "%s: it ends too early", t->name);
        SheetCursor begin = c;
        bool used = false;
        size_t n = 0;
        for (; !used && c.within; n++) {
            SheetField f;
            if (!sheet_next_field(&c, &f, e)) return false;
            used = f.size > 0;
        }
        if (!used && (row == 0 || n == 1)) continue; /* what the survey has not counted */
        c = begin;
        if (!place_row(t, &c, p, row, out, arena, e)) return false;
        row++;
    }
    return true;
}

/* Behind the lines above a table that are one cell of words, as spreadsheets have titles. */
static SheetText below_titles(const SheetText *t) {
    enum { FIELDS_MOST = 4096 };
    SheetText below = *t;
    SheetCursor c = sheet_cursor(t);
    for (bool title = true; title && sheet_next_row(&c);) {
        size_t used = 0, n = 0;
        CellKind kind = CELL_MISSING;
        below.from = c.row, below.line = c.line;
        while (c.within && n++ < FIELDS_MOST) {
            SheetField f;
            Error e;
            double x;
            if (!sheet_next_field(&c, &f, &e)) return *t;
            if (f.size) used = n;
            if (n == 1) kind = sheet_cell(f.text, f.size, t->decimal_comma, &x);
        }
        if (used > 1) return below;
        title = !c.within && (used == 0 || kind == CELL_WORDS);
    }
    return *t;
}

bool sheet_read_text(const SheetText *whole, Arena *arena, CsvMatrix *out, Error *e) {
    SheetText below = below_titles(whole);
    const SheetText *t = &below;
    Survey s;
    Place p;
    SheetList list;
    if (!survey_cells(t, &s, e)) return false;
    if (s.rows > 1 && s.numbers && sheet_list_find(t, &list))
        return sheet_list_read(t, &list, arena, out, e);
    return survey_place(t, &s, &p, e) && place_cells(t, &p, arena, out, e);
}

bool sheet_read_csv(Bytes file, const char *name, Arena *arena, CsvMatrix *out, Error *e) {
    Arena work = {0};
    SheetText t;
    bool ok = sheet_text_open(file, name, &work, &t, e) && sheet_read_text(&t, arena, out, e);
    arena_free(&work);
    return ok;
}
