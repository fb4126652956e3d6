/* attnscope without a command: the window. */
#include <time.h>

#include "app/figure.h"
#include "cli/commands.h"
#include "cli/look.h"
#include "cli/session.h"
#include "platform/window.h"

enum { OPTION_LANG = OPTION_OWN, OPTION_VIEW, OPTION_SIZE, OPTION_STILL };

static const OptionInfo options[] = {
    SESSION_MODEL,
    SESSION_WHAT_IF,
    LOOK_LANG(OPTION_LANG),
    {OPTION_VIEW, "view", "LINE", "what to show, as 'show encoder.1.self.scores head=2; theme paper'"},
    {OPTION_SIZE, "size", "WxH", "the window's size, 320x240 to 8192x8192"},
    {OPTION_STILL, "no-motion", NULL, "no movements: every change is at once"},
    SEARCH_OPTIONS,
    SESSION_KERNELS,
};
static const Usage usage = {
    "[TEXT] [OPTION]…",
    "Opens the window on a run of TEXT (the model's own sentence if there is none).\n"
    "'attnscope --help' lists the commands.\n" SESSION_WHAT_IF_ABOUT,
    options, sizeof options / sizeof *options, -1};

typedef struct WindowArguments {
    SessionArguments session;
    int language, width, height;
    bool still;
    const char *view;
} WindowArguments;

static bool take(void *self, int id, const char *value, Error *e) {
    WindowArguments *a = self;
    bool known;
    switch (id) {
    case OPTION_LANG: return look_language(value, &a->language, e);
    case OPTION_VIEW: a->view = value; return true;
    case OPTION_SIZE: return figure_read_size(value, &a->width, &a->height, e) || error_prefix(e, "--size");
    case OPTION_STILL: return a->still = true;
    default: return session_option(&a->session, id, value, &known, e);
    }
}

/* What makes a figure of this window again begins so. */
static const char *command_head(const WindowArguments *a, int language, Arena *arena) {
    Buffer b = {0};
    buffer_text(&b, "attnscope export");
    if (a->session.model) buffer_text(&b, " --model "), figure_quote(a->session.model, &b);
    if (language) buffer_print(&b, " --lang %s", look_languages[language]);
    char *text = arena_copy(arena, b.data, b.size);
    buffer_free(&b);
    return text;
}

/* The view's line with the options' search before it. */
static const char *view_line(const WindowArguments *a, Arena *arena) {
    const Search *s = &a->session.search;
    const char *top = s->top_k ? arena_print(arena, " top-k=%d", s->top_k) : "", *line = a->view ? a->view : "";
    if (s->kind == SEARCH_GREEDY) return a->view;
    if (s->kind == SEARCH_BEAM) return arena_print(arena, "search beam=%d; %s", s->width, line);
    return arena_print(arena, "search sample=%u%s; %s", (unsigned)s->seed, top, line);
}

static bool show(const WindowArguments *a, const char *text, const Session *s, Look *look, Arena *arena, Error *e) {
    App app;
    AppSetup setup = {.model = &s->model, .kernels = s->kernels, .language_count = LOOK_LANGUAGES,
                      .language = a->language, .text = text ? text : s->model.config.default_text, .view = view_line(a, arena),
                      .what = a->session.what, .still = a->still, .seed = (uint64_t)time(NULL)};
    for (int i = 0; i < LOOK_LANGUAGES; i++) {
        setup.languages[i] = &look->lang[i];
        setup.commands[i] = command_head(a, i, arena);
    }
    bool ok = app_open(&app, &setup, e) && window_run(&app, &look->font, a->width, a->height, e);
    app_close(&app);
    return ok;
}

static int work(void *self, const Arguments *rest, Arena *arena, Buffer *out, Error *e) {
    const WindowArguments *a = self;
    Session s;
    Look look = {0};
    (void)out;
    if (!search_complete(&a->session.search, e)) return EXIT_WRONG_USE;
    bool ok = session_load(&a->session, arena, &s, e) && look_open(arena, &look, e) &&
              show(a, arguments_text(rest, arena), &s, &look, arena, e);
    look_close(&look);
    return ok ? EXIT_DONE : EXIT_FAILED;
}

int cmd_window(int argc, char **argv) {
    return cli_command(&usage, argc, argv, take, work,
                       &(WindowArguments){.width = WINDOW_WIDTH, .height = WINDOW_HEIGHT});
}
