/* What a learner has done: pages seen, answers given, suggestions tried. Kept from one start to the
   next as text, in which nothing is believed that does not fit. Not for what is right: questions.h
   knows. */
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
} LessonProgress;

typedef struct Progress {
    LessonProgress *lessons; /* PROGRESS_LESSONS */
    int count;
    int latest; /* the lesson that was looked at last; −1 */
    Arena *arena;
} Progress;

void progress_open(Progress *p, Arena *arena);
/* That of a lesson, made if there is none; NULL: there are too many, or the name is not text in one
 * line. */
LessonProgress *progress_of(Progress *p, const char *name);
/* The same, or NULL if there is none. */
const LessonProgress *progress_find(const Progress *p, const char *name);
/* Of a page; never NULL: pages behind the last one that is kept share one that is forgotten. */
PageProgress *progress_page(LessonProgress *l, int page);
int progress_seen(const LessonProgress *l);
/* Every page was seen. */
bool progress_done(const LessonProgress *l);
void progress_print(const Progress *p, Buffer *out);
/* False if it was not printed so: then nothing is taken. */
bool progress_read(const char *text, Progress *out);

#endif
