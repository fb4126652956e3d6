/* What to notice: a few things measured in the shown step's recorded numbers, each as one line of
   text. Not for measuring: trace/measure.h does that. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_WORDS_FACTS_H
#define ATTNSCOPE_SCENE_WORDS_FACTS_H

#include "scene/pen/stage.h"

enum { FACTS_MOST = 3 };

/* Of the step, layer or model that is shown, of the shown head and the pinned row; returns how
   many. What is read for them counts as named. */
int facts_list(Stage *s, const char *out[FACTS_MOST]);

#endif
