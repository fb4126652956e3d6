/* Matrices told as a list, one number a line: query, key and weight, and the layer and head if
   there are more. Not for tables that are matrices: sheet_read.h. */
#ifndef ATTNSCOPE_TRACE_SHEET_LIST_H
#define ATTNSCOPE_TRACE_SHEET_LIST_H

#include "trace/sheet_text.h"

typedef enum ListPart {
    LIST_LAYER,
    LIST_HEAD,
    LIST_QUERY,
    LIST_KEY,
    LIST_WEIGHT,
    LIST_PARTS
} ListPart;

typedef struct SheetList {
    int column[LIST_PARTS]; /* −1: there is none */
    bool header;            /* the first row names them */
} SheetList;

/* A matrix from a table. */
typedef struct CsvMatrix {
    int layers, heads; /* 1 unless a list tells of more */
    int rows, cols;
    float *x;                        /* NaN: missing */
    char **row_labels, **col_labels; /* NULL: none */
    bool latin;                      /* it was no UTF-8 and was read as Windows-1252 */
} CsvMatrix;

/* Whether the table is such a list: its first row says so, or it has two columns of words and one
   of numbers. */
bool sheet_list_find(const SheetText *t, SheetList *out);
/* Rows and columns in the order in which they come, those that are numbers by their size; pairs
   that are not listed are missing. Errors: what is no number, a pair that is there twice. */
bool sheet_list_read(const SheetText *t, const SheetList *list, Arena *arena, CsvMatrix *out,
                     Error *e);

#endif
