/* The facts of what is shown. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_FIGURES_FACTS_LIST_H
#define ATTNSCOPE_SCENE_FIGURES_FACTS_LIST_H

#include "scene/figures/facts.h"

/* Of the step, layer or model that is shown, of the shown head and the pinned row; returns how
   many; at: of each the row of the shown value that it is about, −1: none. What is read for them
   counts as named. */
int facts_list(Stage *s, const char *out[FACTS_MOST], int at[FACTS_MOST]);

#endif
