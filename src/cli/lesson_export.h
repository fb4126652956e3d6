/* Lessons as Markdown with pictures, ready to be pasted into slides or a course page: a folder for
   each lesson with its pages' figures and an index.md, and over them an index.md of all. Not for
   decks: export --lesson. */
#ifndef ATTNSCOPE_CLI_LESSON_EXPORT_H
#define ATTNSCOPE_CLI_LESSON_EXPORT_H

#include "cli/figure_options.h"
#include "cli/session.h"

typedef struct LessonExport {
    const SessionArguments *session;
    const FigureArguments *figure; /* format: png or svg */
    const char *const *paths;      /* of lessons */
    int count;
    const char *folder;
    bool live; /* pictures come alive where figure->link leads */
} LessonExport;

/* All of it or nothing. Errors: a lesson that is wrong (file and line), two of the same name, a
   file that is there already without --force. */
bool lesson_export(const LessonExport *x, Arena *arena, Error *e);

#endif
