/* A value in two runs. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_DIFFERENCE_H
#define ATTNSCOPE_SCENE_FIGURES_DIFFERENCE_H

#include "scene/pen/stage.h"

/* The shown value of `before`, that of `s`, and how far they are apart, on scales of their own. */
void figure_difference(Stage *s, Stage *before, Rect area);
/* Both on one scale, without the difference: the second has an amber frame, what changed most in it
   is outlined, and so are the words that are written otherwise. */
void figure_both(Stage *s, Stage *before, Rect area);

#endif
