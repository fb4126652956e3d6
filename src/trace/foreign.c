/* Reading a person's matrices and making a run of them. */
#include "trace/foreign.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/utf8.h"
#include "model/formats/json.h"
#include "model/formats/npy.h"
#include "model/pages/names.h"

static const size_t LABELS_BYTES = (size_t)1 << 26;
static const int64_t NUMBERS_MOST = (int64_t)1 << 26;
static const double share_error = 1e-3;

const char *foreign_name(const char *path, Arena *arena) {
    return strcmp(path, "-") == 0 ? "standard input" : text_plain(arena, path_base(path));
}

static int64_t foreign_count_of(const ForeignMatrix *m) {
    return (int64_t)m->layers * m->heads * m->rows * m->cols;
}

static const struct {
    const char *word;
    ForeignAxis axis;
} axis_words[] = {
    {"batch", FOREIGN_BATCH}, {"layers", FOREIGN_LAYERS}, {"heads", FOREIGN_HEADS},
    {"q", FOREIGN_ROWS},      {"k", FOREIGN_COLS},        {"layer", FOREIGN_LAYERS},
    {"head", FOREIGN_HEADS},  {"queries", FOREIGN_ROWS},  {"keys", FOREIGN_COLS},
    {"query", FOREIGN_ROWS},  {"key", FOREIGN_COLS},      {"rows", FOREIGN_ROWS},
    {"cols", FOREIGN_COLS},   {"columns", FOREIGN_COLS},  {"b", FOREIGN_BATCH},
    {"items", FOREIGN_BATCH}, {"l", FOREIGN_LAYERS},      {"h", FOREIGN_HEADS},
};

bool foreign_axes(const char *text, ForeignWish *out, Error *e) {
    bool seen[FOREIGN_AXES] = {false};
    for (out->axes = 0;; text++) {
        size_t n = strcspn(text, ","), i = 0, words = sizeof axis_words / sizeof *axis_words;
        while (i < words &&
               (strlen(axis_words[i].word) != n || strncasecmp(axis_words[i].word, text, n) != 0))
            i++;
        if (i == words)
            return error_set(e, "'%.*s' is none of batch, layers, heads, q and k", (int)n, text);
        ForeignAxis axis = axis_words[i].axis;
        if (seen[axis]) return error_set(e, "'%.*s' is there twice", (int)n, text);
        seen[axis] = true;
        out->axis[out->axes++] = axis;
        text += n;
        if (!*text) break;
    }
    return seen[FOREIGN_COLS] || error_set(e, "k is missing: what the columns are");
}

/* "(16, 12, 8, 8)" */
static const char *shape_text(const Array *a, Arena *arena) {
    const char *text = "(";
    for (int i = 0; i < a->rank; i++)
        text = arena_print(arena, "%s%s%lld", text, i ? ", " : "", (long long)a->dims[i]);
    return arena_print(arena, "%s%s)", text, a->rank == 1 ? "," : "");
}

/* Axes of length 1 mean nothing: the first of them go until `wanted` are left. Returns how many
   are. The last two are a matrix's own. */
static int drop_axes(const Array *a, int wanted, bool all, int kept[ARRAY_RANK]) {
    int count = a->rank, n = 0;
    for (int i = 0; i < a->rank; i++) {
        bool own = !all && i >= a->rank - 2;
        if (count > wanted && a->dims[i] == 1 && !own)
            count--;
        else
            kept[n++] = i;
    }
    return n;
}

/* Which axis of the array is which; −1: it has none. */
static bool name_axes(const NamedArray *from, const ForeignWish *w, const char *path, Arena *arena,
                      int place[FOREIGN_AXES], Error *e) {
    const Array *a = &from->array;
    static const ForeignAxis layered[] = {FOREIGN_LAYERS, FOREIGN_ROWS, FOREIGN_COLS},
                             usual[] = {FOREIGN_LAYERS, FOREIGN_HEADS, FOREIGN_ROWS, FOREIGN_COLS},
                             batched[] = {FOREIGN_LAYERS, FOREIGN_BATCH, FOREIGN_HEADS,
                                          FOREIGN_ROWS, FOREIGN_COLS};
    int kept[ARRAY_RANK], wanted = w->axes ? w->axes : 4;
    int n = drop_axes(a, wanted, w->axes > 0, kept);
    const ForeignAxis *names = w->axes  ? w->axis
                               : n == 5 ? batched
                               : n == 3 && from->stacked && !from->heads
                                   ? layered
                                   : usual + (4 - (n < 4 ? n : 4));
    for (int i = 0; i < FOREIGN_AXES; i++) place[i] = -1;
    if (w->axes && n != w->axes)
        return error_set(e, "%s has the shape %s, but --axes names %d", path, shape_text(a, arena),
                         w->axes);
    if (n > FOREIGN_AXES)
        return error_set(e,
                         "%s has the shape %s: say what its axes are, as --axes "
                         "batch,layers,heads,q,k does",
                         path, shape_text(a, arena));
    for (int i = 0; i < n; i++) place[names[i]] = kept[i];
    return true;
}

/* The numbers as [layers, heads, rows, columns]. */
static bool take_part(const NamedArray *from, const ForeignWish *w, const char *path, Arena *arena,
                      int place[FOREIGN_AXES], ArrayPart *out, Brought *told, Error *e) {
    const Array *a = &from->array;
    if (!name_axes(from, w, path, arena, place, e)) return false;
    told->stacked = from->stacked, told->stacked_heads = from->heads;
    ArrayPart whole = array_whole(a);
    int64_t items = place[FOREIGN_BATCH] < 0 ? 1 : a->dims[place[FOREIGN_BATCH]];
    if (w->item >= 0 && place[FOREIGN_BATCH] < 0)
        return error_set(e, "--item: %s has no axis of items; --axes batch,… names one", path);
    if (w->item >= items)
        return error_set(e, "--item: %s has %lld items, counted from 0: there is no %d", path,
                         (long long)items, w->item);
    *out = (ArrayPart){.rank = 4};
    if (items > 1) {
        told->items = (int)items, told->item = w->item < 0 ? 0 : w->item;
        out->first = told->item * whole.apart[place[FOREIGN_BATCH]];
    }
    for (int i = 0; i < 4; i++) {
        int axis = place[FOREIGN_LAYERS + i];
        out->dims[i] = axis < 0 ? 1 : whole.dims[axis];
        out->apart[i] = axis < 0 ? 0 : whole.apart[axis];
    }
    int ones = 0;
    for (int i = 0; i < a->rank; i++)
        ones += a->dims[i] == 1 && i != place[FOREIGN_ROWS] && i != place[FOREIGN_COLS];
    told->dropped = ones;
    return true;
}

/* What is far below all others hides, as the least float that is added to scores does. */
static const float hidden_from = -9e3f, others_within = 1e3f;

typedef struct Found {
    int64_t missing, hidden, none; /* none: −∞ */
    bool apart;                    /* nothing lies between the hidden and the others */
} Found;

static Found look_through(const float *x, int64_t count) {
    Found f = {.apart = true};
    for (int64_t i = 0; i < count; i++) {
        bool hidden = x[i] <= hidden_from && x[i] >= -FLT_MAX;
        f.missing += isnan(x[i]);
        f.hidden += hidden;
        f.none += x[i] == -INFINITY;
        f.apart = f.apart && (hidden || !(fabsf(x[i]) > others_within) || isinf(x[i]));
    }
    return f;
}

static const float *hide(const float *x, int64_t count, Arena *arena) {
    float *out = arena_raw(arena, (size_t)count, sizeof *out);
    for (int64_t i = 0; i < count; i++) out[i] = x[i] <= hidden_from ? -INFINITY : x[i];
    return out;
}

/* Labels stay with the axis that they are of. */
static char **labels_of(const NamedArray *from, int place) {
    int rank = from->array.rank;
    return place < 0           ? NULL
           : place == rank - 2 ? from->row_labels
           : place == rank - 1 ? from->col_labels
                               : NULL;
}

bool foreign_read(const char *path, const ForeignWish *wish, const ForeignFiles *files,
                  Arena *arena, ForeignMatrix *out, Error *e) {
    static const ForeignWish any = {.item = -1};
    NamedArray from;
    ArrayPart part;
    int place[FOREIGN_AXES];
    *out = (ForeignMatrix){.name = foreign_name(path, arena)};
    if (!wish) wish = &any;
    if (!foreign_file(path, wish->array, files, arena, &from, e) ||
        !take_part(&from, wish, path, arena, place, &part, &out->told, e))
        return false;
    int64_t count = array_part_count(&part);
    if (count > NUMBERS_MOST)
        return error_set(e, "%s holds %lld numbers: at most %lld can be drawn", path,
                         (long long)count, (long long)NUMBERS_MOST);
    out->layers = (int)part.dims[0], out->heads = (int)part.dims[1];
    out->rows = (int)part.dims[2], out->cols = (int)part.dims[3];
    out->x = array_lying(&from.array, &part);
    if (!out->x) {
        float *x = arena_raw(arena, (size_t)count, sizeof *x);
        if (!array_convert(&from.array, &part, x, e)) return error_prefix(e, path);
        out->x = x;
    }
    Found found = look_through(out->x, count);
    bool hides = found.hidden && found.apart && found.hidden < count;
    if (hides) out->x = hide(out->x, count, arena);
    out->told.hidden = (int)(found.none + (hides ? found.hidden : 0));
    out->told.missing = (int)found.missing;
    out->latin = from.latin;
    out->row_labels = labels_of(&from, place[FOREIGN_ROWS]);
    out->col_labels = labels_of(&from, place[FOREIGN_COLS]);
    bool list = count == out->rows && count > 1 && out->row_labels;
    if (list) {
        char **names = out->row_labels;
        out->row_labels = out->col_labels, out->col_labels = names;
        out->cols = out->rows, out->rows = 1;
    }
    out->list = list;
    return true;
}

void foreign_recount(ForeignMatrix *m) {
    Found found = look_through(m->x, foreign_count_of(m));
    m->told.missing = (int)found.missing;
    m->told.hidden = (int)found.none;
}

static bool wrong_count(const char *path, int got, int count, Error *e) {
    return error_set(e, "%s has %d label%s, but there are %d to be named", path, got,
                     got == 1 ? "" : "s", count);
}

/* A list of texts and numbers, or an object that has one as "tokens" or "labels". */
static bool json_labels_of(Bytes file, const char *path, int count, Arena *arena, char **out,
                           Error *e) {
    Json root;
    if (!json_parse((const char *)file.data, file.size, arena, &root, e))
        return error_prefix(e, path);
    const Json *list = &root;
    if (root.kind == JSON_KIND_OBJECT) list = json_find(&root, "tokens");
    if (root.kind == JSON_KIND_OBJECT && !list) list = json_find(&root, "labels");
    if (!list || list->kind != JSON_KIND_LIST)
        return error_set(e, "%s holds no list of labels", path);
    if (list->count == 1 && count > 1 && list->is.items[0].kind == JSON_KIND_LIST)
        list = &list->is.items[0]; /* of a batch of one */
    if (list->count != count) return wrong_count(path, list->count, count, e);
    for (int i = 0; i < count; i++) {
        const Json *item = &list->is.items[i];
        if (item->kind == JSON_KIND_TEXT)
            out[i] = arena_copy(arena, item->is.text,
                                strlen(item->is.text)); /* signs tell of ends of lines */
        else if (item->kind == JSON_KIND_INTEGER)
            out[i] = arena_print(arena, "%lld", (long long)item->is.integer);
        else if (item->kind == JSON_KIND_REAL)
            out[i] = arena_print(arena, "%g", item->is.real);
        else if (item->kind == JSON_KIND_NULL)
            out[i] = arena_copy(arena, "", 0);
        else
            return error_set(e, "%s: label %d is %s", path, i + 1, json_kind_name(item->kind));
    }
    return true;
}

/* "["tok", …": what begins with a bracket may also be the label "[CLS]". */
static bool is_json_list(Bytes file) {
    const char *at = (const char *)file.data, *end = at + file.size;
    while (at < end && strchr(" \t\r\n", *at)) at++;
    if (at == end || (*at != '[' && *at != '{')) return false;
    for (at++; at < end && strchr(" \t\r\n[", *at);) at++;
    if (at == end) return false;
    return *at == '"' || (*at >= '0' && *at <= '9' && memchr(at, ',', (size_t)(end - at)));
}

/* All on one line, parted by tabs, commas or blanks, if they are so many. */
static bool line_of_labels(const char *line, int count, Arena *arena, char **out) {
    static const char *const between[] = {"\t", ",", " \t"};
    for (int way = 0; way < 3; way++) {
        int n = 0;
        for (const char *at = line; *at && n <= count; n++) {
            if (way == 2) at += strspn(at, " \t");
            size_t size = strcspn(at, between[way]);
            if (way == 2 && !size) break;
            if (n < count) out[n] = text_plain(arena, arena_copy(arena, at, size));
            at += size + (at[size] != 0);
        }
        if (n == count) return true;
    }
    return false;
}

bool foreign_labels(const char *path, int count, Arena *arena, char ***out, Error *e) {
    Bytes file;
    int lines = 0;
    if (!file_read(path, LABELS_BYTES, arena, &file, e)) return false;
    if (file.size > 6 && memcmp(file.data, "\x93NUMPY", 6) == 0) {
        int64_t texts;
        if (!npy_texts(file, path, arena, out, &texts, e)) return false;
        return texts == count || wrong_count(path, (int)texts, count, e);
    }
    if (file.size >= 3 && memcmp(file.data, "\xEF\xBB\xBF", 3) == 0) file.data += 3, file.size -= 3;
    const char *fault = utf8_fault((const char *)file.data, file.size);
    if (fault) return error_set(e, "%s %s", path, fault);
    *out = arena_many(arena, char *, count);
    if (is_json_list(file)) return json_labels_of(file, path, count, arena, *out, e);
    char *text = arena_copy(arena, (const char *)file.data, file.size), *end = text + file.size;
    bool rest = false; /* behind the last that is wanted something stands */
    for (char *at = text, *next; at < end; at = next, lines++) {
        char *stop = memchr(at, '\n', (size_t)(end - at));
        next = stop ? stop + 1 : end;
        if (stop) *stop = 0;
        size_t n = strlen(at);
        if (n && at[n - 1] == '\r') at[--n] = 0;
        if (lines < count) (*out)[lines] = text_plain(arena, at);
        rest = rest || (lines >= count && n);
    }
    if (lines == 1 && count > 1 && line_of_labels(text, count, arena, *out)) return true;
    return lines == count || (lines > count && !rest) || wrong_count(path, lines, count, e);
}

bool foreign_is_share_row(const float *row, int cols) {
    double sum = 0;
    for (int j = 0; j < cols; j++) {
        if (isnan(row[j])) continue;
        if (!(row[j] >= 0 && row[j] <= 1)) return false;
        sum += (double)row[j];
    }
    return sum == 0 || fabs(sum - 1) <= share_error;
}

/* Nothing but 0 and what hides. */
static bool foreign_is_mask(const ForeignMatrix *m) {
    bool hides = false;
    for (int64_t i = 0; i < foreign_count_of(m); i++) {
        if (m->x[i] != 0 && m->x[i] != -INFINITY) return false;
        hides = hides || m->x[i] != 0;
    }
    return hides;
}

/* all: each row sums to 1, none to 0. */
static Numbers foreign_numbers_of(const ForeignMatrix *m, bool *all) {
    bool positive = true, shares = m->cols > 1 && !m->told.row.patches;
    double sum = 0;
    *all = true;
    for (int64_t i = 0; i < foreign_count_of(m); i += m->cols) {
        double before = sum;
        shares = shares && foreign_is_share_row(m->x + i, m->cols);
        for (int j = 0; j < m->cols && positive; j++)
            if (!isnan(m->x[i + j])) positive = m->x[i + j] >= 0, sum += (double)m->x[i + j];
        *all = *all && shares && sum > before;
    }
    if (foreign_is_mask(m)) return NUMBERS_MASK;
    if (shares && sum > 0) return NUMBERS_SHARES;
    return positive ? NUMBERS_POSITIVE : NUMBERS_SIGNED;
}

static float foreign_largest(const ForeignMatrix *m) {
    float top = 0;
    for (int64_t i = 0; i < foreign_count_of(m); i++)
        if (isfinite(m->x[i])) top = fmaxf(top, fabsf(m->x[i]));
    return top;
}

/* Copies that tell of blanks what nobody could see. NULL stays so. */
static char **foreign_seen(char **labels, int count, Arena *arena) {
    char **seen = labels ? arena_many(arena, char *, count) : NULL;
    for (int i = 0; i < count && labels; i++) seen[i] = text_signs(arena, labels[i]);
    return seen;
}

/* A model that has nothing but what its run is described with. */
static void make_run(Foreign *f, const char *name, int heads, int width, char **rows, char **cols,
                     Program *p, Trace *t) {
    f->model = (Model){.config = {.heads = heads, .d_model = heads * width, CONFIG_OWN}};
    f->labels = (Labels){.name = name, .rows = rows, .cols = cols};
    f->run = (Decoding){.model = &f->model,
                        .labels = &f->labels,
                        .programs = p,
                        .traces = t,
                        .given = 1,
                        .steps = 1,
                        .complete = true};
}

bool foreign_run(const ForeignMatrix *m, const Kernels *k, Arena *arena, Foreign *out, Error *e) {
    Program *p = arena_many(arena, Program, 1);
    Trace *t = arena_many(arena, Trace, 1);
    size_t size = (size_t)m->heads * (size_t)m->rows * (size_t)m->cols;
    bool sums;
    Numbers numbers = foreign_numbers_of(m, &sums);
    float top = foreign_largest(m);
    StepArgs args = {.given = {{{m->heads, m->rows, m->cols}, AXIS_TARGET, AXIS_SOURCE}, NULL}};
    program_begin(p, arena, names_table);
    for (int layer = 0; layer < m->layers; layer++) {
        Scope outer = p->scope;
        if (m->layers > 1) {
            char name[24];
            snprintf(name, sizeof name, "layer.%d", layer);
            program_enter(p, name, (ValuePlace){STACK_NONE, layer, SUBLAYER_NONE});
        }
        args.given.x = m->x + (size_t)layer * size;
        Value v = program_step(p, OP_GIVEN, "matrix", &args, NO_VALUE, NO_VALUE, NO_VALUE);
        p->values[v].numbers = numbers;
        /* Patches tell where in one row, not how much beside other heads: each has its own scale.
         */
        p->values[v].top = m->told.row.on || m->photo ? 0 : top;
        program_leave(p, outer);
    }
    make_run(out, m->name, m->heads, m->cols, foreign_seen(m->row_labels, m->rows, arena),
             foreign_seen(m->col_labels, m->cols, arena), p, t);
    out->labels.told = m->told;
    out->labels.told.sums = sums && numbers == NUMBERS_SHARES;
    out->labels.photo = m->photo, out->labels.smooth = m->smooth;
    return program_check(p, e) && trace_run(p, k, NULL, 0, arena, t, e);
}

void foreign_attend(Program *p, const Trace *t, const char *name, char **rows, char **cols,
                    Foreign *out) {
    Shape q = p->values[program_find(p, "q")].form.shape,
          scores = p->values[program_find(p, "scores")].form.shape;
    Trace *kept = arena_many(p->arena, Trace, 1);
    *kept = *t;
    make_run(out, name, q.sheets, q.cols, foreign_seen(rows, scores.rows, p->arena),
             foreign_seen(cols, scores.cols, p->arena), p, kept);
}
