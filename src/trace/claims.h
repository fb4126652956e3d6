/* Claims: what is worth seeing in one step's numbers. Each is a test of recorded values that was
   passed, how clearly, and the numbers that let a reader check it. Not for words: the scene has a
   sentence for each kind of claim. */
#ifndef ATTNSCOPE_TRACE_CLAIMS_H
#define ATTNSCOPE_TRACE_CLAIMS_H

#include <stdint.h>

#include "model/program.h"

enum { CLAIMS_MOST = 3, CLAIMS_ROOM = 16, CLAIM_NAMES = 4, CLAIM_NUMBERS = 6 };
/* Digits behind the point where running text has as many as it needs. */
enum { CLAIM_FREE = -1 };

/* A row or column that a claim speaks of. */
typedef struct ClaimName {
    Value value;
    bool row;
    int at;
} ClaimName;

typedef struct ClaimNumber {
    double x;
    int places; /* behind the point; CLAIM_FREE */
} ClaimNumber;

typedef struct Claim {
    const char *kind; /* which test: the end of its words' key */
    double strength;  /* the clearer, the larger; above 0 */
    Value value;      /* where it can be seen; col −1: in a whole row, row −1: in a column */
    Cell at;
    ClaimName name[CLAIM_NAMES];
    ClaimNumber number[CLAIM_NUMBERS];
    int names, numbers;
} Claim;

/* A step that is looked at, and what was found in it. */
typedef struct Claims {
    const Program *program;
    Tensor (*read)(void *self, Value v); /* the numbers of a value; those of hidden rows are NaN */
    void *self;
    Arena *arena;
    const Step *step;
    Value in, out;        /* its first input and its last output */
    int sheet, row;       /* the shown head; the pinned row, −1: none */
    bool sums;            /* what keys receive is what is looked at, more than single rows */
    const uint32_t *gold; /* of each row the columns that it translates, as bits; NULL: unknown */
    struct TopTwo *tops;  /* of each row, once somebody has looked */
    Claim list[CLAIMS_ROOM];
    int count;
} Claims;

/* What finds the claims of one kind of step. */
typedef void ClaimsOf(Claims *c);

/* The strongest ones only, at most CLAIMS_MOST, the strongest first; of equals the one found first.
 */
void claims_choose(Claims *c);
/* For those who find claims. */
/* Its numbers. */
Tensor claims_read(const Claims *c, Value v);
/* One more, filled in by the next two; strengths of 0 or less are dropped when it is chosen. */
Claim *claims_add(Claims *c, const char *kind, double strength, Value value, Cell at);
void claims_name(Claim *claim, Value v, bool row, int at);
void claims_tell(Claim *claim, double x, int places);
/* A row, its first two keys (or words), their scores, how far the first leads, and e to that power;
   NULL: no such lead. */
Claim *claims_lead(Claims *c, const char *kind, double strength, Cell at, double first,
                   double second, struct TopTwo top);
/* The shares of those two. */
void claims_tell_shares(Claim *claim, struct TopTwo top);
/* Digits behind the point with which a − b is what their difference is written as; 3 where none
   does. */
int claims_places(double a, double b);
/* Digits behind the point with which a share still has two that are not 0, 3 to 6; 3 where these
   are too few. */
int claims_share_places(double share);
/* Gives the numbers from number `from` on more digits, at most 6, until what `made` makes of them
   as they are written is the last of them, within 1 %. made: of all the claim's numbers, as
   written. */
void claims_settle(Claim *claim, int from, double (*made)(const double *x));
/* For `made`: the first by the second. */
double claims_quotient(const double *x);
/* Digits of e to the power of a lead: none, or one if it is small. */
int claims_times_places(double times);

#endif
