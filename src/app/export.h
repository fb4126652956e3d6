/* The export sheet over the window, and the series that is being written: their state, keys and
   pointer. Files are the window's: it carries out what is wished for here. Private to the app floor
   but for the state that App holds. */
#ifndef ATTNSCOPE_APP_EXPORT_H
#define ATTNSCOPE_APP_EXPORT_H

#include "app/choices.h"

enum { EXPORT_SPOTS = 2 * CHOICE_COUNT + CHOICE_COUNT + 4, EXPORT_FOLDER = 256 };

typedef enum SpotKind {
    SPOT_LESS,
    SPOT_MORE,
    SPOT_ROW,
    SPOT_SAVE,
    SPOT_CLOSE,
    SPOT_PANEL
} SpotKind;

/* A place of the sheet that answers the pointer. */
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
    bool running; /* the window writes one figure a turn, and calls app_series_done */
    int done, total;
    char folder[EXPORT_FOLDER]; /* the window's, where they go; "" before the first */
} Export;

#endif
