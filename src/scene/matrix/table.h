/* Grids in rows and columns that line up: the one layout of all figures. The corner layout of a
   product is a table, a chain of steps is a table with one row or one column. Private to the scene
   floor. */
#ifndef ATTNSCOPE_SCENE_MATRIX_TABLE_H
#define ATTNSCOPE_SCENE_MATRIX_TABLE_H

#include "scene/matrix/grid.h"

enum { TABLE_GRIDS = 12, TABLE_TRACKS = 8 };

/* One row or column of the table: margins, the cells between them, and the gap behind. */
typedef struct Track {
    int units;
    float before, cell, size, after, gap, start;
    float fixed; /* the cell size that it must have, 0 if it takes what there is */
} Track;

typedef struct Table {
    Grid grid[TABLE_GRIDS];
    int count;
    int rows, cols;
    bool corner;                    /* dots lead from operands to the product */
    const char *sign[TABLE_TRACKS]; /* marked text in the gap after that column */
    Track across[TABLE_TRACKS], down[TABLE_TRACKS];
    int lines;  /* of headings */
    float own;  /* a person's own matrix: the part of the picture that labels may take at each side;
                   0: no such */
    float high; /* of the picture */
    bool labels;
    float quality; /* the smaller side of the typical cell, in pixels */
} Table;

/* One more grid, at that row and column of the table; at most TABLE_GRIDS. */
Grid *table_add(Table *t, Grid g, int row, int col);
/* Places the grids in the area, with all words if there is room, else with fewer. False: not even
 * bare cells fit. */
bool table_layout(Stage *s, Table *t, Rect area);
/* Whether each token along a side that has labels has its own, as far as there are few enough. */
bool table_labelled(Stage *s, const Table *t);
/* All of them, with the signs between them. */
void table_draw(Stage *s, const Table *t);

#endif
