/* Claims and questions of a lesson, held against the model's own numbers: what a page says must be
   so. Not for showing them. */
#ifndef ATTNSCOPE_LESSON_CLAIMS_H
#define ATTNSCOPE_LESSON_CLAIMS_H

#include "lesson/lesson.h"

/* What a question leaves to choose from. */
enum { ASK_MOST = 8 };

/* The best cell of a row: which is to be found, or from which the model's own answer comes. */
typedef struct Sought {
    Address at;
    bool least;             /* the smallest, not the largest */
    const char *row, *best; /* the labels of its row and its column: tokens, else numbers */
} Sought;

typedef struct Ask {
    const char *question;
    const char *answer[ASK_MOST]; /* without the star */
    int count, right;
    bool computed; /* the right answer is the label of `sought` */
    Sought sought;
} Ask;

/* "PATH[@t] [head=N] [row=R] [col=C] CLAIM", or "translation "…"". R and C are numbers from 0 or
   tokens (token#n). max=R|C, min=R|C   of the row the largest is in that column; of a column (col=)
   in that row sum=X              the row's sum, as exactly as it is written, at least within 0.0001
     value~X            the cell, as exactly as it is written
     is -inf            the cell is hidden
     rows sum 1         every row that sees a key does, within 0.0001
     shape=RxC, HxRxC
     entropy<X, entropy>X  of the row, in bits
     changed, same      beside `plain`, the run without the page's what-ifs
   Errors say what the model says instead. */
bool claim_check(const char *claim, const Decoding *run, const Decoding *plain, Arena *arena,
                 Error *e);
/* "PATH[@t][CELL] = X" or "= X ± Y". */
bool claim_value(const char *value, const Decoding *run, Arena *arena, Error *e);
/* "QUESTION | a | b* | c": one answer has the star. Or "PATH [head=N] row=R max|min : QUESTION | a
   | b | c": the right answer is the token that the model's own row says, and must be among them;
   with a star it must have it. */
bool claim_ask(const char *ask, const Decoding *run, Arena *arena, Ask *out, Error *e);
/* "PATH [head=N] row=R max|min": the cell that is to be found. Error: two cells are equal. */
bool claim_predict(const char *predict, const Decoding *run, Arena *arena, Sought *out, Error *e);
/* Every claim and question of a page's own step block. plain NULL: run has no what-ifs. Returns how
   many there are; of the first false one *e is "FILE:LINE: reason" and the result −1. */
int claims_of_page(const Lesson *l, int page, const Decoding *run, const Decoding *plain,
                   Arena *arena, Error *e);

#endif
