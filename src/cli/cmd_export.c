/* attnscope export: figures and numbers as files, by the same painter as the window's. */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "export/html.h"
#include "cli/figure_runs.h"
#include "cli/lesson_folder.h"
#include "lesson/course.h"
#include "view/directives.h"

enum {
    OPTION_STEP = OPTION_OWN,
    OPTION_VIEW,
    OPTION_LIST,
    OPTION_LAYER,
    OPTION_ALL,
    OPTION_LESSON,
    OPTION_DECK,
    OPTION_LIVE,
    OPTION_HEAD,
    OPTION_FORM,
    OPTION_GLOSS,
    WHAT_MOST = 256
};
static const size_t LIST_BYTES = 1 << 20;

static const OptionInfo options[] = {
    {OPTION_STEP, "step", "PATH[@t]",
     "the step to draw; with [head,row,col] that cell is pinned; may be repeated"},
    {OPTION_VIEW, "view", "LINE",
     "as 'show encoder.1.self.scores head=2; point row=it col=dog'; may be repeated"},
    {OPTION_LIST, "list", "FILE", "a view's line on each line; # begins a remark"},
    {OPTION_LAYER, "layer", "PATH", "every step under it: encoder.0, decoder.1.cross, output"},
    {OPTION_ALL, "all", NULL, "the sentence, and every step of the last decoding step"},
    {OPTION_LESSON, "lesson", "FILE",
     "the figures of a lesson's pages, and a deck of its words and figures"},
    {OPTION_DECK, "deck", "TITLE",
     "with a series: index.html, a page to flip through, which needs nothing else"},
    LOOK_LINK(OPTION_LINK),
    {OPTION_LIVE, "live", NULL,
     "with --deck or --lesson, and --link: the figures come alive when they are touched"},
    {OPTION_HEAD, "head", "N|N,N|all|grid",
     "heads counted from 0, a figure for each; grid: all in one (0)"},
    {OPTION_FORM, "form", "NAME",
     "matrix, ribbons, bars, heads, tree, alone or lens (--step of scores or weights: alone)"},
    {OPTION_OUT, "out", "FILE|DIR", "where to; more than one figure goes into a folder, numbered"},
    {OPTION_FRAME, "frame", "figure|window",
     "the figure alone (as is), or the window around it, of a lesson with its page"},
    {OPTION_GLOSS, "gloss", NULL,
     "under each token what it means in --lang, where that is told (ru); a lesson's have it"},
    FIGURE_OPTIONS,
    FIGURE_LABELS,
    SESSION_MODEL,
    SEARCH_OPTIONS,
    SESSION_WHAT_IF,
    SESSION_KERNELS,
};
static const Usage usage = {"export [TEXT] --step PATH | --view LINE | --list FILE | --layer PATH "
                            "| --all | --lesson FILE -o FILE|DIR [OPTION]…",
                            "Draws figures of a run of TEXT (the model's own sentence if there is "
                            "none), or writes their numbers.\n" SESSION_WHAT_IF_ABOUT,
                            options, sizeof options / sizeof *options, -1};

/* One thing to draw, as it was asked for. */
typedef struct What {
    int id;
    const char *value;
} What;

typedef struct ExportArguments {
    SessionArguments session;
    FigureArguments figure;
    What what[WHAT_MOST];
    int count;
    HeadWish heads;
    int form; /* −1: not given */
    bool gloss, live;
    const char *out, *deck;
} ExportArguments;

static bool take_what(ExportArguments *a, int id, const char *value, Error *e) {
    if (a->count == WHAT_MOST)
        return error_set(e, "more than %d things to draw: write them into a --list", WHAT_MOST);
    a->what[a->count++] = (What){id, value};
    return true;
}

static bool take_frame(ExportArguments *a, const char *value, Error *e) {
    static const char *const frames[] = {"figure", "window", NULL};
    int frame;
    if (!option_word("--frame", value, frames, &frame, e)) return false;
    a->figure.plan.frame = frame;
    return true;
}

static bool cmd_export_take(void *self, int id, const char *value, Error *e) {
    ExportArguments *a = self;
    bool known;
    switch (id) {
    case OPTION_STEP:
    case OPTION_VIEW:
    case OPTION_LIST:
    case OPTION_LAYER:
    case OPTION_LESSON:
    case OPTION_ALL: return take_what(a, id, value, e);
    case OPTION_DECK: a->deck = value; return true;
    case OPTION_HEAD: return series_heads(value, &a->heads, e);
    case OPTION_FORM: return option_word("--form", value, directive_forms, &a->form, e);
    case OPTION_FRAME: return take_frame(a, value, e);
    case OPTION_GLOSS: return a->gloss = true;
    case OPTION_LIVE: return a->live = true;
    case OPTION_OUT: a->out = value; return true;
    default: break;
    }
    if (!figure_option(&a->figure, id, value, &known, e)) return false;
    return known || session_option(&a->session, id, value, &known, e);
}

typedef struct Export {
    const ExportArguments *a;
    FigureRuns runs;
    Series series;
} Export;

static bool open_run(Export *x, Error *e) {
    RunOf of = figure_runs_own(&x->runs);
    return figure_runs_take(&x->runs, &of, e);
}

static bool cmd_export_add(Export *x, View v, Error *e) {
    figure_runs_finish(&x->runs, &v);
    return series_add(&x->series, &v, x->runs.session, &x->a->heads, false, e);
}

static bool cmd_export_add_step(Export *x, const char *step, Error *e) {
    Address at;
    if (!open_run(x, e) || !address_parse(&x->runs.session->run, step, &at, e)) return false;
    View v = figure_runs_first(&x->runs);
    const char *path = x->runs.session->run.programs[at.t].values[at.value].path;
    if (strlen(path) >= VIEW_PATH)
        return error_set(e, "%s: the path is too long for a figure", path);
    strcpy(v.shown.at.path, path);
    v.shown.at.t = at.t;
    if (at.has_cell)
        v.shown.at.head = at.cell.sheet, v.shown.at.row = at.cell.row, v.shown.at.col = at.cell.col;
    if (view_stands_alone(&v, &x->runs.session->run)) v.shown.at.form = FORM_ALONE;
    return cmd_export_add(x, v, e);
}

static bool add_view(Export *x, const char *line, Error *e) {
    View v;
    return figure_runs_view(&x->runs, line, &v, e) && cmd_export_add(x, v, e);
}

static bool cmd_export_add_line(Export *x, const char *file, int number, char *line, Error *e) {
    line[strcspn(line, "\r\n")] = 0;
    line += strspn(line, " \t");
    const char *view = line;
    if (*line == 0 || *line == '#') return true;
    if (look_view(&view, NULL, x->runs.arena, e) && add_view(x, view, e)) return true;
    char place[64];
    snprintf(place, sizeof place, "%d", number);
    return error_prefix(e, arena_print(x->runs.arena, "%s:%s", file, place));
}

static bool add_list(Export *x, const char *file, Error *e) {
    Bytes bytes;
    int before = x->series.count, number = 1;
    if (!file_read(file, LIST_BYTES, x->runs.arena, &bytes, e)) return false;
    char *line = arena_copy(x->runs.arena, (const char *)bytes.data, bytes.size),
         *end = line + bytes.size;
    for (; line < end; number++) {
        char *stop = memchr(line, '\n', (size_t)(end - line)), *next = stop ? stop + 1 : end;
        if (stop) *stop = 0;
        if (!cmd_export_add_line(x, file, number, line, e)) return false;
        line = next;
    }
    return x->series.count > before || error_set(e, "%s: there is no view in it", file);
}

static bool add_steps(Export *x, const char *prefix, Error *e) {
    if (!open_run(x, e)) return false;
    View v = figure_runs_first(&x->runs);
    figure_runs_finish(&x->runs, &v);
    return series_add_steps(&x->series, &v, x->runs.session, prefix, &x->a->heads, e);
}

/* The sentence first, then every step. */
static bool add_all(Export *x, Error *e) {
    if (!open_run(x, e)) return false;
    View v = figure_runs_first(&x->runs);
    v.shown.at.depth = DEPTH_SENTENCE;
    source_open(x->runs.loaded.sources, &x->runs.session->run, &v);
    return cmd_export_add(x, v, e) && add_steps(x, "", e);
}

static bool add_lesson(Export *x, const char *file, Error *e) {
    Lesson *l = arena_many(x->runs.arena, Lesson, 1);
    if (!lesson_open(file, x->runs.arena, l, e)) return false;
    if (!x->series.deck) x->series.deck = l->title;
    x->series.gloss = x->series.slide = true;
    for (int i = 0; i < l->page_count; i++) {
        const LessonPage *p = &l->pages[i];
        if (!figure_runs_add(&x->runs, &x->series, l, i, &x->a->heads, e)) return false;
        series_slide(&x->series, p->title, html_of(p->text, x->runs.arena), p->has_figure);
    }
    return true;
}

static bool cmd_export_add_what(Export *x, What w, Error *e) {
    switch (w.id) {
    case OPTION_STEP: return cmd_export_add_step(x, w.value, e);
    case OPTION_VIEW: return add_view(x, w.value, e) || error_prefix(e, "--view");
    case OPTION_LIST: return add_list(x, w.value, e);
    case OPTION_LESSON: return add_lesson(x, w.value, e);
    case OPTION_LAYER: return add_steps(x, w.value, e);
    default: return add_all(x, e);
    }
}

/* Of that language. 0: there are none. */
static int count_lessons(int language, Arena *arena) {
    char *folder;
    Course course;
    Error e;
    bool ok = lesson_folder(NULL, look_languages()->name[language], arena, &folder, &e) &&
              course_open(folder, COURSE_SHIPPED, arena, &course, &e);
    return ok ? course.count : 0;
}

static bool export_figures(Export *x, Error *e) {
    const ExportArguments *a = x->a;
    Look look = {0};
    SeriesOutput out = {&a->figure, &look, a->out, 0};
    bool ok = true;
    if (!figure_runs_open(&x->runs, e)) return false;
    series_begin(&x->series, x->runs.arena);
    x->series.deck = a->deck;
    x->series.gloss = a->gloss;
    x->series.slide = a->deck != NULL;
    x->series.live = a->live;
    for (int i = 0; i < a->count && ok; i++) ok = cmd_export_add_what(x, a->what[i], e);
    ok = ok && look_open(x->runs.arena, &look, e);
    for (int i = 0; i < x->series.count && ok && !out.lessons; i++)
        if (x->series.items[i].view.shown.at.depth == DEPTH_SENTENCE && a->figure.plan.frame)
            out.lessons = count_lessons(a->figure.language, x->runs.arena);
    ok = ok && series_write(&x->series, &out, e);
    look_close(&look);
    return ok;
}

static int work(void *self, const Arguments *rest, Arena *arena, Buffer *out, Error *e) {
    ExportArguments *a = self;
    Export x = {.a = a,
                .runs = {.from = &a->session,
                         .arena = arena,
                         .text = arguments_text(rest, arena),
                         .theme = a->figure.theme,
                         .form = a->form}};
    (void)out;
    if (!a->count)
        return cli_wrong(e, &usage,
                         "one of --step, --view, --list, --layer, --all and --lesson is needed");
    for (int i = 0; i < a->count; i++)
        if (a->what[i].id == OPTION_LESSON && a->count > 1)
            return cli_wrong(e, &usage, "--lesson goes with nothing else");
    if (!a->out) return cli_wrong(e, &usage, "-o is missing");
    if (a->live && !a->figure.link)
        return cli_wrong(e, &usage, "--live needs --link, where the program is");
    if (a->live && !a->deck && a->what[0].id != OPTION_LESSON)
        return cli_wrong(e, &usage, "--live goes with --deck or --lesson");
    for (int i = 0; i < a->count; i++) {
        int *language = a->figure.language_given ? NULL : &a->figure.language;
        if (a->what[i].id == OPTION_VIEW && !look_view(&a->what[i].value, language, arena, e))
            return EXIT_FAILED;
    }
    if (!figure_format_of(&a->figure, a->out, e) || !search_complete(&a->session.search, e))
        return EXIT_WRONG_USE;
    if (a->heads.all &&
        !figure_is_picture(a->figure.plan.format)) { /* numbers of all heads fit into one file */
        a->figure.plan.all_heads = true;
        a->heads = (HeadWish){0};
    }
    return export_figures(&x, e) ? EXIT_DONE : EXIT_FAILED;
}

int cmd_export(int argc, char **argv) {
    return cli_command(&usage, argc, argv, cmd_export_take, work,
                       &(ExportArguments){.figure = figure_arguments(), .form = -1});
}
