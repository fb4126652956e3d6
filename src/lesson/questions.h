/* A page's questions as the run answers them, and its suggestions. Not for what a learner answered:
 * progress.h. */
#ifndef ATTNSCOPE_LESSON_QUESTIONS_H
#define ATTNSCOPE_LESSON_QUESTIONS_H

#include "lesson/claims.h"
#include "lesson/progress.h"

typedef enum QuestionKind { QUESTION_CHOICE, QUESTION_CELL } QuestionKind;

typedef struct Question {
    QuestionKind kind;
    Ask ask;          /* CHOICE */
    const char *hint; /* or NULL */
    Sought sought;    /* CELL: what is to be found. CHOICE: where `hides` */
    bool
        hides; /* that row of numbers would give it away: until it is answered they are not shown */
} Question;

/* "CONDITION : WORDS": a suggestion that is done once the view is as the directives of a line
   CONDITION say; or "another show|head|point|text|what-if|form|depth|search", once that is not the
   page's any more. */
typedef struct Try {
    const char *condition, *words;
} Try;

typedef struct PageAsks {
    Question questions[PROGRESS_QUESTIONS];
    int question_count;
    Try tries[PROGRESS_TRIES];
    int try_count;
    bool wait;             /* an open question holds the page once more */
    const char *spotlight; /* or NULL */
} PageAsks;

/* Of the page's own step block, in `arena`. Errors, "FILE:LINE: reason": claim_ask's and
   claim_predict's; too many; a hint before any question; a suggestion without words, or of a
   condition that is no view's; a spotlight on nothing. */
bool page_asks(const Lesson *l, int page, const Decoding *run, Arena *arena, PageAsks *out,
               Error *e);
/* Whether a suggestion is done: in `now`, and not yet in `own`, the page's own view. */
bool try_done(const Try *t, const View *own, const View *now, const Decoding *run);

#endif
