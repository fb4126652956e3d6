/* Filling an outline with exact coverage. For the canvas's own files only. */
#ifndef ATTNSCOPE_DRAW_RASTER_H
#define ATTNSCOPE_DRAW_RASTER_H

#include "draw/pixel.h"

typedef enum RasterRule { RASTER_FILLED, RASTER_EVEN_ODD } RasterRule;

/* The closed outline through the corners, painted in one go: nothing is blended twice where it
   overlaps itself. Every pixel is computed in whole numbers from the outline alone, so that the
   clip only decides which ones are computed. */
void raster_fill(Canvas *c, const Point *corners, int count, RasterRule rule, Ink ink);

#endif
