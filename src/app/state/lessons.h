/* The lesson beside the figure: what was read of it, its page's questions and figure, what is done
   of it. Which page is shown is the view's, so that undo and lines know it. Not for going from page
   to page (acts/learn.h), nor for what is drawn. */
#ifndef ATTNSCOPE_APP_STATE_LESSONS_H
#define ATTNSCOPE_APP_STATE_LESSONS_H

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

/* Nothing is read yet. */
void lessons_open(Lessons *l);
/* Frees all that was read. */
void lessons_close(Lessons *l);
/* What the panel shows; NULL: there is none. Until the next change. */
const LessonShown *lessons_shown(App *app);
/* After every change of the view: its lesson is read, its page prepared, suggestions are ticked. */
void lessons_settle(App *app);
/* The list of the present language is read, where it was not. False, and said: it cannot be. Of a
   list that is shown a line stays chosen; one without lines goes. */
bool lessons_read_course(App *app);
/* The list's line of a lesson by its name, its number, or a file of the same name; −1: none. */
int lessons_entry(const App *app, const char *name);
/* Reads a lesson by its name in the course, its number, or as a file. Errors: the file's. */
bool lessons_read(App *app, const char *name, Error *e);
/* The questions and the figure of the view's page; of what cannot be shown, the reason. */
void lessons_prepare(App *app);
/* What stays when a page is turned, of a run of that text. */
View lessons_base_view(const App *app, const char *text);
/* A page is beside the figure: there is a lesson, and no list over it. */
bool lessons_page_shown(const App *app);
/* The present run is the page's own. */
bool lessons_own_run(const App *app);
/* What is done of the present page; NULL: there is none. */
PageProgress *lessons_page_done(App *app);
/* The first question of the page that has no answer yet; −1: none. */
int lessons_open_question(App *app);
/* Progress has changed: who keeps it is told. */
void lessons_kept(App *app);

#endif
