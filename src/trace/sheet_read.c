/* Reading a matrix with labels from CSV: fields first, then which of them are labels, then numbers.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/utf8.h"
#include "trace/sheet_read.h"

static const size_t NUMBERS_MOST = (size_t)1 << 26,
                    FIELDS_MOST = ((size_t)1 << 26) + ((size_t)1 << 20);

typedef struct Field {
    char *text;
    int line;
} Field;

/* All fields of a file, row by row; every row has as many. */
typedef struct Fields {
    const char *name;
    Arena *arena;
    char separator;
    Field *field;
    size_t count, room;
    size_t rows, cols; /* cols 0: the first row is not over yet */
} Fields;

static bool fault(const Fields *f, int line, Error *e, const char *what) {
    return error_set(e, "%s:%d: %s", f->name, line, what);
}

static bool add_field(Fields *f, char *text, int line, Error *e) {
    if (f->count == f->room) {
        if (f->count >= FIELDS_MOST) return fault(f, line, e, "there are too many fields");
        size_t room = f->room ? 2 * f->room : 1024;
        Field *more = arena_raw(f->arena, room, sizeof *more);
        if (f->count) memcpy(more, f->field, f->count * sizeof *more);
        f->field = more;
        f->room = room;
    }
    f->field[f->count++] = (Field){text, line};
    return true;
}

/* The first of the three that the first line with one of them has; one column needs none. */
static char find_separator(const char *text) {
    bool quoted = false;
    for (; *text; text++) {
        if (*text == '"') quoted = !quoted;
        if (!quoted && (*text == ',' || *text == ';' || *text == '\t')) return *text;
    }
    return ',';
}

/* Unquotes in place; returns what follows the closing quote, NULL if there is none. */
static char *quoted_field(char *at, int *line) {
    char *to = at++;
    for (; *at; at++) {
        if (*at == '\n') ++*line;
        if (at[0] == '"' && at[1] == '"')
            at++;
        else if (*at == '"') {
            *to = 0;
            return at + 1;
        }
        *to++ = *at;
    }
    return NULL;
}

static char *sheet_read_trimmed(char *text) {
    while (*text == ' ') text++;
    size_t n = strlen(text);
    while (n && (text[n - 1] == ' ' || text[n - 1] == '\r')) text[--n] = 0;
    return text;
}

/* One field; *at goes behind its end, whose letter is returned. */
static bool sheet_read_field(Fields *f, char **at, int *line, char *end, Error *e) {
    char *from = *at, *stop;
    int first = *line;
    while (*from == ' ') from++;
    bool quoted = *from == '"';
    stop = quoted ? quoted_field(from, line) : from;
    if (!stop) return fault(f, first, e, "a quote is not closed");
    if (quoted)
        stop += strspn(stop, " \r");
    else
        while (*stop && *stop != f->separator && *stop != '\n') stop++;
    if (*stop && *stop != f->separator && *stop != '\n')
        return fault(f, *line, e, "something follows a closing quote");
    *end = *stop;
    *at = *stop ? stop + 1 : stop;
    if (*stop && !quoted) *stop = 0;
    return add_field(f, quoted ? from : sheet_read_trimmed(from), first, e);
}

static bool end_row(Fields *f, size_t from, int line, Error *e) {
    size_t cols = f->count - from;
    if (cols == 1 && !*f->field[from].text) { /* an empty line */
        f->count--;
        return true;
    }
    if (f->cols && cols != f->cols) {
        char what[96];
        snprintf(what, sizeof what, "%zu fields, but the rows before have %zu", cols, f->cols);
        return fault(f, line, e, what);
    }
    f->cols = cols;
    f->rows++;
    return true;
}

static bool read_fields(Fields *f, char *text, Error *e) {
    int line = 1;
    f->separator = find_separator(text);
    for (char *at = text; *at;) {
        size_t from = f->count;
        int first = line;
        char end = f->separator;
        while (end == f->separator)
            if (!sheet_read_field(f, &at, &line, &end, e)) return false;
        line++;
        if (!end_row(f, from, first, e)) return false;
    }
    return f->rows > 0 || fault(f, 1, e, "there is no number in it");
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

/* An empty field is a missing number rather than a label. */
static bool any_label(const Fields *f, bool row) {
    double x;
    for (size_t i = 1; i < (row ? f->cols : f->rows); i++) {
        const char *text = f->field[row ? i : i * f->cols].text;
        if (*text && !sheet_is_number(text, &x)) return true;
    }
    return false;
}

/* An empty corner stands for labels on both sides, even where these are numbers; and so does a word
   where nothing else is one. */
static void find_labels(const Fields *f, bool *rows, bool *cols) {
    double x;
    *cols = f->rows > 1 && any_label(f, true);
    *rows = f->cols > 1 && any_label(f, false);
    bool empty = !*f->field[0].text;
    if (!empty && (sheet_is_number(f->field[0].text, &x) || *cols || *rows)) return;
    *cols = f->rows > 1;
    *rows = f->cols > 1;
}

bool sheet_is_formula(const char *label) {
    const char *bare = label + strspn(label, "'");
    return *bare && strchr("=+-@\t\r", *bare);
}

static char **copy_labels(const Fields *f, bool rows, bool skip, Arena *arena) {
    size_t count = (rows ? f->rows : f->cols) - skip;
    char **out = arena_raw(arena, count, sizeof *out);
    for (size_t i = 0; i < count; i++) {
        const char *text = f->field[rows ? (i + skip) * f->cols : i + skip].text;
        out[i] = text_plain(arena, text + (*text == '\'' && sheet_is_formula(text)));
    }
    return out;
}

static bool sheet_read_number(const Fields *f, const Field *field, float *out, Error *e) {
    double x;
    if (!sheet_is_number(field->text, &x)) {
        return error_set(e, "%s:%d: '%.40s' is no number", f->name, field->line,
                         text_plain(f->arena, field->text));
    }
    if (isnan(x) || x == INFINITY ||
        (isfinite(x) && fabs(x) >= 0x1.ffffffp127)) /* would round to ∞ */
        return error_set(e, "%s:%d: %s is no number that can be drawn", f->name, field->line,
                         field->text);
    *out = (float)x;
    return true;
}

/* "1,5;2,5": its comma separates nothing. */
static bool commas_are_points(const char *text) {
    int cells = 0;
    for (;; text++, cells++) {
        text += *text == '-';
        size_t whole = strspn(text, "0123456789");
        size_t part = text[whole] == ',' ? strspn(text + whole + 1, "0123456789") : 0;
        if (!whole || !part) return false;
        text += whole + 1 + part;
        if (*text != ';') return cells && (!*text || *text == '\n' || *text == '\r');
    }
}

/* "1,5" would be taken for a label. */
static bool no_decimal_commas(const Fields *f, Error *e) {
    for (size_t i = 0; i < f->count && f->separator != ','; i++) {
        const char *text = f->field[i].text, *digits = text + (*text == '-');
        const char *comma = digits + strspn(digits, "0123456789");
        bool found = comma > digits && *comma == ',' && comma[1] &&
                     comma[1 + strspn(comma + 1, "0123456789")] == 0;
        if (found)
            return error_set(e, "%s:%d: '%.40s': numbers have a point, no comma", f->name,
                             f->field[i].line, text);
    }
    return true;
}

static bool sheet_read_matrix(const Fields *f, Arena *arena, CsvMatrix *out, Error *e) {
    bool rows, cols;
    if (!no_decimal_commas(f, e)) return false;
    find_labels(f, &rows, &cols);
    size_t r = f->rows - cols, c = f->cols - rows;
    if (r * c > NUMBERS_MOST || r > INT32_MAX || c > INT32_MAX)
        return error_set(e, "%s: %zu × %zu numbers are too many", f->name, r, c);
    *out = (CsvMatrix){.rows = (int)r, .cols = (int)c, .x = arena_raw(arena, r * c, sizeof(float))};
    for (size_t i = 0; i < r; i++)
        for (size_t j = 0; j < c; j++)
            if (!sheet_read_number(f, &f->field[(i + cols) * f->cols + j + rows],
                                   &out->x[i * c + j], e))
                return false;
    if (rows) out->row_labels = copy_labels(f, true, cols, arena);
    if (cols) out->col_labels = copy_labels(f, false, rows, arena);
    return true;
}

bool sheet_read_csv(Bytes file, const char *name, Arena *arena, CsvMatrix *out, Error *e) {
    Arena work = {0};
    Fields f = {.name = name, .arena = &work};
    const char *wrong = utf8_fault((const char *)file.data, file.size);
    if (wrong) return error_set(e, "%s %s", name, wrong);
    char *text = arena_copy(&work, (const char *)file.data, file.size);
    if (strncmp(text, "\xEF\xBB\xBF", 3) == 0) text += 3;
    bool points = !commas_are_points(text) || fault(&f, 1, e, "numbers have a point, no comma");
    bool ok = points && read_fields(&f, text, e) && sheet_read_matrix(&f, arena, out, e);
    arena_free(&work);
    return ok;
}
