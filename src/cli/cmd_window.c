/* attnscope without a command, and attnscope lesson: the window. */
#include "cli/commands.h"
#include "cli/start.h"
#include "platform/window.h"

static int work(void *self, const Arguments *rest, Arena *arena, Buffer *out, Error *e) {
    const StartArguments *a = self;
    (void)out;
    if (!search_complete(&a->session.search, e)) return EXIT_WRONG_USE;
    Start *s = arena_many(arena, Start, 1);
    Error unkept;
    bool ok = start_open(s, a, arguments_text(rest, arena), arena, e);
    WindowSetup window = {s->arguments.width, s->arguments.height, a->speak};
    Window *w = window_make(&s->app, &s->look.font, &window, arena);
    ok = ok && start_show(s, window_waits(w), e) && window_run(w, e);
    window_close(w);
    if (ok && !start_remember(s, window.width, window.height, &unkept))
        cli_fail(&unkept, EXIT_DONE);
    start_close(s);
    return ok ? EXIT_DONE : EXIT_FAILED;
}

/* The operand is no sentence. */
static int work_lesson(void *self, const Arguments *rest, Arena *arena, Buffer *out, Error *e) {
    Arguments none = {.operands = 0};
    int status;
    return start_lesson(self, rest, arena, &status, e) ? work(self, &none, arena, out, e) : status;
}

int cmd_lesson(int argc, char **argv) {
    StartArguments a = start_arguments();
    return cli_command(&start_lesson_usage, argc, argv, start_take, work_lesson, &a);
}

int cmd_window(int argc, char **argv) {
    StartArguments a = start_arguments();
    return cli_command(&start_usage, argc, argv, start_take, work, &a);
}
