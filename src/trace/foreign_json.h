/* Arrays written as text: lists of numbers in lists, as JSON and Python's and NumPy's own print
   have them, and tables as pandas writes them as JSON. Not for the program's own files:
   formats/json.h. */
#ifndef ATTNSCOPE_TRACE_FOREIGN_JSON_H
#define ATTNSCOPE_TRACE_FOREIGN_JSON_H

#include "base/file.h"
#include "model/formats/array.h"
#include "trace/sheet_read.h"

/* An array that a person brings along, with the names that its file has of its last two axes. */
typedef struct NamedArray {
    Array array;
    char **row_labels, **col_labels; /* NULL: none */
    bool latin;                      /* its text was no UTF-8 and was read as Windows-1252 */
    int stacked;                     /* its first axis are so many arrays of the file; 0: none */
    bool heads;                      /* these are heads, not layers */
} NamedArray;

/* Makes an array of floats that are in memory. */
Array foreign_floats(float *x, int rank, const int64_t *dims);
/* A table as an array, of four axes if it has several layers or heads. */
NamedArray foreign_table(const CsvMatrix *m);
/* Whether text begins as such an array does. */
bool foreign_json_begins(Bytes file);
/* The array, or of several the one that is asked for; NULL: the only one. Missing numbers are NaN.
   Errors name the line: lists of other lengths, what is no number, several arrays (their names). */
bool foreign_json_read(Bytes file, const char *name, const char *wanted, Arena *arena,
                       NamedArray *out, Error *e);

#endif
