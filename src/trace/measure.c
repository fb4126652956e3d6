/* Sums, ranges and orders of recorded numbers. */
#include "trace/measure.h"

#include <math.h>

float measure_max_abs(Tensor t, int sheet) {
    size_t size = (size_t)t.shape.rows * (size_t)t.shape.cols, count = sheet < 0 ? size * (size_t)t.shape.sheets : size;
    const float *x = sheet < 0 ? t.x : tensor_sheet(t, sheet);
    float max = 0;
    for (size_t i = 0; i < count; i++) {
        float a = fabsf(x[i]);
        if (a > max && a <= 3.402823466e38f) max = a;
    }
    return max;
}

double measure_row_sum(Tensor t, int sheet, int row) {
    const float *x = tensor_row(t, sheet, row);
    double sum = 0;
    for (int j = 0; j < t.shape.cols; j++) sum += (double)x[j];
    return sum;
}

double measure_product(const Term *term) {
    return (double)term->x * (double)term->y;
}

/* Puts `at` into the list of the largest, which stays sorted; returns its length. */
static int insert(int *out, double *sizes, int count, int most, int at, double size) {
    int place = count;
    while (place > 0 && sizes[place - 1] < size) place--;
    if (place >= most) return count;
    if (count < most) count++;
    for (int i = count - 1; i > place; i--) out[i] = out[i - 1], sizes[i] = sizes[i - 1];
    out[place] = at;
    sizes[place] = size;
    return count;
}

enum { LARGEST_MOST = 64 };

int measure_largest_terms(const Explanation *x, int *out, int most) {
    double sizes[LARGEST_MOST];
    int count = 0;
    if (most > LARGEST_MOST) most = LARGEST_MOST;
    for (int i = 0; i < x->count; i++) count = insert(out, sizes, count, most, i, fabs(measure_product(&x->terms[i])));
    return count;
}

int measure_largest(Tensor t, int sheet, int row, int *out, int most) {
    const float *x = tensor_row(t, sheet, row);
    double sizes[LARGEST_MOST];
    int count = 0;
    if (most > LARGEST_MOST) most = LARGEST_MOST;
    for (int j = 0; j < t.shape.cols; j++) count = insert(out, sizes, count, most, j, (double)x[j]);
    return count;
}
