/* attnscope steps: the list of every value of a run. */
#include <string.h>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "model/formula.h"

static const OptionInfo options[] = {SESSION_MODEL, SESSION_WHAT_IF};
static const Usage usage = {
    "steps [TEXT] [OPTION]…",
    "Lists every value of a run, in the order of computing: path, shape (heads × rows × columns), "
    "formula.\n"
    "The shapes are those of the last decoding step; of a model that goes on with its text, those "
    "of the text.\n" SESSION_WHAT_IF_ABOUT,
    options, sizeof options / sizeof *options, -1};

static bool cmd_steps_take(void *self, int id, const char *value, Error *e) {
    bool known;
    return session_option(self, id, value, &known, e);
}

/* Pads by what is seen, not by bytes. */
static void cmd_steps_column(Buffer *out, const char *text, int width) {
    buffer_text(out, text);
    for (int n = text_count(text); n < width; n++) buffer_text(out, " ");
    buffer_text(out, "  ");
}

static const char *formula(const Program *p, const ValueInfo *v, Arena *arena) {
    if (v->step < 0) return v->weight >= 0 ? "a trained weight" : "given";
    return formula_step(p, &p->steps[v->step], arena);
}

static char *shape(Shape s, Arena *arena) {
    if (s.sheets == 1) return arena_print(arena, "%d × %d", s.rows, s.cols);
    return arena_print(arena, "%d × %d × %d", s.sheets, s.rows, s.cols);
}

static int cmd_steps_work(void *self, const Arguments *rest, Arena *arena, Buffer *out, Error *e) {
    const SessionArguments *a = self;
    const char *text = arguments_text(rest, arena);
    Session s;
    if (!session_load(a, arena, &s, e)) return EXIT_FAILED;
    /* Where one line is read and written no more is run than the text. */
    RunOf of = session_run(a, text ? text : s.model.config.default_text);
    if (!config_reads_apart(&s.model.config)) of.search.words = 1;
    if (!session_decode(a, &of, arena, &s, e)) return EXIT_FAILED;
    const Program *p = &s.run.programs[s.run.steps - 1];
    int widest = 0;
    for (int v = 0; v < p->value_count; v++) {
        int n = text_count(p->values[v].path);
        if (n > widest) widest = n;
    }
    for (int v = 0; v < p->value_count; v++) {
        cmd_steps_column(out, p->values[v].path, widest);
        cmd_steps_column(out, shape(p->values[v].form.shape, arena), 12);
        buffer_print(out, "%s\n", formula(p, &p->values[v], arena));
    }
    return EXIT_DONE;
}

int cmd_steps(int argc, char **argv) {
    return cli_command(&usage, argc, argv, cmd_steps_take, cmd_steps_work, &(SessionArguments){0});
}
