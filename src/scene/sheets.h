/* What lies over the figure or beside it, as plain data that the app fills and a scene draws: the
   list of keys, the what-ifs. What it says is told, what answers the pointer are targets of the
   scene. */
#ifndef ATTNSCOPE_SCENE_SHEETS_H
#define ATTNSCOPE_SCENE_SHEETS_H

#include <stdbool.h>

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

/* One thing that a what-if can change, as words. */
typedef struct WhatRow {
    const char *heading; /* of the group that begins with it; NULL: the one above goes on */
    const char *label, *value;
    const char *help; /* what it does, in a sentence or two */
    bool steps;       /* it has a value before and after this one */
    bool number;      /* which is a number that can be typed */
    bool usable;      /* else something has to be pinned first */
    bool on;          /* it is changed */
} WhatRow;

typedef struct WhatPanel {
    const WhatRow *rows;
    int count, row;    /* row: the lit one */
    const char *typed; /* what is typed for it; NULL: nothing */
    bool whole;        /* all of that is marked */
} WhatPanel;

/* Which part of the panel: a TARGET_MENU's col; its row is the row. */
typedef enum WhatPart {
    WHAT_ROW,
    WHAT_LESS,
    WHAT_MORE,
    WHAT_TYPE,
    WHAT_NOTES, /* from here on not of a row: to the notes, */
    WHAT_KEEP,
    WHAT_CLOSE,
    WHAT_GROUND /* beside everything */
} WhatPart;

#endif
