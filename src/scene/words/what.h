/* What-ifs in words: "scale off", "head 2 of encoder 1, self-attention, off". Not for carrying them
   out, nor for reading them: trace/whatif.h does that. */
#ifndef ATTNSCOPE_SCENE_WORDS_WHAT_H
#define ATTNSCOPE_SCENE_WORDS_WHAT_H

#include "scene/pen/stage.h"
#include "trace/whatif_list.h"
#include "view/lang.h"

/* In which language, and whether of a model that goes on with a line, whose layers are of one
 * stack.
 */
typedef struct WhatTold {
    const Lang *lang;
    bool line;
} WhatTold;
/* Of what the stage shows. */
WhatTold what_told(const Stage *s);
/* One item in words; one that has none as it is written. */
const char *what_words(WhatTold in, WhatIfItem item, Arena *arena);
/* All of them: "scale off, causal mask off". */
const char *what_line(WhatTold in, const WhatIfList *list, Arena *arena);
/* "decoder 2 cross-attention, head 3", "layer 2, head 1": of a value of attention. */
const char *what_head(WhatTold in, const char *path, int head, Arena *arena);
/* The items that the view asks for. */
const WhatIfList *what_items(const Stage *s);
/* What-ifs are in force, and what is shown is made under them. */
bool what_on(const Stage *s);
/* What an item asks: "What if scores were not scaled?" */
const char *what_title(WhatTold in, WhatIfItem item, Arena *arena);
/* What became of the answer, by the keys of such texts: "2 of 15 words changed", of letters, and
   that it is the same. */
const char *what_words_fact(Stage *s, const char *letters, const char *words, const char *none);

#endif
