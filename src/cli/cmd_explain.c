/* attnscope explain: why one cell holds its number. */
#include "cli/commands.h"
#include "cli/session.h"
#include "trace/explain.h"
#include "trace/why_text.h"

enum { OPTION_BACK = OPTION_OWN, OPTION_FORWARD };

typedef struct ExplainArguments {
    SessionArguments session;
    bool back, forward;
} ExplainArguments;

static const OptionInfo options[] = {
    {OPTION_BACK, "why", NULL,
     "follow the operand it owes most to, back to a token or a trained weight"},
    {OPTION_FORWARD, "where", NULL, "follow what it goes into, on to the word that is chosen"},
    SESSION_MODEL,
    SEARCH_OPTIONS,
    SESSION_WHAT_IF,
    SESSION_KERNELS};
static const Usage usage = {
    "explain 'PATH[@t][head,row,col]' [TEXT] [OPTION]…",
    "Prints the operands of one number, its formula, and the number worked out again.\n"
    "Heads, rows and columns count from 0; a row or column may be a token: it, or the#2 for the "
    "second \"the\";\n"
    "a row of the decoder is named by the token that it reads.\n"
    "@t is the decoding step, counted from 0; the last one if left out. 'attnscope steps' lists "
    "the paths.\n" SESSION_WHAT_IF_ABOUT,
    options, sizeof options / sizeof *options, -1};

static bool cmd_explain_take(void *self, int id, const char *value, Error *e) {
    ExplainArguments *a = self;
    bool known;
    if (id == OPTION_BACK)
        a->back = true;
    else if (id == OPTION_FORWARD)
        a->forward = true;
    else
        return session_option(&a->session, id, value, &known, e);
    return true;
}

/* The cell's operands, or the walks that are asked for. */
static bool print(const ExplainArguments *a, const Decoding *d, Address at, Arena *arena,
                  Buffer *out, Error *e) {
    if (!a->back && !a->forward) return explain_print(d, at, arena, out, e);
    if (a->back && !why_print_back(d, at, arena, out, e)) return false;
    if (a->back && a->forward) buffer_text(out, "\n");
    return !a->forward || why_print_forward(d, at, arena, out, e);
}

static int work(void *self, const Arguments *rest, Arena *arena, Buffer *out, Error *e) {
    const ExplainArguments *a = self;
    Session s;
    Address at;
    if (!search_complete(&a->session.search, e)) return EXIT_WRONG_USE;
    if (rest->operands == 0) return cli_wrong(e, &usage, "an address is missing");
    Arguments text = {rest->operand + 1, rest->operands - 1};
    bool ok = session_open(&a->session, arguments_text(&text, arena), arena, &s, e) &&
              address_parse(&s.run, rest->operand[0], &at, e) &&
              print(a, &s.run, at, arena, out, e);
    return ok ? EXIT_DONE : EXIT_FAILED;
}

int cmd_explain(int argc, char **argv) {
    return cli_command(&usage, argc, argv, cmd_explain_take, work, &(ExplainArguments){0});
}
