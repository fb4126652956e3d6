/* Another sentence. Not for the field in which it is typed: layers/field.h. */
#ifndef ATTNSCOPE_APP_ACTS_SENTENCE_H
#define ATTNSCOPE_APP_ACTS_SENTENCE_H

#include "app/state/app.h"

/* The same place in that sentence's run. If it cannot be read everything stays, and the reason is
   shown: false. What-ifs that it cannot have are dropped, and named. */
bool sentence_set(App *app, const char *text);
/* A random one: of the model's own grammar if there is one, else of words of its vocabulary. False
   if none could be read. */
bool sentence_dice(App *app);
/* As the run's model takes it, in `arena`: of words or characters without blanks at its ends, and
   with blanks for line ends and tabs; of bytes as it is. */
const char *sentence_line(const App *app, const RunOf *of, const char *text, Arena *arena);

#endif
