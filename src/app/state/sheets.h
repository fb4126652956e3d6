/* What lies over the figure, as data: the export sheet with its series, the menu of what-ifs, the
   number at a cell. Not for what they do or look like. */
#ifndef ATTNSCOPE_APP_STATE_SHEETS_H
#define ATTNSCOPE_APP_STATE_SHEETS_H

#include "app/state/choices.h"
#include "app/state/number.h"
#include "trace/whatif_list.h"
#include "view/view.h"

enum { EXPORT_FOLDER = 256, MENU_ROWS = 18 + WHATIF_MOST };

typedef struct Export {
    bool open;
    Choices choices;
    bool changed; /* the choices are other ones than the window remembers; it clears this */
    Choice row;
    bool stale; /* the preview is older than choices or view */
    Arena preview;
    Color *cells;                  /* a picture's, cols × rows; else NULL */
    int cols, rows, width, height; /* width, height: of the file, in pixels */
    char **lines;                  /* of numbers: the file's first */
    int line_count;
    float room[2]; /* what the preview was made for */
    /* the series */
    bool running; /* the window writes one figure a turn, and calls export_series_done */
    int done, total;
    char folder[EXPORT_FOLDER]; /* the window's, where they go; "" before the first */
} Export;

typedef struct Menu {
    bool open;
    int row;       /* the lit one */
    Number number; /* typed for it */
} Menu;

/* A share of attention under the pointer. */
typedef struct CarriedShare {
    char path[VIEW_PATH];
    Cell at;         /* where it was taken */
    int to;          /* the key that it lies on now */
    WhatIfList base; /* as it was before */
    Place place;
} CarriedShare;

/* The field while number.on; the cell while it is typed or dragged. */
typedef struct ValueEdit {
    Number number;
    char path[VIEW_PATH];
    Cell at;
    float from, top; /* dragging: its number at the start, the scale's maximum */
    float y;         /* where the drag began */
} ValueEdit;

#endif
