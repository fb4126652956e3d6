/* The tree of hypotheses that a search leaves, one column a word. Private to the scene floor. Not
   for searching: trace/search_run.h. */
#ifndef ATTNSCOPE_SCENE_TREE_H
#define ATTNSCOPE_SCENE_TREE_H

#include "scene/stage.h"

/* Whether the run has one, and whether it is what is looked at. */
bool tree_has(const Stage *s);
bool tree_shown(const Stage *s);
/* "word 3 of hypothesis 2: voiture, p 0.82, Σ ln p −1.23": the node under the pointer, else the
 * shown one. */
const char *tree_speech(Stage *s);
/* "greedy", "beam" or "sample". */
const char *tree_kind(const Stage *s);
/* Its lengths and scores in words; at most two. Returns how many. */
int tree_facts(Stage *s, const char **out);
/* How the words were chosen, in one sentence. */
const char *tree_caption(Stage *s);
void figure_tree(Stage *s, Rect area);
/* The pills that choose the search, in one line from x on; returns its height. */
float tree_pills(Stage *s, float x, float y, float room);

#endif
