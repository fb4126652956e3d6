/* The panel that explains what is shown. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_PANELS_NOTES_H
#define ATTNSCOPE_SCENE_PANELS_NOTES_H

#include "scene/pen/stage.h"

/* What to see, how it came about, what to try, the step in words, its numbers. */
void notes_draw(Stage *s, Rect r);
/* How many things they tell one to see in the shown step, 0 to 3: for where they are folded. */
int notes_claims_count(Stage *s);

#endif
