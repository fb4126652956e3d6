/* What the lesson's panel shows: a page, its questions and how far they are answered, or the list
   of lessons. A value that the app makes and the scene draws. */
#ifndef ATTNSCOPE_LESSON_SHOWN_H
#define ATTNSCOPE_LESSON_SHOWN_H

#include "lesson/course.h"
#include "lesson/questions.h"

typedef struct LessonShown {
    const Course *course;     /* NULL or empty: there is none */
    const Progress *progress; /* of all lessons */
    const Lesson *lesson;     /* NULL: the list is shown */
    int page;
    int entry;                  /* of the course; −1: a file by itself */
    const PageAsks *asks;       /* NULL where the figure has none */
    const LessonProgress *done; /* of this lesson */
    int open;                   /* the first question that is not answered; −1 */
    bool veiled;                /* that question's row is hidden wherever `run` is drawn */
    const RunOf *run;           /* the page's own */
    bool own_run;               /* the figure is of the page's own run */
    bool away;                  /* the figure is not the page's any more */
    const char *error;          /* the page's figure cannot be shown: why; or NULL */
} LessonShown;

#endif
