/* The words that a model knows, under the sentence's field while it holds one that it does not
   know: each can be clicked. Private to the scene floor. */
#ifndef ATTNSCOPE_SCENE_PANELS_WORD_SHEET_H
#define ATTNSCOPE_SCENE_PANELS_WORD_SHEET_H

#include "scene/pen/stage.h"
#include "view/suggest.h"

/* Below `above`, as far to its left as its columns need; nothing where every word is known
 * or there is no room. */
void word_sheet_draw(Stage *s, Rect above, const Suggestions *g);

#endif
