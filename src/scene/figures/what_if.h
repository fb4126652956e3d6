/* A what-if as one figure: the value as trained and changed, the place of the answer where that
   shows, and in words what was changed and what follows. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_WHAT_IF_H
#define ATTNSCOPE_SCENE_FIGURES_WHAT_IF_H

#include "scene/pen/runs.h"

/* The shown value of `before` and that of `s`; below them, where there is room, the answer. */
void figure_what_if(Stage *s, Stage *before, Rect area);
/* "What if head 3 looked at the street instead?" */
Runs figure_what_if_title(Stage *s);

#endif
