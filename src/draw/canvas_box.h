/* Areas: boxes with round corners, discs, polygons, hatching. */
#ifndef ATTNSCOPE_DRAW_CANVAS_BOX_H
#define ATTNSCOPE_DRAW_CANVAS_BOX_H

#include "draw/canvas.h"

/* radius in pixels; line 0 = no outline (drawn inside the box); an alpha of 0 draws nothing. */
void canvas_box(Canvas *c, float x, float y, float w, float h, float radius, Color fill, float line,
                Color stroke);
/* A filled polygon, even-odd. */
void canvas_polygon(Canvas *c, const Point *points, int count, Color color);
/* Diagonal hatching, lines `gap` apart. */
void canvas_hatch(Canvas *c, float x, float y, float w, float h, float gap, float width,
                  Color color);

#endif
