/* A view as one line: cutting it, and handing each piece to its row of the table of directives. */
#include "view/view.h"

#include <stdio.h>
#include <string.h>

#include "model/pages/names.h"
#include "base/text.h"
#include "view/directives.h"

View view_default(const char *text) {
    View v = {.shown = {.at = {.t = -1, .row = -1, .col = -1, .depth = DEPTH_STEP},
                        .zoom = {.factor = 1},
                        .played = 1,
                        .part = -1,
                        .setting = {.text_size = 100}},
              .passing = {.speed = 100, .moved = 1, .turned = 1, .spot = {0.5f, 0.5f, 0.16f}}};
    v.shown.of.text = text;
    snprintf(v.shown.at.path, sizeof v.shown.at.path, "%s", names_shown_first);
    return v;
}

bool view_same(const View *a, const View *b) {
    return directives_same(&a->shown, &b->shown) && a->trail.count == b->trail.count;
}

void view_settle(View *v) {
    int speed = v->passing.speed;
    v->passing = view_default("").passing;
    v->passing.speed = speed;
    v->shown.played = 1;
    v->shown.setting.presenting = false;
}

/* What a line says, cut up but not yet looked at: by row of the table. */
typedef struct ViewLine {
    Arena *arena;
    const char *said[DIRECTIVE_OF_VIEW]; /* NULL where the line is silent */
} ViewLine;

static char *view_trim(char *text) {
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

/* Ends the directive at its ';' and returns where the next one begins, NULL after the last. */
static char *view_cut(char *from) {
    bool brackets = has_brackets(from), inside = false;
    for (; *from && (*from != ';' || inside); from++) {
        if (brackets && (*from == '[' || *from == ']')) inside = *from == '[';
        if (from[0] == '\\' && (from[1] == ';' || from[1] == '\\')) from++;
    }
    char *next = *from ? from + 1 : NULL;
    *from = 0;
    return next;
}

/* Within a directive "\;" is a semicolon and "\\" a backslash, "\n", "\r" and "\t" are the end of a
   line and a tab, "\s" a blank at an end: so every sentence can be written. */
static char *view_unescape(char *text) {
    static const char escaped[] = ";\\nrts", meant[] = ";\\\n\r\t ";
    char *to = text;
    for (const char *from = text; *from; from++) {
        const char *found = from[0] == '\\' && from[1] ? strchr(escaped, from[1]) : NULL;
        *to++ = found ? meant[found - escaped] : *from;
        from += found != NULL;
    }
    *to = 0;
    return text;
}

static bool no_directive(const char *name, Error *e) {
    const char *names[DIRECTIVE_OF_VIEW];
    Arena arena = {0};
    for (int i = 0; i < DIRECTIVE_OF_VIEW; i++) names[i] = directive_table[i].name;
    error_set(e, "'%s' is no directive: there are %s", name,
              text_list(names, DIRECTIVE_OF_VIEW, &arena));
    arena_free(&arena);
    return false;
}

static bool take_directive(ViewLine *l, char *directive, Error *e) {
    char *name = view_trim(directive), *argument = name + strcspn(name, " \t");
    if (!*name) return true;
    if (*argument) *argument++ = 0;
    const DirectiveRow *row = directive_find(name);
    if (!row) return no_directive(name, e);
    const char **said = &l->said[row - directive_table];
    if (*said) return error_set(e, "'%s' is there twice", name);
    *said = view_unescape(view_trim(argument));
    return **said || error_set(e, "%s: nothing follows", name);
}

static bool view_split(const char *line, Arena *arena, ViewLine *l, Error *e) {
    *l = (ViewLine){.arena = arena};
    for (char *at = arena_copy(arena, line, strlen(line)), *next; at; at = next) {
        next = view_cut(at);
        if (!take_directive(l, at, e)) return false;
    }
    return true;
}

static bool view_carry_out(const ViewLine *l, DirectiveKind kind, const Decoding *run, Shown *v,
                           Error *e) {
    const DirectiveRow *row = &directive_table[kind];
    DirectiveReading r = {.row = row,
                          .arena = l->arena,
                          .said = l->said[kind],
                          .run = run,
                          .elsewhere = l->said[DIRECTIVE_COMPARE_MODEL] ||
                                       l->said[DIRECTIVE_COMPARE_ATTEND]};
    return !r.said || row->read(&r, v, e);
}

/* What only one depth can show. */
static bool view_check(const Decoding *d, const Shown *v, Error *e) {
    if (v->at.depth == DEPTH_SENTENCE && d->labels)
        return error_set(e, "depth: matrices have no sentence");
    return v->at.head != HEAD_MEAN || v->at.depth == DEPTH_SENTENCE ||
           error_set(e, "show: head=mean is of depth sentence only");
}

bool view_parse(const char *line, const Decoding *d, Arena *arena, View *view, Error *e) {
    ViewLine l;
    Shown v = view->shown;
    if (!view_split(line, arena, &l, e)) return false;
    for (int i = 0; i < DIRECTIVE_OF_VIEW; i++)
        if (!view_carry_out(&l, (DirectiveKind)i, d, &v, e)) return false;
    if (!view_check(d, &v, e)) return false;
    /* A pin that the shown value has no place for would be a pin on nothing; below the steps there
     * must be one. */
    Address a = seen_address(&v, d);
    Shape s = d->programs[a.t].values[a.value].form.shape;
    Place *at = &v.at;
    if (at->row >= s.rows) at->row = -1;
    if (at->col >= s.cols) at->col = -1;
    if (at->depth >= DEPTH_ROW && at->row < 0) at->row = 0;
    if (at->depth >= DEPTH_CELL && at->col < 0) at->col = 0;
    view->shown = v;
    return true;
}

bool view_tells(const char *line, const char *directive) {
    const DirectiveRow *row = directive_find(directive);
    ViewLine l;
    Error e;
    Arena arena = {0};
    bool tells = row && view_split(line, &arena, &l, &e) && l.said[row - directive_table];
    arena_free(&arena);
    return tells;
}

/* Matrices have neither model nor sentence, and who names one of these wants no matrices. */
static bool begin_run(const ViewLine *l, RunOf *of, Error *e) {
    const char *attend = l->said[DIRECTIVE_ATTEND], *model = l->said[DIRECTIVE_MODEL],
               *text = l->said[DIRECTIVE_TEXT];
    bool matrices = attend && strcmp(attend, "none") != 0;
    if (matrices && (model || text))
        return error_set(e, "attend: matrices have no %s, and '%s' is there, too",
                         model ? "model" : "sentence", model ? "model" : "text");
    if (matrices) *of = (RunOf){.model = ""};
    if (attend || model || text) of->attend[0] = 0;
    if (model) of->text = NULL;
    return true;
}

bool view_run_of(const char *line, Arena *arena, RunOf *of, Error *e) {
    static const DirectiveKind tell[] = {DIRECTIVE_ATTEND, DIRECTIVE_MODEL, DIRECTIVE_TEXT,
                                         DIRECTIVE_WHAT_IF, DIRECTIVE_SEARCH};
    ViewLine l;
    Shown v = {.of = *of};
    if (!view_split(line, arena, &l, e) || !begin_run(&l, &v.of, e)) return false;
    for (size_t i = 0; i < sizeof tell / sizeof *tell; i++)
        if (!view_carry_out(&l, tell[i], NULL, &v, e)) return false;
    *of = v.of;
    return true;
}

const char *view_text(const char *line, Arena *arena) {
    ViewLine l;
    Error e;
    return view_split(line, arena, &l, &e) ? l.said[DIRECTIVE_TEXT] : NULL;
}

void view_print(const View *v, const Decoding *d, Buffer *out) {
    Buffer said = {0};
    const char *between = "";
    for (int i = 0; i < DIRECTIVE_OF_VIEW; i++) {
        const DirectiveRow *row = &directive_table[i];
        if (row->aside && !v->shown.beside.on) continue;
        said.size = 0;
        row->print(row, &v->shown, d, &said);
        if (!said.size) continue;
        buffer_print(out, "%s%s ", between, row->name);
        buffer_add(out, said.data, said.size);
        between = "; ";
    }
    buffer_free(&said);
}

Address view_address(const View *v, const Decoding *d) {
    return seen_address(&v->shown, d);
}

char *view_suffix(const View *v, const Decoding *d, Arena *arena) {
    const Place *at = &v->shown.at;
    Address a = view_address(v, d);
    bool heads = d->programs[a.t].values[a.value].form.shape.sheets > 1;
    const char *form = at->form == FORM_MATRIX || at->form == FORM_ALONE
                           ? ""
                           : arena_print(arena, "-%s", directive_forms[at->form]);
    if (at->depth < DEPTH_STEP)
        return arena_print(arena, "-%s%s", directive_depths[at->depth], form);
    const char *head = heads ? arena_print(arena, "-head%d", a.cell.sheet) : "";
    const char *row = at->depth >= DEPTH_ROW ? arena_print(arena, "-row%d", at->row) : "";
    const char *col = at->depth == DEPTH_CELL ? arena_print(arena, "-column%d", at->col) : "";
    return arena_print(arena, "%s%s%s%s", head, row, col, form);
}

bool view_stands_alone(const View *v, const Decoding *run) {
    Address a = view_address(v, run);
    const Program *p = &run->programs[a.t];
    if (v->shown.at.depth != DEPTH_STEP || v->shown.at.form != FORM_MATRIX || v->shown.beside.on ||
        v->shown.side == SIDE_DIFFERENCE || program_inner(p, a.value))
        return false;
    switch (p->values[a.value].role) {
    case VALUE_SCORES:
    case VALUE_SCALED:
    case VALUE_MASKED:
    case VALUE_WEIGHTS:
    case VALUE_MATRIX: return true;
    default: return false;
    }
}
