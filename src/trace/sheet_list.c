/* Lists of numbers become matrices: each name gets its place when it is met first. */
#include "trace/sheet_list.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buffer.h"
#include "base/text.h"
#include "trace/sheet_cell.h"

enum { AXES = LIST_WEIGHT, COLUMNS_MOST = 8, SAMPLE_ROWS = 40 };
static const int64_t NUMBERS_MOST = (int64_t)1 << 26;

/* What columns are called, by what they hold. */
static const struct {
    const char *name;
    ListPart part;
} names[] = {
    {"layer", LIST_LAYER},
    {"layers", LIST_LAYER},
    {"head", LIST_HEAD},
    {"heads", LIST_HEAD},
    {"query", LIST_QUERY},
    {"queries", LIST_QUERY},
    {"q", LIST_QUERY},
    {"row", LIST_QUERY},
    {"from", LIST_QUERY},
    {"source", LIST_QUERY},
    {"src", LIST_QUERY},
    {"i", LIST_QUERY},
    {"query_token", LIST_QUERY},
    {"token_from", LIST_QUERY},
    {"from_token", LIST_QUERY},
    {"target_token", LIST_KEY},
    {"y", LIST_QUERY},
    {"x", LIST_KEY},
    {"key", LIST_KEY},
    {"keys", LIST_KEY},
    {"k", LIST_KEY},
    {"col", LIST_KEY},
    {"column", LIST_KEY},
    {"to", LIST_KEY},
    {"target", LIST_KEY},
    {"tgt", LIST_KEY},
    {"j", LIST_KEY},
    {"key_token", LIST_KEY},
    {"to_token", LIST_KEY},
    {"token_to", LIST_KEY},
    {"source_token", LIST_QUERY},
    {"weight", LIST_WEIGHT},
    {"weights", LIST_WEIGHT},
    {"w", LIST_WEIGHT},
    {"value", LIST_WEIGHT},
    {"attention", LIST_WEIGHT},
    {"attn", LIST_WEIGHT},
    {"score", LIST_WEIGHT},
    {"prob", LIST_WEIGHT},
    {"probability", LIST_WEIGHT},
    {"attention_weight", LIST_WEIGHT},
    {"z", LIST_WEIGHT},
    {"count", LIST_WEIGHT},
    {"n", LIST_WEIGHT},
    {"p", LIST_WEIGHT},
    {"alpha", LIST_WEIGHT},
};

static int part_called(const char *text, size_t size) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i].name) == size && strncasecmp(names[i].name, text, size) == 0)
            return (int)names[i].part;
    return -1;
}

/* "query", "query_idx", "Key position" */
static int part_named(const SheetField *f) {
    static const char *const ends[] = {"token", "tokens",   "idx",  "index", "id",
                                       "pos",   "position", "word", "name",  "label"};
    int part = part_called(f->text, f->size);
    for (size_t i = 0; part < 0 && i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(ends[i]);
        if (f->size < n + 2 || strncasecmp(f->text + f->size - n, ends[i], n) != 0) continue;
        if (strchr("_ -.", f->text[f->size - n - 1])) part = part_called(f->text, f->size - n - 1);
    }
    return part;
}

/* The cells of one row; returns how many, −1 if there are more than any list has. */
static int sheet_list_row(SheetCursor *c, SheetField out[COLUMNS_MOST]) {
    int n = 0;
    Error e;
    while (c->within) {
        if (n == COLUMNS_MOST || !sheet_next_field(c, &out[n++], &e)) return -1;
    }
    return n;
}

static bool is_index(const SheetField *f) {
    return f->size == 0 || (f->size == 5 && strncasecmp(f->text, "index", 5) == 0);
}

/* The first row's names; false unless all are known. */
static bool take_names(const SheetField *row, int count, SheetList *out) {
    *out = (SheetList){{-1, -1, -1, -1, -1}, true};
    for (int i = 0; i < count; i++) {
        int part = part_named(&row[i]);
        if (part < 0 && i == 0 && is_index(&row[i])) continue;
        if (part < 0) return false;
        if (out->column[part] >= 0) continue; /* a token and its place: the first counts */
        out->column[part] = i;
    }
    return out->column[LIST_QUERY] >= 0 && out->column[LIST_KEY] >= 0 &&
           out->column[LIST_WEIGHT] >= 0;
}

/* Whether a cell of a list may be so: names are words or whole numbers, a weight is a number. */
static bool list_suits(const SheetText *t, const SheetField *f, bool weight, bool words) {
    double x;
    CellKind kind = sheet_cell(f->text, f->size, t->decimal_comma, &x);
    if (weight) return kind != CELL_WORDS;
    return f->size && (kind != CELL_NUMBER || (!words && x == floor(x)));
}

bool sheet_list_find(const SheetText *t, SheetList *out) {
    SheetCursor c = sheet_cursor(t), first;
    SheetField row[COLUMNS_MOST];
    double x;
    if (!sheet_next_row(&c)) return false;
    first = c;
    int width = sheet_list_row(&c, row);
    if (width < 3) return false;
    bool named = take_names(row, width, out);
    if (!named && width != 3) return false;
    if (!named) {
        bool header = sheet_cell(row[2].text, row[2].size, t->decimal_comma, &x) == CELL_WORDS;
        *out = (SheetList){{-1, -1, 0, 1, 2}, header};
        if (!header) c = first;
    }
    int rows = 0;
    for (; rows < SAMPLE_ROWS && (c.within || sheet_next_row(&c)); rows++) {
        if (sheet_list_row(&c, row) != width) return false;
        for (int part = 0; part < LIST_PARTS; part++) {
            int column = out->column[part];
            if (column >= 0 && !list_suits(t, &row[column], part == LIST_WEIGHT, !named))
                return false;
        }
    }
    return rows > 1;
}

/* The names met along one axis, and where each is found again. */
typedef struct ListNames {
    char **text;
    int count, room;
    int *slots; /* index + 1; 0: free */
    uint32_t slot_count;
} ListNames;

static uint32_t hash_of(const char *text) {
    uint32_t h = 2166136261u;
    for (; *text; text++) h = (h ^ (unsigned char)*text) * 16777619u;
    return h;
}

static uint32_t names_slot(const ListNames *n, const char *text) {
    uint32_t i = hash_of(text) & (n->slot_count - 1);
    while (n->slots[i] && strcmp(n->text[n->slots[i] - 1], text) != 0)
        i = (i + 1) & (n->slot_count - 1);
    return i;
}

static void grow_names(ListNames *n, Arena *arena) {
    int room = n->room ? 2 * n->room : 64;
    char **text = arena_many(arena, char *, room);
    if (n->count) memcpy(text, n->text, (size_t)n->count * sizeof *text);
    n->text = text, n->room = room;
    n->slot_count = (uint32_t)room * 2;
    n->slots = arena_many(arena, int, n->slot_count);
    for (int i = 0; i < n->count; i++) n->slots[names_slot(n, n->text[i])] = i + 1;
}

/* `work`: of the text while it is looked for. */
static int place_of(ListNames *n, const SheetField *f, Arena *work, Arena *arena) {
    if (n->count == n->room) grow_names(n, arena);
    char *text = text_plain(work, sheet_field_text(f, work));
    uint32_t slot = names_slot(n, text);
    if (!n->slots[slot]) {
        n->text[n->count] = arena_copy(arena, text, strlen(text));
        n->slots[slot] = ++n->count;
    }
    arena_reset(work);
    return n->slots[slot] - 1;
}

typedef struct Entry {
    int at[AXES], line;
    float x;
} Entry;

typedef struct ListRead {
    const SheetText *t;
    const SheetList *list;
    Arena *arena;
    ListNames names[AXES];
    Entry *entries;
    size_t count;
} ListRead;

static bool take_entry(ListRead *r, const SheetField *row, int width, Arena *work, Buffer *out,
                       Error *e) {
    Entry entry = {.line = row->line};
    double x;
    for (int part = 0; part < AXES; part++) {
        int column = r->list->column[part];
        if (column >= width)
            return error_set(e, "%s:%d: column %d is missing", r->t->name, row->line, column + 1);
        if (column >= 0) entry.at[part] = place_of(&r->names[part], &row[column], work, r->arena);
    }
    int column = r->list->column[LIST_WEIGHT];
    const SheetField *f = &row[column];
    if (column >= width || sheet_cell(f->text, f->size, r->t->decimal_comma, &x) == CELL_WORDS)
        return error_set(e, "%s:%d: column %d: '%.*s' is no number", r->t->name, row->line,
                         column + 1, column < width && f->size < 40 ? (int)f->size : 0,
                         column < width ? f->text : "");
    entry.x = (float)x;
    buffer_add(out, &entry, sizeof entry);
    r->count++;
    return true;
}

static bool take_entries(ListRead *r, Buffer *out, Error *e) {
    Arena work = {0};
    SheetCursor c = sheet_cursor(r->t);
    bool ok = true, first = r->list->header;
    while (ok && sheet_next_row(&c)) {
        SheetField row[COLUMNS_MOST];
        int line = c.line, width = sheet_list_row(&c, row);
        if (width < 0) ok = error_set(e, "%s:%d: it has more columns", r->t->name, line);
        if (ok && !first) ok = take_entry(r, row, width, &work, out, e);
        first = false;
    }
    arena_free(&work);
    return ok;
}

/* Where both axes have the same names they stand in one order, so that what a name has with itself
   is on the diagonal. */
static void align_names(ListRead *r) {
    ListNames *rows = &r->names[LIST_QUERY], *cols = &r->names[LIST_KEY];
    if (rows->count != cols->count) return;
    int *place = arena_many(r->arena, int, cols->count ? cols->count : 1);
    for (int i = 0; i < cols->count; i++) {
        int slot = rows->slots[names_slot(rows, cols->text[i])];
        if (!slot) return;
        place[i] = slot - 1;
    }
    for (size_t i = 0; i < r->count; i++) {
        int *at = &r->entries[i].at[LIST_KEY];
        *at = place[*at];
    }
    cols->text = rows->text;
}

/* Names that are all numbers stand by their size. */
typedef struct Ranked {
    double x;
    int at;
} Ranked;

static int by_size(const void *left, const void *right) {
    const Ranked *a = left, *b = right;
    return a->x < b->x ? -1 : a->x > b->x ? 1 : a->at - b->at;
}

static void sort_names(ListRead *r, ListPart part) {
    ListNames *n = &r->names[part];
    Ranked *ranked = arena_many(r->arena, Ranked, n->count ? n->count : 1);
    for (int i = 0; i < n->count; i++) {
        ranked[i].at = i;
        if (sheet_cell(n->text[i], strlen(n->text[i]), false, &ranked[i].x) != CELL_NUMBER) return;
    }
    qsort(ranked, (size_t)n->count, sizeof *ranked, by_size);
    char **text = arena_many(r->arena, char *, n->count ? n->count : 1);
    int *place = arena_many(r->arena, int, n->count ? n->count : 1);
    for (int i = 0; i < n->count; i++) {
        text[i] = n->text[ranked[i].at];
        place[ranked[i].at] = i;
    }
    n->text = text;
    for (size_t i = 0; i < r->count; i++) r->entries[i].at[part] = place[r->entries[i].at[part]];
}

/* Where the same names come more than once, as the words of a sentence do: rows of equally many
   keys, one after the other. */
static bool in_blocks(ListRead *r, size_t length) {
    for (size_t i = 0; i < r->count; i++) {
        const Entry *a = &r->entries[i], *key = &r->entries[i % length],
                    *query = &r->entries[i - i % length];
        if (a->at[LIST_KEY] != key->at[LIST_KEY] || a->at[LIST_QUERY] != query->at[LIST_QUERY])
            return false;
    }
    return true;
}

static void name_again(ListRead *r, ListPart part, size_t count, size_t apart) {
    ListNames *n = &r->names[part];
    char **text = arena_many(r->arena, char *, count);
    for (size_t i = 0; i < count; i++) text[i] = n->text[r->entries[i * apart].at[part]];
    n->text = text;
    n->count = (int)count;
}

static bool take_places(ListRead *r) {
    size_t root = (size_t)sqrt((double)r->count), length = 0;
    if (r->list->column[LIST_LAYER] >= 0 || r->list->column[LIST_HEAD] >= 0) return false;
    if (root * root == r->count && in_blocks(r, root)) length = root;
    for (size_t n = r->count / 2; !length && n > 1; n--)
        if (r->count % n == 0 && in_blocks(r, n)) length = n;
    if (!length) return false;
    name_again(r, LIST_QUERY, r->count / length, length);
    name_again(r, LIST_KEY, length, 1);
    for (size_t i = 0; i < r->count; i++) {
        r->entries[i].at[LIST_QUERY] = (int)(i / length);
        r->entries[i].at[LIST_KEY] = (int)(i % length);
    }
    return true;
}

static size_t list_count(const ListRead *r, ListPart part) {
    return r->names[part].count ? (size_t)r->names[part].count : 1;
}

/* The entry before that has the same place, or NULL. */
static bool list_fill(const ListRead *r, float *x, int *lines, size_t *again) {
    for (size_t i = 0; i < r->count; i++) {
        const Entry *a = &r->entries[i];
        size_t at = 0;
        for (int part = 0; part < AXES; part++)
            at = at * list_count(r, (ListPart)part) + (size_t)a->at[part];
        *again = i;
        if (lines[at]) return false;
        lines[at] = a->line;
        x[at] = a->x;
    }
    return true;
}

static bool make_matrix(ListRead *r, CsvMatrix *out, Error *e) {
    size_t size, again = 0;
    for (bool tried = false;; tried = true) {
        size = 1;
        for (int part = 0; part < AXES; part++) {
            size *= list_count(r, (ListPart)part);
            if (size > (size_t)NUMBERS_MOST)
                return error_set(e, "%s: it is too large a matrix", r->t->name);
        }
        float *x = arena_raw(r->arena, size, sizeof *x);
        int *lines = arena_many(r->arena, int, size);
        for (size_t i = 0; i < size; i++) x[i] = NAN;
        out->x = x;
        if (list_fill(r, x, lines, &again)) break;
        if (!tried && take_places(r)) continue;
        const Entry *a = &r->entries[again];
        return error_set(e, "%s:%d: '%.40s' and '%.40s' are there twice: number the words",
                         r->t->name, a->line, r->names[LIST_QUERY].text[a->at[LIST_QUERY]],
                         r->names[LIST_KEY].text[a->at[LIST_KEY]]);
    }
    out->layers = (int)list_count(r, LIST_LAYER), out->heads = (int)list_count(r, LIST_HEAD);
    out->rows = (int)list_count(r, LIST_QUERY), out->cols = (int)list_count(r, LIST_KEY);
    out->row_labels = r->names[LIST_QUERY].text, out->col_labels = r->names[LIST_KEY].text;
    return true;
}

bool sheet_list_read(const SheetText *t, const SheetList *list, Arena *arena, CsvMatrix *out,
                     Error *e) {
    ListRead r = {.t = t, .list = list, .arena = arena};
    Buffer entries = {0};
    *out = (CsvMatrix){.latin = t->latin};
    bool ok = take_entries(&r, &entries, e);
    r.entries = (Entry *)(void *)entries.data;
    if (ok) align_names(&r);
    for (int part = 0; ok && part < AXES; part++) sort_names(&r, (ListPart)part);
    ok = ok && make_matrix(&r, out, e);
    buffer_free(&entries);
    return ok;
}
