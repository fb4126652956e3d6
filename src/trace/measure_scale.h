/* How far a matrix's numbers reach: what scales of colour are made of. Infinities and NaN count for
   nothing here. */
#ifndef ATTNSCOPE_TRACE_MEASURE_SCALE_H
#define ATTNSCOPE_TRACE_MEASURE_SCALE_H

#include "model/ops/op.h"

/* Numbers that are not 0. least, most: of their magnitudes; zeros: whether some are exactly 0.
   count 0: there are none. */
typedef struct Magnitudes {
    size_t count;
    float least, most;
    bool zeros, negative;
} Magnitudes;

/* sheet −1: of all. */
Magnitudes measure_magnitudes(Tensor t, int sheet);
/* The `part` (0 … 1) of the way from the least to the most of the numbers that are not 0, between
   neighbours in proportion, as NumPy's percentile; 0 if there are none. */
double measure_percentile(Tensor t, int sheet, double part);

#endif
