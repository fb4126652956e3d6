/* Finding what answers the pointer. Not for what it does then. */
#ifndef ATTNSCOPE_SCENE_PEN_HIT_H
#define ATTNSCOPE_SCENE_PEN_HIT_H

#include "scene/scene.h"

/* The topmost target that holds a point, and of a matrix the cell (of the value, the window's start
   counted in). False where there is none. */
bool scene_hit(const Scene *s, float x, float y, const Target **target, int *row, int *col);
/* A pointer that is on that target; row, col: of a matrix its cell. */
Pointed target_pointed(const Target *t, int row, int col);

#endif
