/* Of the first screen what lies below the ribbons, and the pill above the words. Private to the
   scene floor. */
#ifndef ATTNSCOPE_SCENE_OVERVIEW_SENTENCE_BELOW_H
#define ATTNSCOPE_SCENE_OVERVIEW_SENTENCE_BELOW_H

#include "scene/overview/sentence_plan.h"

/* The likeliest next words, as bars. */
void sentence_likely(Sentence *h);
/* Of a line: the temperature, and drawing another next word. */
void sentence_lots(Sentence *h);
/* The other sentence, one click away, above the word that it changes. */
void sentence_pill(Sentence *h);
/* Play, which word, which head; what ribbons are. */
void sentence_controls(Sentence *h);
/* Three ways on. */
void sentence_cards(Sentence *h);

#endif
