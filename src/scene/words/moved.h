/* Shares of attention that a what-if has moved from one key to another, and what came of it in
   words. Private to the scene floor. Not for moving them: trace/whatif.h. */
#ifndef ATTNSCOPE_SCENE_WORDS_MOVED_H
#define ATTNSCOPE_SCENE_WORDS_MOVED_H

#include "scene/pen/stage.h"

enum { MOVED_MOST = 8 };

/* share: as it was at the first key in the run without what-ifs. */
typedef struct MovedShare {
    int from, to;
    float share;
} MovedShare;

/* Of one row of a value; more than MOVED_MOST are left out. */
typedef struct MovedShares {
    Value value;
    int count, others; /* others: what-ifs that are not of this row */
    MovedShare list[MOVED_MOST];
} MovedShares;

/* Those in force for the row of that cell; none while the run without what-ifs is shown. */
void moved_shares(const Stage *s, Value v, Cell at, MovedShares *out);
/* The key of the text that says so: of the last one, from {1} to {2}. */
const char *moved_key(const MovedShares *m);
/* The first of the words that are written now and were not, NULL where all are as they were; the
   others in a row. */
void moved_written(Stage *s, const char **first, const char **rest);
/* "Only this ribbon was moved, from dog to street. The machine now writes elle, and fatiguée."; of
   the last one. "" where nothing was moved. */
const char *moved_words(Stage *s, const MovedShares *m);

#endif
