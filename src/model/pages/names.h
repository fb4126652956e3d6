/* What the values of a page are called and what they are: one list for all families, whose blocks
   share their names. */
#ifndef ATTNSCOPE_MODEL_PAGES_NAMES_H
#define ATTNSCOPE_MODEL_PAGES_NAMES_H

#include "model/program.h"

/* Ends with a row whose name is NULL. */
extern const ValueName names_table[];

#endif
