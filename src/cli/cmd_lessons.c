/* attnscope lessons: which there are, and whether all that they claim is so. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/look.h"
#include "cli/lesson_export.h"
#include "cli/lesson_folder.h"
#include "cli/session.h"
#include "lesson/course.h"
#include "lesson/questions.h"

enum { OPTION_CHECK = OPTION_OWN, OPTION_EXPORT, OPTION_LIVE };

static const OptionInfo options[] = {
    LOOK_LANG(OPTION_LANG),
    {OPTION_EXPORT, "export", "DIR",
     "write each lesson as Markdown with its figures, and a list of them all"},
    {OPTION_THEME, "theme", "paper|night", "with --export: the figures' colours (paper)"},
    {OPTION_SIZE, "size", "WxH|R:R[@Nx]",
     "with --export: the figures' pixels, 320x240 to 8192x8192 (1920x1080)"},
    {OPTION_FORMAT, "format", "png|svg", "with --export: of the figures (png)"},
    {OPTION_NOTES, "notes", "on|off",
     "with --export: tell model, sentence and command in the figures (on)"},
    {OPTION_LINK, "link", "BASE",
     "with --export: the address of a page with this program, where each figure is found"},
    {OPTION_LIVE, "live", NULL,
     "with --export and --link: the figures come alive there when they are touched"},
    {OPTION_FORCE, "force", NULL, "with --export: write over files that are there"},
    {OPTION_CHECK, "check", NULL,
     "hold every claim and question against the model; both languages alike"},
    SESSION_MODEL,
    SESSION_KERNELS};
static const Usage usage = {
    "lessons [FILE|FOLDER…] [OPTION]…",
    "Lists the lessons of a language, or of the given files and folders: number, title, how many "
    "pages. A folder\n"
    "may have a folder for each language in it, as 'en' and 'ru'.\n"
    "With --export every lesson becomes a folder in DIR: each page's figure, and index.md with its "
    "words, its\n"
    "questions and, at the end, their answers, ready to be pasted into slides or a course page.\n"
    "With --check every 'expect', 'value', 'ask' and 'predict' of every page is held against the "
    "model's own\n"
    "numbers, and the languages against each other: as many pages, figures, claims and "
    "questions.\n",
    options, sizeof options / sizeof *options, -1};

typedef struct LessonsArguments {
    SessionArguments session;
    FigureArguments figure; /* its language is the lessons', too */
    const char *folder;     /* of --export, or NULL */
    const char *goes_with;  /* an option that only --export has, or NULL */
    bool check, live;
} LessonsArguments;

typedef struct Files {
    const char *path[COURSE_MOST];
    int count;
} Files;

static bool cmd_lessons_take(void *self, int id, const char *value, Error *e) {
    LessonsArguments *a = self;
    bool known;
    if (id == OPTION_EXPORT) return (a->folder = value) != NULL;
    if (id == OPTION_CHECK) return a->check = true;
    a->live = a->live || id == OPTION_LIVE;
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (options[i].id == id && strncmp(options[i].help, "with --export", 13) == 0)
            a->goes_with = options[i].name;
    if (!figure_option(&a->figure, id, value, &known, e)) return false;
    return known || id == OPTION_LIVE || session_option(&a->session, id, value, &known, e);
}

static bool add_file(Files *out, const char *path, Error *e) {
    if (out->count == COURSE_MOST) return error_set(e, "more than %d lessons at once", COURSE_MOST);
    out->path[out->count++] = path;
    return true;
}

/* root: of one's own lessons, or NULL. */
static bool list_folder(const char *root, const char *language, CourseKind kind, Arena *arena,
                        Files *out, Error *e) {
    char *folder;
    Course course;
    if (!lesson_folder(root, language, arena, &folder, e) ||
        !course_open(folder, kind, arena, &course, e))
        return false;
    for (int i = 0; i < course.count; i++)
        if (!add_file(out, course.entries[i].path, e)) return false;
    return true;
}

/* Files as they are, of folders the lessons in them. */
static bool list_given(const Arguments *rest, const char *language, Arena *arena, Files *out,
                       Error *e) {
    for (int i = 0; i < rest->operands; i++) {
        const char *it = rest->operand[i];
        bool ok = folder_exists(it) ? list_folder(it, language, COURSE_ALL, arena, out, e)
                                    : add_file(out, it, e);
        if (!ok) return false;
    }
    return true;
}

static bool cmd_lessons_list(const Files *files, Arena *arena, Buffer *out, Error *e) {
    for (int i = 0; i < files->count; i++) {
        Lesson l;
        if (!lesson_open(files->path[i], arena, &l, e)) return false;
        const char *name = path_base(files->path[i]);
        buffer_print(out, "%.*s  %s (%d)\n", course_is_lesson(name) ? 2 : 0, name,
                     text_plain(arena, l.title), l.page_count);
    }
    return true;
}

/* The run that the page compares with. */
static bool check_beside(const Sources *s, const Lesson *l, int page, const RunOf *of,
                         const Decoding *run, View *v, Arena *arena, Error *e) {
    Decoding beside;
    if (!v->shown.beside.on ||
        (source_view(s, of, run, v, e) && source_decode(s, &v->shown.beside.of, arena, &beside, e)))
        return true;
    return error_prefix(e, arena_print(arena, "%s:%d: compare", l->name,
                                       l->pages[page].holds[DIRECTIVE_COMPARE]->line));
}

/* Claims, and that the page's view can be shown. Returns how many, −1 with the first fault. */
static int check_page(const Sources *s, const Lesson *l, int page, Arena *arena, Error *e) {
    RunOf of = {.search = {0}};
    Decoding run, plain;
    View v = view_default("");
    if (!lesson_decode(l, page, s, &of, arena, &run, e)) return -1;
    RunOf without = of;
    without.what = (WhatIfList){.count = 0};
    without.search.node = 0;
    bool changed = of.what.count > 0;
    if (changed && !source_decode(s, &without, arena, &plain, e)) return -1;
    if (l->pages[page].has_figure && (!lesson_view(l, page, &run, arena, &v, e) ||
                                      !check_beside(s, l, page, &of, &run, &v, arena, e)))
        return -1;
    PageAsks asks;
    if (!page_asks(l, page, &run, arena, &asks, e)) return -1;
    return claims_of_page(l, page, &run, changed ? &plain : NULL, arena, e);
}

static bool check_lesson(const Sources *s, const Lesson *l, int *claims, Error *e) {
    for (int i = 0; i < l->page_count; i++) {
        Arena arena = {0};
        int count = check_page(s, l, i, &arena, e);
        arena_free(&arena);
        if (count < 0) return false;
        *claims += count;
    }
    return true;
}

static int count_kind(const LessonPage *p, int kind) {
    int count = 0;
    for (int i = 0; i < p->directive_count; i++) count += p->directives[i].kind == kind;
    return count;
}

/* A translation has the same pages with the same steps. */
static bool same_structure(const Lesson *a, const Lesson *b, Error *e) {
    static const int kinds[] = {DIRECTIVE_MODEL,   DIRECTIVE_ATTEND, DIRECTIVE_SHOW,
                                DIRECTIVE_EXPECT,  DIRECTIVE_VALUE,  DIRECTIVE_ASK,
                                DIRECTIVE_PREDICT, DIRECTIVE_HINT,   DIRECTIVE_WHAT_IF,
                                DIRECTIVE_TRY,     DIRECTIVE_WAIT,   DIRECTIVE_SPOTLIGHT};
    const int kinds_count = sizeof kinds / sizeof *kinds;
    if (a->page_count != b->page_count)
        return error_set(e, "%s has %d pages, %s %d", a->name, a->page_count, b->name,
                         b->page_count);
    for (int i = 0; i < a->page_count; i++)
        for (int k = 0; k < kinds_count; k++)
            if (count_kind(&a->pages[i], kinds[k]) != count_kind(&b->pages[i], kinds[k]))
                return error_set(e, "%s:%d: '%s' is there %d times, in %s:%d %d times", b->name,
                                 b->pages[i].line, lesson_directive_name(kinds[k]),
                                 count_kind(&b->pages[i], kinds[k]), a->name, a->pages[i].line,
                                 count_kind(&a->pages[i], kinds[k]));
    return true;
}

typedef struct Checking {
    const Sources *sources;
    Arena *arena;
    Buffer *out;
    int faults;
} Checking;

/* One fault of a lesson is told, and the next lesson looked at. */
static Lesson *check_file(Checking *c, const char *path) {
    Lesson *l = arena_many(c->arena, Lesson, 1);
    int claims = 0;
    Error e = {{0}};
    bool read = lesson_open(path, c->arena, l, &e);
    bool ok = read && check_lesson(c->sources, l, &claims, &e);
    if (ok)
        buffer_print(c->out, "ok %s: %d\n", text_plain(c->arena, path), claims);
    else
        buffer_print(c->out, "%s\n", e.text), c->faults++;
    return read ? l : NULL;
}

/* The lessons of another language beside the first one's, which are read already. */
static bool cmd_lessons_check_translation(Checking *c, const char *root, const char *language,
                                          const Files *first, Lesson **read, Error *e) {
    Files files = {.count = 0};
    if (!list_folder(root, language, COURSE_ALL, c->arena, &files, e)) return false;
    for (int i = 0; i < files.count; i++) {
        Lesson *l = check_file(c, files.path[i]);
        int same = 0;
        while (same < first->count &&
               strcmp(path_base(first->path[same]), path_base(files.path[i])) != 0)
            same++;
        Error fault = {{0}};
        if (same == first->count)
            error_set(&fault, "%s has no counterpart in %s", files.path[i],
                      look_languages()->name[0]);
        else if (l && read[same])
            same_structure(read[same], l, &fault);
        if (*fault.text) buffer_print(c->out, "%s\n", fault.text), c->faults++;
    }
    if (files.count >= first->count) return true;
    buffer_print(c->out, "%s has fewer lessons than %s\n", language, look_languages()->name[0]);
    c->faults++;
    return true;
}

static bool check_languages(Checking *c, const char *root, Error *e) {
    const LookLanguages *all = look_languages();
    Files first = {.count = 0};
    if (!list_folder(root, all->name[0], COURSE_ALL, c->arena, &first, e)) return false;
    Lesson **read = arena_many(c->arena, Lesson *, first.count);
    for (int i = 0; i < first.count; i++) read[i] = check_file(c, first.path[i]);
    for (int i = 1; i < all->count; i++)
        if (lesson_folder_is_there(root, all->name[i], c->arena) &&
            !cmd_lessons_check_translation(c, root, all->name[i], &first, read, e))
            return false;
    return true;
}

static bool export_lessons(const LessonsArguments *a, Files *files, Arena *arena, Error *e) {
    if (!files->count && !list_folder(NULL, look_languages()->name[a->figure.language],
                                      COURSE_SHIPPED, arena, files, e))
        return false;
    LessonExport x = {&a->session, &a->figure, files->path, files->count, a->folder, a->live};
    return lesson_export(&x, arena, e);
}

/* Which options go together. */
static bool check_use(const LessonsArguments *a, Arena *arena, Error *e) {
    FigureFormat format = a->figure.plan.format;
    const char *fault = NULL;
    if (a->goes_with && !a->folder)
        fault = arena_print(arena, "--%s goes with --export", a->goes_with);
    if (a->live && !a->figure.link) fault = "--live needs --link, where the program is";
    if (a->check && a->folder) fault = "either --check or --export";
    if (format != FIGURE_PNG && format != FIGURE_SVG)
        fault = "--format: a lesson's figures are png or svg";
    if (fault) cli_wrong(e, &usage, fault);
    return !fault;
}

/* What was given one after another; a folder with both languages as the shipped ones. */
static int check(const LessonsArguments *a, const Arguments *rest, Arena *arena, Buffer *out,
                 Error *e) {
    Session s;
    Shelf shelf;
    if (!session_load(&a->session, arena, &s, e)) return EXIT_FAILED;
    Sources sources = session_sources(&s, &shelf, &a->session, arena);
    Checking c = {&sources, arena, out, 0};
    for (int i = 0; i < rest->operands; i++) {
        Files files = {.count = 0};
        Arguments one = {&rest->operand[i], 1};
        if (lesson_folder_has_languages(rest->operand[i], arena)) {
            if (!check_languages(&c, rest->operand[i], e)) return EXIT_FAILED;
            continue;
        }
        if (!list_given(&one, look_languages()->name[a->figure.language], arena, &files, e))
            return EXIT_FAILED;
        for (int k = 0; k < files.count; k++) check_file(&c, files.path[k]);
    }
    if (!rest->operands && !check_languages(&c, NULL, e)) return EXIT_FAILED;
    return c.faults ? EXIT_FAILED : EXIT_DONE;
}

static int cmd_lessons_work(void *self, const Arguments *rest, Arena *arena, Buffer *out,
                            Error *e) {
    const LessonsArguments *a = self;
    Files files = {.count = 0};
    const char *language = look_languages()->name[a->figure.language];
    if (!check_use(a, arena, e)) return EXIT_WRONG_USE;
    if (a->check) return check(a, rest, arena, out, e);
    if (!list_given(rest, language, arena, &files, e)) return EXIT_FAILED;
    if (a->folder) return export_lessons(a, &files, arena, e) ? EXIT_DONE : EXIT_FAILED;
    bool ok = (files.count || list_folder(NULL, language, COURSE_ALL, arena, &files, e)) &&
              cmd_lessons_list(&files, arena, out, e);
    return ok ? EXIT_DONE : EXIT_FAILED;
}

int cmd_lessons(int argc, char **argv) {
    return cli_command(&usage, argc, argv, cmd_lessons_take, cmd_lessons_work,
                       &(LessonsArguments){.figure = figure_arguments()});
}
