/* Where the lessons of a language lie: in a folder that was given, or beside the assets, when
   installed and in the source alike. */
#ifndef ATTNSCOPE_CLI_LESSON_FOLDER_H
#define ATTNSCOPE_CLI_LESSON_FOLDER_H

#include "base/arena.h"
#include "base/error.h"

/* Of a folder with a folder for each language that language's, or the other one's; of another the
   folder itself. root: NULL for the shipped lessons, in English where that language ("ru") has
   none. Errors: there are no assets, no shipped lessons. */
bool lesson_folder(const char *root, const char *language, Arena *arena, char **out, Error *e);
/* Whether that language has a folder of its own there. */
bool lesson_folder_is_there(const char *root, const char *language, Arena *arena);
/* Whether there are folders of several languages in it. */
bool lesson_folder_has_languages(const char *root, Arena *arena);

#endif
