/* The kernels in generic C, for every machine. */
#include "math/kernels_tables.h"

#include "math/lanes_plain.h"

#include "math/kernels_body.h"

const Kernels *kernels_plain(void) {
    static const Kernels table = KERNELS_TABLE("plain");
    return &table;
}
