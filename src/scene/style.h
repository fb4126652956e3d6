/* How a figure for a slide or a paper is drawn: what a person may choose beside the theme. All
   zero: as it comes. Not for what is shown: that is the view's. */
#ifndef ATTNSCOPE_SCENE_STYLE_H
#define ATTNSCOPE_SCENE_STYLE_H

#include "view/seen.h"

typedef enum PaletteName {
    PALETTE_DEFAULT, /* the theme's own */
    PALETTE_VIRIDIS,
    PALETTE_CIVIDIS,
    PALETTE_GREY, /* for print: how large in grey, below zero marked by a dash */
    PALETTE_RED_BLUE,
    PALETTE_BLUES,
    PALETTE_GREENS,
    PALETTE_REDS,
    PALETTE_ORANGES,
    PALETTE_PURPLES,
    PALETTE_MAGMA,
    PALETTE_INFERNO,
    PALETTE_RDBU, /* red-blue the other way round: red below zero */
    PALETTE_COUNT
} PaletteName;

/* TOP: only each row's largest. LARGEST: only so many, the matrix's largest. */
typedef enum NumbersWish {
    NUMBERS_AUTO,
    NUMBERS_ON,
    NUMBERS_OFF,
    NUMBERS_TOP,
    NUMBERS_LARGEST
} NumbersWish;

/* Cells all alike, or as large as their numbers. */
typedef enum CellsWish { CELLS_AS_VIEWED, CELLS_PLAIN, CELLS_DOTS } CellsWish;

/* Rows or columns that belong together, one group after the other. */
typedef struct Group {
    const char *name;
    int count;
} Group;

enum { GROUPS_MOST = 32 };

/* What a pixel tells where cells are smaller: of the numbers under it the one of largest magnitude,
   or the mean of their colours. */
typedef enum ShrinkWish { SHRINK_LARGEST, SHRINK_MEAN } ShrinkWish;

typedef struct Style {
    PaletteName palette;
    ScaleWish scale; /* of every coloured matrix; AUTO: as the view says */
    float top; /* signed matrices reach from −top to top, as the others of a series do; 0: each its
                  own */
    float shares_top; /* the same for rows that sum to 1, from 0 on; 0: each its own */
    ShrinkWish shrink;
    NumbersWish numbers; /* AUTO: where they fit. ON: in smaller type, too, before they go */
    int largest;         /* LARGEST: how many */
    int number_size;     /* pixels of the numbers in cells, where these hold them; 0: as fits */
    CellsWish cells;
    bool decimals_set;
    int decimals;        /* places after the point, 0 to 6 */
    bool no_labels;      /* no tokens beside rows and columns */
    bool transpose;      /* attention matrices have their keys downwards */
    const char *title;   /* instead of the formula; NULL: the formula, "": none */
    const char *caption; /* the words behind the title; NULL: the step's own, "": none */
    const char *source;  /* the line at the bottom; NULL: program, model and sentence, "": none */
    const char *row_title,
        *col_title;        /* what rows and columns are; NULL: as it comes, "": nothing */
    const char *bar_title; /* what the colours tell; NULL: nothing */
    const Group *groups;   /* of each axis of as many as they count in all */
    int group_count;
    bool no_outline; /* no line round the matrix */
    bool bare;       /* the figure alone: no crumbs, and only one's own title, caption, source */
    int font_size;   /* pixels of labels; 0: as the figure's size gives */
} Style;

#endif
