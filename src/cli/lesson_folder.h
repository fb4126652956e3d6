/* Where the lessons of a language lie: in a folder that was given, or beside the assets, when
   installed and in the source alike. */
#ifndef ATTNSCOPE_CLI_LESSON_FOLDER_H
#define ATTNSCOPE_CLI_LESSON_FOLDER_H

#include "base/arena.h"
#include "base/error.h"

/* Of a folder with a folder for each language that language's, or the other one's; of another the
   folder itself. root: NULL for the shipped lessons. Errors: there are no assets, no shipped
   lessons in that language ("en"). */
bool lesson_folder(const char *root, const char *language, Arena *arena, char **out, Error *e);
/* Whether there is a folder for each language in it. */
bool lesson_folder_has_languages(const char *root, Arena *arena);

#endif
