/* How a grid stands, to be compared with how it would with more beside its labels. Private to the
   scene floor. */
#ifndef ATTNSCOPE_SCENE_MATRIX_GRID_FIT_H
#define ATTNSCOPE_SCENE_MATRIX_GRID_FIT_H

#include "scene/matrix/grid.h"

/* Cells, heading, numbers and labels, as far as room can be short for them. */
typedef struct GridFit {
    float across, down;       /* cells */
    float heading;            /* the room of its heading, as far as it needs it */
    int number, letters;      /* pixels of its numbers' type, 0: none; letters of all of them */
    int every_row, every_col; /* which labels are shown */
    bool stand;               /* the columns' are upright */
    bool reads;               /* rows tell what they read and what they write */
} GridFit;

/* As it stands now; only after it has its place. */
GridFit grid_fit(Stage *s, const Grid *g);
/* Whether there is something to tell of an axis. */
bool grid_has_gloss(Stage *s, const Grid *g, bool row);
/* Whether what is told finds room, and no number or label is less for it than before. */
bool grid_gloss_fits(Stage *s, const Grid *g, const GridFit *before);

#endif
