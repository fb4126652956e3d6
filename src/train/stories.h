/* Little stories about animals with names of two syllables, and spells that are said again: the
   corpus of the model that goes on writing. A story is one text; what it copies from itself (names,
   things, a spell) is its gold alignment. */
#ifndef ATTNSCOPE_TRAIN_STORIES_H
#define ATTNSCOPE_TRAIN_STORIES_H

#include "train/corpus.h"

/* What a token of a story is copied from. */
typedef enum StoryCopy {
    STORY_NEW,   /* nothing: it is chosen */
    STORY_NAME,  /* second syllable of a name that was told: "mi lo … mi lo" */
    STORY_THING, /* a thing after its colour: "a red kite … the red kite" */
    STORY_SPELL  /* a word of a spell, said again */
} StoryCopy;

/* A random story or spell; source and target are both the text. gold[t]: the earlier tokens that
   token t repeats; scored[t]: it can only be right by copying. All names of a story are held out,
   or none is. */
void story_draw(const Corpus *c, Random *r, Pair *out);
/* Eight words twice, in no story and no spell: gold and scored from the second word of the second
   time on. The corpus never gives it. */
void story_draw_loose(Random *r, Pair *out);
StoryCopy story_copy(const Pair *p, int t);
/* Of a name: two of the 24 × 24 syllables, counted from 0. */
bool story_held_out(int first, int second);
Vocab stories_words(Arena *arena);
/* How much of a story a person is shown as an example of what may be typed: up to the first
   syllable of a name that was told. */
int story_prompt(const Pair *p);

#endif
