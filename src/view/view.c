/* A view as one line, and what it shows of a run. */
#include "view/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { LINE_MOST = VIEW_LINE, SIZE_LEAST = 75, SIZE_MOST = 200 };

View view_default(const char *text) {
    View v = {.t = -1,
              .row = -1,
              .col = -1,
              .hover_row = -1,
              .hover_col = -1,
              .text_size = 100,
              .depth = DEPTH_STEP,
              .zoom = 1,
              .played = 1,
              .part = -1,
              .speed = 100,
              .moved = 1,
              .spot = {0.5f, 0.5f, 0.16f}};
    snprintf(v.text, sizeof v.text, "%s", text);
    snprintf(v.path, sizeof v.path, "encoder.0.self.weights");
    return v;
}

/* In the order in which they are carried out: a text is there before its cells, a value before its
 * depth. */
enum {
    SAY_MODEL,
    SAY_ATTEND,
    SAY_TEXT,
    SAY_WHAT,
    SAY_SEARCH,
    SAY_SHOW,
    SAY_POINT,
    SAY_DEPTH,
    SAY_THEME,
    SAY_SIZE,
    SAY_ZOOM,
    SAY_PLAY,
    SAY_PART,
    SAY_FOLD,
    SAY_SIDE,
    SAY_SORT,
    SAY_ENLARGE,
    SAY_CELLS,
    SAY_PRESENT,
    SAY_COMPARE,
    SAY_COMPARE_MODEL,
    SAY_COMPARE_ATTEND,
    SAY_COMPARE_TEXT,
    SAY_COMPARE_WHAT,
    SAY_COMPARE_SEARCH,
    SAY_LESSON,
    DIRECTIVES
};
static const char *const directive_names[DIRECTIVES] = {
    "model",          "attend",         "text",         "what-if",
    "search",         "show",           "point",        "depth",
    "theme",          "size",           "zoom",         "play",
    "part",           "fold",           "side",         "sort",
    "enlarge",        "cells",          "present",      "compare",
    "compare-model",  "compare-attend", "compare-text", "compare-what-if",
    "compare-search", "lesson"};

static const char *const depth_names[DEPTH_COUNT] = {"model", "layer", "sublayer",
                                                     "step",  "row",   "cell"};
static const char *const form_names[FORM_COUNT] = {"matrix", "ribbons", "bars", "heads", "tree"};
static const char *const side_names[SIDE_COUNT] = {"after", "before", "difference"};
static const char *const order_names[ORDER_COUNT] = {"place", "entropy", "previous", "itself",
                                                     "first", "last",    "gold"};
static const char *const fold_names[] = {"auto", "open", "shut"};

/* What a line says, cut up but not yet looked at. */
typedef struct Directives {
    char line[LINE_MOST];
    const char *said[DIRECTIVES]; /* NULL where the line is silent */
} Directives;

static char *trim(char *text) {
    while (*text == ' ' || *text == '\t') text++;
    size_t n = strlen(text);
    while (n && (text[n - 1] == ' ' || text[n - 1] == '\t' || text[n - 1] == '\n')) text[--n] = 0;
    return text;
}

/* Matrices have rows between semicolons, "[0 1; 2 0]", which end no directive. */
static bool has_brackets(const char *directive) {
    directive += strspn(directive, " \t");
    const char *name = strncmp(directive, "compare-", 8) == 0 ? directive + 8 : directive;
    return strncmp(name, "attend", 6) == 0;
}

/* Ends the directive at its ';' and returns where the next one begins, NULL after the last. Within
   a directive "\;" is a semicolon and "\\" a backslash, so that every sentence can be written. */
static char *cut(char *from) {
    char *to = from;
    bool brackets = has_brackets(from), inside = false;
    for (; *from && (*from != ';' || inside); from++) {
        if (brackets && (*from == '[' || *from == ']')) inside = *from == '[';
        if (from[0] == '\\' && (from[1] == ';' || from[1] == '\\')) from++;
        *to++ = *from;
    }
    char *next = *from ? from + 1 : NULL;
    *to = 0;
    return next;
}

/* The place of a name in a list, or −1. */
static int index_of(const char *const *names, int count, const char *name) {
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0) return i;
    return -1;
}

static bool no_directive(const char *name, Error *e) {
    Arena arena = {0};
    error_set(e, "'%s' is no directive: there are %s", name,
              text_list(directive_names, DIRECTIVES, &arena));
    arena_free(&arena);
    return false;
}

static bool take_directive(Directives *d, char *directive, Error *e) {
    char *name = trim(directive), *argument = name + strcspn(name, " \t");
    if (!*name) return true;
    if (*argument) *argument++ = 0;
    int at = index_of(directive_names, DIRECTIVES, name);
    if (at < 0) return no_directive(name, e);
    if (d->said[at]) return error_set(e, "'%s' is there twice", name);
    d->said[at] = trim(argument);
    return *d->said[at] || error_set(e, "%s: nothing follows", name);
}

static bool split(const char *line, Directives *d, Error *e) {
    *d = (Directives){0};
    if (strlen(line) >= sizeof d->line) return error_set(e, "the view is too long");
    strcpy(d->line, line);
    for (char *at = d->line, *next; at; at = next) {
        next = cut(at);
        if (!take_directive(d, at, e)) return false;
    }
    return true;
}

static bool number(const char *text, int least, int most, int *out) {
    char *end;
    long n = strtol(text, &end, 10);
    if (end == text || *end || n < least || n > most) return false;
    *out = (int)n;
    return true;
}

static bool real(const char *text, double least, double most, float *out) {
    char *end;
    double x = strtod(text, &end);
    if (end == text || *end || !(x >= least && x <= most)) return false;
    *out = (float)x;
    return true;
}

static bool read_option(const Decoding *d, const char *option, View *v, Error *e) {
    int heads = d->model->config.heads, form;
    if (strncmp(option, "form=", 5) == 0) {
        form = index_of(form_names, FORM_COUNT, option + 5);
        if (form >= 0) v->form = (FigureForm)form;
        return form >= 0 ||
               error_set(e, "show: form '%s' is none of matrix, ribbons, bars, heads and tree",
                         option + 5);
    }
    if (strncmp(option, "head=", 5) != 0)
        return error_set(e, "show: '%s' is neither head=N nor form=NAME", option);
    return number(option + 5, 0, heads - 1, &v->head) ||
           error_set(e, "show: head '%s': there are %d, counted from 0", option + 5, heads);
}

/* PATH[@t][CELL] [head=N] [form=NAME]. Without @t the last decoding step is meant. */
static bool read_show(const Decoding *d, const char *show, View *v, Error *e) {
    char copy[LINE_MOST];
    strcpy(copy, show);
    char *option = copy + strcspn(copy, " \t");
    if (*option) *option++ = 0;
    Address a;
    if (!address_parse(d, copy, &a, e)) return error_prefix(e, "show");
    const char *path = d->programs[a.t].values[a.value].path;
    if (strlen(path) >= sizeof v->path) return error_set(e, "show: the path is too long");
    strcpy(v->path, path);
    v->t = strchr(copy, '@') ? a.t : -1;
    if (a.has_cell) {
        v->row = a.cell.row;
        v->col = a.cell.col;
        if (d->programs[a.t].values[a.value].form.shape.sheets > 1) v->head = a.cell.sheet;
    }
    char *rest;
    for (char *word = strtok_r(option, " \t", &rest); word; word = strtok_r(NULL, " \t", &rest))
        if (!read_option(d, word, v, e)) return false;
    return true;
}

static bool read_position(const Decoding *d, const char *word, View *v, Error *e) {
    Address a = view_address(v, d);
    Form f = d->programs[a.t].values[a.value].form;
    bool ok;
    if (strncmp(word, "row=", 4) == 0)
        ok = address_position(d, a.t, f.rows, f.shape.rows, word + 4, &v->row, e);
    else if (strncmp(word, "col=", 4) == 0)
        ok = address_position(d, a.t, f.cols, f.shape.cols, word + 4, &v->col, e);
    else
        return error_set(e, "point: '%s' is not row=R, col=C or none", word);
    return ok || error_prefix(e, "point");
}

/* row=R col=C, either alone, or none. */
static bool read_point(const Decoding *d, const char *point, View *v, Error *e) {
    char copy[LINE_MOST], *rest;
    strcpy(copy, point);
    v->row = v->col = -1;
    if (strcmp(point, "none") == 0) return true;
    for (char *word = strtok_r(copy, " \t", &rest); word; word = strtok_r(NULL, " \t", &rest))
        if (!read_position(d, word, v, e)) return false;
    return true;
}

static bool read_theme(const char *theme, View *v, Error *e) {
    bool night = strcmp(theme, "night") == 0;
    if (!night && strcmp(theme, "paper") != 0)
        return error_set(e, "theme: '%s' is neither night nor paper", theme);
    v->theme = night ? THEME_NIGHT : THEME_PAPER;
    return true;
}

static bool read_text(const char *text, char out[VIEW_TEXT], Error *e) {
    if (strlen(text) >= VIEW_TEXT) return error_set(e, "text: more than %d bytes", VIEW_TEXT - 1);
    strcpy(out, text);
    return true;
}

static bool read_size(const char *size, View *v, Error *e) {
    return number(size, SIZE_LEAST, SIZE_MOST, &v->text_size) ||
           error_set(e, "size: '%s' is not a number from %d to %d (percent)", size, SIZE_LEAST,
                     SIZE_MOST);
}

static bool read_depth(const char *depth, View *v, Error *e) {
    int at = index_of(depth_names, DEPTH_COUNT, depth);
    if (at >= 0) v->depth = (Depth)at;
    return at >= 0 ||
           error_set(e, "depth: '%s' is none of model, layer, sublayer, step, row and cell", depth);
}

/* FACTOR [X Y] */
static bool read_zoom(const char *zoom, View *v, Error *e) {
    char copy[LINE_MOST], *rest;
    strcpy(copy, zoom);
    char *factor = strtok_r(copy, " \t", &rest), *x = strtok_r(NULL, " \t", &rest),
         *y = strtok_r(NULL, " \t", &rest);
    bool ok = real(factor, 1, ZOOM_MOST, &v->zoom) && !strtok_r(NULL, " \t", &rest);
    if (ok && x) ok = y && real(x, 0, 1, &v->pan_x) && real(y, 0, 1, &v->pan_y);
    return ok ||
           error_set(e, "zoom: '%s' is not FACTOR [X Y]: from 1 to %d, and two places from 0 to 1",
                     zoom, ZOOM_MOST);
}

static bool read_fold(const char *fold, View *v, Error *e) {
    char copy[LINE_MOST], *rest;
    strcpy(copy, fold);
    for (char *word = strtok_r(copy, " \t", &rest); word; word = strtok_r(NULL, " \t", &rest)) {
        char *state = strchr(word, '=');
        if (state) *state++ = 0;
        int how = state ? index_of(fold_names, 3, state) : -1;
        Fold *panel = strcmp(word, "map") == 0        ? &v->map
                      : strcmp(word, "notes") == 0    ? &v->notes
                      : strcmp(word, "timeline") == 0 ? &v->timeline
                                                      : NULL;
        if (how < 0 || !panel)
            return error_set(e, "fold: '%s%s%s' is not map|notes|timeline=auto|open|shut", word,
                             state ? "=" : "", state ? state : "");
        *panel = (Fold)how;
    }
    return true;
}

static bool read_play(const char *play, View *v, Error *e) {
    return real(play, 0, 1, &v->played) ||
           error_set(e, "play: '%s' is not a number from 0 to 1", play);
}

static bool read_part(const char *part, View *v, Error *e) {
    return number(part, 0, 1 << 20, &v->part) ||
           error_set(e, "part: '%s' is not a number of terms", part);
}

/* One of a list of names. */
static bool read_name(const char *directive, const char *const *names, int count, const char *said,
                      int *out, Error *e) {
    char list[160] = "";
    int at = index_of(names, count, said);
    if (at >= 0) *out = at;
    for (int i = 0; i < count && at < 0; i++)
        snprintf(list + strlen(list), sizeof list - strlen(list), "%s%s", i ? ", " : "", names[i]);
    return at >= 0 || error_set(e, "%s: '%s' is none of %s", directive, said, list);
}

static bool read_side(const char *side, View *v, Error *e) {
    int at = (int)v->side;
    bool ok = read_name("side", side_names, SIDE_COUNT, side, &at, e);
    v->side = (Side)at;
    return ok;
}

static bool read_sort(const char *order, View *v, Error *e) {
    int at = (int)v->order;
    bool ok = read_name("sort", order_names, ORDER_COUNT, order, &at, e);
    v->order = (HeadOrder)at;
    return ok;
}

/* One of two words. */
static bool read_choice(const char *directive, const char *no, const char *yes, const char *said,
                        bool *out, Error *e) {
    bool on = strcmp(said, yes) == 0;
    if (on || strcmp(said, no) == 0) *out = on;
    return on || strcmp(said, no) == 0 ||
           error_set(e, "%s: '%s' is neither %s nor %s", directive, said, no, yes);
}

static bool read_what(const char *directive, const char *what, WhatIfList *out, Error *e) {
    return whatif_list(strcmp(what, "none") == 0 ? "" : what, out) ||
           error_set(e, "%s: more than %d bytes", directive, WHATIF_TEXT - 1);
}

/* The model that the program was opened with is called "own". */
static bool read_model(const char *directive, const char *model, char out[VIEW_MODEL], Error *e) {
    if (strlen(model) >= VIEW_MODEL)
        return error_set(e, "%s: more than %d bytes", directive, VIEW_MODEL - 1);
    strcpy(out, strcmp(model, "own") == 0 ? "" : model);
    return true;
}

/* An open one would take the directives behind it for its own. */
static bool brackets_close(const char *attend) {
    const char *open = strrchr(attend, '['), *close = strrchr(attend, ']');
    return !open || (close && close > open);
}

static bool read_attend(const char *directive, const char *attend, char out[VIEW_ATTEND],
                        Error *e) {
    if (!brackets_close(attend)) return error_set(e, "%s: '[' is not closed", directive);
    if (strlen(attend) >= VIEW_ATTEND)
        return error_set(e, "%s: more than %d bytes", directive, VIEW_ATTEND - 1);
    strcpy(out, strcmp(attend, "none") == 0 ? "" : attend);
    return true;
}

static bool read_beside_attend(const char *attend, RunOf *of, Error *e) {
    if (strcmp(attend, "none") != 0) *of = (RunOf){.model = ""};
    return read_attend("compare-attend", attend, of->attend, e);
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
        return number(word + 5, BEAM_LEAST, BEAM_MOST, &s->width);
    }
    if (strncmp(word, "node=", 5) == 0)
        return s->kind == SEARCH_BEAM && number(word + 5, 0, 1 << 20, &s->node);
    if (strncmp(word, "top-k=", 6) == 0)
        return s->kind == SEARCH_SAMPLE && number(word + 6, 0, 1 << 20, &s->top_k);
    s->kind = SEARCH_SAMPLE;
    return strncmp(word, "sample=", 7) == 0 && unsigned_number(word + 7, &s->seed);
}

/* greedy, beam=N [node=N] or sample=SEED [top-k=N] */
static bool read_search(const char *directive, const char *search, Search *out, Error *e) {
    char copy[LINE_MOST], *rest;
    Search s = {0};
    strcpy(copy, search);
    for (char *word = strtok_r(copy, " \t", &rest); word; word = strtok_r(NULL, " \t", &rest))
        if (!read_search_word(word, &s))
            return error_set(e,
                             "%s: '%s' is not greedy, beam=%d…%d [node=N] or sample=SEED [top-k=N]",
                             directive, search, BEAM_LEAST, BEAM_MOST);
    *out = s;
    return true;
}

/* A number from 0, or a token of this view's own sentence. */
static bool beside_position(const Decoding *d, const Beside *b, const char *word, bool row,
                            int *out) {
    int t = b->t >= 0 && b->t < d->steps ? b->t : d->steps - 1;
    Value value = program_find(&d->programs[t], b->path);
    Error e;
    if (number(word, 0, 1 << 20, out)) return true;
    if (value == NO_VALUE) return false;
    Form f = d->programs[t].values[value].form;
    return address_position(d, t, row ? f.rows : f.cols, row ? f.shape.rows : f.shape.cols, word,
                            out, &e);
}

static bool read_beside_option(const Decoding *d, const char *word, Beside *b) {
    int form = strncmp(word, "form=", 5) == 0 ? index_of(form_names, FORM_COUNT, word + 5) : -1;
    int depth = strncmp(word, "depth=", 6) == 0 ? index_of(depth_names, DEPTH_COUNT, word + 6) : -1;
    if (form >= 0) return b->form = (FigureForm)form, true;
    if (depth >= 0) return b->depth = (Depth)depth, true;
    if (strcmp(word, "difference") == 0) return b->difference = true;
    if (strncmp(word, "head=", 5) == 0) return number(word + 5, 0, 1 << 20, &b->head);
    if (strncmp(word, "row=", 4) == 0) return beside_position(d, b, word + 4, true, &b->row);
    return strncmp(word, "col=", 4) == 0 && beside_position(d, b, word + 4, false, &b->col);
}

/* off, or PATH[@t] and its options. The pinned figure's run is the view's own where no other
   directive tells it. elsewhere: it is of another model, whose paths are not known here. */
static bool read_compare(const Decoding *d, const char *compare, bool elsewhere, View *v,
                         Error *e) {
    char copy[LINE_MOST], *rest;
    Beside b = {.on = true, .of = view_run(v), .t = -1, .row = -1, .col = -1, .depth = DEPTH_STEP};
    strcpy(copy, compare);
    char *path = strtok_r(copy, " \t", &rest), *at = strchr(path, '@');
    v->beside = (Beside){0};
    if (strcmp(path, "off") == 0) return true;
    if (at) *at++ = 0;
    bool known = elsewhere || program_find(&d->programs[d->steps - 1], path) != NO_VALUE;
    if (strlen(path) >= sizeof b.path || !known)
        return error_set(e, "compare: no value '%s'", path);
    strcpy(b.path, path);
    if (at && !number(at, 0, 1 << 20, &b.t))
        return error_set(e, "compare: '@%s' is no decoding step", at);
    for (char *word = strtok_r(NULL, " \t", &rest); word; word = strtok_r(NULL, " \t", &rest))
        if (!read_beside_option(d, word, &b))
            return error_set(
                e, "compare: '%s' is not head=N, form=NAME, depth=NAME, row=R, col=C or difference",
                word);
    v->beside = b;
    return true;
}

/* NAME [page=N]; a name may have blanks in it. */
static bool read_lesson(const char *said, View *v, Error *e) {
    size_t n = strlen(said);
    const char *blank = strrchr(said, ' ');
    int page = 1;
    if (blank && strncmp(blank, " page=", 6) == 0) {
        if (!number(blank + 6, 1, 999, &page))
            return error_set(e, "lesson: page '%s' is not 1 to 999", blank + 6);
        for (n = (size_t)(blank - said); n && said[n - 1] == ' ';) n--;
    }
    if (n >= sizeof v->lesson)
        return error_set(e, "lesson: the name is longer than %zu bytes", sizeof v->lesson - 1);
    memcpy(v->lesson, said, n);
    v->lesson[n] = 0;
    v->page = page - 1;
    return true;
}

/* A pin that the shown value has no place for would be a pin on nothing; below the steps there must
 * be one. */
static void mend_pins(const Decoding *d, View *v) {
    Address a = view_address(v, d);
    Shape s = d->programs[a.t].values[a.value].form.shape;
    if (v->row >= s.rows) v->row = -1;
    if (v->col >= s.cols) v->col = -1;
    if (v->depth >= DEPTH_ROW && v->row < 0) v->row = 0;
    if (v->depth >= DEPTH_CELL && v->col < 0) v->col = 0;
}

static bool carry_out(const Directives *d, int which, const Decoding *run, View *v, Error *e) {
    const char *said = d->said[which];
    switch (which) {
    case SAY_MODEL: return read_model("model", said, v->model, e);
    case SAY_ATTEND: return read_attend("attend", said, v->attend, e);
    case SAY_TEXT: return read_text(said, v->text, e);
    case SAY_SHOW: return read_show(run, said, v, e);
    case SAY_POINT: return read_point(run, said, v, e);
    case SAY_DEPTH: return read_depth(said, v, e);
    case SAY_THEME: return read_theme(said, v, e);
    case SAY_SIZE: return read_size(said, v, e);
    case SAY_ZOOM: return read_zoom(said, v, e);
    case SAY_PLAY: return read_play(said, v, e);
    case SAY_PART: return read_part(said, v, e);
    case SAY_FOLD: return read_fold(said, v, e);
    case SAY_WHAT: return read_what("what-if", said, &v->what, e);
    case SAY_SEARCH: return read_search("search", said, &v->search, e);
    case SAY_SIDE: return read_side(said, v, e);
    case SAY_SORT: return read_sort(said, v, e);
    case SAY_ENLARGE: return read_choice("enlarge", "off", "on", said, &v->enlarged, e);
    case SAY_CELLS: return read_choice("cells", "plain", "dots", said, &v->dots, e);
    case SAY_PRESENT: return read_choice("present", "off", "on", said, &v->presenting, e);
    case SAY_COMPARE:
        return read_compare(run, said, d->said[SAY_COMPARE_MODEL] || d->said[SAY_COMPARE_ATTEND], v,
                            e);
    case SAY_COMPARE_MODEL: return read_model("compare-model", said, v->beside.of.model, e);
    case SAY_COMPARE_ATTEND: return read_beside_attend(said, &v->beside.of, e);
    case SAY_COMPARE_TEXT: return read_text(said, v->beside.of.text, e);
    case SAY_COMPARE_WHAT: return read_what("compare-what-if", said, &v->beside.of.what, e);
    case SAY_LESSON: return read_lesson(said, v, e);
    default: return read_search("compare-search", said, &v->beside.of.search, e);
    }
}

bool view_parse(const char *line, const Decoding *d, View *view, Error *e) {
    Directives said;
    View v = *view;
    if (!split(line, &said, e)) return false;
    for (int i = 0; i < DIRECTIVES; i++)
        if (said.said[i] && !carry_out(&said, i, d, &v, e)) return false;
    mend_pins(d, &v);
    *view = v;
    return true;
}

bool view_tells(const char *line, const char *directive) {
    Directives said;
    Error e;
    int at = index_of(directive_names, DIRECTIVES, directive);
    return at >= 0 && split(line, &said, &e) && said.said[at];
}

bool view_text(const char *line, char out[VIEW_TEXT]) {
    Directives said;
    Error e;
    return split(line, &said, &e) && said.said[SAY_TEXT] && read_text(said.said[SAY_TEXT], out, &e);
}

/* Matrices have neither model nor sentence, and who names one of these wants no matrices. */
static bool source_of(const Directives *d, RunOf *r, Error *e) {
    const char *model = d->said[SAY_MODEL], *attend = d->said[SAY_ATTEND];
    if (attend && strcmp(attend, "none") != 0) {
        if (model || d->said[SAY_TEXT])
            return error_set(e, "attend: matrices have no %s, and '%s' is there, too",
                             model ? "model" : "sentence", model ? "model" : "text");
        *r = (RunOf){.model = ""};
    }
    if (attend || model || d->said[SAY_TEXT]) r->attend[0] = 0;
    if (attend && !read_attend("attend", attend, r->attend, e)) return false;
    if (model) r->text[0] = 0;
    return !model || read_model("model", model, r->model, e);
}

bool view_run_of(const char *line, RunOf *of, Error *e) {
    Directives said;
    RunOf r = *of;
    if (!split(line, &said, e) || !source_of(&said, &r, e)) return false;
    if (said.said[SAY_TEXT] && !read_text(said.said[SAY_TEXT], r.text, e)) return false;
    if (said.said[SAY_WHAT] && !read_what("what-if", said.said[SAY_WHAT], &r.what, e)) return false;
    if (said.said[SAY_SEARCH] && !read_search("search", said.said[SAY_SEARCH], &r.search, e))
        return false;
    *of = r;
    return true;
}

RunOf view_run(const View *v) {
    RunOf of = {.search = v->search};
    strcpy(of.model, v->model);
    strcpy(of.attend, v->attend);
    strcpy(of.text, v->text);
    of.what = v->what;
    return of;
}

void view_set_run(View *v, const RunOf *of) {
    memcpy(v->model, of->model, sizeof v->model);
    memcpy(v->attend, of->attend, sizeof v->attend);
    memcpy(v->text, of->text, sizeof v->text);
    v->what = of->what;
    v->search = of->search;
}

static bool same_search(const Search *a, const Search *b) {
    return a->kind == b->kind && a->width == b->width && a->node == b->node && a->seed == b->seed &&
           a->top_k == b->top_k;
}

bool view_same_run(const RunOf *a, const RunOf *b) {
    return strcmp(a->model, b->model) == 0 && strcmp(a->attend, b->attend) == 0 &&
           strcmp(a->text, b->text) == 0 && whatif_same(&a->what, &b->what) &&
           same_search(&a->search, &b->search);
}

static void print_escaped(const char *text, Buffer *out) {
    for (; *text; text++) {
        if (*text == ';' || *text == '\\') buffer_text(out, "\\");
        buffer_add(out, text, 1);
    }
}

/* Which of the equal labels the one at `at` is, from 1. */
static int which_one(const Decoding *d, int t, Axis axis, int at, const char *label, Arena *arena) {
    int n = 0;
    for (int i = 0; i <= at; i++) n += strcmp(decode_label(d, t, axis, i, arena), label) == 0;
    return n;
}

/* The token where it reads back to the same place ("3" would be taken for a number), else the
 * number. */
static void print_position(const Decoding *d, int t, Axis axis, int size, int at, Arena *arena,
                           Buffer *out) {
    const char *label = decode_label(d, t, axis, at, arena);
    bool named = *label && !decode_counts(d, axis);
    int n = named ? which_one(d, t, axis, at, label, arena) : 1, back;
    char *name =
        n > 1 ? arena_print(arena, "%s#%d", label, n) : arena_copy(arena, label, strlen(label));
    Error e;
    bool plain = *label && !strpbrk(name, " \t;\\");
    if (plain && address_position(d, t, axis, size, name, &back, &e) && back == at)
        buffer_text(out, name);
    else
        buffer_print(out, "%d", at);
}

static void print_point(const View *v, const Decoding *d, Buffer *out) {
    Address a = view_address(v, d);
    Form f = d->programs[a.t].values[a.value].form;
    bool row = v->row >= 0 && v->row < f.shape.rows, col = v->col >= 0 && v->col < f.shape.cols;
    Arena arena = {0};
    buffer_text(out, row || col ? "; point" : "; point none");
    if (row) {
        buffer_text(out, " row=");
        print_position(d, a.t, f.rows, f.shape.rows, v->row, &arena, out);
    }
    if (col) {
        buffer_text(out, " col=");
        print_position(d, a.t, f.cols, f.shape.cols, v->col, &arena, out);
    }
    arena_free(&arena);
}

static void print_search(const Search *s, Buffer *out) {
    if (s->kind == SEARCH_GREEDY) buffer_text(out, "greedy");
    if (s->kind == SEARCH_BEAM) buffer_print(out, "beam=%d", s->width);
    if (s->kind == SEARCH_BEAM && s->node) buffer_print(out, " node=%d", s->node);
    if (s->kind == SEARCH_SAMPLE) buffer_print(out, "sample=%u", (unsigned)s->seed);
    if (s->kind == SEARCH_SAMPLE && s->top_k) buffer_print(out, " top-k=%d", s->top_k);
}

static void print_beside(const View *v, Buffer *out) {
    const Beside *b = &v->beside;
    RunOf own = view_run(v);
    if (!b->on) return;
    buffer_print(out, "; compare %s", b->path);
    if (b->t >= 0) buffer_print(out, "@%d", b->t);
    buffer_print(out, " head=%d form=%s depth=%s", b->head, form_names[b->form],
                 depth_names[b->depth]);
    if (b->row >= 0) buffer_print(out, " row=%d", b->row);
    if (b->col >= 0) buffer_print(out, " col=%d", b->col);
    if (b->difference) buffer_text(out, " difference");
    if (strcmp(b->of.model, own.model) != 0)
        buffer_text(out, "; compare-model "),
            print_escaped(*b->of.model ? b->of.model : "own", out);
    if (strcmp(b->of.attend, own.attend) != 0)
        buffer_text(out, "; compare-attend "),
            print_escaped(*b->of.attend ? b->of.attend : "none", out);
    if (*b->of.text && strcmp(b->of.text, own.text) != 0)
        buffer_text(out, "; compare-text "), print_escaped(b->of.text, out);
    if (!whatif_same(&b->of.what, &own.what))
        buffer_text(out, "; compare-what-if "),
            print_escaped(b->of.what.count ? b->of.what.text : "none", out);
    if (!same_search(&b->of.search, &own.search))
        buffer_text(out, "; compare-search "), print_search(&b->of.search, out);
}

void view_print(const View *v, const Decoding *d, Buffer *out) {
    if (*v->model) buffer_text(out, "model "), print_escaped(v->model, out), buffer_text(out, "; ");
    if (*v->attend)
        buffer_text(out, "attend "), print_escaped(v->attend, out), buffer_text(out, "; ");
    if (*v->text) {
        buffer_text(out, "text ");
        print_escaped(v->text, out);
        buffer_text(out, "; ");
    }
    if (v->what.count)
        buffer_text(out, "what-if "), print_escaped(v->what.text, out), buffer_text(out, "; ");
    if (v->search.kind != SEARCH_GREEDY)
        buffer_text(out, "search "), print_search(&v->search, out), buffer_text(out, "; ");
    Address a = view_address(v, d);
    buffer_print(out, "show %s", d->programs[a.t].values[a.value].path);
    if (v->t >= 0) buffer_print(out, "@%d", a.t);
    buffer_print(out, " head=%d form=%s", v->head, form_names[v->form]);
    print_point(v, d, out);
    buffer_print(out, "; depth %s; theme %s; size %d", depth_names[v->depth],
                 v->theme == THEME_NIGHT ? "night" : "paper", v->text_size);
    if (v->zoom > 1)
        buffer_print(out, "; zoom %.9g %.9g %.9g", (double)v->zoom, (double)v->pan_x,
                     (double)v->pan_y);
    if (v->played < 1) buffer_print(out, "; play %.9g", (double)v->played);
    if (v->part >= 0) buffer_print(out, "; part %d", v->part);
    if (v->side != SIDE_AFTER) buffer_print(out, "; side %s", side_names[v->side]);
    if (v->order != ORDER_PLACE) buffer_print(out, "; sort %s", order_names[v->order]);
    if (v->enlarged) buffer_text(out, "; enlarge on");
    if (v->dots) buffer_text(out, "; cells dots");
    if (v->presenting) buffer_text(out, "; present on");
    print_beside(v, out);
    if (*v->lesson) {
        buffer_text(out, "; lesson "), print_escaped(v->lesson, out);
        buffer_print(out, " page=%d", v->page + 1);
    }
    buffer_print(out, "; fold map=%s notes=%s timeline=%s", fold_names[v->map],
                 fold_names[v->notes], fold_names[v->timeline]);
}

Address view_address(const View *v, const Decoding *d) {
    Address a = {.t = v->t >= 0 && v->t < d->steps ? v->t : d->steps - 1};
    const Program *p = &d->programs[a.t];
    a.value = program_find(p, v->path);
    if (a.value == NO_VALUE) a.value = p->steps[0].out[op_table[p->steps[0].op]->outputs - 1];
    Shape s = p->values[a.value].form.shape;
    int sheet = v->head < 0 ? 0 : v->head < s.sheets ? v->head : s.sheets - 1;
    a.has_cell = v->row >= 0 && v->row < s.rows && v->col >= 0 && v->col < s.cols;
    a.cell = (Cell){sheet, a.has_cell ? v->row : 0, a.has_cell ? v->col : 0};
    return a;
}

char *view_suffix(const View *v, const Decoding *d, Arena *arena) {
    Address a = view_address(v, d);
    bool heads = d->programs[a.t].values[a.value].form.shape.sheets > 1;
    const char *form = v->form == FORM_MATRIX ? "" : arena_print(arena, "-%s", form_names[v->form]);
    if (v->depth < DEPTH_STEP) return arena_print(arena, "-%s%s", depth_names[v->depth], form);
    const char *head = heads ? arena_print(arena, "-head%d", a.cell.sheet) : "";
    const char *row = v->depth >= DEPTH_ROW ? arena_print(arena, "-row%d", v->row) : "";
    const char *col = v->depth == DEPTH_CELL ? arena_print(arena, "-column%d", v->col) : "";
    return arena_print(arena, "%s%s%s%s", head, row, col, form);
}
