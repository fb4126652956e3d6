/* What is said of the lens: what the model would say after each of its layers. Private to the scene
   floor. Not for computing it: trace/lens.h. */
#ifndef ATTNSCOPE_SCENE_WORDS_LENS_WORDS_H
#define ATTNSCOPE_SCENE_WORDS_LENS_WORDS_H

#include "scene/pen/stage.h"
#include "trace/lens.h"

/* Whether the run has one. */
bool lens_words_has(const Stage *s);
/* Whether it is what is looked at, and not what two runs differ in. */
bool lens_words_shown(const Stage *s);
/* It: all of it is named. Made when somebody asks first. */
const Lens *lens_words_get(Stage *s);
/* The row and column that are told: under the pointer, else what is chosen. */
Cell lens_words_chosen(Stage *s);
/* "layer 1, attention", "the answer". */
const char *lens_words_row(Stage *s, int row);
/* A place's token, and a word. */
const char *lens_words_place(const Stage *s, int col);
const char *lens_words_word(const Stage *s, int word);
/* A place in a sentence: a mark is quoted, one of several that are the same has its number. */
const char *lens_words_position(Stage *s, int col);
/* How its numbers are made, as marked text; the key of the note about it. */
const char *lens_words_formula(Stage *s);
const char *lens_words_note(Stage *s);
/* What it is, in one sentence. */
const char *lens_words_caption(Stage *s);
/* "after layer 1, attention, at was: named .412; the answer here, sam, has .031 (rank 7)". */
const char *lens_words_speech(Stage *s);
/* From which layer on the answer stays, here and elsewhere; at most two. Returns how many. */
int lens_words_facts(Stage *s, const char **out);

#endif
