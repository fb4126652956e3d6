/* A query's share of one key is carried to another key: the what-if `move`, under the pointer and
   by keys. Not for what it is written as: trace/whatif_list.h. */
#ifndef ATTNSCOPE_APP_ACTS_CARRY_H
#define ATTNSCOPE_APP_ACTS_CARRY_H

#include "app/state/app.h"

/* The what-ifs `base` with what stands at `at` carried to another key of its row: a share that was
   moved there goes on from where it came from, and back at its first key it is no what-if any more.
   `live`: while it is dragged; not remembered. False, with a message, if it cannot be had. */
bool carry_share(App *app, const WhatIfList *base, const char *path, Cell at, int to, bool live);
/* The pinned share, or the largest of the pinned row, to the next key that is not hidden: by 1 or
   −1. */
void carry_next(App *app, int by);

#endif
