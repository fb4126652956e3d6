/* Everything a table of kernels holds. A file kernels_NAME.c includes its lanes and then this;
 * nobody else does. */
#ifndef ATTNSCOPE_MATH_KERNELS_BODY_H
#define ATTNSCOPE_MATH_KERNELS_BODY_H

#include "math/body_cells.h"
#include "math/body_matmul.h"
#include "math/body_rows.h"

#define KERNELS_TABLE(title)                                                                       \
    {                                                                                              \
        .name = title, .matmul = matmul, .matmul_bt = matmul_bt, .matmul_add = matmul_add,         \
        .matmul_bt_add = matmul_bt_add, .matmul_at_add = matmul_at_add, .scale = scale,            \
        .add = add, .accumulate = accumulate, .accumulate_scaled = accumulate_scaled,              \
        .accumulate_rows = accumulate_rows, .softmax = softmax, .softmax_back = softmax_back,      \
        .norm = norm, .norm_back = norm_back, .rms_norm = rms_norm,                                \
        .rms_norm_back = rms_norm_back, .relu = relu, .relu_back = relu_back,                      \
        .gelu_erf = gelu_erf, .gelu_erf_back = gelu_erf_back, .gelu_tanh = gelu_tanh,              \
        .gelu_tanh_back = gelu_tanh_back, .cross_entropy = cross_entropy,                          \
        .cross_entropy_back = cross_entropy_back, .entropy = entropy,                              \
        .entropy_back = entropy_back, .sinusoid = sinusoid, .adam = adam,                          \
    }

#endif
