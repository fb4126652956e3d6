/* What-ifs in words: "scale off", "head 2 of encoder 1, self-attention, off". Not for carrying them
   out, nor for reading them: trace/whatif.h does that. */
#ifndef ATTNSCOPE_SCENE_WORDS_WHAT_H
#define ATTNSCOPE_SCENE_WORDS_WHAT_H

#include "scene/pen/stage.h"
#include "trace/whatif.h"
#include "view/lang.h"

/* The items of a list, one by one; returns how many, at most WHATIF_MOST. */
int what_split(const char *items, Arena *arena, const char *out[WHATIF_MOST]);
/* One item in words; one that has none as it is written. */
const char *what_words(const Lang *lang, const char *item, Arena *arena);
/* All of them: "scale off, causal mask off". */
const char *what_line(const Lang *lang, const char *items, Arena *arena);
/* "encoder 1, self-attention" for "encoder.0.self"; other paths as they are. */
const char *what_place(const Lang *lang, const char *path, Arena *arena);
/* The items that the view asks for, as it has them: one line. */
const char *what_items(const Stage *s);
/* What-ifs are in force, and what is shown is made under them. */
bool what_on(const Stage *s);

#endif
