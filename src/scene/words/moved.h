/* Shares of attention that a what-if has moved from one key to another, and what came of it in
   words. Private to the scene floor. Not for moving them: trace/whatif.h. */
#ifndef ATTNSCOPE_SCENE_WORDS_MOVED_H
#define ATTNSCOPE_SCENE_WORDS_MOVED_H

#include "scene/pen/runs.h"
#include "trace/whatif_list.h"

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
/* One item that moves a share: in which value, head and row of the run without what-ifs, from where
   (at.col) to where. */
typedef struct MovedItem {
    const ValueInfo *info;
    Value value;
    Cell at;
    int to;
    float share; /* as trained */
} MovedItem;

/* False if it is another kind of item, or of no place in that run. */
bool moved_item(const Stage *s, WhatIfItem item, MovedItem *out);
/* A key of it, and the word that is written in its row, else the row's own: bold, in their roles'
   colours. */
Run moved_item_key(Stage *s, const MovedItem *m, int key);
Run moved_item_query(Stage *s, const MovedItem *m);
/* One item in words; a moved share by its words, "il: dog → street". */
const char *moved_told(Stage *s, WhatIfItem item);
/* All items that the view asks for, in words. whole: of moved shares also where they are. */
const char *moved_line(Stage *s, bool whole);

/* The key of the text that says so: of the last one, from {1} to {2}. */
const char *moved_key(const MovedShares *m);
/* The first of the words that are written now and were not, NULL where all are as they were; the
   others in a row. */
void moved_written(Stage *s, const char **first, const char **rest);
/* "Only this ribbon was moved, from dog to street. The machine now writes elle, and fatiguée."; of
   the last one. "" where nothing was moved. */
const char *moved_words(Stage *s, const MovedShares *m);

#endif
