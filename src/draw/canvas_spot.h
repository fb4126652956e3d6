/* What lies over a whole box: a spot that leaves a circle free, and hatching. */
#ifndef ATTNSCOPE_DRAW_CANVAS_SPOT_H
#define ATTNSCOPE_DRAW_CANVAS_SPOT_H

#include "draw/canvas.h"

/* The box without a circle. */
void canvas_spot(Canvas *c, float x, float y, float w, float h, Point center, float radius,
                 Color color);
/* Diagonal hatching, lines `gap` apart. */
void canvas_hatch(Canvas *c, float x, float y, float w, float h, float gap, float width,
                  Color color);

#endif
