/* What stands in one cell of a table: a number in any of the ways in which people and programs
   write them, nothing, or words. Not for whole tables: sheet_read.h. */
#ifndef ATTNSCOPE_TRACE_SHEET_CELL_H
#define ATTNSCOPE_TRACE_SHEET_CELL_H

#include <stdbool.h>
#include <stddef.h>

typedef enum CellKind { CELL_WORDS, CELL_NUMBER, CELL_MISSING } CellKind;

/* Reads "0.5", "0,5", "1 234,5", "1e-3", "40 %" (0.4), "−∞", "True"; "", "NaN", "n/a", "-", "null"
   and others say that a number is missing. decimal_comma: commas separate no cells, so a single one
   stands before decimals; else it does where it cannot group thousands. *x of words is 0, of what
   is missing NaN. */
CellKind sheet_cell(const char *text, size_t size, bool decimal_comma, double *x);

#endif
