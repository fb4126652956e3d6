/* Readers and printers, row by row, and the table of them. */
#include "view/directives.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "trace/draws.h"

enum { SIZE_LEAST = 75, SIZE_MOST = 200 };

/* A choice of words, by number. */
typedef struct DirectiveWords {
    const char *const *names;
    int count;
    const char *last; /* before the last one where errors list them */
} DirectiveWords;

const char *const directive_depths[DEPTH_COUNT + 1] = {"sentence", "model", "layer", "sublayer",
                                                       "step",     "row",   "cell",  NULL};
const char *const directive_forms[FORM_COUNT + 1] = {"matrix", "ribbons", "bars", "heads",
                                                     "tree",   "alone",   "lens", NULL};
const char *const directive_themes[] = {"night", "paper", NULL};
static const char *const side_names[SIDE_COUNT] = {"after", "before", "difference", "both"};
static const char *const order_names[ORDER_COUNT] = {"place", "entropy", "previous", "itself",
                                                     "first", "last",    "gold",     "copied"};
static const char *const light_names[ORDER_COUNT] = {"none",  "broad", "previous", "itself",
                                                     "first", "last",  "gold",     "copied"};
static const char *const fold_names[] = {"auto", "open", "shut"};
static const char *const switch_names[] = {"off", "on"};
static const char *const cell_names[] = {"plain", "dots"};

static const DirectiveWords depth_words = {directive_depths, DEPTH_COUNT, " and "},
                            form_words = {directive_forms, FORM_COUNT, " and "},
                            side_words = {side_names, SIDE_COUNT, ", "},
                            order_words = {order_names, ORDER_COUNT, ", "},
                            light_words = {light_names, ORDER_COUNT, ", "},
                            theme_words = {directive_themes, 2, ""},
                            switch_words = {switch_names, 2, ""}, cell_words = {cell_names, 2, ""};

/* What every row needs */

/* The place of a name in a list, or −1. */
static int directive_index(const char *const *names, int count, const char *name) {
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0) return i;
    return -1;
}

static bool directive_number(const char *text, int least, int most, int *out) {
    char *end;
    long n = strtol(text, &end, 10);
    if (end == text || *end || n < least || n > most) return false;
    *out = (int)n;
    return true;
}

static bool directive_real(const char *text, double least, double most, float *out) {
    char *end;
    double x = strtod(text, &end);
    if (end == text || *end || !(x >= least && x <= most)) return false;
    *out = (float)x;
    return true;
}

/* What is said, to be cut. */
static char *directive_copy_said(const DirectiveReading *r) {
    return arena_copy(r->arena, r->said, strlen(r->said));
}

/* The next word of a text that is cut; NULL behind the last. */
static char *directive_word(char *text, char **rest) {
    return strtok_r(text, " \t", rest);
}

/* What follows "row=" of "row=2"; NULL if the word is of another name. */
static const char *directive_value(const char *word, const char *name) {
    size_t n = strlen(name);
    return strncmp(word, name, n) == 0 && word[n] == '=' ? word + n + 1 : NULL;
}

/* As view.c reads it: blanks at the ends would be taken for those between directives, and ends of
   lines and tabs for the line's own. */
static void print_escaped(const char *text, Buffer *out) {
    static const char meant[] = ";\\\n\r\t ", escaped[] = ";\\nrts";
    for (const char *at = text; *at; at++) {
        const char *found = strchr(meant, *at);
        bool plain = !found || (*at == ' ' && at > text && at[1]);
        buffer_print(out, plain ? "%c" : "\\%c", plain ? *at : escaped[found - meant]);
    }
}

/* One of several words */

/* Words are kept as enums, through int. */
_Static_assert(sizeof(Depth) == sizeof(int) && sizeof(ThemeName) == sizeof(int) &&
                   sizeof(Side) == sizeof(int) && sizeof(HeadOrder) == sizeof(int) &&
                   sizeof(Switch) == sizeof(int),
               "the table stores words as int");

/* "depth: 'x' is none of model, … and cell", "theme: 'x' is neither night nor paper". */
static bool directive_refuse(const char *what, const DirectiveWords *w, const char *said,
                             Error *e) {
    char list[160] = "";
    if (w->count == 2)
        return error_set(e, "%s '%s' is neither %s nor %s", what, said, w->names[0], w->names[1]);
    for (int i = 0; i < w->count; i++)
        snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s",
                 !i                  ? ""
                 : i + 1 == w->count ? w->last
                                     : ", ",
                 w->names[i]);
    return error_set(e, "%s '%s' is none of %s", what, said, list);
}

static bool read_word(const DirectiveReading *r, Shown *v, Error *e) {
    const DirectiveWords *w = r->row->words;
    char what[32];
    int word = directive_index(w->names, w->count, r->said);
    if (word >= 0) return memcpy((char *)v + r->row->holds[0].at, &word, sizeof word), true;
    snprintf(what, sizeof what, "%s:", r->row->name);
    return directive_refuse(what, w, r->said, e);
}

static void print_word(const DirectiveRow *row, const Shown *v, const Decoding *d, Buffer *out) {
    int word;
    memcpy(&word, (const char *)v + row->holds[0].at, sizeof word);
    (void)d;
    if (word || !row->usual) buffer_text(out, row->words->names[word]);
}

/* The run: the view's own, or the pinned figure's */

/* Where the view's own run has what the pinned figure's has there. */
static size_t own_at(const DirectiveRow *row) {
    return row->holds[0].at - offsetof(Shown, beside.of) + offsetof(Shown, of);
}

/* The text that is held at a place of a Shown, or of what it begins with. */
static const char *directive_text(DirectiveHolds how, const void *of, size_t at) {
    const char *text = (const char *)of + at, *held;
    if (how != HOLDS_LONG) return text;
    memcpy(&held, text, sizeof held);
    return held ? held : "";
}

static bool read_run_text(const DirectiveReading *r, Shown *v, Error *e) {
    const DirectiveMember *m = &r->row->holds[0];
    const char *text = r->row->none && strcmp(r->said, r->row->none) == 0 ? "" : r->said;
    if (m->how == HOLDS_LONG) {
        text = directive_copy_said(r);
        memcpy((char *)v + m->at, &text, sizeof text);
        return true;
    }
    if (strlen(r->said) >= m->size)
        return error_set(e, "%s: more than %zu bytes", r->row->name, m->size - 1);
    strcpy((char *)v + m->at, text);
    return true;
}

/* Nothing where there is none; of the pinned figure, where it is as the view's own. */
static void print_run_text(const DirectiveRow *row, const Shown *v, const Decoding *d,
                           Buffer *out) {
    DirectiveHolds how = row->holds[0].how;
    const char *text = directive_text(how, v, row->holds[0].at);
    (void)d;
    if (row->aside ? strcmp(text, directive_text(how, v, own_at(row))) == 0 : !*text) return;
    if (*text || row->none) print_escaped(*text ? text : row->none, out);
}

/* Pinned matrices have no model, sentence, what-ifs or search. */
static bool read_attend(const DirectiveReading *r, Shown *v, Error *e) {
    /* An open one would take the directives behind it for its own. */
    const char *open = strrchr(r->said, '['), *close = strrchr(r->said, ']');
    if (open && !(close && close > open))
        return error_set(e, "%s: '[' is not closed", r->row->name);
    if (r->row->aside && strcmp(r->said, r->row->none) != 0) v->beside.of = (RunOf){.model = ""};
    return read_run_text(r, v, e);
}

static bool read_what(const DirectiveReading *r, Shown *v, Error *e) {
    WhatIfList *list = r->row->aside ? &v->beside.of.what : &v->of.what;
    const char *text = strcmp(r->said, r->row->none) == 0 ? "" : r->said;
    return whatif_list(text, list) ||
           error_set(e, "%s: more than %d bytes", r->row->name, WHATIF_TEXT - 1);
}

/* A share: above 0, at most 1. */
static bool directive_share(const char *text, float *out) {
    char *end;
    *out = strtof(text, &end);
    return ((*text >= '0' && *text <= '9') || *text == '.') && !*end && *out > 0 && *out <= 1;
}

static bool unsigned_number(const char *text, uint32_t *out) {
    char *end;
    unsigned long long n = strtoull(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || n > UINT32_MAX) return false;
    *out = (uint32_t)n;
    return true;
}

static bool read_search_word(const char *word, Search *s) {
    if (strcmp(word, "greedy") == 0) return true;
    if (strncmp(word, "beam=", 5) == 0) {
        s->kind = SEARCH_BEAM;
        return directive_number(word + 5, BEAM_LEAST, BEAM_MOST, &s->width);
    }
    if (strncmp(word, "node=", 5) == 0)
        return s->kind == SEARCH_BEAM && directive_number(word + 5, 0, 1 << 20, &s->node);
    if (strncmp(word, "top-k=", 6) == 0)
        return s->kind == SEARCH_SAMPLE && directive_number(word + 6, 0, 1 << 20, &s->top_k);
    if (strncmp(word, "top-p=", 6) == 0)
        return s->kind == SEARCH_SAMPLE && directive_share(word + 6, &s->top_p);
    if (strncmp(word, "words=", 6) == 0) return directive_number(word + 6, 1, 1 << 20, &s->words);
    s->kind = SEARCH_SAMPLE;
    return strncmp(word, "sample=", 7) == 0 && unsigned_number(word + 7, &s->seed);
}

/* greedy, beam=N [node=N] or sample=SEED [top-k=N] [top-p=P]; each with [words=N] */
static bool read_search(const DirectiveReading *r, Shown *v, Error *e) {
    char *copy = directive_copy_said(r), *rest;
    Search s = {0};
    for (char *word = directive_word(copy, &rest); word; word = directive_word(NULL, &rest))
        if (!read_search_word(word, &s))
            return error_set(e,
                             "%s: '%s' is not greedy, beam=%d…%d [node=N] or sample=SEED [top-k=N] "
                             "[top-p=P], with [words=N]",
                             r->row->name, r->said, BEAM_LEAST, BEAM_MOST);
    *(r->row->aside ? &v->beside.of.search : &v->of.search) = s;
    return true;
}

static void print_search(const DirectiveRow *row, const Shown *v, const Decoding *d, Buffer *out) {
    const Search *s = row->aside ? &v->beside.of.search : &v->of.search;
    (void)d;
    if (row->aside ? memcmp(s, (const char *)v + own_at(row), sizeof *s) == 0
                   : directive_search_usual(s))
        return;
    directive_search(s, out);
}

bool directive_search_usual(const Search *s) {
    return s->kind == SEARCH_GREEDY && !s->words;
}

void directive_search(const Search *s, Buffer *out) {
    if (s->kind == SEARCH_GREEDY) buffer_text(out, "greedy");
    if (s->kind == SEARCH_BEAM) buffer_print(out, "beam=%d", s->width);
    if (s->kind == SEARCH_BEAM && s->node) buffer_print(out, " node=%d", s->node);
    if (s->kind == SEARCH_SAMPLE) buffer_print(out, "sample=%u", (unsigned)s->seed);
    if (s->kind == SEARCH_SAMPLE && s->top_k) buffer_print(out, " top-k=%d", s->top_k);
    if (s->kind == SEARCH_SAMPLE && s->top_p) buffer_print(out, " top-p=%g", (double)s->top_p);
    if (s->words) buffer_print(out, " words=%d", s->words);
}

/* The place */

static bool read_show_option(const Decoding *d, const char *option, Place *at, Error *e) {
    const char *form = directive_value(option, "form"), *head = directive_value(option, "head");
    int heads = d->model->config.heads,
        word = form ? directive_index(directive_forms, FORM_COUNT, form) : -1;
    if (form && word < 0) return directive_refuse("show: form", &form_words, form, e);
    if (form) return at->form = (FigureForm)word, true;
    if (!head) return error_set(e, "show: '%s' is neither head=N nor form=NAME", option);
    if (strcmp(head, "mean") == 0) return at->head = HEAD_MEAN, true;
    return directive_number(head, 0, heads - 1, &at->head) ||
           error_set(e, "show: head '%s': there are %d, counted from 0", head, heads);
}

/* PATH[@t][CELL] [head=N] [form=NAME]. Without @t the last decoding step is meant. */
static bool read_show(const DirectiveReading *r, Shown *v, Error *e) {
    char *copy = directive_copy_said(r), *rest;
    Place *at = &v->at;
    const Decoding *d = r->run;
    char *option = copy + strcspn(copy, " \t");
    if (*option) *option++ = 0;
    Address a;
    if (!address_parse(d, copy, &a, e)) return error_prefix(e, "show");
    const ValueInfo *info = &d->programs[a.t].values[a.value];
    if (strlen(info->path) >= sizeof at->path) return error_set(e, "show: the path is too long");
    strcpy(at->path, info->path);
    at->t = strchr(copy, '@') ? a.t : -1;
    if (a.has_cell) at->row = a.cell.row, at->col = a.cell.col;
    if (a.has_cell && info->form.shape.sheets > 1) at->head = a.cell.sheet;
    for (char *word = directive_word(option, &rest); word; word = directive_word(NULL, &rest))
        if (!read_show_option(d, word, at, e)) return false;
    return true;
}

static void print_show(const DirectiveRow *row, const Shown *v, const Decoding *d, Buffer *out) {
    Address a = seen_address(v, d);
    (void)row;
    buffer_text(out, d->programs[a.t].values[a.value].path);
    if (v->at.t >= 0) buffer_print(out, "@%d", a.t);
    if (v->at.head == HEAD_MEAN)
        buffer_text(out, " head=mean");
    else
        buffer_print(out, " head=%d", v->at.head);
    buffer_print(out, " form=%s", directive_forms[v->at.form]);
}

static bool read_position(const Decoding *d, const char *word, Shown *v, Error *e) {
    Address a = seen_address(v, d);
    Form f = d->programs[a.t].values[a.value].form;
    const char *row = directive_value(word, "row"), *col = directive_value(word, "col");
    bool ok;
    if (row)
        ok = address_position(d, a.t, f.rows, f.shape.rows, row, &v->at.row, e);
    else if (col)
        ok = address_position(d, a.t, f.cols, f.shape.cols, col, &v->at.col, e);
    else
        return error_set(e, "point: '%s' is not row=R, col=C or none", word);
    return ok || error_prefix(e, "point");
}

/* row=R col=C, either alone, or none. */
static bool read_point(const DirectiveReading *r, Shown *v, Error *e) {
    char *copy = directive_copy_said(r), *rest;
    v->at.row = v->at.col = -1;
    if (strcmp(r->said, "none") == 0) return true;
    for (char *word = directive_word(copy, &rest); word; word = directive_word(NULL, &rest))
        if (!read_position(r->run, word, v, e)) return false;
    return true;
}

/* The token where it reads back to the same place ("3" would be taken for a number), else the
 * number. */
static void print_position(const Decoding *d, int t, Axis axis, int size, int at, Arena *arena,
                           Buffer *out) {
    const char *label = decode_label(d, t, axis, at, arena);
    bool named = *label && !decode_counts(d, axis);
    int n = !named, back; /* n: which of the equal labels it is, from 1 */
    for (int i = 0; named && i <= at; i++)
        n += strcmp(decode_label(d, t, axis, i, arena), label) == 0;
    char *name =
        n > 1 ? arena_print(arena, "%s#%d", label, n) : arena_copy(arena, label, strlen(label));
    Error e;
    bool plain = *label && !strpbrk(name, " \t;\\");
    if (plain && address_position(d, t, axis, size, name, &back, &e) && back == at)
        buffer_text(out, name);
    else
        buffer_print(out, "%d", at);
}

static void print_point(const DirectiveRow *directive, const Shown *v, const Decoding *d,
                        Buffer *out) {
    Address a = seen_address(v, d);
    Form f = d->programs[a.t].values[a.value].form;
    bool row = v->at.row >= 0 && v->at.row < f.shape.rows,
         col = v->at.col >= 0 && v->at.col < f.shape.cols;
    Arena arena = {0};
    (void)directive;
    if (!row && !col) buffer_text(out, "none");
    if (row) {
        buffer_text(out, "row=");
        print_position(d, a.t, f.rows, f.shape.rows, v->at.row, &arena, out);
    }
    if (col) {
        buffer_text(out, row ? " col=" : "col=");
        print_position(d, a.t, f.cols, f.shape.cols, v->at.col, &arena, out);
    }
    arena_free(&arena);
}

/* FACTOR [X Y] */
static bool read_zoom(const DirectiveReading *r, Shown *v, Error *e) {
    char *copy = directive_copy_said(r), *rest;
    char *factor = directive_word(copy, &rest), *x = directive_word(NULL, &rest),
         *y = directive_word(NULL, &rest);
    bool ok = directive_real(factor, 1, ZOOM_MOST, &v->zoom.factor) && !directive_word(NULL, &rest);
    if (ok && x)
        ok = y && directive_real(x, 0, 1, &v->zoom.x) && directive_real(y, 0, 1, &v->zoom.y);
    return ok ||
           error_set(e, "zoom: '%s' is not FACTOR [X Y]: from 1 to %d, and two places from 0 to 1",
                     r->said, ZOOM_MOST);
}

static void print_zoom(const DirectiveRow *row, const Shown *v, const Decoding *d, Buffer *out) {
    const Zoom *z = &v->zoom;
    (void)row, (void)d;
    if (z->factor > 1)
        buffer_print(out, "%.9g %.9g %.9g", (double)z->factor, (double)z->x, (double)z->y);
}

static const char *const scale_names[SCALE_RANGE] = {"auto", "robust", "log", "row"};

static bool directive_end(const char *text, char end, float *out, const char **after) {
    char *stop;
    double x = strtod(text, &stop);
    bool plain = text[strspn(text, "+-.0123456789eE:")] == 0;
    if (!plain || stop == text || *stop != end || !(x >= -1e30 && x <= 1e30)) return false;
    *out = (float)x;
    *after = stop + 1;
    return true;
}

bool directive_read_scale(const char *text, const char *also, ScaleWish *out, Error *e) {
    const char *rest;
    int kind = directive_index(scale_names, SCALE_RANGE, text);
    *out = (ScaleWish){.kind = kind < 0 ? SCALE_RANGE : (ScaleKind)kind};
    if (kind >= 0) return true;
    if (!directive_end(text, ':', &out->low, &rest) || !directive_end(rest, 0, &out->high, &rest))
        return error_set(e, "'%s' is none of auto, robust, log, row%s%s and MIN:MAX, as -2:2", text,
                         *also ? ", " : "", also);
    return out->low < out->high ||
           error_set(e, "%s: the first number must be the smaller one", text);
}

void directive_print_scale(ScaleWish wish, Buffer *out) {
    if (wish.kind == SCALE_RANGE)
        buffer_print(out, "%.9g:%.9g", (double)wish.low, (double)wish.high);
    else if (wish.kind)
        buffer_text(out, scale_names[wish.kind]);
}

static bool read_scale_wish(const DirectiveReading *r, Shown *v, Error *e) {
    return directive_read_scale(r->said, "", &v->scale, e) || error_prefix(e, r->row->name);
}

static void print_scale(const DirectiveRow *row, const Shown *v, const Decoding *d, Buffer *out) {
    (void)row, (void)d;
    directive_print_scale(v->scale, out);
}

static bool read_play(const DirectiveReading *r, Shown *v, Error *e) {
    return directive_real(r->said, 0, 1, &v->played) ||
           error_set(e, "play: '%s' is not a number from 0 to 1", r->said);
}

static void print_play(const DirectiveRow *row, const Shown *v, const Decoding *d, Buffer *out) {
    (void)row, (void)d;
    if (v->played < 1) buffer_print(out, "%.9g", (double)v->played);
}

static bool read_part(const DirectiveReading *r, Shown *v, Error *e) {
    return directive_number(r->said, 0, 1 << 20, &v->part) ||
           error_set(e, "part: '%s' is not a number of terms", r->said);
}

static void print_part(const DirectiveRow *row, const Shown *v, const Decoding *d, Buffer *out) {
    (void)row, (void)d;
    if (v->part >= 0) buffer_print(out, "%d", v->part);
}

static bool read_draws(const DirectiveReading *r, Shown *v, Error *e) {
    int draws;
    if (directive_number(r->said, 0, DRAWS_MOST, &draws)) return v->draws = draws, true;
    return error_set(e, "draws: '%s' is not a number from 0 to %d", r->said, DRAWS_MOST);
}

static void print_draws(const DirectiveRow *row, const Shown *v, const Decoding *d, Buffer *out) {
    (void)row, (void)d;
    if (v->draws) buffer_print(out, "%d", (int)v->draws);
}

/* The pinned figure */

/* A number from 0, or a token of this view's own sentence. */
static bool beside_position(const Decoding *d, const Place *at, const char *word, bool row,
                            int *out) {
    int t = at->t >= 0 && at->t < d->steps ? at->t : d->steps - 1;
    Value value = program_find(&d->programs[t], at->path);
    Error e;
    if (directive_number(word, 0, 1 << 20, out)) return true;
    if (value == NO_VALUE) return false;
    Form f = d->programs[t].values[value].form;
    return address_position(d, t, row ? f.rows : f.cols, row ? f.shape.rows : f.shape.cols, word,
                            out, &e);
}

static bool read_beside_option(const Decoding *d, const char *word, Beside *b) {
    const char *form = directive_value(word, "form"), *depth = directive_value(word, "depth"),
               *head = directive_value(word, "head"), *row = directive_value(word, "row"),
               *col = directive_value(word, "col");
    int f = form ? directive_index(directive_forms, FORM_COUNT, form) : -1,
        n = depth ? directive_index(directive_depths, DEPTH_COUNT, depth) : -1;
    if (f >= 0) return b->at.form = (FigureForm)f, true;
    if (n >= 0) return b->at.depth = (Depth)n, true;
    if (head && strcmp(head, "mean") == 0) return b->at.head = HEAD_MEAN, true;
    if (head) return directive_number(head, 0, 1 << 20, &b->at.head);
    if (row) return beside_position(d, &b->at, row, true, &b->at.row);
    if (col) return beside_position(d, &b->at, col, false, &b->at.col);
    return strcmp(word, "difference") == 0 && (b->difference = SWITCH_ON);
}

/* off, or PATH[@t] and its options. The pinned figure's run is the view's own where no other
   directive tells it. */
static bool read_compare(const DirectiveReading *r, Shown *v, Error *e) {
    char *copy = directive_copy_said(r), *rest;
    const Decoding *d = r->run;
    Beside b = {
        .on = true, .of = v->of, .at = {.t = -1, .row = -1, .col = -1, .depth = DEPTH_STEP}};
    char *path = directive_word(copy, &rest), *t = strchr(path, '@');
    v->beside = (Beside){0};
    if (strcmp(path, "off") == 0) return true;
    if (t) *t++ = 0;
    bool known = r->elsewhere || program_find(&d->programs[d->steps - 1], path) != NO_VALUE;
    if (strlen(path) >= sizeof b.at.path || !known)
        return error_set(e, "compare: no value '%s'", path);
    strcpy(b.at.path, path);
    if (t && !directive_number(t, 0, 1 << 20, &b.at.t))
        return error_set(e, "compare: '@%s' is no decoding step", t);
    for (char *word = directive_word(NULL, &rest); word; word = directive_word(NULL, &rest))
        if (!read_beside_option(d, word, &b))
            return error_set(
                e, "compare: '%s' is not head=N, form=NAME, depth=NAME, row=R, col=C or difference",
                word);
    v->beside = b;
    return true;
}

static void print_compare(const DirectiveRow *row, const Shown *v, const Decoding *d, Buffer *out) {
    const Beside *b = &v->beside;
    (void)row, (void)d;
    buffer_text(out, b->at.path);
    if (b->at.t >= 0) buffer_print(out, "@%d", b->at.t);
    if (b->at.head == HEAD_MEAN)
        buffer_text(out, " head=mean");
    else
        buffer_print(out, " head=%d", b->at.head);
    buffer_print(out, " form=%s depth=%s", directive_forms[b->at.form],
                 directive_depths[b->at.depth]);
    if (b->at.row >= 0) buffer_print(out, " row=%d", b->at.row);
    if (b->at.col >= 0) buffer_print(out, " col=%d", b->at.col);
    if (b->difference) buffer_text(out, " difference");
}

/* The setting */

static bool read_text_size(const DirectiveReading *r, Shown *v, Error *e) {
    return directive_number(r->said, SIZE_LEAST, SIZE_MOST, &v->setting.text_size) ||
           error_set(e, "size: '%s' is not a number from %d to %d (percent)", r->said, SIZE_LEAST,
                     SIZE_MOST);
}

static void print_text_size(const DirectiveRow *row, const Shown *v, const Decoding *d,
                            Buffer *out) {
    (void)row, (void)d;
    buffer_print(out, "%d", v->setting.text_size);
}

static bool read_fold(const DirectiveReading *r, Shown *v, Error *e) {
    char *copy = directive_copy_said(r), *rest;
    Setting *own = &v->setting;
    for (char *word = directive_word(copy, &rest); word; word = directive_word(NULL, &rest)) {
        char *state = strchr(word, '=');
        if (state) *state++ = 0;
        int how = state ? directive_index(fold_names, 3, state) : -1;
        Fold *panel = strcmp(word, "map") == 0        ? &own->map
                      : strcmp(word, "notes") == 0    ? &own->notes
                      : strcmp(word, "timeline") == 0 ? &own->timeline
                                                      : NULL;
        if (how < 0 || !panel)
            return error_set(e, "fold: '%s%s%s' is not map|notes|timeline=auto|open|shut", word,
                             state ? "=" : "", state ? state : "");
        *panel = (Fold)how;
    }
    return true;
}

static void print_fold(const DirectiveRow *row, const Shown *v, const Decoding *d, Buffer *out) {
    const Setting *own = &v->setting;
    (void)row, (void)d;
    buffer_print(out, "map=%s notes=%s timeline=%s", fold_names[own->map], fold_names[own->notes],
                 fold_names[own->timeline]);
}

/* NAME [page=N]; a name may have blanks in it. */
static bool read_lesson_page(const DirectiveReading *r, Shown *v, Error *e) {
    Setting *own = &v->setting;
    size_t n = strlen(r->said);
    const char *blank = strrchr(r->said, ' '),
               *told = blank ? directive_value(blank + 1, "page") : NULL;
    int page = 1;
    if (told && !directive_number(told, 1, 999, &page))
        return error_set(e, "lesson: page '%s' is not 1 to 999", told);
    if (told)
        for (n = (size_t)(blank - r->said); n && r->said[n - 1] == ' ';) n--;
    if (n >= sizeof own->lesson)
        return error_set(e, "lesson: the name is longer than %zu bytes", sizeof own->lesson - 1);
    memcpy(own->lesson, r->said, n);
    own->lesson[n] = 0;
    own->page = page - 1;
    return true;
}

static void print_lesson_page(const DirectiveRow *row, const Shown *v, const Decoding *d,
                              Buffer *out) {
    (void)row, (void)d;
    if (!*v->setting.lesson) return;
    print_escaped(v->setting.lesson, out);
    buffer_print(out, " page=%d", v->setting.page + 1);
}

/* The table */

#define MEMBER(member, how)                                                                        \
    { offsetof(Shown, member), sizeof((Shown *)0)->member, how }
#define PLAIN(member) MEMBER(member, HOLDS_PLAIN)
#define TEXT(member) MEMBER(member, HOLDS_TEXT)
#define LONG(member) MEMBER(member, HOLDS_LONG)
#define OWN(directive, reader, printer, ...)                                                       \
    .name = directive, .read = reader, .print = printer, .holds = {__VA_ARGS__}
#define ASIDE(directive, reader, printer, ...)                                                     \
    OWN(directive, reader, printer, __VA_ARGS__), .aside = true
/* `silent`: the first word need not be said. */
#define WORD(directive, member, list, silent)                                                      \
    OWN(directive, read_word, print_word, PLAIN(member)), .words = &(list), .usual = (silent)

const DirectiveRow directive_table[DIRECTIVE_OF_VIEW] = {
    [DIRECTIVE_MODEL] = {OWN("model", read_run_text, print_run_text, TEXT(of.model)),
                         .none = "own"},
    [DIRECTIVE_ATTEND] = {OWN("attend", read_attend, print_run_text, TEXT(of.attend)),
                          .none = "none"},
    [DIRECTIVE_TEXT] = {OWN("text", read_run_text, print_run_text, LONG(of.text))},
    [DIRECTIVE_WHAT_IF] = {OWN("what-if", read_what, print_run_text, TEXT(of.what)),
                           .none = "none"},
    [DIRECTIVE_SEARCH] = {OWN("search", read_search, print_search, PLAIN(of.search))},
    [DIRECTIVE_SHOW] = {OWN("show", read_show, print_show, TEXT(at.path), PLAIN(at.t),
                            PLAIN(at.head), PLAIN(at.form))},
    [DIRECTIVE_POINT] = {OWN("point", read_point, print_point, PLAIN(at.row), PLAIN(at.col))},
    [DIRECTIVE_DEPTH] = {WORD("depth", at.depth, depth_words, false)},
    [DIRECTIVE_THEME] = {WORD("theme", setting.theme, theme_words, false)},
    [DIRECTIVE_SIZE] = {OWN("size", read_text_size, print_text_size, PLAIN(setting.text_size))},
    [DIRECTIVE_ZOOM] = {OWN("zoom", read_zoom, print_zoom, PLAIN(zoom))},
    [DIRECTIVE_SCALE] = {OWN("scale", read_scale_wish, print_scale, PLAIN(scale.kind),
                             PLAIN(scale.low), PLAIN(scale.high))},
    [DIRECTIVE_PLAY] = {OWN("play", read_play, print_play, PLAIN(played))},
    [DIRECTIVE_PART] = {OWN("part", read_part, print_part, PLAIN(part))},
    [DIRECTIVE_SIDE] = {WORD("side", side, side_words, true)},
    [DIRECTIVE_SORT] = {WORD("sort", order, order_words, true)},
    [DIRECTIVE_LIGHT] = {WORD("light", light, light_words, true)},
    [DIRECTIVE_DRAWS] = {OWN("draws", read_draws, print_draws, PLAIN(draws))},
    [DIRECTIVE_ENLARGE] = {WORD("enlarge", enlarged, switch_words, true)},
    [DIRECTIVE_CELLS] = {WORD("cells", setting.dots, cell_words, true)},
    [DIRECTIVE_PRESENT] = {WORD("present", setting.presenting, switch_words, true)},
    [DIRECTIVE_COMPARE] = {ASIDE("compare", read_compare, print_compare, PLAIN(beside.on),
                                 TEXT(beside.at.path), PLAIN(beside.at.t), PLAIN(beside.at.head),
                                 PLAIN(beside.at.row), PLAIN(beside.at.col), PLAIN(beside.at.depth),
                                 PLAIN(beside.at.form), PLAIN(beside.difference))},
    [DIRECTIVE_COMPARE_MODEL] = {ASIDE("compare-model", read_run_text, print_run_text,
                                       TEXT(beside.of.model)),
                                 .none = "own"},
    [DIRECTIVE_COMPARE_ATTEND] = {ASIDE("compare-attend", read_attend, print_run_text,
                                        TEXT(beside.of.attend)),
                                  .none = "none"},
    [DIRECTIVE_COMPARE_TEXT] = {ASIDE("compare-text", read_run_text, print_run_text,
                                      LONG(beside.of.text))},
    [DIRECTIVE_COMPARE_WHAT_IF] = {ASIDE("compare-what-if", read_what, print_run_text,
                                         TEXT(beside.of.what)),
                                   .none = "none"},
    [DIRECTIVE_COMPARE_SEARCH] = {ASIDE("compare-search", read_search, print_search,
                                        PLAIN(beside.of.search))},
    [DIRECTIVE_LESSON] = {OWN("lesson", read_lesson_page, print_lesson_page, TEXT(setting.lesson),
                              PLAIN(setting.page))},
    [DIRECTIVE_FOLD] = {OWN("fold", read_fold, print_fold, PLAIN(setting.map), PLAIN(setting.notes),
                            PLAIN(setting.timeline))},
};
const DirectiveRow *directive_find(const char *name) {
    for (int i = 0; i < DIRECTIVE_OF_VIEW; i++)
        if (strcmp(directive_table[i].name, name) == 0) return &directive_table[i];
    return NULL;
}

bool directive_of_setting(const DirectiveRow *row) {
    return row->holds[0].at >= offsetof(Shown, setting);
}

void directive_copy(const DirectiveRow *row, const Shown *from, Shown *to) {
    for (int i = 0; i < DIRECTIVE_MEMBERS; i++) {
        const DirectiveMember *m = &row->holds[i];
        memcpy((char *)to + m->at, (const char *)from + m->at, m->size);
    }
}

/* Of two Shown, or of two of what they begin with. */
static bool same_members(const DirectiveRow *row, const void *a, const void *b) {
    for (int i = 0; i < DIRECTIVE_MEMBERS && row->holds[i].size; i++) {
        const DirectiveMember *m = &row->holds[i];
        const char *x = directive_text(m->how, a, m->at), *y = directive_text(m->how, b, m->at);
        bool same = x == y || (m->how ? strcmp(x, y) : memcmp(x, y, m->size)) == 0;
        if (!same) return false;
    }
    return true;
}

bool directive_same(const DirectiveRow *row, const Shown *a, const Shown *b) {
    bool nothing = row->aside && !a->beside.on && !b->beside.on;
    return nothing || same_members(row, a, b);
}

bool directives_same(const Shown *a, const Shown *b) {
    for (int i = 0; i < DIRECTIVE_OF_VIEW; i++)
        if (!directive_same(&directive_table[i], a, b)) return false;
    return true;
}

_Static_assert(offsetof(Shown, of) == 0, "a run's members are found where Shown has them");

bool directives_same_run(const RunOf *a, const RunOf *b) {
    for (int i = 0; i < DIRECTIVE_OF_VIEW; i++) {
        const DirectiveRow *row = &directive_table[i];
        if (row->holds[0].at < sizeof *a && !same_members(row, a, b)) return false;
    }
    return true;
}
