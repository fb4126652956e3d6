/* A person's own matrix in a window that is another's to show: a page. */
#ifndef ATTNSCOPE_CLI_CMD_HEATMAP_H
#define ATTNSCOPE_CLI_CMD_HEATMAP_H

#include "app/app.h"
#include "cli/look.h"

/* What `heatmap FILE --open` shows, argv[0] being "heatmap". Both are to be closed, opened or not;
   the rest lies in the arena until then. */
bool heatmap_open(int argc, char **argv, App *app, Look *look, Arena *arena, Error *e);

#endif
