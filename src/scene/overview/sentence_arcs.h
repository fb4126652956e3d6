/* The first screen's arcs, where one line is read and written: from each word back to what it
   looked at. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_OVERVIEW_SENTENCE_ARCS_H
#define ATTNSCOPE_SCENE_OVERVIEW_SENTENCE_ARCS_H

#include "scene/overview/sentence_plan.h"

/* Those of the words before, pale and thin, and those of the last one, with their numbers. */
void sentence_arcs(Sentence *h);

#endif
