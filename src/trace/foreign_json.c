/* Lists of numbers, and objects of lists. Read by its own few lines, for such files are large, and
   what Python writes ("NaN", "Infinity") is no JSON. */
#include "trace/foreign_json.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/text.h"
#include "base/utf8.h"
#include "trace/sheet_cell.h"
#include "trace/sheet_read.h"

enum { MEMBERS_MOST = 4096, LABELS_MOST = 1 << 20, DEPTH_MOST = 64 };
static const int64_t NUMBERS_MOST = (int64_t)1 << 27;

typedef struct JsonText {
    const char *name, *begin, *at, *end;
} JsonText;

Array foreign_floats(float *x, int rank, const int64_t *dims) {
    const uint16_t one = 1;
    unsigned char first;
    memcpy(&first, &one, 1);
    Array a = {.dtype = "<f4",
               .type = {NUMBER_FLOAT, 4, first == 0},
               .rank = rank,
               .x = x,
               .data = (const unsigned char *)x};
    memcpy(a.dims, dims, (size_t)rank * sizeof *dims);
    return a;
}

NamedArray foreign_table(const CsvMatrix *m) {
    bool many = m->layers * m->heads > 1;
    int64_t dims[4] = {m->layers, m->heads, m->rows, m->cols};
    return (NamedArray){.array = foreign_floats(m->x, many ? 4 : 2, many ? dims : dims + 2),
                        .row_labels = m->row_labels,
                        .col_labels = m->col_labels,
                        .latin = m->latin};
}

/* "m.json:3: column 7: …" */
static bool json_fault(const JsonText *t, const char *at, Error *e, const char *what) {
    int line = 1;
    const char *start = t->begin;
    for (const char *p = t->begin; p < at; p++)
        if (*p == '\n') line++, start = p + 1;
    return error_set(e, "%s:%d: column %d: %s", t->name, line, (int)(at - start) + 1, what);
}

static bool json_is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void json_space(JsonText *t) {
    while (t->at < t->end && json_is_space(*t->at)) t->at++;
}

static char json_peek(JsonText *t) {
    json_space(t);
    return t->at < t->end ? *t->at : 0;
}

static bool json_take(JsonText *t, char c) {
    return json_peek(t) == c && (t->at++, true);
}

/* Behind a quoted text. */
static bool skip_text(JsonText *t, Error *e) {
    const char *from = t->at++;
    while (t->at < t->end && *t->at != '"') t->at += *t->at == '\\' && t->at + 1 < t->end ? 2 : 1;
    if (t->at >= t->end) return json_fault(t, from, e, "a quote is not closed");
    t->at++;
    return true;
}

static void skip_word(JsonText *t) {
    while (t->at < t->end && !json_is_space(*t->at) && !strchr(",[]{}:\"()", *t->at)) t->at++;
}

/* Behind a value of any kind. */
static bool skip_value(JsonText *t, Error *e) {
    int depth = 0;
    do {
        char c = json_peek(t);
        const char *before = t->at;
        if (c == 0) return json_fault(t, t->at, e, "the text ends too early");
        if (c == '"') {
            if (!skip_text(t, e)) return false;
            continue;
        }
        depth += (c == '[' || c == '{') - (c == ']' || c == '}');
        if (strchr("[]{},:()", c))
            t->at++;
        else
            skip_word(t);
        if (t->at == before) t->at++;
    } while (depth > 0);
    return true;
}

/* A quoted text without its escapes. */
static bool json_take_text(JsonText *t, Arena *arena, char **out, Error *e) {
    JsonText from = *t;
    if (json_peek(t) != '"') return json_fault(t, t->at, e, "a text in quotes is missing");
    from.at = t->at;
    if (!skip_text(t, e)) return false;
    char *to = *out = arena_raw(arena, (size_t)(t->at - from.at) * 2, 1);
    for (const char *p = from.at + 1, *end = t->at - 1; p < end; p++) {
        static const char escapes[] = "n\nt\tr\rb\bf\f";
        if (*p != '\\') {
            *to++ = *p;
            continue;
        }
        const char *escape = ++p < end && *p != 'u' ? strchr(escapes, *p) : NULL;
        if (p < end && *p == 'u') {
            unsigned code = 0xFFFD, low;
            if (end - p > 4 && sscanf(p + 1, "%4x", &code) == 1) p += 4;
            bool pair = code >= 0xD800 && code < 0xDC00 && end - p > 6 && p[1] == '\\' &&
                        p[2] == 'u' && sscanf(p + 3, "%4x", &low) == 1 && low >= 0xDC00;
            if (pair) code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00), p += 6;
            if ((code >= 0xD800 && code < 0xE000) || code > 0x10FFFF || code == 0) code = 0xFFFD;
            to += utf8_encode(code, to);
        } else if (p < end)
            *to++ = escape && (escape - escapes) % 2 == 0 ? escape[1] : *p;
    }
    *to = 0;
    return true;
}

/* Lists in lists */

typedef struct ListRead {
    int depth, leaf; /* where numbers stand; 0: not known */
    int64_t dims[ARRAY_RANK + 1], counts[ARRAY_RANK + 1];
    Buffer numbers;
} ListRead;

static bool json_take_number(JsonText *t, ListRead *r, Error *e) {
    const char *from = t->at;
    double x;
    char what[128];
    bool quoted = *from == '"';
    if (quoted && !skip_text(t, e)) return false;
    if (!quoted) skip_word(t);
    if (t->at == from) return json_fault(t, from, e, "a number is missing");
    size_t size = (size_t)(t->at - from) - 2 * quoted;
    if (sheet_cell(from + quoted, size, false, &x) == CELL_WORDS) {
        bool cut = size >= 3 && strncmp(from, "...", 3) == 0;
        snprintf(what, sizeof what,
                 cut ? "numbers were left out here: save it by numpy.save" : "'%.*s' is no number",
                 size < 40 ? (int)size : 40, from + quoted);
        return json_fault(t, from, e, what);
    }
    float number = (float)x;
    if (isinf(number) && !isinf(x)) return json_fault(t, from, e, "a number is too large");
    if (r->leaf && r->leaf != r->depth)
        return json_fault(t, from, e, "a number stands beside a list");
    if ((int64_t)(r->numbers.size / sizeof number) >= NUMBERS_MOST)
        return json_fault(t, from, e, "there are too many numbers");
    r->leaf = r->depth;
    r->counts[r->depth]++;
    buffer_add(&r->numbers, &number, sizeof number);
    return true;
}

static bool close_list(JsonText *t, ListRead *r, Error *e) {
    int d = r->depth--;
    char what[96];
    if (r->counts[d] == 0) return json_fault(t, t->at, e, "a list is empty");
    if (r->dims[d] && r->dims[d] != r->counts[d]) {
        snprintf(what, sizeof what, "a list of %lld ends here, but those before have %lld",
                 (long long)r->counts[d], (long long)r->dims[d]);
        return json_fault(t, t->at, e, what);
    }
    r->dims[d] = r->counts[d];
    r->counts[d] = 0;
    return true;
}

static bool open_list(JsonText *t, ListRead *r, Error *e) {
    if (r->depth == ARRAY_RANK) return json_fault(t, t->at, e, "lists are nested too deep");
    if (r->leaf && r->depth >= r->leaf)
        return json_fault(t, t->at, e, "a list stands beside a number");
    if (r->depth) r->counts[r->depth]++;
    r->depth++;
    return true;
}

static bool walk_lists(JsonText *t, ListRead *r, Error *e) {
    do {
        char c = json_peek(t);
        if (c == 0) return json_fault(t, t->at, e, "the text ends within a list");
        if (c == '[' ? !open_list(t, r, e) : c == ']' ? !close_list(t, r, e) : false) return false;
        if (c == '[' || c == ']' || c == ',')
            t->at++;
        else if (!json_take_number(t, r, e))
            return false;
    } while (r->depth > 0);
    return true;
}

static bool take_array(JsonText *t, Arena *arena, Array *out, Error *e) {
    ListRead r = {0};
    bool ok = walk_lists(t, &r, e);
    size_t size = r.numbers.size;
    if (ok && size) {
        float *x = arena_raw(arena, size, 1);
        memcpy(x, r.numbers.data, size);
        *out = foreign_floats(x, r.leaf, r.dims + 1);
    }
    buffer_free(&r.numbers);
    return ok && (size || json_fault(t, t->at, e, "there is no number in it"));
}

/* Objects */

typedef enum MemberKind {
    MEMBER_OTHER,
    MEMBER_NUMBER,
    MEMBER_NUMBERS, /* in lists */
    MEMBER_TEXTS,
    MEMBER_OBJECT,
    MEMBER_RECORDS /* a list of objects */
} MemberKind;

typedef struct Member {
    char *key;
    const char *value;
    MemberKind kind;
} Member;

static MemberKind json_kind_of(JsonText t) {
    char c = json_peek(&t);
    const char *from = t.at;
    double x;
    if (c == '{') return MEMBER_OBJECT;
    skip_word(&t);
    if (c != '[')
        return t.at > from && sheet_cell(from, (size_t)(t.at - from), false, &x) == CELL_NUMBER
                   ? MEMBER_NUMBER
                   : MEMBER_OTHER;
    while (json_take(&t, '[')) continue;
    c = json_peek(&t);
    return c == '"'   ? MEMBER_TEXTS
           : c == '{' ? MEMBER_RECORDS
           : c == ']' ? MEMBER_OTHER
                      : MEMBER_NUMBERS;
}

static bool json_take_members(JsonText *t, Arena *arena, Member **out, int *count, Error *e) {
    *out = arena_many(arena, Member, MEMBERS_MOST);
    *count = 0;
    if (!json_take(t, '{')) return json_fault(t, t->at, e, "'{' is missing");
    while (!json_take(t, '}')) {
        if (*count == MEMBERS_MOST) return json_fault(t, t->at, e, "it holds too many names");
        Member *m = &(*out)[(*count)++];
        if (!json_take_text(t, arena, &m->key, e)) return false;
        if (!json_take(t, ':')) return json_fault(t, t->at, e, "':' is missing");
        json_space(t);
        m->value = t->at;
        m->kind = json_kind_of(*t);
        if (!skip_value(t, e)) return false;
        json_take(t, ',');
    }
    return true;
}

/* Texts, or numbers as texts. */
static bool take_labels(JsonText *t, int64_t wanted, Arena *arena, char ***out, Error *e) {
    int64_t count = 0;
    char **list = arena_many(arena, char *, wanted);
    if (!json_take(t, '[')) return true;
    while (!json_take(t, ']')) {
        char *text;
        const char *from = (json_space(t), t->at);
        if (json_peek(t) == '"') {
            if (!json_take_text(t, arena, &text, e)) return false;
        } else {
            skip_word(t);
            if (t->at == from) return true; /* lists of lists are no labels */
            text = arena_copy(arena, from, (size_t)(t->at - from));
        }
        if (count < wanted) list[count] = text_plain(arena, text);
        count++;
        json_take(t, ',');
    }
    if (count == wanted) *out = list;
    return true;
}

static const char *const row_names[] = {"rows",   "index",  "queries",   "row_labels",
                                        "tokens", "labels", "left_text", NULL},
                         *const col_names[] = {"columns", "keys",   "cols",       "col_labels",
                                               "tokens",  "labels", "right_text", NULL};

static bool find_labels(const JsonText *t, const Member *members, int count,
                        const char *const *names, int64_t wanted, Arena *arena, char ***out,
                        Error *e) {
    for (; *names && !*out; names++)
        for (int i = 0; i < count; i++) {
            JsonText at = *t;
            at.at = members[i].value;
            if (strcmp(members[i].key, *names) == 0 && members[i].kind != MEMBER_OBJECT &&
                !take_labels(&at, wanted, arena, out, e))
                return false;
        }
    return true;
}

static bool is_name_of(const char *key, const char *const *names) {
    while (*names && strcmp(key, *names) != 0) names++;
    return *names != NULL;
}

/* What holds the numbers of a table whose other members say how it is made. */
static const Member *table_values(const Member *members, int count) {
    static const char *const names[] = {"values", "data", "matrix", NULL};
    for (int i = 0; i < count; i++)
        if (members[i].kind == MEMBER_NUMBERS && is_name_of(members[i].key, names))
            return &members[i];
    return NULL;
}

/* "it holds several arrays, attn, scores: say which with --array NAME" */
static bool json_several(const JsonText *t, const Member *members, int count, Error *e) {
    Buffer b = {0};
    for (int i = 0; i < count && b.size < 240; i++)
        if (members[i].kind == MEMBER_NUMBERS)
            buffer_print(&b, "%s%s", b.size ? ", " : "", members[i].key);
    error_set(e,
              b.size ? "%s holds several arrays: %s; say which with --array NAME"
                     : "%s holds no list of numbers%s",
              t->name, b.size ? b.data : "");
    buffer_free(&b);
    return false;
}

static void csv_field(const char *text, size_t size, Buffer *out) {
    buffer_text(out, "\"");
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '"') buffer_text(out, "\"");
        buffer_add(out, text + i, 1);
    }
    buffer_text(out, "\"");
}

/* A number's or a text's own letters. */
static bool csv_value(JsonText *t, Arena *arena, Buffer *out, Error *e) {
    char *text;
    json_space(t);
    const char *from = t->at;
    if (json_peek(t) == '"') {
        if (!json_take_text(t, arena, &text, e)) return false;
        csv_field(text, strlen(text), out);
        return true;
    }
    skip_word(t);
    if (t->at == from) return json_fault(t, from, e, "a number is missing");
    bool null = t->at - from == 4 && memcmp(from, "null", 4) == 0;
    if (!null) csv_field(from, (size_t)(t->at - from), out);
    return true;
}

static bool from_table(const Buffer *csv, const char *name, bool by_columns, bool list,
                       Arena *arena, NamedArray *out, Error *e) {
    CsvMatrix m;
    SheetText text = sheet_text_made(csv->data, csv->size, name);
    SheetList columns = {{-1, -1, by_columns ? 1 : 0, by_columns ? 0 : 1, 2}, false};
    if (!csv->size) return error_set(e, "%s holds no number", name);
    if (!(list ? sheet_list_read(&text, &columns, arena, &m, e)
               : sheet_read_text(&text, arena, &m, e)))
        return false;
    *out = foreign_table(&m);
    return true;
}

/* {"the": {"the": 0.2, "cat": 0.8}, …}: pandas names the columns first; where only what is first
   sums to 1 it is the rows. */
static bool json_objects(JsonText *t, Member *members, int count, Arena *arena, NamedArray *out,
                         Error *e) {
    Buffer csv = {0};
    bool ok = true, rows_first = true;
    for (int i = 0; ok && i < count; i++) {
        Member *inner;
        int n;
        double sum = 0, x;
        t->at = members[i].value;
        if (members[i].kind != MEMBER_OBJECT) continue;
        ok = json_take_members(t, arena, &inner, &n, e);
        for (int j = 0; ok && j < n; j++) {
            t->at = inner[j].value;
            csv_field(members[i].key, strlen(members[i].key), &csv);
            buffer_text(&csv, ",");
            csv_field(inner[j].key, strlen(inner[j].key), &csv);
            buffer_text(&csv, ",");
            ok = csv_value(t, arena, &csv, e);
            buffer_text(&csv, "\n");
            sum += sheet_cell(inner[j].value, (size_t)(t->at - inner[j].value), false, &x) ==
                           CELL_NUMBER
                       ? x
                       : 0;
        }
        rows_first = rows_first && fabs(sum - 1) < 1e-3;
    }
    ok = ok && from_table(&csv, t->name, !rows_first, true, arena, out, e);
    buffer_free(&csv);
    return ok;
}

/* Columns of a table by their names: {"the": [0.1, 0.2], "cat": [0.9, 0.8]}. */
static bool json_columns(JsonText *t, Member *members, int count, Arena *arena, NamedArray *out,
                         Error *e) {
    int64_t length = 0;
    float *x = NULL;
    out->col_labels = arena_many(arena, char *, count);
    for (int j = 0; j < count; j++) {
        Array a;
        t->at = members[j].value;
        if (members[j].kind != MEMBER_NUMBERS || !take_array(t, arena, &a, e)) return false;
        if (a.rank != 1 || (j && a.dims[0] != length)) return false;
        if (!j) x = arena_many(arena, float, a.dims[0] * count), length = a.dims[0];
        for (int64_t i = 0; i < length; i++) x[i * count + j] = a.x[i];
        out->col_labels[j] = text_plain(arena, members[j].key);
    }
    out->array = foreign_floats(x, 2, (int64_t[]){length, count});
    return true;
}

/* [{"query": "the", "key": "cat", "weight": 0.1}, …]: a table, a row an object. */
static bool json_records(JsonText *t, Arena *arena, NamedArray *out, Error *e) {
    Buffer csv = {0};
    Arena work = {0};
    bool ok = true;
    json_take(t, '[');
    for (int row = 0; ok && !json_take(t, ']'); row++) {
        Member *members;
        int count;
        ok = json_take_members(t, &work, &members, &count, e);
        const char *behind = t->at;
        for (int head = row == 0; ok && head >= 0; head--)
            for (int i = 0; ok && i < count; i++) {
                if (i) buffer_text(&csv, ",");
                t->at = members[i].value;
                if (head)
                    csv_field(members[i].key, strlen(members[i].key), &csv);
                else
                    ok = csv_value(t, &work, &csv, e);
                if (i + 1 == count) buffer_text(&csv, "\n");
            }
        t->at = behind;
        json_take(t, ',');
        arena_reset(&work);
    }
    ok = ok && from_table(&csv, t->name, false, false, arena, out, e);
    buffer_free(&csv);
    arena_free(&work);
    return ok;
}

/* {"the": 0.5, "cat": 0.3}: names with a number each. */
static bool json_pairs(JsonText *t, const Member *members, int count, Arena *arena, NamedArray *out,
                       Error *e) {
    Buffer csv = {0};
    bool ok = true;
    for (int i = 0; ok && i < count; i++) {
        csv_field(members[i].key, strlen(members[i].key), &csv);
        buffer_text(&csv, ",");
        t->at = members[i].value;
        ok = csv_value(t, arena, &csv, e);
        buffer_text(&csv, "\n");
    }
    ok = ok && from_table(&csv, t->name, false, false, arena, out, e);
    buffer_free(&csv);
    return ok;
}

static bool json_object(JsonText *t, const char *wanted, Arena *arena, NamedArray *out, Error *e) {
    Member *members;
    const Member *found = NULL;
    int count, arrays = 0, inner = 0, numbers = 0;
    if (!json_take_members(t, arena, &members, &count, e)) return false;
    for (int i = 0; i < count; i++) {
        bool label = is_name_of(members[i].key, row_names) || is_name_of(members[i].key, col_names);
        arrays += members[i].kind == MEMBER_NUMBERS && !label;
        inner += members[i].kind == MEMBER_OBJECT;
        numbers += members[i].kind == MEMBER_NUMBER;
        if (!wanted && members[i].kind == MEMBER_RECORDS) {
            t->at = members[i].value;
            return json_records(t, arena, out, e);
        }
        if (members[i].kind == MEMBER_NUMBERS &&
            (wanted ? strcmp(members[i].key, wanted) == 0 : !label))
            found = &members[i];
    }
    if (wanted && !found) return json_several(t, members, count, e);
    const Member *values = wanted ? NULL : table_values(members, count);
    if (values) found = values;
    if (numbers && numbers == count) return json_pairs(t, members, count, arena, out, e);
    if (!found && inner && inner == count) return json_objects(t, members, count, arena, out, e);
    if (!wanted && !values && arrays == count && count > 1 &&
        json_columns(t, members, count, arena, out, e))
        return true;
    if (!found || (!wanted && !values && arrays != 1)) return json_several(t, members, count, e);
    *out = (NamedArray){0};
    t->at = found->value;
    if (!take_array(t, arena, &out->array, e)) return false;
    const Array *a = &out->array;
    int64_t rows = a->rank > 1 ? a->dims[a->rank - 2] : 1, cols = a->dims[a->rank - 1];
    return find_labels(t, members, count, row_names, rows, arena, &out->row_labels, e) &&
           find_labels(t, members, count, col_names, cols, arena, &out->col_labels, e);
}

/* What Python and NumPy print before a list. */
static void skip_call(JsonText *t) {
    static const char *const calls[] = {"array(", "tensor(", "np.array(", "Array("};
    json_space(t);
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        size_t n = strlen(calls[i]);
        if ((size_t)(t->end - t->at) > n && memcmp(t->at, calls[i], n) == 0) {
            t->at += n;
            json_space(t);
            return;
        }
    }
}

static JsonText text_of(Bytes file, const char *name) {
    const char *text = (const char *)file.data;
    JsonText t = {name, text, text, text + file.size};
    if (file.size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) t.at += 3;
    skip_call(&t);
    return t;
}

/* A token in brackets may begin a table, too: "[CLS],0.1". */
bool foreign_json_begins(Bytes file) {
    JsonText t = text_of(file, "");
    char c = json_peek(&t);
    if (c == '{') return t.at++, json_peek(&t) == '"';
    if (c != '[') return false;
    while (json_take(&t, '[')) continue;
    c = json_peek(&t);
    if (c == '"' || c == '{' || c == ']') return true;
    const char *from = t.at;
    double x;
    skip_word(&t);
    return sheet_cell(from, (size_t)(t.at - from), false, &x) != CELL_WORDS;
}

/* Rows that are no list of their own, a line each: they become one. */
static Bytes foreign_wrapped(const JsonText *t, Arena *arena) {
    size_t size = (size_t)(t->end - t->begin);
    char *text = arena_raw(arena, size + 3, 1);
    text[0] = '[';
    memcpy(text + 1, t->begin, size);
    memcpy(text + 1 + size, "]", 2);
    if (size >= 3 && memcmp(t->begin, "\xEF\xBB\xBF", 3) == 0) memcpy(text + 1, "   ", 3);
    return (Bytes){(unsigned char *)text, size + 2};
}

/* Whether another value follows the first one. */
static bool holds_lines(JsonText t) {
    char first = json_peek(&t), next;
    Error e;
    return skip_value(&t, &e) && (next = json_peek(&t)) != 0 && next == first;
}

bool foreign_json_read(Bytes file, const char *name, const char *wanted, Arena *arena,
                       NamedArray *out, Error *e) {
    JsonText t = text_of(file, name);
    const char *fault = utf8_fault((const char *)file.data, file.size);
    *out = (NamedArray){0};
    if (fault) return error_set(e, "%s %s", name, fault);
    if (holds_lines(t)) t = text_of(foreign_wrapped(&t, arena), name);
    if (json_peek(&t) == '{') return json_object(&t, wanted, arena, out, e);
    if (wanted)
        return error_set(e, "%s holds one list without a name: --array has nothing to choose",
                         name);
    JsonText inner = t;
    json_take(&inner, '[');
    if (json_peek(&inner) == '{') return json_records(&t, arena, out, e);
    if (json_peek(&inner) == '"') {
        Error other;
        if (take_array(&t, arena, &out->array, &other)) return true;
        return error_set(e, "%s is a list of texts, no matrix: as names it is given with --labels",
                         name);
    }
    return take_array(&t, arena, &out->array, e);
}
