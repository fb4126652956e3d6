/* What lies over a whole box and leaves a circle free. */
#ifndef ATTNSCOPE_DRAW_CANVAS_SPOT_H
#define ATTNSCOPE_DRAW_CANVAS_SPOT_H

#include "draw/canvas.h"

/* The box without a circle. */
void canvas_spot(Canvas *c, float x, float y, float w, float h, Point center, float radius,
                 Color color);

#endif
