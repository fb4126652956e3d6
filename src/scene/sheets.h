/* What lies over the figure or beside it, as plain data that the app fills and a scene draws: the
   list of keys, the what-ifs, the sheet about a file, the field of a number. What it says is told,
   what answers the pointer are targets of the scene. */
#ifndef ATTNSCOPE_SCENE_SHEETS_H
#define ATTNSCOPE_SCENE_SHEETS_H

#include <stdbool.h>

#include "base/color.h"
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
    WHAT_PAGE,  /* the page of that row */
    WHAT_GROUND /* beside everything */
} WhatPart;

/* One choice about a file, as words. */
typedef struct ExportRow {
    const char *label;
    const char *const *values; /* what it can be: `count` of them */
    int count, at;             /* at: what it is */
    bool usable;               /* it means something beside the other rows' values */
    bool apart;                /* another matter begins with it */
} ExportRow;

/* The sheet that asks how a figure shall be written, with what the file will hold. */
typedef struct ExportSheet {
    const ExportRow *rows;
    int count, row;     /* row: the lit one */
    const char *file;   /* its name */
    int width, height;  /* of the picture in pixels; 0: it is none */
    const Color *cells; /* the picture made small, shown_rows × shown_cols; NULL: it is none */
    int shown_rows, shown_cols;
    const char *const *lines; /* the first `line_count` lines of a text */
    int line_count;
} ExportSheet;

/* How far something long has come: the writing of many files, a run. */
typedef struct ExportSeries {
    int done, total;
    const char *file;          /* the next one, or what else is being done */
    const char *title, *stops; /* keys: what it is, and what Escape does */
} ExportSeries;

/* Which part of the sheet: a TARGET_EXPORT's col; its row is the row. */
typedef enum ExportPart {
    EXPORT_ROW,
    EXPORT_LESS,
    EXPORT_MORE,
    EXPORT_SAVE, /* from here on not of a row */
    EXPORT_CLOSE,
    EXPORT_GROUND, /* of the sheet, between its parts */
    EXPORT_BESIDE, /* all around it */
    EXPORT_VALUE   /* of a row again: its first value, behind it the others */
} ExportPart;

/* A number that is typed at a cell of a value. */
typedef struct ValueField {
    const char *path;
    int sheet, row, col;
    const char *text;
    bool whole; /* all of it is marked */
} ValueField;

#endif
