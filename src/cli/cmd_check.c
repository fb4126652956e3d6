/* attnscope check: the invariants of a run, with the worst error found. */
#include "cli/commands.h"
#include "cli/session.h"
#include "trace/check.h"

enum { OPTION_SEED = OPTION_OWN };

static const OptionInfo options[] = {
    SESSION_MODEL,
    {OPTION_SEED, "seed", "N", "which random cells are explained (1)"},
    SESSION_WHAT_IF,
    SESSION_KERNELS,
};
static const Usage usage = {"check [TEXT] [OPTION]…",
                            "Looks at every number of the last decoding step: rows sum to 1, heads "
                            "= A · V, hidden keys weigh exactly 0 …\n"
                            "Prints the worst error of each check and what is allowed there; ends "
                            "with 1 if a check fails.\n" SESSION_WHAT_IF_ABOUT,
                            options, sizeof options / sizeof *options, -1};

typedef struct CheckArguments {
    SessionArguments session;
    int64_t seed;
} CheckArguments;

static bool take(void *self, int id, const char *value, Error *e) {
    CheckArguments *a = self;
    bool known;
    if (!session_option(&a->session, id, value, &known, e)) return false;
    return known || option_whole("--seed", value, 0, INT64_MAX, &a->seed, e);
}

static int work(void *self, const Arguments *rest, Arena *arena, Buffer *out, Error *e) {
    const CheckArguments *a = self;
    Session s;
    Checks checks;
    Random random = random_seed((uint64_t)a->seed, 0);
    if (!session_open(&a->session, arguments_text(rest, arena), arena, &s, e)) return EXIT_FAILED;
    check_run(&s.run, &random, &checks);
    return check_print(&checks, out) ? EXIT_DONE : EXIT_FAILED;
}

int cmd_check(int argc, char **argv) {
    return cli_command(&usage, argc, argv, take, work, &(CheckArguments){.seed = 1});
}
