/* The list of keys over everything else: by what one wants to do, in columns; in a small window
   page by page. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_PANELS_KEY_SHEET_H
#define ATTNSCOPE_SCENE_PANELS_KEY_SHEET_H

#include "scene/pen/stage.h"

/* Nothing where the input has no list. */
void key_sheet_draw(Stage *s);
/* How many pages the input's list has in its window. */
int key_sheet_pages(const Stage *s);

#endif
