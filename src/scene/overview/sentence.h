/* The first screen: the sentence that is read, the words that are written, and how one attention
   head looks back from the word that is being written. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_OVERVIEW_SENTENCE_H
#define ATTNSCOPE_SCENE_OVERVIEW_SENTENCE_H

#include "scene/pen/stage.h"

/* All of it, in the area. */
void sentence_draw(Stage *s, Rect area);
/* What it says in one line: "Now it writes il. …". */
const char *sentence_told(Stage *s);

#endif
