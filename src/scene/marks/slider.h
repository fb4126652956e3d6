/* The temperature as a knob on a line: a number that is dragged. Private to the scene floor. Not
   for what follows from it. */
#ifndef ATTNSCOPE_SCENE_MARKS_SLIDER_H
#define ATTNSCOPE_SCENE_MARKS_SLIDER_H

#include "scene/pen/stage.h"

/* The temperature that is shown: the run's own or, while it is dragged, the one under the pointer;
   0: the program has none. */
double slider_heat(const Stage *s);
/* Its line from x, in the middle of y; `wide` long, from one end of the range to the other, with a
   tick at 1. What answers the pointer is as high as a thumb where there are thumbs. */
void slider_draw(Stage *s, float x, float y, float wide);
/* "0.7" */
const char *slider_text(Stage *s);

#endif
