/* Dates as people write them, and as yyyy-mm-dd: the corpus of the smallest model, character by
 * character. */
#ifndef ATTNSCOPE_TRAIN_DATES_H
#define ATTNSCOPE_TRAIN_DATES_H

#include "train/corpus.h"

enum { DATE_FORMATS = 10 };

typedef struct Date {
    int year, month, day, weekday; /* month and day from 1; weekday 0 is Monday */
} Date;

/* Day 0 is 1 January 1900, the last one 31 December 2099; dates_days() of them. */
int dates_days(void);
Date date_of(int day_number);
bool date_held_out(Date d);
/* In one of the formats; capital: with capital letters. Characters are in pair.source by the
 * vocabularies of c. */
void date_write(const Corpus *c, Date d, int format, bool capital, Pair *out);
void date_draw(const Corpus *c, Random *r, Pair *out);
Vocab dates_source(Arena *arena);
Vocab dates_target(Arena *arena);

#endif
