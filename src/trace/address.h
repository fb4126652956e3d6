/* One grammar for every number of a run: PATH[@t][[head,]row,col]. Counted from 0; @t is the
   decoding step, the last if left out; a row or column may be a token of its axis: the, or the#2
   for the second "the". */
#ifndef ATTNSCOPE_TRACE_ADDRESS_H
#define ATTNSCOPE_TRACE_ADDRESS_H

#include "trace/decode.h"

typedef struct Address {
    int t;       /* decoding step */
    Value value; /* of that step's program */
    bool has_cell;
    Cell cell;
} Address;

/* Two indices mean [row, col] of a value with one sheet, or of its first. Errors: the unknown path
 * with the nearest valid one, a cell outside. */
bool address_parse(const Decoding *d, const char *text, Address *out, Error *e);
/* "encoder.0.self.scores@3[1,2,4]" ("@3" only if t is not the last step). */
char *address_print(const Decoding *d, Address a, Arena *arena);
/* A position along an axis: a number, a token, or token#n. */
bool address_position(const Decoding *d, int t, Axis axis, int size, const char *text, int *out,
                      Error *e);
/* A position as address_position reads it: the token, "the#2", or the number where that cannot be
   written. */
const char *address_name(const Decoding *d, int t, Axis axis, int at, Arena *arena);
/* "query it → key dog", "row 3 (cars), column 7": the place in words. */
char *address_words(const Decoding *d, Address a, Arena *arena);

#endif
