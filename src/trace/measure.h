/* Measures that are derived from recorded values: sums of rows, ranges, products. They live here, so that a figure
   never computes a number of its own. */
#ifndef ATTNSCOPE_TRACE_MEASURE_H
#define ATTNSCOPE_TRACE_MEASURE_H

#include "model/op.h"

/* The largest |x| of one sheet, infinities left out; 0 if there is none. sheet −1: of all. */
float measure_max_abs(Tensor t, int sheet);
/* The sum of one row, in double. */
double measure_row_sum(Tensor t, int sheet, int row);
/* The product of one operand of an explained sum. */
double measure_product(const Term *term);
/* The `most` terms of largest |product|, largest first, as indices; returns how many. */
int measure_largest_terms(const Explanation *x, int *out, int most);
/* The columns of the `most` largest numbers of a row, largest first (the first of equals first); returns how many. */
int measure_largest(Tensor t, int sheet, int row, int *out, int most);

#endif
