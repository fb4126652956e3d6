/* The table itself: a row from each file of this folder. */
#include "model/ops/ops.h"

#define OP_ROW(NAME, file) [OP_##NAME] = &op_##file,
const OpInfo *const op_table[OP_COUNT] = {OP_LIST(OP_ROW)};
