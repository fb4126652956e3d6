/* One value's numbers with its labels, as data: CSV, JSON, .npy with two files of labels. Not for
   pictures, nor for reading: sheet_read.h. */
#ifndef ATTNSCOPE_TRACE_SHEET_H
#define ATTNSCOPE_TRACE_SHEET_H

#include "base/buffer.h"
#include "trace/address.h"

/* What is written: the whole value, or one of its sheets (heads). */
typedef struct Sheet {
    const Decoding *run;
    int t;
    Value value;
    int head; /* −1: all of them */
} Sheet;

typedef struct SheetNote {
    const char *key, *text;
} SheetNote;

/* Labels of rows and columns are tokens; where an axis counts features, its numbers from 0. */

/* RFC 4180, one line a row: an empty corner and the column labels, then a label and its numbers.
   All heads: a column "head" in front of each line. −∞ is "-inf". Every number reads back to the
   same float. A label that a spreadsheet would take for a formula has an apostrophe before it. */
void sheet_csv(const Sheet *s, Buffer *out);
/* {"path": …, "shape": [heads,] rows, cols, "rows": labels, "columns": labels, "values": nested
   lists, and the notes}. −∞ is the string "-inf", for JSON has no number for it. */
void sheet_json(const Sheet *s, const SheetNote *notes, int note_count, Buffer *out);
/* [rows, cols], or all heads: [heads, rows, cols]. */
void sheet_npy(const Sheet *s, Buffer *out);
/* One label a line: what `heatmap --rows` and `--cols` read. */
void sheet_labels(const Sheet *s, bool rows, Buffer *out);

#endif
