/* What is said of the tree of hypotheses that a search leaves. Private to the scene floor. Not for
   searching: trace/search_run.h. */
#ifndef ATTNSCOPE_SCENE_WORDS_TREE_WORDS_H
#define ATTNSCOPE_SCENE_WORDS_TREE_WORDS_H

#include "scene/pen/stage.h"

/* Whether the run has one. */
bool tree_has(const Stage *s);
/* Whether it is what is looked at. */
bool tree_shown(const Stage *s);
/* "greedy", "beam" or "sample". */
const char *tree_kind(const Stage *s);
/* A count, in digits. */
const char *tree_number(Stage *s, int n);
/* "top-k: 5", "top-p: all": of what words are drawn. */
const char *tree_top_k(Stage *s, const Search *search);
const char *tree_top_p(Stage *s, const Search *search);
/* "seed 3" */
const char *tree_seed(Stage *s, const Search *search);
/* How the words were chosen, in one sentence. */
const char *tree_caption(Stage *s);
/* "word 3 of hypothesis 2: voiture, p 0.82, Σ ln p −1.23": the node under the pointer, else the
 * shown one. */
const char *tree_speech(Stage *s);
/* Its lengths and scores in words; at most two. Returns how many. */
int tree_facts(Stage *s, const char **out);

#endif
