/* A tensor is sheets of a matrix: [sheets][rows][cols], row-major, float32. Sheets are heads. */
#ifndef ATTNSCOPE_MATH_TENSOR_H
#define ATTNSCOPE_MATH_TENSOR_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Shape {
    int sheets, rows, cols;
} Shape;

typedef struct Tensor {
    Shape shape;
    const float *x; /* const: readers cannot write */
} Tensor;

static inline size_t shape_size(Shape s) {
    return (size_t)s.sheets * (size_t)s.rows * (size_t)s.cols;
}
static inline bool shape_equal(Shape a, Shape b) {
    return a.sheets == b.sheets && a.rows == b.rows && a.cols == b.cols;
}
static inline const float *tensor_sheet(Tensor t, int sheet) {
    return t.x + (size_t)sheet * (size_t)t.shape.rows * (size_t)t.shape.cols;
}
static inline const float *tensor_row(Tensor t, int sheet, int row) {
    return tensor_sheet(t, sheet) + (size_t)row * (size_t)t.shape.cols;
}
static inline float tensor_at(Tensor t, int sheet, int row, int col) {
    return tensor_row(t, sheet, row)[col];
}
/* The place of the largest of n numbers, the first of equals. */
static inline int tensor_largest(const float *row, int n) {
    int best = 0;
    for (int j = 1; j < n; j++)
        if (row[j] > row[best]) best = j;
    return best;
}

#endif
