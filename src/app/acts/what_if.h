/* What-ifs under the hand: changing the list, taking it back, a single number of a run. Not for the
   menu (layers/menu.h), nor for the list itself (trace/whatif_list.h). */
#ifndef ATTNSCOPE_APP_ACTS_WHAT_IF_H
#define ATTNSCOPE_APP_ACTS_WHAT_IF_H

#include "app/state/app.h"

/* A number that can be set. */
typedef struct CellValue {
    WhatIfItem item; /* that sets it, without its value */
    const char *path;
    Cell at;
    float now, usual; /* usual: without what-ifs */
    float top;        /* its scale's maximum */
} CellValue;

/* Another list; side: the changed run is shown. False, with a message, if it cannot be had. */
bool what_if_all(App *app, const WhatIfList *list);
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
/* Tokens of the sentence, without padding. */
int what_if_source_count(const App *app);
/* Leaves those of next->what that this text's run can have, and tells the others' words in
   `dropped` ("" none). Error: the text itself cannot be read. */
bool what_if_fit(const App *app, View *next, Arena *arena, const char **dropped, Error *e);

#endif
