/* Painting a scene on a canvas: the one painter of window and files. */
#ifndef ATTNSCOPE_DRAW_PAINT_H
#define ATTNSCOPE_DRAW_PAINT_H

#include "draw/canvas.h"
#include "scene/scene.h"

/* One mark, or all of a scene over its ground. */
void canvas_paint_item(Canvas *c, const Item *i, const Font *font);
void canvas_paint(Canvas *c, const Scene *s, const Font *font);

#endif
