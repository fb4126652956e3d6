/* What-ifs under the hand: changing the list, taking it back, a single number of a run. Not for the
   menu (layers/menu.h), nor for the list itself (trace/whatif_list.h). */
#ifndef ATTNSCOPE_APP_ACTS_WHAT_IF_H
#define ATTNSCOPE_APP_ACTS_WHAT_IF_H

#include "app/state/app.h"
#include "scene/words/what.h"

/* A number that can be set. */
typedef struct CellValue {
    WhatIfItem item; /* that sets it, without its value */
    const char *path;
    Cell at;
    float now, usual; /* usual: without what-ifs */
    float top;        /* its scale's maximum */
} CellValue;

/* The share of the pinned query's row that its largest key has as trained. */
typedef struct ShareAt {
    WhatIfItem item;   /* that moves it, without its value: what the list says, else a new one */
    int listed;        /* where the list says it; −1: nowhere */
    int usual, now;    /* the key that has it as trained, and the one that has it */
    int count;         /* of keys */
    const char **keys; /* what they are called, */
    const char *const *names; /* and how they are written in a what-if */
    const bool *hidden;       /* those that no share can go to */
    const char *query;        /* what the row is called: the word that is written there */
} ShareAt;

/* How what-ifs of the shown model are told. */
WhatTold what_if_told(const App *app);
/* Another list; side: the changed run is shown. False, with a message, if it cannot be had. */
bool what_if_all(App *app, const WhatIfList *list);
/* The same while something is dragged: it is not remembered. */
bool what_if_live(App *app, const WhatIfList *list);
/* An item in place of what a list says of the same thing. False, with a message: it is full. */
bool what_if_put(App *app, WhatIfItem item, WhatIfList *list);
/* Puts one item into the list, in place of what it says of the same thing. */
bool what_if_set(App *app, WhatIfItem item);
/* Takes out what is said of the same thing; true if something was. */
bool what_if_drop(App *app, WhatIfItem about);
/* All what-ifs off; a message if none is on. */
void what_if_clear(App *app);
/* Sets a cell; its own true number clears it. `live`: while it is dragged; not remembered. */
bool what_if_cell(App *app, const CellValue *cell, float x, bool live);
/* That cell of that value at the shown step; false if the run has no such number. */
bool what_if_value(const App *app, const char *path, Cell at, Arena *arena, CellValue *out);
/* The pinned one; false if none is. */
bool what_if_pinned(const App *app, Arena *arena, CellValue *out);
/* The run without what-ifs: in it places and keys are read, as the what-ifs themselves are. */
const Decoding *what_if_plain(const App *app);
/* Whether an item moves a share of that row of that value; if so, from which key and to which. */
bool what_if_moves(const Decoding *d, WhatIfItem item, const char *path, Cell at, int *from,
                   int *to);
/* Of a head of the shown attention, in the row that is pinned in a matrix of its queries by its
   keys; false if none is. */
bool what_if_share(const App *app, int head, Arena *arena, ShareAt *out);
/* Gives it to that key; to the one that has it as trained: takes the change back. */
bool what_if_move(App *app, const ShareAt *at, int key);
/* Tokens of the sentence, without padding. */
int what_if_source_count(const App *app);
/* Leaves those of next->what that this text's run can have, and tells the others' words in
   `dropped` ("" none). Error: the text itself cannot be read. */
bool what_if_fit(const App *app, View *next, Arena *arena, const char **dropped, Error *e);

#endif
