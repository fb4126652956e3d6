/* Sentences about what is shown and what is pointed at. Private to the scene floor. Not for the
   names of things: words.h. */
#ifndef ATTNSCOPE_SCENE_FRAME_SPEECH_H
#define ATTNSCOPE_SCENE_FRAME_SPEECH_H

#include "scene/pen/stage.h"

/* What is pointed at, in one line; "" if nothing is. */
const char *speech_pointed(Stage *s);
/* One sentence about the model, layer or sublayer that is looked at. */
const char *speech_depth(Stage *s);
/* What is shown and what it says, for those who cannot see it. */
const char *speech_about(Stage *s);
/* Where two runs are compared: what is this one's own, "" if they are the same. */
const char *speech_run(Stage *s);
/* What is looked at, for a screen reader: where, which row and column, the number; or what is
 * shown. */
const char *speech_spoken(Stage *s);
/* Where a path at a depth leads, spoken; "" where there is no such value. */
const char *speech_leads(Stage *s, const char *path, Depth depth, int head);

#endif
