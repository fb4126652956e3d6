/* What lies over the figure, as data: the export sheet with its series, the menu of what-ifs, the
   number at a cell. Not for what they do or look like. */
#ifndef ATTNSCOPE_APP_STATE_SHEETS_H
#define ATTNSCOPE_APP_STATE_SHEETS_H

#include "app/state/choices.h"
#include "app/state/number.h"
#include "trace/whatif_list.h"
#include "view/view.h"

enum {
    EXPORT_SPOTS = 2 * CHOICE_COUNT + CHOICE_COUNT + 4,
    EXPORT_FOLDER = 256,
    MENU_ROWS = 17 + WHATIF_MOST,
    MENU_SPOTS = 4 * MENU_ROWS + 8
};

typedef enum SpotKind {
    SPOT_LESS,
    SPOT_MORE,
    SPOT_ROW,
    SPOT_SAVE,
    SPOT_CLOSE,
    SPOT_PANEL
} SpotKind;

/* A place of the export sheet that answers the pointer. */
typedef struct Spot {
    SpotKind kind;
    Choice row;
    float x, y, w, h;
} Spot;

typedef struct Export {
    bool open;
    Choices choices;
    bool changed; /* the choices are other ones than the window remembers; it clears this */
    Choice row;
    int hover;                /* the spot under the pointer plus one; 0 none */
    Spot spots[EXPORT_SPOTS]; /* of the sheet as it was drawn */
    int spot_count;
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

typedef enum MenuSpotKind {
    MENU_SPOT_PANEL,
    MENU_SPOT_ROW,
    MENU_SPOT_LESS,
    MENU_SPOT_MORE,
    MENU_SPOT_TYPE,
    MENU_SPOT_CLEAR,
    MENU_SPOT_CLOSE
} MenuSpotKind;

/* A place of the menu that answers the pointer. */
typedef struct MenuSpot {
    MenuSpotKind kind;
    int row;
    float x, y, w, h;
} MenuSpot;

typedef struct Menu {
    bool open;
    int row;                    /* the focused one */
    int first;                  /* the first line that is drawn, where not all fit */
    Number number;              /* typed for the focused row */
    int hover;                  /* the spot under the pointer plus one; 0 none */
    MenuSpot spots[MENU_SPOTS]; /* as it was drawn */
    int spot_count;
} Menu;

/* The field while number.on; the cell while it is typed or dragged. */
typedef struct ValueEdit {
    Number number;
    char path[VIEW_PATH];
    Cell at;
    float from, top; /* dragging: its number at the start, the scale's maximum */
    float y;         /* where the drag began */
} ValueEdit;

#endif
