/* One matrix of a figure: its cells, labels, name, scale and outlines. Private to the scene floor.
   Not for where it stands: table.h lays grids out. */
#ifndef ATTNSCOPE_SCENE_MATRIX_GRID_H
#define ATTNSCOPE_SCENE_MATRIX_GRID_H

#include "scene/pen/stage.h"

/* shares: a colour for each number from `low` (0 unless somebody set it) to `top`. Else colours
   reach from −top to top, and the bar tells those from `low` to `high`. LOG: colours go by
   magnitudes, whole decades from `least` to `top`. ROW: numbers are parts of their row's largest,
   from 0 or −1 to 1. */
typedef struct Scale {
    ScaleKind kind;
    bool shares;
    bool zeros;  /* an exact 0 has a mark of its own */
    bool small;  /* AUTO: up to the largest number instead of 1 */
    bool raised; /* AUTO: from the least number instead of 0, which is far from all */
    float top, low, high, least;
    float number_top; /* the largest magnitude, for the places of numbers */
} Scale;

/* Where name, shape, axes and colour bar stand. LEFT: in the free corner of a product. LEGEND:
   below, axes and bar on one line, for its name is the title. */
typedef enum Heading {
    HEADING_NONE,
    HEADING_BELOW,
    HEADING_ABOVE,
    HEADING_LEFT,
    HEADING_LEGEND
} Heading;

/* Where the labels of an axis have what they mean: as a second line, or on their line, further from
 * the cells. */
typedef enum GlossPlace { GLOSS_NONE, GLOSS_BELOW, GLOSS_BESIDE } GlossPlace;

/* A matrix, and how it is drawn. */
typedef struct Grid {
    Value value;
    int sheet;
    Tensor x;
    Stage *of;       /* whose value and labels it has; NULL: those of the table's own stage */
    bool transposed; /* drawn with its rows to the right */
    const char *symbol, *sign; /* marked text; sign: "+" before it, or NULL */
    Color color;
    Scale scale;
    bool plain;         /* numbers that name things: no colour says how large they are */
    bool hides;         /* −∞ hides a cell, and is no number */
    float square;       /* a cell's width ÷ its height, where that is no choice; 0: as fits */
    const Photo *photo; /* lies under it, while it is not turned; NULL: nothing does */
    bool smooth;        /* over it numbers change evenly from one middle to the next */
    bool given;         /* somebody brought it along: where it is no number, there is none */
    bool row_labels, col_labels, sums, bar, loose, predicts;
    bool named;  /* its symbol has its name beside it already */
    bool header; /* there is a line above it for what its columns of row labels are */
    bool mini; /* small and square: what only has to be seen, so that its neighbours get the room */
    int brackets;   /* its columns belong to so many heads, told above them; 0 no */
    float row_cell; /* its rows' height, where they do not share what there is; 0 */
    Heading heading;
    int track_row, track_col; /* its place in the table */
    int full_rows, full_cols; /* as drawn */
    int rows, cols;           /* what is shown of these: a window, from row0 and col0 on */
    int row0, col0;
    const int *picked; /* of a vocabulary as columns: so many of them, in this order; NULL: all.
                          rows and cols are of these then, and so is a window */
    int pick_count;
    bool inner;   /* its rows are another's columns: both show the same part of them */
    bool one_row; /* only the row that is followed */
    Rect cells;
    float slot;       /* width that the heading may take, from cells.x on */
    float left_room;  /* width that a heading at the left may take */
    float label_room; /* width of the row labels */
    float row_high; /* of the layout before: what lines of a row's label may share; 0: not known */
    int row_lines;  /* of a row's label, at most; 0 as 1 */
    float col_most; /* of a person's own matrix: how long column labels may be; 0: as usual */
    float reads_room; /* of that, what stands before the words that rows write; 0: only these */
    GlossPlace row_gloss, col_gloss;
    int number_most; /* pixels, its numbers' type at most; 0: as large as fits, −1: no numbers */
    bool number_whole; /* scores without decimals, as beside it */
    float col_room;    /* how far column labels may reach beyond the right edge */
} Grid;

/* The stage that a grid's value and labels are of, where figures of two runs share a table. */
Stage *grid_stage(Stage *s, const Grid *g);
/* A grid of the shown run's value. */
Grid grid_make(Stage *s, Value v, int sheet, bool input);
/* With rows to the right, as Kᵀ. */
void grid_transpose(Grid *g);
/* From DEPTH_ROW on only the followed row of the value is shown, if it has that row. */
void grid_follow(const Stage *s, Grid *g);
/* The part that the view's zoom leaves. */
void grid_zoom(const Stage *s, Grid *g);
/* Its colour on a scale; of ROW, a part of its row's largest. */
Color grid_color(const Stage *s, const Scale *scale, float x);
/* How far out a number is on its scale, 0 to 1, whichever side. */
float grid_part(const Scale *scale, float x);
/* How large a row of the value counts where each has its own scale; 1 where they share one. */
float grid_row_top(const Scale *scale, Tensor x, int sheet, int row);
/* A scale that holds both. */
Scale grid_scale_both(Scale a, Scale b);
/* The scale that all of them share: for values that are compared. */
void grid_share_scale(Grid *grids, int count);
/* Where the grid begins, its row labels counted. */
float grid_left(const Stage *s, const Grid *g);
/* Whether its value's rows are more words than anybody can see. */
bool grid_many_words(const Stage *s, const Grid *g);
/* Turned, where its rows are more words than anybody can see: some of them become its columns. */
void grid_turn_words(const Stage *s, Grid *g);
/* Of a vocabulary that has more words than anybody can see, some: the best of the pinned row, else
   of the last, then the words that the rows were followed by. */
void grid_pick(Stage *s, Grid *g);
/* The column of the whole matrix, as drawn, that is drawn as column j of the window. */
int grid_col(const Grid *g, int j);
/* Where columns from `first` to before `end` are in the window, into *from and *to; false: none is.
 */
bool grid_cols_shown(const Grid *g, int first, int end, int *from, int *to);
/* The place of a cell of the whole matrix as drawn; one outside the window is taken for the nearest
 * inside. */
Rect grid_cell(const Grid *g, int row, int col);
/* Whether its rows are labelled by the words that they write. */
bool grid_writes(Stage *s, const Grid *g);
/* Masks hold only 0 and −∞, which is hatched: there is no scale to tell. */
bool grid_is_mask(const Stage *s, Value v);
/* Whether the step that is shown makes it. */
bool grid_is_output(const Stage *s, const Grid *g);
/* The number drawn there. row, col: in the window. */
float grid_number_at(const Grid *g, int row, int col);
/* Whether a photograph lies under it. */
bool grid_has_photo(const Grid *g);
/* Whether over it its numbers change evenly. */
bool grid_is_smooth(const Grid *g);
/* Whether a number of the grid says that there is none: a cell of a table that was left empty. */
bool grid_is_missing(const Grid *g, float x);
/* Whether a number of the grid says that its cell is hidden. */
bool grid_is_hidden(const Grid *g, float x);
/* Whether the rows of two values are the same ones; one alone is nobody's. */
bool grid_rows_agree(const Stage *s, Value a, Value b);

#endif
