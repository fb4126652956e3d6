/* attnscope tokens: what a text is cut into. */
#include <limits.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/session.h"
#include "model/bpe.h"

enum { OPTION_IDS = OPTION_OWN, OPTION_STDIN };

typedef struct TokensArguments {
    SessionArguments session;
    bool ids, from_stdin;
} TokensArguments;

static const OptionInfo tokens_options[] = {
    SESSION_MODEL,
    {OPTION_IDS, "ids", NULL, "the numbers alone, on one line"},
    {OPTION_STDIN, "stdin", NULL, "read the text from standard input, up to 1 MB"},
};
static const Usage tokens_usage = {
    "tokens [OPTION]… [--] TEXT",
    "Prints the tokens that a model reads, a line each: the piece of text and its number.\n"
    "TEXT is taken byte for byte, and nothing is put before it. The folder may be one that holds "
    "a\n"
    "tokenizer's files alone: tokenizer.json, or vocab.json and merges.txt.\n"
    "A piece is written as it is read, a blank as ·, the end of a line as ⏎, a tab as ⇥, bytes "
    "that\n"
    "are no whole letter as ⟨E2 96⟩.\n",
    tokens_options, sizeof tokens_options / sizeof *tokens_options, -1};

static bool cmd_tokens_take(void *self, int id, const char *value, Error *e) {
    TokensArguments *a = self;
    bool known;
    if (!session_option(&a->session, id, value, &known, e)) return false;
    if (known) return true;
    return *(id == OPTION_IDS ? &a->ids : &a->from_stdin) = true;
}

static bool tokens_input(Buffer *text, Error *e) {
    return cli_input(BPE_TEXT_MAX, text, e) &&
           (text->size <= BPE_TEXT_MAX ||
            error_set(e, "the text is longer than %d bytes", (int)BPE_TEXT_MAX));
}

/* The tokens of a byte-level model, and what each is called. */
static bool byte_tokens(const char *folder, const Buffer *text, Arena *arena, Tokens *out,
                        const char ***labels, Error *e) {
    const Bpe *b;
    if (!bpe_open(folder, arena, &b, e) ||
        !bpe_encode(b, text->data ? text->data : "", text->size, arena, &out->id, &out->count, e))
        return false;
    *labels = arena_many(arena, const char *, out->count);
    for (int i = 0; i < out->count; i++) (*labels)[i] = bpe_label(b, out->id[i], arena);
    return true;
}

/* The same of a model of words or characters. */
static bool word_tokens(const char *folder, const Buffer *text, Arena *arena, Tokens *out,
                        const char ***labels, Error *e) {
    Model m;
    *out = (Tokens){0};
    if (!model_load_words(folder, arena, &m, e)) return false;
    if (text->size == 0) return true;
    if (strlen(text->data) < text->size) return error_set(e, "the text holds the character U+0000");
    if (!tokens_from_text(text->data, m.config.tokens, &m.source, INT_MAX, arena, out, NULL, e))
        return false;
    *labels = arena_many(arena, const char *, out->count);
    for (int i = 0; i < out->count; i++) (*labels)[i] = vocab_label(&m.source, out->id[i]);
    return true;
}

static int cmd_tokens_work(void *self, const Arguments *rest, Arena *arena, Buffer *out, Error *e) {
    const TokensArguments *a = self;
    Buffer text = {0};
    Tokens tokens;
    char *folder;
    const char **labels;
    const char *given = arguments_text(rest, arena);
    if (a->from_stdin && given) return cli_wrong(e, &tokens_usage, "a TEXT beside --stdin");
    if (given) buffer_text(&text, given);
    bool ok = (!a->from_stdin || tokens_input(&text, e)) &&
              session_folder(&a->session, arena, &folder, e) &&
              (bpe_here(folder) ? byte_tokens(folder, &text, arena, &tokens, &labels, e)
                                : word_tokens(folder, &text, arena, &tokens, &labels, e));
    buffer_free(&text);
    if (!ok) return EXIT_FAILED;
    for (int i = 0; i < tokens.count; i++)
        if (a->ids)
            buffer_print(out, "%s%d", i > 0 ? " " : "", tokens.id[i]);
        else
            buffer_print(out, "%s\t%d\n", labels[i], tokens.id[i]);
    if (a->ids) buffer_text(out, "\n");
    return EXIT_DONE;
}

int cmd_tokens(int argc, char **argv) {
    return cli_command(&tokens_usage, argc, argv, cmd_tokens_take, cmd_tokens_work,
                       &(TokensArguments){0});
}
