/* What the values of a page are called and what they are: one list for all families, whose blocks
   share their names. */
#ifndef ATTNSCOPE_MODEL_PAGES_NAMES_H
#define ATTNSCOPE_MODEL_PAGES_NAMES_H

#include "model/program.h"

/* Ends with a row whose name is NULL. */
extern const ValueName names_table[];
/* "encoder", "self"; "" of NONE. */
const char *names_stack(Stack stack);
const char *names_sublayer(Sublayer sublayer);
/* The place of a sublayer's path: "encoder.0.self". False if it is none. */
bool names_place(const char *path, ValuePlace *out);
/* The value that is shown where nobody has asked for one. */
extern const char names_shown_first[];

#endif
