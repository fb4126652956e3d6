/* The C library's own settings; only glibc has them. */
#include "platform/memory.h"

#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>

enum { KEPT = 64 << 20, LARGEST = 32 << 20 }; /* glibc takes no larger threshold than 32 MiB */

void memory_keep(void) {
    mallopt(M_MMAP_THRESHOLD, LARGEST);
    mallopt(M_TRIM_THRESHOLD, KEPT);
}
#else
void memory_keep(void) {}
#endif
