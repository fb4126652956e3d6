/* One matrix of a figure: its cells, labels, name, scale and outlines. Private to the scene floor.
   Not for where it stands: table.h lays grids out. */
#ifndef ATTNSCOPE_SCENE_GRID_H
#define ATTNSCOPE_SCENE_GRID_H

#include "scene/stage.h"

/* shares: a colour for each number from `low` (0 unless somebody set it) to `top`. Else colours
   reach from −top to top, and the bar tells those from `low` to `high`. */
typedef struct Scale {
    bool shares, set;
    float top, low, high;
} Scale;

/* Where name, shape, axes and colour bar stand. LEFT: in the free corner of a product. */
typedef enum Heading { HEADING_NONE, HEADING_BELOW, HEADING_ABOVE, HEADING_LEFT } Heading;

/* Where the labels of an axis have what they mean: as a second line, or on their line, further from
 * the cells. */
typedef enum GlossPlace { GLOSS_NONE, GLOSS_BELOW, GLOSS_BESIDE } GlossPlace;

typedef struct Grid {
    Value value;
    int sheet;
    Tensor x;
    Stage *of;       /* whose value and labels it has; NULL: those of the table's own stage */
    bool transposed; /* drawn with its rows to the right */
    const char *symbol, *sign; /* marked text; sign: "+" before it, or NULL */
    Color color;
    Scale scale;
    bool plain; /* numbers that name things: no colour says how large they are */
    bool row_labels, col_labels, sums, bar, loose, predicts;
    bool mini; /* small and square: what only has to be seen, so that its neighbours get the room */
    int brackets;   /* its columns belong to so many heads, told above them; 0 no */
    float row_cell; /* its rows' height, where they do not share what there is; 0 */
    Heading heading;
    int track_row, track_col; /* its place in the table */
    int full_rows, full_cols; /* as drawn */
    int rows, cols;           /* what is shown of these: a window, from row0 and col0 on */
    int row0, col0;
    bool one_row; /* only the row that is followed */
    Rect cells;
    float slot;       /* width that the heading may take, from cells.x on */
    float left_room;  /* width that a heading at the left may take */
    float label_room; /* width of the row labels */
    GlossPlace row_gloss, col_gloss;
    int number_most; /* pixels, its numbers' type at most; 0: as large as fits, −1: no numbers */
    float col_room;  /* how far column labels may reach beyond the right edge */
} Grid;

/* The stage that a grid's value and labels are of, where figures of two runs share a table. */
Stage *grid_stage(Stage *s, const Grid *g);
/* A grid of the shown run's value. */
Grid grid_make(Stage *s, Value v, int sheet, bool input);
void grid_transpose(Grid *g);
/* From DEPTH_ROW on only the followed row of the value is shown, if it has that row. */
void grid_follow(const Stage *s, Grid *g);
/* The part that the view's zoom leaves. */
void grid_zoom(const Stage *s, Grid *g);
/* Its colour on a scale. */
Color grid_color(const Stage *s, const Scale *scale, float x);
/* The scale that all of them share: for values that are compared. */
void grid_share_scale(Grid *grids, int count);
/* Numbers in type of one size, or in none of them. Only after the grids have their places. */
void grid_share_numbers(Stage *s, Grid *grids, int count);

/* Measures, in pixels. cell: the width of a cell. */
float grid_row_label_width(Stage *s, const Grid *g, float most);
float grid_col_label_height(Stage *s, const Grid *g, float cell);
/* Of the heads' brackets above the columns. */
float grid_bracket_height(const Stage *s, const Grid *g);
/* How far column labels reach beyond the right edge. */
float grid_overhang(Stage *s, const Grid *g, float cell);
/* Where the grid begins, its row labels counted; and the width of a heading at the left of that. */
float grid_left(const Stage *s, const Grid *g);
float grid_left_width(Stage *s, const Grid *g);
/* The least width of a cell that still holds its number. */
float grid_number_width(const Stage *s, const Grid *g);
float grid_sums_width(const Stage *s);
float grid_heading_width(Stage *s, const Grid *g);
/* The width at which nothing of the heading is shortened. */
float grid_heading_room(Stage *s, const Grid *g);
float grid_heading_height(const Stage *s, const Grid *g, int lines);

/* How a grid stands, to be compared with how it would with more beside its labels. */
typedef struct GridFit {
    float across, down;       /* cells */
    float heading;            /* the room of its heading, as far as it needs it */
    int number, letters;      /* pixels of its numbers' type, 0: none; letters of all of them */
    int every_row, every_col; /* which labels are shown */
    bool stand;               /* the columns' are upright */
} GridFit;
GridFit grid_fit(Stage *s, const Grid *g);
/* Whether there is something to tell of an axis. */
bool grid_has_gloss(Stage *s, const Grid *g, bool row);
/* Whether what is told finds room, and no number or label is less for it than before. */
bool grid_gloss_fits(Stage *s, const Grid *g, const GridFit *before);

/* The colour bar by itself, around the height `middle`. */
float grid_bar_width(Stage *s, const Grid *g);
void grid_draw_bar(Stage *s, const Grid *g, float x, float middle);

/* Draws it where `cells` says. lines: of the heading, 0 none. */
void grid_draw(Stage *s, const Grid *g, int lines);
/* Of the whole matrix as drawn; a cell outside the window is taken for the nearest one inside. */
Rect grid_cell(const Grid *g, int row, int col);

#endif
