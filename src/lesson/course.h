/* The lessons of a language: which files there are, what they are called, and which of them cannot
   be read. Not for what is in them. */
#ifndef ATTNSCOPE_LESSON_COURSE_H
#define ATTNSCOPE_LESSON_COURSE_H

#include "lesson/lesson.h"

enum { COURSE_MOST = 200 };

typedef struct CourseEntry {
    const char *name; /* "04-scores": the file's, without its end; of one's own lessons the path */
    const char *path;
    const char *title; /* NULL where `error` is */
    const char *error; /* why it cannot be read; NULL: it can */
    int pages;
} CourseEntry;

typedef struct Course {
    CourseEntry *entries; /* by name */
    int count;
} Course;

/* "NN-name.md": what else lies in a folder is no lesson. */
bool course_is_lesson(const char *file);

typedef enum CourseKind {
    COURSE_SHIPPED, /* known by name: the languages' lessons of one name are one lesson */
    COURSE_OWN,     /* known by path, so that what was done of one is not taken for what was done of
                       another */
    COURSE_ALL      /* as COURSE_SHIPPED, and 00, from which others are begun */
} CourseKind;

/* Errors: the folder cannot be read, there is no lesson in it, there are more than COURSE_MOST. A
   lesson that cannot be read is an entry with its error. */
bool course_open(const char *folder, CourseKind kind, Arena *arena, Course *out, Error *e);
/* The entry of that name or file, or whose number it is ("4", "04"); −1: none. */
int course_find(const Course *c, const char *name);

#endif
