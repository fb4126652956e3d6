/* Everything a table of kernels holds. A file kernels_NAME.c includes its lanes and then this;
 * nobody else does. */
#ifndef ATTNSCOPE_MATH_KERNELS_BODY_H
#define ATTNSCOPE_MATH_KERNELS_BODY_H

#include "math/body_cells.h"
#include "math/body_matmul.h"
#include "math/body_rows.h"

#define KERNELS_ENTRY(kernel) .kernel = kernel,
#define KERNELS_TABLE(title)                                                                       \
    { .name = title, KERNELS_LIST(KERNELS_ENTRY) }

#endif
