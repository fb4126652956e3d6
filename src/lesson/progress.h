/* What a learner has done: pages seen, answers given, suggestions tried. Kept from one start to the
   next as text, in which nothing is believed that does not fit, and by several windows at once. Not
   for what is right: questions.h knows. */
#ifndef ATTNSCOPE_LESSON_PROGRESS_H
#define ATTNSCOPE_LESSON_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"

enum {
    PROGRESS_LESSONS = 256,
    PROGRESS_PAGES = 128,
    PROGRESS_QUESTIONS = 4,
    PROGRESS_TRIES = 8,
    PROGRESS_NAME = 256
};

typedef enum AnswerState {
    ANSWER_OPEN,
    ANSWER_SHOWN, /* the right one was asked for */
    ANSWER_WRONG, /* a prediction that was not so */
    ANSWER_RIGHT,
    ANSWER_STATES
} AnswerState;

typedef struct Answered {
    uint8_t state; /* AnswerState */
    uint8_t tried; /* of a choice: one bit for each answer that was taken */
    short chosen;  /* of a prediction: the row or column that was taken; −1 none */
    bool hinted;   /* the hint was asked for */
} Answered;

typedef struct PageProgress {
    bool seen;
    uint8_t ticks; /* one bit for each suggestion that was done */
    Answered answers[PROGRESS_QUESTIONS];
} PageProgress;

typedef struct LessonProgress {
    char name[PROGRESS_NAME]; /* as View.lesson */
    int page;                 /* where it was left */
    int pages;                /* how many the lesson had */
    PageProgress *page_at;    /* PROGRESS_PAGES; what lies behind is not kept */
    bool changed;             /* here, since all of it was kept */
} LessonProgress;

typedef struct Progress {
    LessonProgress *lessons; /* PROGRESS_LESSONS, the one that was touched last at the end */
    int count;
    int latest;                    /* the lesson that was looked at last; −1 */
    char forgotten[PROGRESS_NAME]; /* the one whose place was needed last, "" none */
    Arena *arena;
} Progress;

/* Nothing done yet; what is noted lies in the arena. */
void progress_open(Progress *p, Arena *arena);
/* That of a lesson, made if there is none; where there are PROGRESS_LESSONS the one that was
   touched longest ago is forgotten for it. NULL: the name is not text in one line. */
LessonProgress *progress_of(Progress *p, const char *name);
/* It changed, and is the one that was looked at last. Pages stay where they are, lessons do not:
   returns its new place. */
LessonProgress *progress_touch(Progress *p, LessonProgress *l);
/* The same, or NULL if there is none. */
const LessonProgress *progress_find(const Progress *p, const char *name);
/* Of a page; never NULL: pages behind the last one that is kept share one that is forgotten. */
PageProgress *progress_page(LessonProgress *l, int page);
/* How many of its pages were seen. */
int progress_seen(const LessonProgress *l);
/* Every page was seen. */
bool progress_done(const LessonProgress *l);
/* Takes over what others have kept since. A lesson that changed here becomes what was done of it in
   either, left where it was left here; every other one is theirs. Where `kept` is not the whole of
   it, every lesson counts as changed. Uses `kept` up. */
void progress_merge(Progress *p, Progress *kept, bool grid_draw_whole);
/* All of it is kept now: nothing counts as changed. */
void progress_kept(Progress *p);
/* As lines that progress_read reads back. */
void progress_print(const Progress *p, Buffer *out);
/* False if it was not all printed so: a page, or a lesson with its pages, that cannot be costs no
   other. */
bool progress_read(const char *text, Progress *out);

#endif
