/* attnscope explain: why one cell holds its number. */
#include "cli/commands.h"
#include "cli/session.h"
#include "trace/explain.h"

static const OptionInfo options[] = {SESSION_MODEL, SEARCH_OPTIONS, SESSION_WHAT_IF, SESSION_KERNELS};
static const Usage usage = {
    "explain 'PATH[@t][head,row,col]' [TEXT] [OPTION]…",
    "Prints the operands of one number, its formula, and the number worked out again.\n"
    "Heads, rows and columns count from 0; a row or column may be a token: it, or the#2 for the second \"the\".\n"
    "@t is the decoding step, counted from 0; the last one if left out. 'attnscope steps' lists the paths.\n"
    SESSION_WHAT_IF_ABOUT,
    options, sizeof options / sizeof *options, -1};

static bool take(void *self, int id, const char *value, Error *e) {
    bool known;
    return session_option(self, id, value, &known, e);
}

static int work(void *self, const Arguments *rest, Arena *arena, Buffer *out, Error *e) {
    const SessionArguments *a = self;
    Session s;
    Address at;
    if (!search_complete(&a->search, e)) return EXIT_WRONG_USE;
    if (rest->operands == 0) return cli_wrong(e, &usage, "an address is missing");
    Arguments text = {rest->operand + 1, rest->operands - 1};
    bool ok = session_open(a, arguments_text(&text, arena), arena, &s, e) &&
              address_parse(&s.run, rest->operand[0], &at, e) && explain_print(&s.run, at, arena, out, e);
    return ok ? EXIT_DONE : EXIT_FAILED;
}

int cmd_explain(int argc, char **argv) {
    return cli_command(&usage, argc, argv, take, work, &(SessionArguments){0});
}
