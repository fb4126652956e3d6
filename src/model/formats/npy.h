/* NumPy's .npy files, versions 1.0 to 3.0, read into float32 and written as float32. */
#ifndef ATTNSCOPE_MODEL_FORMATS_NPY_H
#define ATTNSCOPE_MODEL_FORMATS_NPY_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/file.h"

enum { NPY_RANK = 4 };

typedef struct Array {
    char dtype[16];         /* as NumPy names it: "<f4", "|b1", … */
    bool fortran;           /* the order in the file; x is always in C order */
    int rank;               /* 1 … 4 */
    int64_t dims[NPY_RANK]; /* each ≥ 1 */
    float *x;               /* C order; bool as 0 and 1; NULL after npy_header */
    bool is_bool;
    const unsigned char
        *data; /* the numbers' bytes within the file, which must outlive their use */
} Array;

/* Checks the header and that the data is exactly there, without converting it. */
bool npy_header(Bytes file, const char *name, Array *out, Error *e);
/* Reads <f4 >f4 <f8 >f8 <f2 >f2 |b1 |i1 |u1 (and whatever else NumPy takes for these: '=f4', 'f4',
   '?', 'float32' …), C or Fortran order, rank 1–4. The header may be Python 2's. Anything else is
   refused by name (objects, structured types, other kinds, rank 0 or > 4, empty axes), and so are
   float64 numbers beyond float32's range and bools other than 0 and 1. NaN and infinity are kept.
 */
bool npy_parse(Bytes file, const char *name, Arena *arena, Array *out, Error *e);
/* How many numbers: the product of the axes. */
int64_t npy_count(const Array *a);
/* The number that is i-th in the file, converted: for those who need not keep them all. After
 * npy_header. */
double npy_number(const Array *a, int64_t i);
/* Appends a whole .npy file, version 1.0, '<f4', C order, of rank dims. */
void npy_print(const float *x, int rank, const int64_t *dims, Buffer *out);

#endif
