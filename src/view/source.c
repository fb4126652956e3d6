/* Finding a run's model, and reading the words of an `attend` directive. */
#include "view/source.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "trace/address.h"
#include "trace/attend.h"
#include "trace/foreign.h"
#include "trace/opening.h"
#include "trace/sheet_read.h"
#include "trace/whatif.h"
#include "train/gold.h"

enum { LABELS_MOST = 1 << 12, NUMBERS_MOST = 1 << 10 };
static const int64_t SCORES_MOST = (int64_t)1 << 20;

const Model *source_model(const Sources *s, const RunOf *of, Error *e) {
    if (!*of->model) return s->model;
    if (s->find) return s->find(s->self, of->model, e);
    error_set(e, "no model '%s': there is only the one that is open", of->model);
    return NULL;
}

bool source_settle(const Sources *s, RunOf *of, Error *e) {
    if (*of->attend) return true;
    const Model *m = source_model(s, of, e);
    if (!m) return false;
    if (!*seen_text(of)) of->text = m->config.default_text;
    if (m == s->model) of->model[0] = 0;
    return true;
}

/* The run of the other sentence, all else the same; NULL if there is none. */
static const Decoding *source_other(const Sources *s, const RunOf *of, const Decoding *run,
                                    Contrast *c, Arena *arena) {
    Decoding *other = arena_many(arena, Decoding, 1);
    RunOf second = *of;
    Error e;
    if (!opening_contrast(run, arena, c)) return NULL;
    second.text = c->text;
    return source_decode(s, &second, arena, other, &e) ? other : NULL;
}

/* The row that a what-if moves, where it looks back. */
static bool source_moved(const Decoding *run, View *v) {
    const WhatIfList *list = &v->shown.of.what;
    for (int i = 0; i < list->count; i++) {
        WhatIfItem item = whatif_item(list, i);
        Address a;
        Error e;
        if (item.kind != WHATIF_MOVE || !address_parse(run, item.place, &a, &e) || !a.has_cell ||
            decode_word(run, a.cell.row) < 0 ||
            decode_word(run, a.cell.row) >= opening_written(run))
            continue;
        const Program *p = &run->programs[a.t];
        const char *path = p->values[a.value].path;
        if (opening_block(p, a.value) != a.value || strlen(path) >= sizeof v->shown.at.path)
            continue;
        strcpy(v->shown.at.path, path);
        v->shown.at.head = a.cell.sheet, v->shown.at.t = decode_word(run, a.cell.row);
        return true;
    }
    return false;
}

void source_open(const Sources *s, const Decoding *run, View *v) {
    Arena arena = {0};
    Contrast c;
    Opening o;
    Place *at = &v->shown.at;
    const Program *p = &run->programs[run->steps - 1];
    Value shown = program_find(p, at->path);
    if (at->depth != DEPTH_SENTENCE || run->labels) return;
    if (shown != NO_VALUE && opening_block(p, shown) == shown) return;
    if (source_moved(run, v)) return;
    const Decoding *other = source_other(s, &v->shown.of, run, &c, &arena);
    const Gold *g = other ? NULL : gold_open(run->model, &arena);
    const uint32_t *gold = g ? gold_rows(g, run, &arena) : NULL;
    if (opening_find(run, other, &c, gold, &o)) {
        const char *path = run->programs[o.t].values[o.value].path;
        if (strlen(path) < sizeof at->path) strcpy(at->path, path);
        at->head = o.head, at->t = o.t;
    }
    arena_free(&arena);
}

bool source_view(const Sources *s, const RunOf *of, const Decoding *run, View *v, Error *e) {
    v->shown.of = *of;
    source_open(s, run, v);
    return !v->shown.beside.on || source_settle(s, &v->shown.beside.of, e) ||
           error_prefix(e, "compare");
}

bool source_decode(const Sources *s, const RunOf *of, Arena *arena, Decoding *out, Error *e) {
    if (*of->attend && of->what.count)
        return error_set(e, "what-if: matrices have none, they are of models");
    if (*of->attend && of->search.kind != SEARCH_GREEDY)
        return error_set(e, "search: matrices choose no words");
    if (*of->attend)
        return source_matrices(of->attend, s->kernels, arena, out, e) || error_prefix(e, "attend");
    const Model *m = source_model(s, of, e);
    return m && whatif_decode_watched(m, seen_text(of), &of->what, &of->search, s->kernels, s->like,
                                      s->watch, arena, out, e);
}

/* Words: up to a blank; what stands in brackets or quotes is one. */

typedef struct Word {
    const char *name;  /* before '=' */
    const char *value; /* NULL without '=' */
    bool quoted;
} Word;

static bool source_is_blank(char c) {
    return c == ' ' || c == '\t';
}

static const char *source_end_of(const char *at) {
    char close = *at == '[' ? ']' : *at == '"' ? '"' : 0;
    const char *end = close ? strchr(at + 1, close) : NULL;
    if (close) return end ? end + 1 : at + strlen(at);
    while (*at && !source_is_blank(*at)) at++;
    return at;
}

/* Takes the next word off *at; false behind the last. */
static bool source_next_word(const char **at, Arena *arena, Word *out) {
    const char *from = *at;
    while (source_is_blank(*from)) from++;
    const char *equals = from + strcspn(from, "= \t");
    *out = (Word){.name = arena_copy(arena, from, (size_t)(equals - from))};
    *at = equals;
    if (*equals == '=') {
        const char *value = equals + 1, *end = source_end_of(value);
        *at = end;
        out->quoted = *value == '"';
        size_t n = (size_t)(end - value);
        if (out->quoted) value++, n -= n > 1 && end[-1] == '"' ? 2 : 1;
        out->value = arena_copy(arena, value, n);
    }
    return *from != 0;
}

static bool is_matrix_name(const char *name) {
    return strcmp(name, "q") == 0 || strcmp(name, "k") == 0 || strcmp(name, "v") == 0 ||
           strcmp(name, "mask") == 0;
}

/* Another path for a file. */
typedef const char *OtherPath(const void *self, const char *path, Arena *arena);

static char *with_paths(const char *attend, OtherPath *other, const void *self, Arena *arena) {
    Buffer b = {0};
    Word w;
    for (const char *at = attend; source_next_word(&at, arena, &w);) {
        if (b.size) buffer_text(&b, " ");
        buffer_text(&b, w.name);
        if (!w.value) continue;
        bool file = w.value && *w.value && is_matrix_name(w.name) && (w.quoted || *w.value != '[');
        const char *value = file ? other(self, w.value, arena) : w.value;
        bool quote = w.quoted || (file && (*value == '[' || strpbrk(value, " \t")));
        buffer_print(&b, quote ? "=\"%s\"" : "=%s", value);
    }
    char *out = arena_copy(arena, b.data ? b.data : "", b.size);
    buffer_free(&b);
    return out;
}

static const char *path_beside(const void *folder, const char *path, Arena *arena) {
    return *path == '/' || !*(const char *)folder ? path : path_join(arena, folder, path);
}

char *source_from(const char *attend, const char *folder, Arena *arena) {
    return with_paths(attend, path_beside, folder, arena);
}

static const char *path_as_given(const void *folder, const char *path, Arena *arena) {
    return path_given(arena, path, folder);
}

/* Where that fits. */
static void put_path(const char *path, char *out, size_t room) {
    if (strlen(path) < room) memmove(out, path, strlen(path) + 1);
}

static void put_paths(View *v, OtherPath *other, const void *self) {
    char *attends[] = {v->shown.of.attend, v->shown.beside.of.attend};
    char *lesson = v->shown.setting.lesson;
    Arena arena = {0};
    for (int i = 0; i < 2; i++)
        put_path(with_paths(attends[i], other, self, &arena), attends[i],
                 sizeof v->shown.of.attend);
    put_path(other(self, lesson, &arena), lesson, sizeof v->shown.setting.lesson);
    arena_free(&arena);
}

void source_given(View *v, const FolderName *folder) {
    put_paths(v, path_as_given, folder);
}

/* A lesson's name in the course is no file. */
static const char *path_rooted(const void *folder, const char *path, Arena *arena) {
    return file_exists(path) ? path_beside(folder, path, arena) : path;
}

void source_rooted(View *v, const char *folder) {
    put_paths(v, path_rooted, folder);
}

/* Matrices */

/* One row of an inline matrix; returns how many numbers, −1 after an error. */
static int read_row(const char **at, float *x, int room, Error *e) {
    int n = 0;
    for (;;) {
        *at += strspn(*at, " \t,");
        if (**at == 0 || **at == ';' || **at == ']') return n;
        char *end;
        double number = strtod(*at, &end);
        bool ends = end != *at && (*end == 0 || strchr(" \t,;]", *end));
        if (!ends) return error_set(e, "'%.*s' is no number", (int)strcspn(*at, " \t,;]"), *at), -1;
        if (n == room)
            return error_set(e, "more than %d numbers: write them into a file", NUMBERS_MOST), -1;
        x[n++] = (float)number;
        *at = end;
    }
}

/* "[0 1; 2 0]": rows between semicolons. */
static bool read_inline(const char *text, Arena *arena, Array *out, Error *e) {
    const char *at = text + 1;
    int rows = 0, cols = 0, count = 0;
    float *x = arena_many(arena, float, NUMBERS_MOST);
    for (bool more = true; more; rows++) {
        int n = read_row(&at, x + count, NUMBERS_MOST - count, e);
        if (n < 0) return false;
        if (n == 0) return error_set(e, "row %d has no number", rows + 1);
        if (rows && n != cols)
            return error_set(e, "row %d has %d numbers, row 1 has %d", rows + 1, n, cols);
        cols = n;
        count += n;
        more = *at == ';';
        if (more) at++;
    }
    if (strcmp(at, "]") != 0) return error_set(e, "']' is missing");
    *out = foreign_floats(x, 2, (int64_t[]){rows, cols});
    return true;
}

/* What an argument has told so far. */
typedef struct Given {
    AttendInput in;
    const char *name;  /* of all of them, in the window's top line */
    char *rows, *cols; /* as written; NULL: unsaid */
    char **row_labels, **col_labels;
} Given;

static bool take_matrix(Given *g, const Word *w, Arena *arena, Error *e) {
    NamedArray a = {0};
    bool in_line = *w->value == '[' && !w->quoted;
    const char *shown = in_line ? w->name : foreign_name(w->value, arena);
    bool read = in_line ? read_inline(w->value, arena, &a.array, e) || error_prefix(e, w->name)
                        : foreign_array(w->value, NULL, NULL, arena, &a, e);
    if (!read) return false;
    if (strcmp(w->name, "mask") == 0) return attend_mask(&a.array, shown, arena, &g->in.mask, e);
    Tensor *to = *w->name == 'q' ? &g->in.q : *w->name == 'k' ? &g->in.k : &g->in.v;
    if (*w->name == 'q') g->row_labels = a.row_labels;
    if (*w->name == 'k') g->col_labels = a.row_labels;
    if (*w->name == 'q' && !in_line) g->name = shown;
    return attend_matrix(&a.array, shown, to, e);
}

static const char *const words[] = {"q", "k", "v", "mask", "causal", "scale", "rows", "cols"};

static bool source_unknown(const char *name, Error *e) {
    int near;
    if (text_near(name, words, sizeof words / sizeof *words, &near, 1) > 0)
        return error_set(e, "no '%s': did you mean %s?", name, words[near]);
    return error_set(e, "no '%s': there are q, k, v, mask, causal, scale, rows and cols", name);
}

static bool source_take_word(Given *g, const Word *w, Arena *arena, Error *e) {
    char *value = w->value ? arena_copy(arena, w->value, strlen(w->value)) : NULL;
    bool lower_right = value && strcmp(value, "lower-right") == 0;
    if (strcmp(w->name, "causal") == 0 && (!value || lower_right)) {
        g->in.lower_right = lower_right;
        return g->in.causal = true;
    }
    bool known = false;
    for (int i = 0; i < (int)(sizeof words / sizeof *words); i++)
        known = known || strcmp(w->name, words[i]) == 0;
    if (!known) return source_unknown(w->name, e);
    if (!value || !*value) return error_set(e, "%s: =… is missing", w->name);
    if (is_matrix_name(w->name)) return take_matrix(g, w, arena, e);
    if (strcmp(w->name, "scale") == 0) {
        char *end;
        double x = strcmp(value, "off") == 0 ? 1 : strtod(value, &end);
        bool ok = strcmp(value, "off") == 0 || (end != value && !*end && fabs(x) < 3e38);
        g->in.scale_given = true;
        g->in.scale = (float)x;
        return ok || error_set(e, "scale: '%s' is neither a number nor off", value);
    }
    if (strcmp(w->name, "rows") == 0) return (g->rows = value) != NULL;
    if (strcmp(w->name, "cols") == 0) return (g->cols = value) != NULL;
    return error_set(e, "causal: nothing may follow but =lower-right");
}

/* "she,likes,cats", as many as there are places. */
static bool cut_labels(char *text, const char *word, int count, Arena *arena, char ***out,
                       Error *e) {
    int n = 1;
    for (const char *at = text; *at; at++) n += *at == ',';
    if (n != count || n > LABELS_MOST)
        return error_set(e, "%s: %d names, but there are %d to be named", word, n, count);
    *out = arena_many(arena, char *, n);
    for (int i = 0; i < n; i++) {
        size_t size = strcspn(text, ",");
        (*out)[i] = text_plain(arena, arena_copy(arena, text, size));
        text += size + 1;
    }
    return true;
}

static bool source_label(Given *g, Arena *arena, Error *e) {
    int rows = g->in.q.shape.rows, cols = g->in.k.shape.rows;
    if (g->rows && !cut_labels(g->rows, "rows", rows, arena, &g->row_labels, e)) return false;
    if (g->cols) return cut_labels(g->cols, "cols", cols, arena, &g->col_labels, e);
    if (!g->col_labels && rows == cols) g->col_labels = g->row_labels;
    return true;
}

static bool source_small_enough(const AttendInput *in, Error *e) {
    int64_t scores = (int64_t)in->q.shape.sheets * in->q.shape.rows * in->k.shape.rows;
    return scores <= SCORES_MOST || error_set(e, "more than %lld scores", (long long)SCORES_MOST);
}

bool source_matrices(const char *attend, const Kernels *k, Arena *arena, Decoding *out, Error *e) {
    Given g = {.name = "Q · K · V"};
    Word w;
    Program *p = arena_many(arena, Program, 1);
    Foreign *f = arena_many(arena, Foreign, 1);
    Trace t;
    for (const char *at = attend; source_next_word(&at, arena, &w);)
        if (!source_take_word(&g, &w, arena, e)) return false;
    if (!g.in.q.x || !g.in.k.x) return error_set(e, "%s=… is missing", g.in.q.x ? "k" : "q");
    if (!source_small_enough(&g.in, e) || !attend_program(&g.in, arena, p, e) ||
        !source_label(&g, arena, e))
        return false;
    if (!attend_run(p, k, arena, &t, e)) return false;
    foreign_attend(p, &t, g.in.v.x || strchr(g.name, '.') ? g.name : "Q · K", g.row_labels,
                   g.col_labels, f);
    *out = f->run;
    return true;
}
