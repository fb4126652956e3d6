/* Where the lessons of a language lie: beside the assets, when installed and in the source alike. */
#ifndef ATTNSCOPE_CLI_LESSON_FOLDER_H
#define ATTNSCOPE_CLI_LESSON_FOLDER_H

#include "base/arena.h"
#include "base/error.h"

/* Errors: there are no assets, no lessons in that language ("en"). */
bool lesson_folder(const char *language, Arena *arena, char **out, Error *e);

#endif
