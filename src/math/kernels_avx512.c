/* The kernels for x86-64 with AVX-512: sixteen lanes, masked at the edges. */
#include "math/kernels_tables.h"

#if defined(__x86_64__) && defined(__AVX512F__) && defined(__AVX512VL__)

#include "math/lanes_avx512.h"

#include "math/kernels_body.h"

const Kernels *kernels_avx512(void) {
    static const Kernels table = KERNELS_TABLE("avx512");
    return &table;
}

#else

const Kernels *kernels_avx512(void) {
    return 0;
}

#endif
