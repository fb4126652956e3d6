/* One row of a matrix that a person brings along, laid out as a matrix of its own: what a query of
   a vision model gives to the patches of a picture. Not for several rows. */
#ifndef ATTNSCOPE_TRACE_FOREIGN_ROW_H
#define ATTNSCOPE_TRACE_FOREIGN_ROW_H

#include "trace/foreign.h"

typedef struct RowWish {
    int row;        /* −1: the only one */
    int skip;       /* so many keys before the first that counts */
    int rows, cols; /* of what it becomes; 0: one row or, `square`, as many of both */
    bool square;
} RowWish;

/* Whether anything is wanted. */
bool foreign_row_wished(const RowWish *w);
/* "14x14": rows and columns. */
bool foreign_row_shape(const char *text, RowWish *out, Error *e);
/* In place of each head's matrix its row, without the keys that are skipped, in that shape. A shape
   of several rows has no labels. Errors: no such row, nothing left, another count of keys. */
bool foreign_take_row(ForeignMatrix *m, const RowWish *w, Arena *arena, Error *e);

#endif
