/* The field of a number that is typed: at the cell that it changes, or in a panel's row. Private to
   the scene floor. */
#ifndef ATTNSCOPE_SCENE_PANELS_VALUE_SHEET_H
#define ATTNSCOPE_SCENE_PANELS_VALUE_SHEET_H

#include "scene/pen/stage.h"

/* At its cell, over everything that is drawn already; nothing if no number is typed there. */
void value_sheet_draw(Stage *s);
/* The field alone: all of a number is marked until its first letter is typed, then a caret stands
   behind it. */
void value_sheet_field(Stage *s, Rect r, int pixels, const char *text, bool whole);

#endif
