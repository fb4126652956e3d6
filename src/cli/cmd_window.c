/* attnscope without a command, and attnscope lesson: the window. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "export/figure.h"
#include "app/state/resume.h"
#include "base/file.h"
#include "cli/commands.h"
#include "cli/lesson_folder.h"
#include "cli/look.h"
#include "cli/session.h"
#include "lesson/course.h"
#include "platform/state.h"
#include "platform/window.h"

enum {
    OPTION_LANG = OPTION_OWN,
    OPTION_VIEW,
    OPTION_SIZE,
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
    {OPTION_SIZE, "size", "WxH", "the window's size, 320x240 to 8192x8192"},
    {OPTION_STILL, "no-motion", NULL, "no movements: every change is at once"},
    {OPTION_SPEAK, "speak", NULL, "print what is pointed at, one line each, for a screen reader"},
    {OPTION_FRESH, "fresh", NULL, "forget where the last window was left"},
    SEARCH_OPTIONS,
    SESSION_KERNELS,
};
static const Usage usage = {
    "[TEXT] [OPTION]…",
    "Opens the window on a run of TEXT (the model's own sentence if there is none).\n"
    "Without TEXT, --model and --view it opens where the last window was left; with one of\n"
    "them only theme, language, size of type and of the window stay as they were.\n"
    "'attnscope --help' lists the commands.\n" SESSION_WHAT_IF_ABOUT,
    options, sizeof options / sizeof *options, -1};

static const Usage lesson_usage = {
    "lesson [N|FILE|FOLDER] [OPTION]…",
    "Opens the window with a lesson beside the figure, where it was left: one of those that "
    "'attnscope lessons'\n"
    "lists, by its number, or a file of one's own (lessons/README.md tells how to write one).\n"
    "With a folder the list of the lessons in it is shown; without anything that of the shipped "
    "ones.\n",
    options, sizeof options / sizeof *options, 1};

typedef struct WindowArguments {
    SessionArguments session;
    int language, width, height; /* −1, 0, 0: not given */
    bool still, speak, fresh;
    const char *view, *lesson;
    const char *folder; /* of one's own lessons, or NULL */
    FolderName told;    /* where files lie that were given or remembered */
} WindowArguments;

static bool cmd_window_take(void *self, int id, const char *value, Error *e) {
    WindowArguments *a = self;
    bool known;
    switch (id) {
    case OPTION_LANG: return look_language(value, &a->language, e);
    case OPTION_VIEW: a->view = value; return true;
    case OPTION_SIZE:
        return figure_read_size(value, &a->width, &a->height, e) || error_prefix(e, "--size");
    case OPTION_STILL: return a->still = true;
    case OPTION_SPEAK: return a->speak = true;
    case OPTION_FRESH: return a->fresh = true;
    default: return session_option(&a->session, id, value, &known, e);
    }
}

/* What makes a figure of this window again begins so. */
static const char *cmd_window_command_head(const WindowArguments *a, int language, Arena *arena) {
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
    char *text = arena_copy(arena, b.data, b.size);
    buffer_free(&b);
    return text;
}

/* The view's line with the options' search before it. */
static const char *view_line(const WindowArguments *a, Arena *arena) {
    const Search *s = &a->session.search;
    const char *top = s->top_k ? arena_print(arena, " top-k=%d", s->top_k) : "",
               *line = a->view ? a->view : "";
    if (s->kind == SEARCH_GREEDY) return a->view;
    if (s->kind == SEARCH_BEAM) return arena_print(arena, "search beam=%d; %s", s->width, line);
    return arena_print(arena, "search sample=%u%s; %s", (unsigned)s->seed, top, line);
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
static bool cmd_window_keep(void *self, Progress *p, Error *e) {
    Arena cmd_window_work = {0};
    Progress others;
    Buffer text = {0};
    bool whole;
    int lock = state_lock();
    (void)self;
    progress_open(&others, &cmd_window_work);
    read_done(&others, &whole, &cmd_window_work);
    progress_merge(p, &others, whole);
    progress_print(p, &text);
    bool ok = state_write(lessons_name, text.data, text.size, e);
    state_unlock(lock);
    if (ok) progress_kept(p);
    buffer_free(&text);
    arena_free(&cmd_window_work);
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
static bool cmd_window_recall(const WindowArguments *a, Resume *out, Arena *arena) {
    const char *text = a->fresh ? NULL : state_read(state_name, arena);
    resume_read(text ? text : "", out);
    return *out->view != 0;
}

static int cmd_window_language_of(const char *name) {
    for (int i = 0; i < look_languages()->count; i++)
        if (strcmp(look_languages()->name[i], name) == 0) return i;
    return look_locale();
}

static void cmd_window_remember(const WindowArguments *a, const App *app, const WindowSetup *window,
                                Arena *arena) {
    Resume *r = arena_many(arena, Resume, 1);
    Buffer text = {0};
    Error e;
    resume_take(app, path_whole(arena, "."), r);
    snprintf(r->model, sizeof r->model, "%s", session_model_name(&a->session, arena));
    snprintf(r->language, sizeof r->language, "%s", look_languages()->name[app->language]);
    r->width = window->width;
    r->height = window->height;
    resume_print(r, &text);
    if (!state_write(state_name, text.data, text.size, &e)) cli_fail(&e, EXIT_DONE);
    buffer_free(&text);
}

static AppSetup setup_of(const WindowArguments *a, const Resume *r, const Session *s, Look *look,
                         Arena *arena) {
    AppSetup setup = {.model = &s->model,
                      .kernels = s->kernels,
                      .language_count = look_languages()->count,
                      .language = a->language,
                      .view = view_line(a, arena),
                      .what = &a->session.what,
                      .lesson = a->lesson,
                      .told = a->told,
                      .own_lessons = a->folder,
                      .progress = done_before(arena),
                      .keep = cmd_window_keep,
                      .still = a->still,
                      .theme = r->theme,
                      .text_size = r->text_size,
                      .seed = (uint64_t)time(NULL)};
    for (int i = 0; i < look_languages()->count; i++) {
        setup.languages[i] = &look->lang[i];
        setup.commands[i] = cmd_window_command_head(a, i, arena);
        char *folder;
        Error none;
        if (lesson_folder(a->folder, look_languages()->name[i], arena, &folder, &none))
            setup.folders[i] = folder;
    }
    return setup;
}

/* A line of another time may no longer fit. */
static bool open_app(App *app, AppSetup *setup, bool resumed, Error *e) {
    if (app_open(app, setup, e)) return true;
    if (!resumed || !setup->view) return false;
    app_close(app);
    setup->view = NULL;
    *e = (Error){{0}};
    return app_open(app, setup, e);
}

static bool cmd_window_show(const WindowArguments *a, const char *text, const Resume *r,
                            bool resumed, Arena *arena, Error *e) {
    App app;
    Session s;
    Shelf shelf;
    Look look = {0};
    WindowSetup window = {a->width, a->height, a->speak};
    bool ok = session_load(&a->session, arena, &s, e) && look_open(arena, &look, e);
    if (ok) {
        AppSetup setup = setup_of(a, r, &s, &look, arena);
        Sources sources = session_sources(&s, &shelf, &a->session, arena);
        setup.find = sources.find, setup.find_self = sources.self;
        setup.text = text ? text : s.model.config.default_text;
        ok = open_app(&app, &setup, resumed, e) && window_run(&app, &look.font, &window, e);
        if (ok) cmd_window_remember(a, &app, &window, arena);
        app_close(&app);
    }
    look_close(&look);
    return ok;
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

static int work(void *self, const Arguments *rest, Arena *arena, Buffer *out, Error *e) {
    WindowArguments a = *(const WindowArguments *)self;
    Resume *r = arena_many(arena, Resume, 1);
    const char *text = arguments_text(rest, arena);
    bool changed = a.session.what.count || a.session.search.kind != SEARCH_GREEDY;
    bool resumed =
        cmd_window_recall(&a, r, arena) && !text && !a.view && !a.session.model && !changed;
    (void)out;
    if (!search_complete(&a.session.search, e)) return EXIT_WRONG_USE;
    /* What was given wins over what is remembered. */
    if (a.language < 0) a.language = cmd_window_language_of(r->language);
    if (!a.width) a.width = r->width, a.height = r->height;
    if (resumed) {
        a.told = (FolderName){path_whole(arena, "."), ""};
        a.session.model = *r->model ? r->model : NULL;
        a.view = r->view;
        if (a.session.model && !loads(&a.session)) a.session.model = a.view = NULL;
    }
    return cmd_window_show(&a, text, r, resumed, arena, e) ? EXIT_DONE : EXIT_FAILED;
}

/* A file or folder is found again from elsewhere. */
static const char *cmd_window_lesson_name(const char *operand, Arena *arena) {
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
static bool take_folder(WindowArguments *a, Arena *arena, Error *e) {
    Course course;
    char *folder;
    if (!*a->lesson || !folder_exists(a->lesson)) return true;
    a->folder = a->lesson;
    a->lesson = "";
    return lesson_folder(a->folder, look_languages()->name[0], arena, &folder, e) &&
           course_open(folder, COURSE_OWN, arena, &course, e);
}

/* The operand is no sentence. */
static int work_lesson(void *self, const Arguments *rest, Arena *arena, Buffer *out, Error *e) {
    WindowArguments *a = self;
    Arguments none = {.operands = 0};
    if (a->view)
        return cli_wrong(e, &lesson_usage, "--view tells another figure than the lesson's");
    a->lesson = rest->operands ? cmd_window_lesson_name(rest->operand[0], arena) : "";
    if (rest->operands) a->told = lesson_place(rest->operand[0], a->lesson, arena);
    if (!take_folder(a, arena, e)) return EXIT_FAILED;
    a->view = "depth step"; /* where the last window was left does not matter */
    return work(self, &none, arena, out, e);
}

int cmd_lesson(int argc, char **argv) {
    return cli_command(&lesson_usage, argc, argv, cmd_window_take, work_lesson,
                       &(WindowArguments){.language = -1});
}

int cmd_window(int argc, char **argv) {
    return cli_command(&usage, argc, argv, cmd_window_take, work,
                       &(WindowArguments){.language = -1});
}
