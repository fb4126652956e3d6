/* Chooses a table of kernels for this CPU. Computes nothing. */
#include "math/kernels.h"

#include <string.h>

#include "math/kernels_tables.h"

static bool cpu_has_avx2(void) {
#if defined(__x86_64__) && defined(__GNUC__)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
    return false;
#endif
}

static bool cpu_has_avx512(void) {
#if defined(__x86_64__) && defined(__GNUC__)
    return cpu_has_avx2() && __builtin_cpu_supports("avx512f") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512bw");
#else
    return false;
#endif
}

int kernels_all(const Kernels **out) {
    int count = 0;
    out[count++] = kernels_plain();
    if (kernels_sse2()) out[count++] = kernels_sse2();
    if (kernels_avx2() && cpu_has_avx2()) out[count++] = kernels_avx2();
    if (kernels_avx512() && cpu_has_avx512()) out[count++] = kernels_avx512();
    return count;
}

const Kernels *kernels_best(void) {
    const Kernels *all[8];
    return all[kernels_all(all) - 1];
}

const Kernels *kernels_named(const char *name) {
    const Kernels *all[8];
    int count = kernels_all(all);
    for (int i = 0; i < count; i++)
        if (strcmp(all[i]->name, name) == 0) return all[i];
    return NULL;
}
