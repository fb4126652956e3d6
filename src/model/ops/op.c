/* The table itself: a row from each file of this folder. */
#include "model/ops/ops.h"

#define OP_ROW(NAME, file) [OP_##NAME] = &op_##file,
const OpInfo *const op_table[OP_COUNT] = {OP_LIST(OP_ROW)};

double op_sum_bound(int n, double size) {
    return size > 0 ? 8.0 * (n + 4) * (0x1p-24 * size + 0x1p-149) : 0;
}
