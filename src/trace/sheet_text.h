/* A table's text, cell by cell: its encoding, what separates its cells, quotes, comments, and lines
   without anything. Nothing is copied but what is quoted. Not for what cells mean: sheet_cell.h. */
#ifndef ATTNSCOPE_TRACE_SHEET_TEXT_H
#define ATTNSCOPE_TRACE_SHEET_TEXT_H

#include "base/file.h"

typedef struct SheetText {
    const char *name, *from, *end;
    int line;           /* that `from` is in, counted from 1 */
    char separator;     /* ' ': any number of blanks and tabs */
    bool decimal_comma; /* commas separate nothing */
    bool latin;         /* it was no UTF-8, and has been read as Windows-1252 */
} SheetText;

typedef struct SheetField {
    const char *text;
    size_t size;
    int line;
    bool quoted; /* quotes in it are still doubled */
} SheetField;

/* A place between two cells. */
typedef struct SheetCursor {
    const SheetText *of;
    const char *at, *row; /* row: where the line begins */
    int line;
    bool within; /* the row has one more cell */
} SheetCursor;

/* Makes UTF-8 of UTF-16 and of Windows-1252, finds out what separates cells, and skips comments;
   one with a name for each column becomes the first row. */
bool sheet_text_open(Bytes file, const char *name, Arena *arena, SheetText *out, Error *e);
/* The same of text that is UTF-8 and separated by commas. */
SheetText sheet_text_made(const char *text, size_t size, const char *name);
SheetCursor sheet_cursor(const SheetText *t);
/* Goes to the next line that is neither empty nor a comment; false behind the last. */
bool sheet_next_row(SheetCursor *c);
/* The next cell of that row, while there is one (within). Error: a quote that is not closed. */
bool sheet_next_field(SheetCursor *c, SheetField *out, Error *e);
/* Passes the row's next cells while they are empty and others follow; returns how many. */
size_t sheet_pass_empty(SheetCursor *c);
/* Passes the rest of a row that holds nothing. */
void sheet_pass_rest(SheetCursor *c);
/* A field's own text, of any letters. */
char *sheet_field_text(const SheetField *f, Arena *arena);

#endif
