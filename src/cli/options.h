/* Reading a command's arguments: a table of its options, getopt_long, --help made from the table.
   Not for what the options mean: each command says that itself. */
#ifndef ATTNSCOPE_CLI_OPTIONS_H
#define ATTNSCOPE_CLI_OPTIONS_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"
#include "base/arena.h"

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_WRONG_USE = 2 };

/* Numbers of options. A letter is a short option too. */
enum {
    OPTION_HELP = 'h',
    OPTION_OUT = 'o',
    OPTION_FIRST = 256,
    OPTION_MODEL,
    OPTION_KERNELS,
    OPTION_WHAT_IF,
    OPTION_BEAM,
    OPTION_SAMPLE,
    OPTION_TOP_K,
    OPTION_TOP_P,
    OPTION_WORDS,
    OPTION_OWN
}; /* a command's own begin here */

typedef struct OptionInfo {
    int id;
    const char *name;  /* "model" */
    const char *value; /* "DIR|NAME"; "[=WORD]": may be left out; NULL: a switch */
    const char *help;
} OptionInfo;

typedef struct Usage {
    const char *synopsis; /* "run [TEXT] [OPTION]…" */
    const char *about;    /* lines, each ended by \n */
    const OptionInfo *options;
    int count;
    int operands; /* at most; −1: any number */
} Usage;

typedef struct Arguments {
    char **operand; /* what is left beside the options */
    int operands;
} Arguments;

/* Takes one option; false with an error if its value is wrong. */
typedef bool TakeOption(void *self, int id, const char *value, Error *e);

/* Reads argv[1 …]. *help: it asks for help, and what follows was not read. Errors: no such option,
   a wrong value, too many operands. */
bool options_take(const Usage *u, int argc, char **argv, TakeOption *take, void *self,
                  Arguments *out, bool *help, Error *e);
/* The same. True: go on. False: the command ends with *status (help was printed, or the use
   was wrong and has been told). */
bool options_read(const Usage *u, int argc, char **argv, TakeOption *take, void *self,
                  Arguments *out, int *status);

/* Whole numbers and numbers with a point, whatever the locale; nothing may follow. Errors name the
 * option. */
bool option_whole(const char *name, const char *text, int64_t least, int64_t most, int64_t *out,
                  Error *e);
bool option_number(const char *name, const char *text, double *out, Error *e);
/* One of the words (ended by NULL); *out its place. */
bool option_word(const char *name, const char *text, const char *const *words, int *out, Error *e);
/* The operands as one text, joined by a space; NULL if there are none. */
char *arguments_text(const Arguments *a, Arena *arena);

/* Prints "attnscope: …" on standard error; returns the status. */
int cli_fail(const Error *e, int status);
/* Wrong use, told with how the command is used; returns EXIT_WRONG_USE. */
int cli_wrong(Error *e, const Usage *u, const char *what);
/* Reads standard input to its end, or until there is more than `most` bytes: one that is too long
 * is so in *out. */
bool cli_input(size_t most, Buffer *out, Error *e);
/* Writes a result to standard output, to the last byte; returns the exit status. Frees the buffer.
 */
int cli_print(Buffer *b);

/* What a command does once its options are read: appends its result to `out`, returns the exit
   status. With a status other than EXIT_DONE the sentence in `e` is printed instead; where that is
   empty, the result is. */
typedef int CommandWork(void *self, const Arguments *rest, Arena *arena, Buffer *out, Error *e);
/* A whole command: options, work, result. take NULL: it has no options. */
int cli_command(const Usage *u, int argc, char **argv, TakeOption *take, CommandWork *work,
                void *self);

#endif
