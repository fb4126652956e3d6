/* What shows that a what-if is in force: the badge in the top bar with its list, the corner on
   changed cells, the words in captions. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_PANELS_BADGE_H
#define ATTNSCOPE_SCENE_PANELS_BADGE_H

#include "scene/pen/stage.h"

enum { BADGE_FACTS = 3 };

/* "with scale off, causal mask off"; "" where what is shown is the true run's. */
const char *badge_caption(Stage *s);
/* The width that it takes to say in words what is changed, the moved share's tokens and no place;
   0: there is nothing, or too much. */
float badge_named(Stage *s);
/* The width that the badge takes of at most so much; 0: none is on. */
float badge_width(Stage *s, float most);
/* Draws it. */
void badge_draw(Stage *s, Rect r, float most);
/* The list of all of them while the badge is hovered, over everything else. */
void badge_overlay(Stage *s);
/* Whether there are two outputs to tell apart. */
bool badge_has_outputs(const Stage *s);
/* "2 of 15 words changed": what became of the answer. */
const char *badge_words_fact(Stage *s);
/* What the what-ifs did, in a few lines: words of the output, the shown value. Returns how many. */
int badge_facts(Stage *s, const char *out[BADGE_FACTS]);

#endif
