/* What was given wins over what is remembered. */
#include "cli/start.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "cli/lesson_folder.h"
#include "export/figure.h"
#include "lesson/course.h"
#include "platform/state.h"
#include "view/directives.h"
#include "view/link.h"

enum {
    OPTION_LANG = OPTION_OWN,
    OPTION_VIEW,
    OPTION_SIZE,
    OPTION_THEME,
    OPTION_LINK,
    OPTION_STILL,
    OPTION_SPEAK,
    OPTION_FRESH
};

static const OptionInfo options[] = {
    SESSION_MODEL,
    SESSION_WHAT_IF,
    LOOK_LANG(OPTION_LANG),
    {OPTION_VIEW, "view", "LINE",
     "what to show, as 'show encoder.1.self.scores head=2; theme paper'"},
    {OPTION_THEME, "theme", "night|paper", "the colours (those of the last window)"},
    {OPTION_SIZE, "size", "WxH", "the window's size, 320x240 to 8192x8192"},
    {OPTION_LINK, "link", "BASE",
     "the address of a page with this program: V copies it with the view, files tell it"},
    {OPTION_STILL, "no-motion", NULL, "no movements: every change is at once"},
    {OPTION_SPEAK, "speak", NULL, "print what is pointed at, one line each, for a screen reader"},
    {OPTION_FRESH, "fresh", NULL, "forget where the last window was left"},
    SEARCH_OPTIONS,
    SESSION_KERNELS,
};
const Usage start_usage = {
    "[TEXT] [OPTION]…",
    "Opens the window on a run of TEXT (the model's own sentence if there is none).\n"
    "Without TEXT, --model and --view it opens where the last window was left; with one of\n"
    "them only theme, language, size of type and of the window stay as they were.\n"
    "'attnscope --help' lists the commands.\n" SESSION_WHAT_IF_ABOUT,
    options, sizeof options / sizeof *options, -1};

const Usage start_lesson_usage = {
    "lesson [N|FILE|FOLDER] [OPTION]…",
    "Opens the window with a lesson beside the figure, where it was left: one of those that "
    "'attnscope lessons'\n"
    "lists, by its number, or a file of one's own (lessons/README.md tells how to write one).\n"
    "With a folder the list of the lessons in it is shown; without anything that of the shipped "
    "ones.\n",
    options, sizeof options / sizeof *options, 1};

StartArguments start_arguments(void) {
    return (StartArguments){.language = -1, .theme = -1};
}

bool start_take(void *self, int id, const char *value, Error *e) {
    StartArguments *a = self;
    bool known;
    switch (id) {
    case OPTION_LANG: return look_language(value, &a->language, e);
    case OPTION_VIEW: a->view = value; return true;
    case OPTION_SIZE:
        return figure_read_size(value, &a->width, &a->height, e) || error_prefix(e, "--size");
    case OPTION_THEME: return option_word("--theme", value, directive_themes, &a->theme, e);
    case OPTION_LINK: a->link = value; return link_base(value, e) || error_prefix(e, "--link");
    case OPTION_STILL: return a->still = true;
    case OPTION_SPEAK: return a->speak = true;
    case OPTION_FRESH: return a->fresh = true;
    default: return session_option(&a->session, id, value, &known, e);
    }
}

/* What makes a figure of this window again begins so. */
static const char *start_command_head(const StartArguments *a, int language, Arena *arena) {
    Buffer b = {0};
    buffer_text(&b, "attnscope export");
    if (a->session.model) {
        const char *model = path_given(arena, a->session.model, &a->told);
        buffer_text(&b, " --model ");
        figure_quote(model == a->session.model || strchr(model, '/') ? model
                                                                     : path_join(arena, ".", model),
                     &b);
    }
    look_print_language(language, &b);
    if (a->link) buffer_text(&b, " --link "), figure_quote(a->link, &b);
    char *text = arena_copy(arena, b.data, b.size);
    buffer_free(&b);
    return text;
}

/* The view's line with the options' search before it. */
static const char *view_line(const StartArguments *a, Arena *arena) {
    const Search *s = &a->session.search;
    Buffer b = {0};
    if (directive_search_usual(s)) return a->view;
    buffer_text(&b, "search ");
    directive_search(s, &b);
    buffer_print(&b, "; %s", a->view ? a->view : "");
    const char *line = arena_copy(arena, b.data, b.size);
    buffer_free(&b);
    return line;
}

static const char state_name[] = "session", lessons_name[] = "lessons";

/* What was kept of the lessons, in *out; NULL: nothing was. *whole false: some of it means nothing
   here, and is put aside, lest it be written over. */
static const char *read_done(Progress *out, bool *whole, Arena *arena) {
    const char *text = state_read(lessons_name, arena);
    *whole = text && progress_read(text, out);
    if (!*whole) state_put_aside(lessons_name);
    return text;
}

/* What was done of the lessons is kept at once: a class room's computer is switched off without
 * asking. */
static bool start_keep(void *self, Progress *p, Error *e) {
    Arena work = {0};
    Progress others;
    Buffer text = {0};
    bool whole;
    int lock = state_lock();
    (void)self;
    progress_open(&others, &work);
    read_done(&others, &whole, &work);
    progress_merge(p, &others, whole);
    progress_print(p, &text);
    bool ok = state_write(lessons_name, text.data, text.size, e);
    state_unlock(lock);
    if (ok) progress_kept(p);
    buffer_free(&text);
    arena_free(&work);
    return ok;
}

/* The text of it; NULL: nothing was kept. */
static const char *done_before(Arena *arena) {
    Arena work = {0};
    Progress done;
    bool whole;
    progress_open(&done, &work);
    const char *text = read_done(&done, &whole, arena);
    arena_free(&work);
    return text;
}

/* Where the last window was left; the usual where nobody knows. False: what it showed is not known.
 */
static bool start_recall(const StartArguments *a, Resume *out, Arena *arena) {
    const char *text = a->fresh ? NULL : state_read(state_name, arena);
    resume_read(text ? text : "", arena, out);
    return *out->view != 0;
}

static int start_language_of(const char *name) {
    for (int i = 0; i < look_languages()->count; i++)
        if (strcmp(look_languages()->name[i], name) == 0) return i;
    return look_locale();
}

bool start_remember(const Start *s, int width, int height, Error *e) {
    Arena arena = {0};
    Resume *r = arena_many(&arena, Resume, 1);
    Buffer text = {0};
    resume_take(&s->app, path_whole(&arena, "."), &arena, r);
    snprintf(r->model, sizeof r->model, "%s", session_model_name(&s->arguments.session, &arena));
    snprintf(r->language, sizeof r->language, "%s", look_languages()->name[s->app.language]);
    r->width = width;
    r->height = height;
    resume_print(r, &text);
    bool ok = state_write(state_name, text.data, text.size, e);
    buffer_free(&text);
    arena_free(&arena);
    return ok;
}

static AppSetup start_setup(Start *s, Arena *arena) {
    const StartArguments *a = &s->arguments;
    AppSetup setup = {.model = &s->session.model,
                      .kernels = s->session.kernels,
                      .language_count = look_languages()->count,
                      .language = a->language,
                      .view = view_line(a, arena),
                      .what = &a->session.what,
                      .lesson = a->lesson,
                      .link = a->link,
                      .codes = look_languages()->name,
                      .model_name = session_model_name(&a->session, arena),
                      .told = a->told,
                      .own_lessons = a->folder,
                      .progress = done_before(arena),
                      .keep = start_keep,
                      .still = a->still,
                      .theme = a->theme >= 0 ? (ThemeName)a->theme : s->resume->theme,
                      .text_size = s->resume->text_size,
                      .seed = (uint64_t)time(NULL)};
    for (int i = 0; i < look_languages()->count; i++) {
        setup.languages[i] = &s->look.lang[i];
        setup.commands[i] = start_command_head(a, i, arena);
        char *folder;
        Error none;
        if (lesson_folder(a->folder, look_languages()->name[i], arena, &folder, &none))
            setup.folders[i] = folder;
    }
    return setup;
}

/* A line of another time may no longer fit. */
static bool start_app(App *app, AppSetup *setup, bool resumed, Error *e) {
    if (app_open(app, setup, e)) return true;
    if (!resumed || !setup->view) return false;
    app_close(app);
    setup->view = NULL;
    *e = (Error){{0}};
    return app_open(app, setup, e);
}

/* Whether a remembered model can still be had. */
static bool loads(const SessionArguments *a) {
    Arena arena = {0};
    Session s;
    Error e;
    bool ok = session_load(a, &arena, &s, &e);
    arena_free(&arena);
    return ok;
}

/* What nobody gave is as it was. */
static void start_resume(Start *s, bool resumed, Arena *arena) {
    StartArguments *a = &s->arguments;
    const Resume *r = s->resume;
    if (a->language < 0) a->language = start_language_of(r->language);
    if (!a->width) a->width = r->width, a->height = r->height;
    if (!resumed) return;
    a->told = (FolderName){path_whole(arena, "."), ""};
    a->session.model = *r->model ? r->model : NULL;
    a->view = r->view;
    if (a->session.model && !loads(&a->session)) a->session.model = a->view = NULL;
}

bool start_open(Start *s, const StartArguments *a, const char *text, Arena *arena, Error *e) {
    bool changed = a->session.what.count || a->session.search.kind != SEARCH_GREEDY;
    *s = (Start){.arguments = *a, .resume = arena_many(arena, Resume, 1)};
    int *language = a->language < 0 ? &s->arguments.language : NULL;
    if (a->view && !look_view(&s->arguments.view, language, arena, e)) return false;
    s->resumed =
        start_recall(a, s->resume, arena) && !text && !a->view && !a->session.model && !changed;
    start_resume(s, s->resumed, arena);
    a = &s->arguments;
    if (!session_load(&a->session, arena, &s->session, e) || !look_open(arena, &s->look, e))
        return false;
    s->setup = start_setup(s, arena);
    Sources sources = session_sources(&s->session, &s->shelf, &a->session, arena);
    s->setup.find = sources.find, s->setup.find_self = sources.self;
    s->setup.text = text ? text : s->session.model.config.default_text;
    return true;
}

bool start_show(Start *s, AppWait wait, Error *e) {
    const StartArguments *a = &s->arguments;
    s->setup.wait = wait;
    if (!start_app(&s->app, &s->setup, s->resumed, e)) return false;
    bool other = a->theme >= 0 && s->app.view.shown.setting.theme != (ThemeName)a->theme;
    if (s->resumed && other) app_update(&s->app, COMMAND_THEME);
    return true;
}

void start_close(Start *s) {
    app_close(&s->app);
    look_close(&s->look);
}

/* A file or folder is found again from elsewhere. */
static const char *start_lesson_name(const char *operand, Arena *arena) {
    bool file = strchr(operand, '/') || file_exists(operand) || folder_exists(operand);
    return file ? path_whole(arena, operand) : operand;
}

/* The folder that a lesson lies in, or that was given itself: none that was given from the root, or
   that is left by a link. */
static FolderName lesson_place(const char *operand, const char *whole, Arena *arena) {
    bool folder = folder_exists(operand);
    size_t given = folder ? strlen(operand) : (size_t)(path_base(operand) - operand),
           from = folder ? strlen(whole) : (size_t)(path_base(whole) - whole);
    FolderName out = {arena_copy(arena, whole, from), arena_copy(arena, operand, given)};
    const char *here = path_whole(arena, *out.given ? out.given : ".");
    bool same = *operand != '/' && *whole == '/' &&
                strcmp(path_join(arena, here, ""), path_join(arena, out.whole, "")) == 0;
    return same ? out : (FolderName){NULL, NULL};
}

/* A folder without lessons is refused before a window opens. */
static bool take_folder(StartArguments *a, Arena *arena, Error *e) {
    Course course;
    char *folder;
    if (!*a->lesson || !folder_exists(a->lesson)) return true;
    a->folder = a->lesson;
    a->lesson = "";
    return lesson_folder(a->folder, look_languages()->name[0], arena, &folder, e) &&
           course_open(folder, COURSE_OWN, arena, &course, e);
}

bool start_lesson(StartArguments *a, const Arguments *rest, Arena *arena, int *status, Error *e) {
    *status = EXIT_FAILED;
    if (a->view) {
        *status =
            cli_wrong(e, &start_lesson_usage, "--view tells another figure than the lesson's");
        return false;
    }
    a->lesson = rest->operands ? start_lesson_name(rest->operand[0], arena) : "";
    if (rest->operands) a->told = lesson_place(rest->operand[0], a->lesson, arena);
    if (!take_folder(a, arena, e)) return false;
    a->view = "depth step"; /* where the last window was left does not matter */
    return true;
}
