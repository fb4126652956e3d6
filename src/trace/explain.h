/* Why a cell holds its number: its operands, the formula, and the number worked out again. */
#ifndef ATTNSCOPE_TRACE_EXPLAIN_H
#define ATTNSCOPE_TRACE_EXPLAIN_H

#include "base/buffer.h"
#include "trace/address.h"

/* Errors: the cell is outside. Weights and given values have no operands: count 0, formula
   "{formula.trained}" or "{formula.given}". */
bool explain_cell(const Trace *t, Value v, Cell at, Arena *arena, Explanation *out, Error *e);
/* Whether the number came out again as it was recorded: bit for bit, or no number (NaN, of
   whichever sign) both times. */
bool explain_agrees(const Explanation *x);
/* As text: the address, one line for each operand with path, words and product, the formula,
   recorded beside re-evaluated and the bound. */
bool explain_print(const Decoding *d, Address a, Arena *arena, Buffer *out, Error *e);

#endif
