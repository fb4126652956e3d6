/* NumPy's .npy files, versions 1.0 to 3.0, read as arrays and written as float32. */
#ifndef ATTNSCOPE_MODEL_FORMATS_NPY_H
#define ATTNSCOPE_MODEL_FORMATS_NPY_H

#include "base/buffer.h"
#include "base/file.h"
#include "model/formats/array.h"

/* Checks the header and that the data is exactly there, without converting it. */
bool npy_header(Bytes file, const char *name, Array *out, Error *e);
/* Reads all plain numbers of NumPy: bool, int and uint of 8 to 64 bits, float16 to long double, and
   bfloat16 as ml_dtypes writes it, by whatever name NumPy takes for them ('=f4', 'f4', '?',
   'float32' …), in C or Fortran order, of at most ARRAY_RANK axes. The header may be Python 2's.
   Anything else is refused by name (objects, with how they are converted; structured types, other
   kinds, empty axes), and so are numbers above float32's range and bools other than 0 and 1. NaN
   and infinity are kept. */
bool npy_parse(Bytes file, const char *name, Arena *arena, Array *out, Error *e);
/* The texts of an array of them, as NumPy saves a list of words. Errors: an array of something
   else, one that is cut. */
bool npy_texts(Bytes file, const char *name, Arena *arena, char ***out, int64_t *count, Error *e);
/* Appends a whole .npy file, version 1.0, '<f4', C order, of rank dims. */
void npy_print(const float *x, int rank, const int64_t *dims, Buffer *out);

#endif
