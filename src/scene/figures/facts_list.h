/* The facts of what is shown. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_FACTS_LIST_H
#define ATTNSCOPE_SCENE_FIGURES_FACTS_LIST_H

#include "scene/figures/facts.h"

/* Of the step, layer or model that is shown, of the shown head and the pinned row; returns how
   many. What is read for them counts as named. */
int facts_list(Stage *s, const char *out[FACTS_MOST]);

#endif
