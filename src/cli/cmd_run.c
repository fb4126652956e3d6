/* attnscope run: the model's answer, and every value of the run as .npy files. */
#include "cli/commands.h"
#include "cli/save.h"
#include "cli/session.h"
#include "trace/search_run.h"

enum { OPTION_SAVE = OPTION_OWN, OPTION_OVER, OPTION_STEP };

static const OptionInfo options[] = {
    SESSION_MODEL,
    {OPTION_SAVE, "save", "DIR", "write every value of a decoding step as DIR/<path>.npy"},
    {OPTION_STEP, "step", "N",
     "with --save: that one, from 0 (the last; of a model that reads and writes one line the "
     "first, "
     "whose rows are the text)"},
    {OPTION_OVER, "force", NULL, "with --save: write over files that are there"},
    SEARCH_OPTIONS,
    SESSION_WHAT_IF,
    SESSION_KERNELS,
};
static const Usage usage = {
    "run [TEXT] [OPTION]…",
    "Runs the model on TEXT (its own sentence if there is none) and prints the result.\n"
    "A beam prints each hypothesis after its score, the sum of the natural logarithms of its "
    "words' probabilities,\n"
    "the best first; the best one's values are saved.\n"
    "Saved values of several heads are [heads, rows, columns], the others [rows, "
    "columns].\n" SESSION_WHAT_IF_ABOUT,
    options, sizeof options / sizeof *options, -1};

typedef struct RunArguments {
    SessionArguments session;
    const char *save;
    bool force;
    int64_t step; /* −1: the usual one */
} RunArguments;

static bool cmd_run_take(void *self, int id, const char *value, Error *e) {
    RunArguments *a = self;
    bool known;
    switch (id) {
    case OPTION_SAVE: a->save = value; return true;
    case OPTION_OVER: return a->force = true;
    case OPTION_STEP: return option_whole("--step", value, 0, 1 << 20, &a->step, e);
    default: return session_option(&a->session, id, value, &known, e);
    }
}

static bool save_values(const Trace *t, const RunArguments *a, Arena *arena, Error *e) {
    Save s;
    if (!save_begin(&s, a->save, a->force, arena, e)) return false;
    for (int v = 0; v < t->program->value_count; v++)
        if (!save_tensor(&s, t->program->values[v].path, t->values[v],
                         t->values[v].shape.sheets == 1 ? 2 : 3, e))
            return save_drop(&s);
    return save_end(&s, e) || save_drop(&s);
}

static int cmd_run_work(void *self, const Arguments *rest, Arena *arena, Buffer *out, Error *e) {
    const RunArguments *a = self;
    Session s;
    if (!search_complete(&a->session.search, e)) return EXIT_WRONG_USE;
    if (!session_open(&a->session, arguments_text(rest, arena), arena, &s, e)) return EXIT_FAILED;
    int64_t usual = config_reads_apart(&s.model.config) ? s.run.steps - 1 : 0,
            step = a->step < 0 ? usual : a->step;
    if (step >= s.run.steps) {
        error_set(e, "--step %d: there are %d decoding steps, counted from 0", (int)step,
                  s.run.steps);
        return EXIT_FAILED;
    }
    if (a->save && !save_values(decode_trace(&s.run, (int)step), a, arena, e)) return EXIT_FAILED;
    if (a->session.search.kind == SEARCH_BEAM) {
        /* "−1.2345  words", the best first. */
        const Tree *t = s.run.tree;
        for (int rank = 0; rank < tree_finished(t); rank++) {
            int node = tree_ranked(t, rank), depth = t->nodes[node].depth;
            int *words = arena_many(arena, int, depth);
            tree_path(t, node, words);
            for (int i = 0; i < depth; i++) words[i] = t->nodes[words[i]].word;
            buffer_print(out, "%9.4f  %s\n", t->nodes[node].score,
                         tokens_to_text((Tokens){words, depth}, s.model.config.tokens,
                                        &s.model.target, arena));
        }
    } else
        buffer_print(out, "%s\n",
                     tokens_to_text(s.run.output, s.model.config.tokens, &s.model.target, arena));
    return EXIT_DONE;
}

int cmd_run(int argc, char **argv) {
    return cli_command(&usage, argc, argv, cmd_run_take, cmd_run_work, &(RunArguments){.step = -1});
}
