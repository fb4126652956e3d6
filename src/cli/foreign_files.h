/* What heatmap and attend share: a person's matrices as figure files, or in the window. */
#ifndef ATTNSCOPE_CLI_FOREIGN_FILES_H
#define ATTNSCOPE_CLI_FOREIGN_FILES_H

#include "cli/series.h"
#include "trace/foreign.h"

typedef struct ForeignArguments {
    FigureArguments figure;
    SessionArguments session; /* of it only the kernels */
    const char *rows, *cols;  /* files of labels; NULL: none */
    const char *out;
    bool open;
} ForeignArguments;

/* What a figure of such a run begins with. */
View foreign_view(const ForeignArguments *a);
/* The run in the form that a series takes. `command` and `operands`, quoted, begin the command that
 * makes its figures again. */
void foreign_session(const Foreign *f, const ForeignArguments *a, const char *command,
                     const char *operands, Arena *arena, Session *out);
bool foreign_write(Series *s, const ForeignArguments *a, Arena *arena, Error *e);
/* Until it is closed. view: its line, or NULL. operands: as above, or NULL where no command makes
 * one figure. */
bool foreign_window(const Foreign *f, const Kernels *k, const char *view, const char *operands,
                    const ForeignArguments *a, Arena *arena, Error *e);

#endif
