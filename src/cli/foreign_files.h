/* What heatmap and attend share: a person's matrices as figure files, or in the window. */
#ifndef ATTNSCOPE_CLI_FOREIGN_FILES_H
#define ATTNSCOPE_CLI_FOREIGN_FILES_H

#include "app/app.h"
#include "cli/look.h"
#include "cli/series.h"
#include "trace/foreign.h"

/* Options that say what is wanted of a file. */
enum { OPTION_FOREIGN = 400, OPTION_ARRAY = OPTION_FOREIGN, OPTION_AXES, OPTION_ITEM, OPTION_BOTH };
/* clang-format off */
#define FOREIGN_OPTIONS \
    {OPTION_ARRAY, "array", "NAME", "which array of an .npz, .safetensors or JSON file that holds several"}, \
    {OPTION_AXES, "axes", "LIST", "what the array's axes are: of batch, layers, heads, q, k, in any order"}, \
    {OPTION_ITEM, "item", "N", "which item of the batch, counted from 0 (0)"}
#define FOREIGN_LABELS \
    {OPTION_BOTH, "labels", "FILE|on|off", "labels of both, one a line; off: none are drawn (a file of that name is ./off)"}
/* clang-format on */

/* A file that is open: its bytes stay until foreign_close. */
typedef struct ForeignOpened ForeignOpened;

typedef struct ForeignArguments {
    FigureArguments figure;
    ForeignWish wish;
    const char *axes; /* as they were given, or NULL */
    ForeignOpened *opened;
    SessionArguments session; /* of it only the kernels */
    const char *rows, *cols;  /* files of labels; NULL: none */
    const char *out;
    bool open;
} ForeignArguments;

/* True and taken if the option is one of FOREIGN_OPTIONS; *known false: it is another one. */
bool foreign_option(ForeignArguments *a, int id, const char *value, bool *known, Error *e);
/* Labels out of the files that were given, NULL where none were. One file for both sides names
   those that are as many. Errors: as foreign_labels. */
bool foreign_read_labels(const ForeignArguments *a, int rows, int cols, Arena *arena,
                         char ***row_labels, char ***col_labels, Error *e);
/* Opens files, and standard input as "-"; large ones are mapped. */
ForeignFiles foreign_files(ForeignArguments *a);
void foreign_close(ForeignArguments *a);
/* What a figure of such a run begins with. */
View foreign_view(const ForeignArguments *a);
/* An option with its file, quoted; nothing where that is NULL. */
void foreign_print_file(const char *option, const char *file, Buffer *out);
/* The run in the form that a series takes. `command` and `operands`, quoted, begin the command that
 * makes its figures again. */
void foreign_session(const Foreign *f, const ForeignArguments *a, const char *command,
                     const char *operands, Arena *arena, Session *out);
bool foreign_write(Series *s, const ForeignArguments *a, Arena *arena, Error *e);
/* The app on such a run, and its words; both are to be closed, opened or not. See below. */
bool foreign_open(App *app, Look *look, const Foreign *f, const Kernels *k, const char *view,
                  const char *operands, const ForeignArguments *a, Arena *arena, Error *e);
/* A window on it until that is closed. view: its line, or NULL. operands: as above, or NULL where
 * no command makes one figure. */
bool foreign_window(const Foreign *f, const Kernels *k, const char *view, const char *operands,
                    const ForeignArguments *a, Arena *arena, Error *e);

#endif
