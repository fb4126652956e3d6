/* What vector files share: how thin lines and cells look as the painter has them. */
#ifndef ATTNSCOPE_EXPORT_VECTOR_H
#define ATTNSCOPE_EXPORT_VECTOR_H

#include "draw/canvas.h"
#include "scene/scene.h"

/* Above so many cells rectangles would be slower to open than they are sharp: cells are painted. */
enum { VECTOR_CELLS = 20000 };

/* One axis of a matrix, in whole pixels, as the painter cuts it. */
typedef struct VectorCut {
    double start, step;
    int count, gap;
} VectorCut;

/* Lines thinner than a pixel are fainter ones of a pixel, as painted. */
Color vector_stroke(float width, Color color);
/* Both axes of an item of cells that has a size: the gap is free on both or on none. */
void vector_cut(const Item *i, VectorCut *across, VectorCut *down);
/* Whether they are so many or so small that they are a picture. */
bool vector_painted(const Item *i, const VectorCut *across, const VectorCut *down);
/* That picture, in `arena`: a pixel for each of the painter's or, of smooth cells, for each cell.
 */
Canvas vector_paint(const Item *i, const VectorCut *across, const VectorCut *down, Arena *arena);
/* All pixels of an axis. */
double vector_size(const VectorCut *c);
/* The pixels of a cell of an axis: from, up to. */
double vector_low(const VectorCut *c, int at);
double vector_high(const VectorCut *c, int at);

#endif
