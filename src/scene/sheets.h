/* What lies over the figure or beside it, as plain data that the app fills and a scene draws: the
   list of keys. What it says is told, what answers the pointer are targets of the scene. */
#ifndef ATTNSCOPE_SCENE_SHEETS_H
#define ATTNSCOPE_SCENE_SHEETS_H

#include "view/command.h"

/* One line of the list of keys. */
typedef struct KeyLine {
    const char *heading; /* of the group that begins with it; NULL: the one above goes on */
    const char *names, *help;
    Command command;
} KeyLine;

typedef struct KeySheet {
    const KeyLine *lines;
    int count;
    int page; /* from 1 on; more than there are: the last */
} KeySheet;

#endif
