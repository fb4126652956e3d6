/* getopt_long over a table, and the few ways to end a command. */
#include "cli/options.h"

#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "base/utf8.h"

enum { OPTIONS_MOST = 96 };

int cli_fail(const Error *e, int status) {
    fprintf(stderr, "attnscope: %s\n", e->text);
    return status;
}

int cli_wrong(Error *e, const Usage *u, const char *what) {
    error_set(e, "%s: attnscope %s", what, u->synopsis);
    return EXIT_WRONG_USE;
}

/* What names of files and words hold must not steer a terminal: '?' in the place of all that is not
   printable, but for lines and tabs. */
static void make_printable(Buffer *b) {
    Buffer plain = {0};
    const char *at = b->data, *end = at + b->size;
    while (at < end) {
        char letters[4];
        uint32_t code = utf8_next(&at, end);
        bool shown = utf8_printable(code) || code == '\n' || code == '\t';
        buffer_add(&plain, letters, (size_t)utf8_encode(shown ? code : '?', letters));
    }
    buffer_free(b);
    *b = plain;
}

bool cli_input(size_t most, Buffer *out, Error *e) {
    char part[1 << 16];
    ssize_t n = 1;
    while (n != 0 && out->size <= most) {
        n = read(STDIN_FILENO, part, sizeof part);
        if (n < 0 && errno != EINTR)
            return error_set(e, "cannot read standard input: %s", strerror(errno));
        if (n > 0) buffer_add(out, part, (size_t)n);
    }
    return true;
}

int cli_print(Buffer *b) {
    Error e;
    errno = 0;
    make_printable(b);
    bool ok = b->size == 0 || fwrite(b->data, 1, b->size, stdout) == b->size;
    ok = fflush(stdout) == 0 && ok;
    buffer_free(b);
    if (ok) return EXIT_DONE;
    error_set(&e, "cannot write to standard output: %s", strerror(errno));
    return cli_fail(&e, EXIT_FAILED);
}

static bool cli_options_is_letter(int id) {
    return id < OPTION_FIRST;
}

static bool may_be_bare(const OptionInfo *o) {
    return o->value && *o->value == '[';
}

/* "  -o, --out DIR      where to" */
static void help_line(const OptionInfo *o, Buffer *b) {
    Buffer name = {0};
    buffer_print(&name, "  %c%c%s--%s%s%s", cli_options_is_letter(o->id) ? '-' : ' ',
                 cli_options_is_letter(o->id) ? o->id : ' ',
                 cli_options_is_letter(o->id) ? ", " : "  ", o->name,
                 o->value && !may_be_bare(o) ? " " : "", o->value ? o->value : "");
    buffer_text(b, name.data);
    for (int n = text_count(name.data); n < 32; n++) buffer_text(b, " ");
    buffer_print(b, " %s\n", o->help);
    buffer_free(&name);
}

static int cli_options_print_help(const Usage *u) {
    static const OptionInfo help = {OPTION_HELP, "help", NULL, "print this and end"};
    Buffer b = {0};
    buffer_print(&b, "Usage: attnscope %s\n\n%s\nOptions:\n", u->synopsis, u->about);
    for (int i = 0; i < u->count; i++) help_line(&u->options[i], &b);
    help_line(&help, &b);
    return cli_print(&b);
}

static void long_options(const Usage *u, struct option *out, char *letters) {
    static const struct option help = {"help", no_argument, NULL, OPTION_HELP};
    *letters++ = ':'; /* our own sentences instead of getopt's */
    for (int i = 0; i < u->count; i++) {
        const OptionInfo *o = &u->options[i];
        int argument = may_be_bare(o) ? optional_argument
                       : o->value     ? required_argument
                                      : no_argument;
        *out++ = (struct option){o->name, argument, NULL, o->id};
        if (!cli_options_is_letter(o->id)) continue;
        *letters++ = (char)o->id;
        if (o->value) *letters++ = ':';
    }
    *letters++ = OPTION_HELP;
    *letters = 0;
    *out++ = help;
    *out = (struct option){0};
}

/* The option as it was written. A short one is told by its letter, for it may stand within a group.
 */
static const char *cli_options_written(char **argv, char text[3]) {
    if (optopt == 0 || !cli_options_is_letter(optopt)) return argv[optind - 1];
    snprintf(text, 3, "-%c", optopt);
    return strncmp(argv[optind - 1], "--", 2) == 0 ? argv[optind - 1] : text;
}

static bool wrong_option(int got, char **argv, const Usage *u, Error *e) {
    char text[3];
    const char *name = cli_options_written(argv, text);
    int word = (int)strcspn(u->synopsis, " "), size = (int)strcspn(name, "=");
    const char *command = u->synopsis[0] == '[' ? "" : u->synopsis;
    if (*command == 0) word = 0;
    if (got == ':') return error_set(e, "%.*s needs a value", size, name);
    return error_set(e, "no option '%.*s': see attnscope%s%.*s --help", size, name, word ? " " : "",
                     word, command);
}

static bool too_many(const Usage *u, char **argv, int argc, Error *e) {
    if (u->operands < 0 || argc - optind <= u->operands) return true;
    return error_set(e, "'%s' is one argument too many: attnscope %s", argv[optind + u->operands],
                     u->synopsis);
}

bool options_take(const Usage *u, int argc, char **argv, TakeOption *take, void *self,
                  Arguments *out, bool *help, Error *e) {
    struct option names[OPTIONS_MOST + 2];
    char letters[2 * OPTIONS_MOST + 4];
    long_options(u, names, letters);
    opterr = 0;
    optind = 1;
    *help = false;
    bool ok = true;
    for (int id; ok && (id = getopt_long(argc, argv, letters, names, NULL)) != -1;) {
        if (id == OPTION_HELP) return *help = true;
        ok = id == '?' || id == ':' ? wrong_option(id, argv, u, e) : take(self, id, optarg, e);
    }
    *out = (Arguments){argv + optind, argc - optind};
    return ok && too_many(u, argv, argc, e);
}

bool options_read(const Usage *u, int argc, char **argv, TakeOption *take, void *self,
                  Arguments *out, int *status) {
    Error e;
    bool help, ok = options_take(u, argc, argv, take, self, out, &help, &e);
    if (!ok) *status = cli_fail(&e, EXIT_WRONG_USE);
    if (help) *status = cli_options_print_help(u);
    return ok && !help;
}

bool option_whole(const char *name, const char *text, int64_t least, int64_t most, int64_t *out,
                  Error *e) {
    char *end;
    errno = 0;
    long long n = strtoll(text, &end, 10);
    bool plain = text[0] == '-' || (text[0] >= '0' && text[0] <= '9');
    if (!plain || *end || errno) return error_set(e, "%s: '%s' is not a whole number", name, text);
    *out = n;
    if (n >= least && n <= most) return true;
    return error_set(e, "%s: %lld is not between %lld and %lld", name, n, (long long)least,
                     (long long)most);
}

bool option_number(const char *name, const char *text, double *out, Error *e) {
    char *end;
    *out = strtod(text, &end); /* no setlocale in this program: the point is a point */
    bool plain = *text && text[strspn(text, "+-.0123456789eE")] == 0;
    if (plain && *end == 0 && isfinite(*out)) return true;
    return error_set(e, "%s: '%s' is not a number", name, text);
}

bool option_word(const char *name, const char *text, const char *const *words, int *out, Error *e) {
    for (*out = 0; words[*out]; ++*out)
        if (strcmp(words[*out], text) == 0) return true;
    Buffer list = {0};
    for (int i = 0; words[i]; i++) buffer_print(&list, "%s%s", i ? ", " : "", words[i]);
    error_set(e, "%s: '%s' is none of %s", name, text, list.data);
    buffer_free(&list);
    return false;
}

char *arguments_text(const Arguments *a, Arena *arena) {
    if (a->operands == 0) return NULL;
    Buffer b = {0};
    for (int i = 0; i < a->operands; i++) buffer_print(&b, "%s%s", i ? " " : "", a->operand[i]);
    char *text = arena_copy(arena, b.data, b.size);
    buffer_free(&b);
    return text;
}

int cli_command(const Usage *u, int argc, char **argv, TakeOption *take, CommandWork *work,
                void *self) {
    Arguments rest;
    int status;
    if (!options_read(u, argc, argv, take, self, &rest, &status)) return status;
    Arena arena = {0};
    Buffer out = {0};
    Error e = {{0}};
    status = work(self, &rest, &arena, &out, &e);
    if (e.text[0])
        cli_fail(&e, status);
    else if (cli_print(&out) != EXIT_DONE)
        status = EXIT_FAILED;
    buffer_free(&out);
    arena_free(&arena);
    return status;
}
