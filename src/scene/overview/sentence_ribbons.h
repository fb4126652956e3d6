/* The ribbons of the first screen: as wide as one head's weights. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_OVERVIEW_SENTENCE_RIBBONS_H
#define ATTNSCOPE_SCENE_OVERVIEW_SENTENCE_RIBBONS_H

#include "scene/overview/sentence_plan.h"

/* Those of the words before, pale, and those of the present one, with their numbers. */
void sentence_ribbons(Sentence *h);
/* A place that stands for one of the weights: what a click on a word or a ribbon's end leads to. */
void sentence_cell(Sentence *h, int row, int key, Rect r, Carry carry);
/* A handle with a grained middle between two arrow heads: there a ribbon can be taken. */
void sentence_grip(Sentence *h, Rect r);
/* What a handle is for; while it is dragged what that asks. */
const char *sentence_drag(const Sentence *h);

/* Of columns: a share behind the key's word. */
void sentence_number(Sentence *h, int key, const char *text, bool largest);
/* Two arrow heads in a ring where a column's widest ribbon can be taken, and how far that is behind
   its end; what it is for stands below the columns. */
void sentence_ring(Sentence *h, float y);
float sentence_ring_at(const Sentence *h);

#endif
