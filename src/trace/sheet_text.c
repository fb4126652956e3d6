/* Encodings, dialects, and the walk over cells. */
#include "trace/sheet_text.h"

#include <string.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "trace/sheet_cell.h"

enum { SAMPLE_ROWS = 40, SAMPLE_BYTES = 1 << 18, SAMPLE_FIELDS = 4096 };

/* Encodings */

static uint32_t unit16(const unsigned char *p, bool big) {
    return (uint32_t)(big ? p[0] << 8 | p[1] : p[1] << 8 | p[0]);
}

static Bytes from_utf16(Bytes file, bool big, Arena *arena) {
    char *text = arena_raw(arena, file.size / 2 + 1, 3), *to = text;
    for (size_t i = 0; i + 1 < file.size; i += 2) {
        uint32_t code = unit16(file.data + i, big);
        if (code == 0xFEFF) continue;
        bool pair = code >= 0xD800 && code < 0xDC00 && i + 3 < file.size;
        uint32_t low = pair ? unit16(file.data + i + 2, big) : 0;
        if (low >= 0xDC00 && low < 0xE000)
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00), i += 2;
        else if (code >= 0xD800 && code < 0xE000)
            code = 0xFFFD;
        to += utf8_encode(code, to);
    }
    *to = 0;
    return (Bytes){(unsigned char *)text, (size_t)(to - text)};
}

/* What Windows-1252 has where Latin-1 has nothing; 0: neither has. */
static const uint16_t windows[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

static Bytes from_windows(Bytes file, Arena *arena) {
    char *text = arena_raw(arena, file.size + 1, 3), *to = text;
    for (size_t i = 0; i < file.size; i++) {
        uint32_t code = file.data[i];
        if (code >= 0x80 && code < 0xA0)
            code = windows[code - 0x80] ? windows[code - 0x80] : 0xFFFD;
        to += utf8_encode(code, to);
    }
    *to = 0;
    return (Bytes){(unsigned char *)text, (size_t)(to - text)};
}

/* Text of two bytes a letter is told by its mark, or by zeros in every other place. */
static bool is_utf16(Bytes file, bool *big) {
    size_t zeros[2] = {0, 0}, n = file.size < 256 ? file.size : 256;
    if (file.size < 2) return false;
    if (file.data[0] == 0xFF && file.data[1] == 0xFE) return *big = false, true;
    if (file.data[0] == 0xFE && file.data[1] == 0xFF) return *big = true, true;
    for (size_t i = 0; i < n; i++) zeros[i % 2] += file.data[i] == 0;
    *big = zeros[0] > zeros[1];
    return zeros[*big ? 0 : 1] * 3 > n && zeros[*big ? 1 : 0] == 0;
}

/* Letters that no text has, as a file of another kind does. */
static bool is_binary(Bytes file) {
    size_t strange = 0, n = file.size < 4096 ? file.size : 4096;
    for (size_t i = 0; i < n; i++)
        strange += file.data[i] < 0x20 && !memchr("\t\n\v\f\r\x1A\x1B", file.data[i], 7);
    return strange > n / 64;
}

static bool sheet_decode(Bytes file, const char *name, Arena *arena, SheetText *out, Error *e) {
    bool big;
    if (is_utf16(file, &big)) file = from_utf16(file, big, arena);
    const char *fault = utf8_fault((const char *)file.data, file.size);
    if (fault && (is_binary(file) || memchr(file.data, 0, file.size)))
        return error_set(e, "%s %s, nor a file of numbers of any kind that is read", name, fault);
    out->latin = fault != NULL;
    if (fault) file = from_windows(file, arena);
    out->from = (const char *)file.data;
    out->end = out->from + file.size;
    if (file.size >= 3 && memcmp(out->from, "\xEF\xBB\xBF", 3) == 0) out->from += 3;
    return true;
}

/* The walk */

SheetCursor sheet_cursor(const SheetText *t) {
    return (SheetCursor){t, t->from, t->from, t->line, false};
}

static bool line_ends(const char *at, const char *end) {
    return at == end || *at == '\n' || *at == '\r';
}

static const char *line_end(const char *at, const char *end) {
    while (!line_ends(at, end)) at++;
    return at;
}

static const char *skip_blanks(const SheetText *t, const char *at) {
    while (at < t->end && (*at == ' ' || (*at == '\t' && t->separator != '\t'))) at++;
    return at;
}

/* Behind the line's end. */
static const char *next_line(const char *at, const char *end, int *line) {
    if (at < end && *at == '\r' && at + 1 < end && at[1] == '\n') at++;
    ++*line;
    return at < end ? at + 1 : at;
}

/* Behind the quote that closes; NULL if none does. Programs that separate by tabs or blanks write
   quotes as they are: there one that is not closed in its line is a letter. */
static const char *quote_end(const SheetText *t, const char *at, int *line) {
    bool plain = t->separator == '\t' || t->separator == ' ';
    for (at++; at < t->end; at++) {
        if (plain && line_ends(at, t->end)) return NULL;
        if (*at == '\n') ++*line;
        if (*at != '"') continue;
        if (at + 1 < t->end && at[1] == '"')
            at++;
        else
            return at + 1;
    }
    return NULL;
}

bool sheet_next_field(SheetCursor *c, SheetField *out, Error *e) {
    const SheetText *t = c->of;
    const char *from = skip_blanks(t, c->at), *stop = from;
    int line = c->line;
    *out = (SheetField){.line = c->line};
    if (from < t->end && *from == '"') {
        const char *close = quote_end(t, from, &line);
        stop = close ? skip_blanks(t, close) : NULL;
        bool blank = stop && t->separator == ' ' && stop > close;
        out->quoted = stop && (line_ends(stop, t->end) || *stop == t->separator || blank);
        /* Programs that separate by tabs or blanks write quotes as they are. */
        if (!out->quoted && t->separator != '\t' && t->separator != ' ')
            return error_set(e, "%s:%d: %s", t->name, stop ? line : c->line,
                             stop ? "something follows a closing quote" : "a quote is not closed");
        if (out->quoted) {
            out->text = from + 1, out->size = (size_t)(close - from - 2);
            c->line = line;
        }
    }
    if (!out->quoted) {
        bool blanks = t->separator == ' ';
        for (stop = from; !line_ends(stop, t->end) && *stop != t->separator; stop++)
            if (blanks && *stop == '\t') break;
        const char *last = stop;
        while (last > from && (last[-1] == ' ' || last[-1] == '\t')) last--;
        out->text = from, out->size = (size_t)(last - from);
        if (blanks) stop = skip_blanks(t, stop);
    }
    bool between = t->separator == ' ' ? !line_ends(stop, t->end) : !line_ends(stop, t->end);
    c->within = between;
    if (between)
        c->at = t->separator == ' ' ? stop : stop + 1;
    else
        c->at = next_line(stop, t->end, &c->line);
    return true;
}

size_t sheet_pass_empty(SheetCursor *c) {
    const char *from = c->at, separator = c->of->separator;
    if (separator == ' ') return 0;
    while (c->at < c->of->end && *c->at == separator) c->at++;
    return (size_t)(c->at - from);
}

void sheet_pass_rest(SheetCursor *c) {
    c->at = next_line(line_end(c->at, c->of->end), c->of->end, &c->line);
    c->within = false;
}

/* A line of '#' and words only; labels may begin with it, too, but numbers follow them. */
static bool sheet_is_comment(const SheetText *t, const char *at, int line) {
    SheetCursor c = {t, at, at, line, true};
    SheetField f;
    Error e;
    double x;
    if (at == t->end || *at != '#') return false;
    for (int i = 0; c.within && i < SAMPLE_FIELDS; i++) {
        if (!sheet_next_field(&c, &f, &e)) return true;
        if (i && sheet_cell(f.text, f.size, t->decimal_comma, &x) == CELL_NUMBER) return false;
    }
    return true;
}

/* Lines between rows of a table that is drawn with bars. */
static bool is_rule(const SheetText *t, const char *at) {
    if (t->separator != '|') return false;
    const char *end = line_end(at, t->end), *from = at;
    while (at < end && strchr("|-:+= \t", *at)) at++;
    return at == end && memmem(from, (size_t)(end - from), "--", 2);
}

bool sheet_next_row(SheetCursor *c) {
    const SheetText *t = c->of;
    while (c->at < t->end) {
        const char *first = c->row = c->at;
        while (first < t->end && (*first == ' ' || *first == '\t')) first++;
        bool empty = line_ends(first, t->end) && (first == c->at || t->separator != '\t');
        if (!empty && !sheet_is_comment(t, first, c->line) && !is_rule(t, first)) {
            if (t->separator == '|' && *first == '|') c->at = first + 1; /* the table's own edge */
            break;
        }
        c->at = next_line(line_end(first, t->end), t->end, &c->line);
    }
    c->within = c->at < t->end;
    return c->within;
}

/* Dialects */

/* How well a separator fits: of the first rows, how many are as long as the last, and how many of
   the cells behind labels are numbers. Tabs and semicolons that divide all rows alike are no part
   of their words. 0: it separates nothing. */
static double separator_fit(const SheetText *t) {
    SheetCursor c = sheet_cursor(t);
    Error e;
    int widths[SAMPLE_ROWS], rows = 0, numbers = 0, texts = 0;
    for (; rows < SAMPLE_ROWS && c.at - t->from < SAMPLE_BYTES && sheet_next_row(&c); rows++)
        for (widths[rows] = 0; c.within; widths[rows]++) {
            SheetField f;
            double x;
            if (!sheet_next_field(&c, &f, &e)) return 0;
            CellKind kind = sheet_cell(f.text, f.size, t->decimal_comma, &x);
            numbers += kind == CELL_NUMBER;
            texts += kind == CELL_WORDS && rows && widths[rows];
            if (c.at - t->from > 4 * SAMPLE_BYTES) break;
        }
    int same = 0, width = rows ? widths[rows - 1] : 0;
    for (int i = 0; i < rows; i++) same += widths[i] == width;
    if (width < 2 || !numbers) return 0;
    if (rows > 1 && same == rows && (t->separator == '\t' || t->separator == ';')) return 2;
    return (double)same / rows * (0.1 + (double)numbers / (numbers + texts));
}

static void find_separator(SheetText *t) {
    static const char candidates[] = "\t;,| ";
    double best = 0;
    char found = ',';
    for (const char *c = candidates; *c; c++) {
        t->separator = *c;
        t->decimal_comma = *c != ',';
        double fits = separator_fit(t);
        if (fits > best + 1e-9) best = fits, found = *c;
    }
    t->separator = found;
    t->decimal_comma = found != ',';
}

/* "sep=;" in the first line says it to a spreadsheet. */
static bool take_wish(SheetText *t) {
    const char *at = t->from, *end = line_end(at, t->end);
    bool quoted = end - at > 1 && *at == '"';
    at += quoted;
    if (end - at < 5 || memcmp(at, "sep=", 4) != 0) return false;
    t->separator = at[4];
    t->decimal_comma = at[4] != ',';
    t->from = next_line(end, t->end, &t->line);
    return true;
}

static int count_fields(const SheetText *t, const char *at, int line) {
    SheetCursor c = {t, at, at, line, true};
    SheetField f;
    Error e;
    int n = 0;
    while (c.within && sheet_next_field(&c, &f, &e)) n++;
    return n;
}

/* What NumPy writes before its rows as a comment may name the columns. */
static void take_header(SheetText *t) {
    SheetCursor c = sheet_cursor(t);
    const char *at = t->from, *header = NULL;
    int line = t->line, header_line = line;
    while (at < t->end && (*at == '#' || line_ends(at, t->end))) {
        if (*at == '#' && !sheet_is_comment(t, at, line)) break;
        if (*at == '#') header = at + 1, header_line = line;
        at = next_line(line_end(at, t->end), t->end, &line);
    }
    if (!header || !sheet_next_row(&c)) return;
    while (header < t->end && *header == ' ') header++;
    int width = count_fields(t, c.at, c.line), names = count_fields(t, header, header_line);
    t->from = width > 1 && names == width ? header : c.row;
    t->line = width > 1 && names == width ? header_line : c.line;
}

bool sheet_text_open(Bytes file, const char *name, Arena *arena, SheetText *out, Error *e) {
    *out = (SheetText){.name = name, .line = 1};
    if (!sheet_decode(file, name, arena, out, e)) return false;
    if (!take_wish(out)) find_separator(out);
    take_header(out);
    return true;
}

SheetText sheet_text_made(const char *text, size_t size, const char *name) {
    return (SheetText){.name = name, .from = text, .end = text + size, .line = 1, .separator = ','};
}

char *sheet_field_text(const SheetField *f, Arena *arena) {
    char *text = arena_copy(arena, f->text, f->size), *to = text;
    for (const char *at = text; f->quoted && *at; at++) {
        *to++ = *at;
        if (at[0] == '"' && at[1] == '"') at++;
    }
    if (f->quoted) *to = 0;
    return text;
}
