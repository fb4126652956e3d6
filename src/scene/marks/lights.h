/* Words of the lesson and what they name in the figure light each other. Private to the scene
 * floor. */
#ifndef ATTNSCOPE_SCENE_MARKS_LIGHTS_H
#define ATTNSCOPE_SCENE_MARKS_LIGHTS_H

#include "scene/pen/stage.h"

/* Whether the pointer is on the word itself ("role:q", "token:car") or on what it names. */
bool lights_word(Stage *s, const char *mark);
/* Outlines what the word under the pointer names, and the cell that an open question is answered
   with. After the figure. */
void lights_figure(Stage *s);
/* All but what the page's spotlight names is darker, left of `right`. After everything else. */
void lights_spot(Stage *s, float right);

#endif
