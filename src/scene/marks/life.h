/* One cell's whole life as a strip: every recorded number that it goes through and the operation
   between them. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_MARKS_LIFE_H
#define ATTNSCOPE_SCENE_MARKS_LIFE_H

#include "scene/pen/stage.h"

/* Of a cell of scaled, masked, or what a softmax or a norm records: from the dot product to the
   value that it weighs, or from x to (x − µ) ÷ σ · γ + β. Returns the height, 0 if the cell has no
   such life or finds no room. Each part leads to its step. */
float life_draw(Stage *s, Rect area);
/* The step of the scores that the focused cell's life begins with, NULL if it begins otherwise. */
const Step *life_scores(const Stage *s);

#endif
