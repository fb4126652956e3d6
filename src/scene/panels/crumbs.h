/* The trail of numbers that were asked about, as a row of small crumbs. Private to the scene floor.
 */
#ifndef ATTNSCOPE_SCENE_PANELS_CRUMBS_H
#define ATTNSCOPE_SCENE_PANELS_CRUMBS_H

#include "scene/pen/stage.h"

/* "Z 0.31 ‹ A 0.62 ‹ S′ 2.1", each leading back to its place; returns the height, 0 if there is no
 * trail. */
float crumbs_trail(Stage *s, float x, float y, float room);
/* What the cell owes most to, and what reads it: "most of it from V[dog, 3] −1.6 (29 %) · goes into
 * Z". */
const char *crumbs_asked(Stage *s, Focus f);

#endif
