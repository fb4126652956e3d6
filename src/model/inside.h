/* Which files a model's folder may bring along: its own. A folder that others have made may hold
   links that lead anywhere. */
#ifndef ATTNSCOPE_MODEL_INSIDE_H
#define ATTNSCOPE_MODEL_INSIDE_H

#include "base/file.h"

/* The path of that file of the folder. Its links may lead within the folder, and from a snapshot of
   the Hugging Face cache to the blobs beside it. Errors: there is no such file, it leads nowhere or
   elsewhere. */
bool inside_file(const char *folder, const char *name, Arena *arena, char **path, Error *e);

#endif
