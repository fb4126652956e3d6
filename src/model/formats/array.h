/* Arrays as files hold them: numbers of every type and byte order that NumPy and safetensors know,
   along any axes, and how they become float32. Not for files: npy.h, safetensors.h, archive.h. */
#ifndef ATTNSCOPE_MODEL_FORMATS_ARRAY_H
#define ATTNSCOPE_MODEL_FORMATS_ARRAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

enum { ARRAY_RANK = 8 };

/* What a number is in a file. BRAIN: the upper half of a float32. F8: eight bits, four or five of
   them the exponent's. */
typedef enum NumberKind {
    NUMBER_BOOL,
    NUMBER_INT,
    NUMBER_UINT,
    NUMBER_FLOAT,
    NUMBER_BRAIN,
    NUMBER_F8_E4M3,
    NUMBER_F8_E5M2
} NumberKind;

typedef struct NumberType {
    NumberKind kind;
    int bytes;
    bool big; /* the first byte is the highest */
} NumberType;

typedef struct Array {
    char dtype[16]; /* as NumPy names it: "<f4", "|b1", "bfloat16" */
    NumberType type;
    bool fortran;             /* the order in the file; x is always in C order */
    int rank;                 /* 0: a single number */
    int64_t dims[ARRAY_RANK]; /* each ≥ 1 */
    float *x;                 /* C order; bool as 0 and 1; NULL: they are only in the file */
    const unsigned char
        *data; /* the numbers' bytes within the file, which must outlive their use */
} Array;

/* Some of an array's numbers, in the order in which they are wanted: from `first` on, along axes
   that are so many numbers of the file apart. */
typedef struct ArrayPart {
    int64_t first;
    int rank;
    int64_t dims[ARRAY_RANK], apart[ARRAY_RANK];
} ArrayPart;

/* How many numbers: the product of the axes. */
int64_t array_count(const Array *a);
/* Bools and whole numbers. */
bool array_is_whole(const Array *a);
/* The number that is i-th in the file, as it is there. */
double array_number(const Array *a, int64_t i);
/* All of it, in C order. */
ArrayPart array_whole(const Array *a);
int64_t array_part_count(const ArrayPart *p);
/* The numbers where they lie, if they lie there as floats in that order; else NULL. */
const float *array_lying(const Array *a, const ArrayPart *p);
/* Converts them. What is below float32's range becomes −∞, as the least float64 of a mask does.
   Errors: a number above its range, a bool other than 0 and 1. */
bool array_convert(const Array *a, const ArrayPart *p, float *x, Error *e);

#endif
