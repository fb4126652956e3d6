/* Matrices with labels read from tables of text. Not for writing: sheet.h. */
#ifndef ATTNSCOPE_TRACE_SHEET_READ_H
#define ATTNSCOPE_TRACE_SHEET_READ_H

#include "trace/sheet_list.h"

/* A matrix from CSV in its dialects: separated by commas, semicolons, tabs, bars or blanks, in
   UTF-8, UTF-16 or Windows-1252, quoted as RFC 4180 says. A first row and a first column that hold
   anything but numbers, or that only count beside fractions, are labels. The apostrophe before a
   label that would be a formula is no part of it. A table of query, key and weight (and layer,
   head) becomes the matrix that it lists; of rows of 1, 2, 3 … numbers the other half is missing.
   Errors name line and column, and how such a file is
   written: rows of other lengths, what is no number, no number at all, above 2^26 numbers. */
bool sheet_read_csv(Bytes file, const char *name, Arena *arena, CsvMatrix *out, Error *e);
/* The same of a text that is taken apart already. */
bool sheet_read_text(const SheetText *t, Arena *arena, CsvMatrix *out, Error *e);

/* Whether what is behind a label's apostrophes, if it has any, begins as a formula does. */
bool sheet_is_formula(const char *sheet_label);
/* Numbers as programs write them, "NaN" and "-INF" too; whatever else strtod would take is none. */
bool sheet_is_number(const char *text, double *x);

#endif
