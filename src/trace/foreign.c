/* Reading a person's matrices and making a run of them. */
#include "trace/foreign.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/utf8.h"
#include "model/formats/npy.h"
#include "model/pages/names.h"
#include "trace/sheet_read.h"

static const size_t FILE_MOST = (size_t)1 << 30, LABELS_BYTES = (size_t)1 << 26;
static const int64_t NUMBERS_MOST = (int64_t)1 << 26;
static const double share_error = 1e-3;

const char *foreign_name(const char *path, Arena *arena) {
    return text_plain(arena, path_base(path));
}

static int64_t foreign_count_of(const ForeignMatrix *m) {
    return (int64_t)m->layers * m->heads * m->rows * m->cols;
}

/* "[2, 0, 7]" */
static const char *foreign_place_of(const ForeignMatrix *m, int rank, int64_t at, char text[96]) {
    int dims[4] = {m->layers, m->heads, m->rows, m->cols}, index[4];
    for (int i = 3; i >= 0; i--) index[i] = (int)(at % dims[i]), at /= dims[i];
    size_t n = 0;
    for (int i = 4 - rank; i < 4; i++)
        n += (size_t)snprintf(text + n, 96 - n, "%s%d", n ? ", " : "[", index[i]);
    snprintf(text + n, 96 - n, "]");
    return text;
}

static bool read_npy(Bytes file, const char *path, Arena *arena, ForeignMatrix *out, Error *e) {
    Array a;
    int dims[4] = {1, 1, 1, 1};
    if (!npy_header(file, path, &a, e)) return false;
    if (npy_count(&a) > NUMBERS_MOST)
        return error_set(e, "%s holds %lld numbers: at most %lld can be drawn", path,
                         (long long)npy_count(&a), (long long)NUMBERS_MOST);
    if (!npy_parse(file, path, arena, &a, e)) return false;
    for (int i = 0; i < a.rank; i++) dims[4 - a.rank + i] = (int)a.dims[i];
    *out = (ForeignMatrix){.name = out->name,
                           .layers = dims[0],
                           .heads = dims[1],
                           .rows = dims[2],
                           .cols = dims[3],
                           .x = a.x};
    int rank = a.rank;
    char place[96];
    for (int64_t i = 0; i < foreign_count_of(out); i++)
        if (isnan(out->x[i]) || out->x[i] == INFINITY)
            return error_set(e, "%s holds %s at %s", out->name, isnan(out->x[i]) ? "NaN" : "+∞",
                             foreign_place_of(out, rank, i, place));
    return true;
}

static bool read_csv(Bytes file, const char *path, Arena *arena, ForeignMatrix *out, Error *e) {
    CsvMatrix m;
    if (!sheet_read_csv(file, path, arena, &m, e)) return false;
    if ((int64_t)m.rows * m.cols > NUMBERS_MOST)
        return error_set(e, "%s holds too many numbers to be drawn", path);
    *out = (ForeignMatrix){out->name, 1, 1, m.rows, m.cols, m.x, m.row_labels, m.col_labels};
    return true;
}

bool foreign_read(const char *path, Arena *arena, ForeignMatrix *out, Error *e) {
    Bytes file;
    if (!file_read(path, FILE_MOST, arena, &file, e)) return false;
    out->name = foreign_name(path, arena);
    bool npy = file.size >= 6 && memcmp(file.data, "\x93NUMPY", 6) == 0;
    return npy ? read_npy(file, path, arena, out, e) : read_csv(file, path, arena, out, e);
}

bool foreign_labels(const char *path, int count, Arena *arena, char ***out, Error *e) {
    Bytes file;
    int lines = 0;
    if (!file_read(path, LABELS_BYTES, arena, &file, e)) return false;
    const char *fault = utf8_fault((const char *)file.data, file.size);
    if (fault) return error_set(e, "%s %s", path, fault);
    char *text = arena_copy(arena, (const char *)file.data, file.size), *end = text + file.size;
    *out = arena_many(arena, char *, count);
    for (char *at = text, *next; at < end; at = next, lines++) {
        char *stop = memchr(at, '\n', (size_t)(end - at));
        next = stop ? stop + 1 : end;
        if (stop) *stop = 0;
        size_t n = strlen(at);
        if (n && at[n - 1] == '\r') at[n - 1] = 0;
        if (lines < count) (*out)[lines] = text_plain(arena, at);
    }
    return lines == count ||
           error_set(e, "%s has %d labels, but there are %d to be named", path, lines, count);
}

/* Rows that are hidden as a whole sum to 0. */
static bool is_share_row(const float *row, int cols) {
    double sum = 0;
    for (int j = 0; j < cols; j++) {
        if (!(row[j] >= 0 && row[j] <= 1)) return false;
        sum += (double)row[j];
    }
    return sum == 0 || fabs(sum - 1) <= share_error;
}

static Numbers foreign_numbers_of(const ForeignMatrix *m) {
    bool positive = true, shares = m->cols > 1;
    double sum = 0;
    for (int64_t i = 0; i < foreign_count_of(m); i += m->cols) {
        shares = shares && is_share_row(m->x + i, m->cols);
        for (int j = 0; j < m->cols && positive; j++)
            positive = m->x[i + j] >= 0, sum += (double)m->x[i + j];
    }
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
    f->model = (Model){.config = {.heads = heads, .d_model = heads * width}};
    f->labels = (Labels){name, rows, cols};
    f->run = (Decoding){.model = &f->model,
                        .labels = &f->labels,
                        .programs = p,
                        .traces = t,
                        .steps = 1,
                        .complete = true};
}

bool foreign_run(const ForeignMatrix *m, const Kernels *k, Arena *arena, Foreign *out, Error *e) {
    Program *p = arena_many(arena, Program, 1);
    Trace *t = arena_many(arena, Trace, 1);
    size_t size = (size_t)m->heads * (size_t)m->rows * (size_t)m->cols;
    Numbers numbers = foreign_numbers_of(m);
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
        p->values[v].top = top;
        program_leave(p, outer);
    }
    make_run(out, m->name, m->heads, m->cols, foreign_seen(m->row_labels, m->rows, arena),
             foreign_seen(m->col_labels, m->cols, arena), p, t);
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
