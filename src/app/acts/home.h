/* The first screen: to it, along its words and heads, to the model's other sentence, and from a
   word to the numbers behind it. */
#ifndef ATTNSCOPE_APP_ACTS_HOME_H
#define ATTNSCOPE_APP_ACTS_HOME_H

#include "app/state/app.h"

/* The depth of the sentence is shown. */
bool home_here(const App *app);
/* To it, from anywhere; what is looked at there is measured, unless a head that looks back was
   shown. Matrices have none: said. */
void home_show(App *app);
/* Another word; false, and said, at either end. */
bool home_word(App *app, int by);
/* That word, counted from 0. */
void home_to(App *app, int t);
/* The first or the last word. */
void home_end(App *app, bool last);
/* The next head of all that look back, behind those of a block their mean. */
void home_head(App *app, int by);
/* The model's other sentence, at the same word and head. */
void home_contrast(App *app);
/* The next word by lot, so many times more, beside a line that is read and written; else it is
   said where that is. */
void home_draw(App *app, int by);
/* The row of numbers behind a word or a ribbon. */
void home_row(App *app, const Target *t);

#endif
