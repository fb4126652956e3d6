/* A step as it is looked at, for those who find what is worth seeing in it. Private to the scene
   floor. Not for finding: trace/claims.h; not for telling: figures/claims_list.h. */
#ifndef ATTNSCOPE_SCENE_MARKS_INSIGHT_H
#define ATTNSCOPE_SCENE_MARKS_INSIGHT_H

#include "scene/pen/stage.h"
#include "trace/claims.h"

/* The shown step, head and pinned row, nothing found yet. What is read for claims counts as named.
 */
Claims insight_step(Stage *s);
/* The row that a figure of attention weights opens if nothing is pointed at; −1: none. */
int insight_row(Stage *s);
/* The key that such a row could look at instead of its first, −1: none. */
int insight_elsewhere(Stage *s, int row);

#endif
