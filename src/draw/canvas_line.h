/* Lines, dashes and curves. */
#ifndef ATTNSCOPE_DRAW_CANVAS_LINE_H
#define ATTNSCOPE_DRAW_CANVAS_LINE_H

#include "draw/canvas.h"

/* A stroke with flat ends; thinner than a pixel it is fainter. */
void canvas_line(Canvas *c, Point a, Point b, float width, Color color);
/* Dots of `on` pixels every `on + off`. */
void canvas_dashes(Canvas *c, Point a, Point b, float width, float on, float off, Color color);
/* A cubic Bézier curve, stroked; blended once, however wide. */
void canvas_curve(Canvas *c, Point p0, Point p1, Point p2, Point p3, float width, Color color);

#endif
