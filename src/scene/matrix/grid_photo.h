/* A photograph under the cells of a matrix, which let it through the more the less they tell.
   Private to the scene floor. Not for reading one: base/photo.h. */
#ifndef ATTNSCOPE_SCENE_MATRIX_GRID_PHOTO_H
#define ATTNSCOPE_SCENE_MATRIX_GRID_PHOTO_H

#include "scene/matrix/grid.h"

/* What of it is shown, in a box. small: a tone for each pixel is enough. */
void grid_draw_photo(Stage *s, const Grid *g, Rect box, bool small);
/* The colour of a number that lies over it. */
Color grid_photo_color(const Stage *s, const Grid *g, float x);
/* The same over a middle tone, as the bar shows it. */
Color grid_photo_seen(const Stage *s, const Grid *g, float x);
/* What changes evenly between the middles of patches, in a box. */
void grid_draw_smooth(Stage *s, const Grid *g, Rect box);
/* What is seen in each of a grid's cells, on average: what numbers in them stand on. */
Color *grid_photo_grounds(Stage *s, const Grid *g);

#endif
