/* attnscope train: makes one of the shipped models anew. */
#include <stdio.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/session.h"
#include "train/train.h"

enum { OPTION_STEPS = OPTION_OWN, OPTION_SEED, OPTION_RESUME, OPTION_SENTENCES, OPTION_OVER };

static const OptionInfo options[] = {
    {OPTION_STEPS, "steps", "N", "how many steps (the recipe's own)"},
    {OPTION_SEED, "seed", "N", "equal seeds give equal models, to the bit"},
    {OPTION_OUT, "out", "DIR", "the model folder to write (./NAME)"},
    {OPTION_RESUME, "resume", NULL, "go on where a training in DIR was stopped"},
    {OPTION_OVER, "force", NULL, "begin anew over a model or training that is there"},
    {OPTION_SENTENCES, "evaluate", "N", "on how many sentences of each kind, 1 to 1000 (1000)"},
    SESSION_KERNELS,
};
static const Usage usage = {"train en-fr|dates|stories [OPTION]…",
                            "Trains a model from nothing and writes its folder. Progress goes to "
                            "standard error if that is a terminal.\n",
                            options, sizeof options / sizeof *options, 1};

typedef struct TrainArguments {
    SessionArguments session;
    int64_t steps, seed, sentences;
    const char *out;
    bool resume, force;
} TrainArguments;

static bool cmd_train_take(void *self, int id, const char *value, Error *e) {
    TrainArguments *a = self;
    switch (id) {
    case OPTION_STEPS: return option_whole("--steps", value, 1, 10000000, &a->steps, e);
    case OPTION_SEED: return option_whole("--seed", value, 1, INT64_MAX, &a->seed, e);
    case OPTION_OUT: a->out = value; return true;
    case OPTION_SENTENCES: return option_whole("--evaluate", value, 1, 1000, &a->sentences, e);
    case OPTION_RESUME: return a->resume = true;
    case OPTION_OVER: return a->force = true;
    default: {
        bool known;
        return session_option(&a->session, id, value, &known, e);
    }
    }
}

static int cmd_train_work(void *self, const Arguments *rest, Arena *arena, Buffer *out, Error *e) {
    const TrainArguments *a = self;
    const Kernels *k;
    if (rest->operands == 0) return cli_wrong(e, &usage, "a model's name is missing");
    const char *name = rest->operand[0];
    if (!recipe_named(name))
        return cli_wrong(e, &usage, arena_print(arena, "there is no recipe for '%s'", name));
    if (!session_kernels(&a->session, &k, e)) return EXIT_FAILED;
    const char *folder = a->out ? a->out : arena_print(arena, "./%s", name);
    TrainOptions o = {.name = name,
                      .steps = (int)a->steps,
                      .seed = (uint64_t)a->seed,
                      .out = folder,
                      .sentences = (int)a->sentences,
                      .resume = a->resume,
                      .force = a->force,
                      .terminal = isatty(STDERR_FILENO) != 0};
    if (!train_run(&o, k, o.terminal ? stderr : NULL, e)) return EXIT_FAILED;
    buffer_print(out, "%s\n", folder);
    return EXIT_DONE;
}

int cmd_train(int argc, char **argv) {
    return cli_command(&usage, argc, argv, cmd_train_take, cmd_train_work, &(TrainArguments){0});
}
