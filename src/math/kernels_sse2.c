/* The kernels for x86-64 without a fused multiply-add: four lanes, an exact equivalent in double.
 */
#include "math/kernels_tables.h"

#if defined(__x86_64__) && defined(__SSE2__)

#include "math/lanes_sse2.h"

#include "math/kernels_body.h"

const Kernels *kernels_sse2(void) {
    static const Kernels table = KERNELS_TABLE("sse2");
    return &table;
}

#else

const Kernels *kernels_sse2(void) {
    return 0;
}

#endif
