/* The tables of kernels, one per instruction set: what kernels.c chooses from. A getter gives NULL
   where the build has no such table; whether the CPU can run it is asked elsewhere. */
#ifndef ATTNSCOPE_MATH_KERNELS_TABLES_H
#define ATTNSCOPE_MATH_KERNELS_TABLES_H

#include "math/kernels.h"

/* Each instruction set's, NULL where this build has none. */
const Kernels *kernels_plain(void);
const Kernels *kernels_sse2(void);
const Kernels *kernels_avx2(void);
const Kernels *kernels_avx512(void);

#endif
