/* The kernels for x86-64 with AVX2 and FMA: eight lanes. */
#include "math/kernels_tables.h"

#if defined(__x86_64__) && defined(__AVX2__) && defined(__FMA__)

#include "math/lanes_avx2.h"

#include "math/kernels_body.h"

const Kernels *kernels_avx2(void) {
    static const Kernels table = KERNELS_TABLE("avx2");
    return &table;
}

#else

const Kernels *kernels_avx2(void) {
    return 0;
}

#endif
