/* The lesson beside the figure: opening it, turning its pages, its questions, what is done of it,
   the list of lessons. Which page is shown is the view's, so that undo and lines know it. Not for
   what is drawn. */
#ifndef ATTNSCOPE_APP_LESSONS_H
#define ATTNSCOPE_APP_LESSONS_H

#include "lesson/shown.h"
#include "view/lang.h"

typedef struct App App;

/* Progress has changed: takes over what others have kept since, and keeps all of it. False: it
   cannot be kept. */
typedef bool KeepProgress(void *self, Progress *p, Error *e);

typedef struct Lessons {
    const char *folders[LANGUAGES_MOST]; /* of each language's lessons; NULL: there are none */
    bool given;                          /* they are not the shipped ones */
    KeepProgress *keep;                  /* may be NULL */
    void *keep_self;
    bool unkept; /* what changed last could not be kept */
    Course course;
    int course_language; /* of `course`; −1: none was read */
    Lesson lesson;
    char name[VIEW_LESSON]; /* of `lesson`, "" none */
    int language;           /* in which it was read */
    int page;               /* that `asks`, `own` and `run` are of; −1: none */
    bool figure;            /* there are some */
    PageAsks asks;
    View own;     /* what the page itself shows */
    Decoding run; /* and of which run */
    RunOf of;     /* the same, in words */
    bool held;    /* the page was held once, as it wants to */
    char error[480];
    Progress progress;
    LessonShown shown;
    Arena courses, text, pages, lasting;
} Lessons;

void lessons_open(Lessons *l);
void lessons_close(Lessons *l);
/* What the panel shows; NULL: there is none. Until the next change. */
const LessonShown *lessons_shown(App *app);
/* After every change of the view: its lesson is read, its page prepared, suggestions are ticked. */
void lessons_settle(App *app);
/* The lesson to begin with, "": the list. */
bool lessons_begin(App *app, const char *name, Error *e);
/* A page of a lesson, by its name, number or file, with its figure; page −1: where it was left.
   False, and said, if it cannot be read. */
bool lessons_show(App *app, const char *name, int page);
/* Away, or back where one was. */
void lessons_toggle(App *app);
/* The list of lessons, and back. */
void lessons_contents(App *app);
/* All lessons are read again. */
void lessons_reload(App *app);
/* The page's own figure. */
void lessons_figure(App *app);
/* The next page, or the answer of an open question. False: there is no lesson. */
bool lessons_turn(App *app, int by);
bool lessons_end(App *app, bool last);
bool lessons_page(App *app, int page);
/* Of the question `which`, −1: the open one. */
void lessons_answer(App *app, int which, int answer);
void lessons_hint(App *app);
/* A cell was chosen. True if it answered the open question. */
bool lessons_cell(App *app, const char *path, int head, int row, int col);
/* The pinned cell is the answer; the same. */
bool lessons_pinned(App *app);
/* "05-why-divide.md" or "#3": a lesson, a page of this one. */
void lessons_link(App *app, const char *where);
/* A line of the list. */
void lessons_choose(App *app, int line);
/* Keys of the list while it is there; false: they are others'. */
bool lessons_key(App *app, int key);

#endif
