/* Letters, also turned. */
#ifndef ATTNSCOPE_DRAW_CANVAS_TEXT_H
#define ATTNSCOPE_DRAW_CANVAS_TEXT_H

#include "draw/canvas.h"

/* Text with its baseline's left end at (x, y). Turned counter-clockwise by `degrees` about that
 * point. */
void canvas_text(Canvas *c, const Font *font, Face face, int pixels, float x, float y,
                 float degrees, Color color, const char *text);
/* The box x0, y0, x1, y1 outside of which canvas_text leaves nothing; false if it leaves no mark at
 * all. */
bool canvas_text_box(const Font *font, Face face, int pixels, float x, float y, float degrees,
                     const char *text, double box[4]);

#endif
