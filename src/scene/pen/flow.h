/* Things that stand from left to right, in as many lines as they need: words, pills, answers.
   Private to the scene floor. Not for where words may be broken: text.h, marks/prose.h. */
#ifndef ATTNSCOPE_SCENE_PEN_FLOW_H
#define ATTNSCOPE_SCENE_PEN_FLOW_H

#include <stdbool.h>

/* Begins as {.left, .right, .x = left}; something may stand in the first line already: .x behind
   it. */
typedef struct Flow {
    float left, right; /* of every line */
    float x;           /* where the last thing ends */
    int line;          /* which line that is, from 0 */
} Flow;

/* The left edge of the next thing, that wide, `blank` behind the one before it; a line that has no
   room left for it is ended, and it begins the next one, without a blank. */
float flow_next(Flow *f, float blank, float wide);
/* Whether that would begin another line. */
bool flow_breaks(const Flow *f, float blank, float wide);

#endif
