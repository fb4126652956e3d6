/* Two figures on one stage: a pinned one and the one that moves, or the same one in two runs.
   Private to the scene floor. Not for what each of them shows. */
#ifndef ATTNSCOPE_SCENE_COMPARE_H
#define ATTNSCOPE_SCENE_COMPARE_H

#include "scene/figure.h"

/* Whether the view asks for two and there is a second run to show. */
bool compare_wanted(const SceneInput *in);
/* Both with their headings, or their difference. */
void compare_draw(Stage *s, Rect stage);
/* The shown value of `before`, that of `s`, and how far they are apart, on scales of their own. */
void figure_difference(Stage *s, Stage *before, Rect area);

#endif
