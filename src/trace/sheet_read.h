/* Matrices with labels read from CSV. Not for writing: sheet.h. */
#ifndef ATTNSCOPE_TRACE_SHEET_READ_H
#define ATTNSCOPE_TRACE_SHEET_READ_H

#include "base/file.h"

/* A matrix from a CSV file: separated by commas, semicolons or tabs, quoted as RFC 4180 says; a
   first row and a first column that hold anything but numbers are labels. The apostrophe before a
   label that would be a formula is no part of it. */
typedef struct CsvMatrix {
    int rows, cols;
    float *x;
    char **row_labels, **col_labels; /* NULL: none */
} CsvMatrix;

/* Errors name the line: rows of other lengths, what is no number, no cell at all, not UTF-8, above
 * 2^26 numbers. */
bool sheet_read_csv(Bytes file, const char *name, Arena *arena, CsvMatrix *out, Error *e);

/* Whether what is behind a label's apostrophes, if it has any, begins as a formula does. */
bool sheet_is_formula(const char *sheet_label);
/* Numbers as programs write them, "NaN" and "-INF" too; whatever else strtod would take is none. */
bool sheet_is_number(const char *text, double *x);

#endif
