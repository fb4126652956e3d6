/* Three readings of how an op's inputs lie along its outputs: which input cells made an output
   cell, which output cells an input cell goes into, and whether rows are made each by itself. Exact
   on inputs without special values. */
#ifndef ATTNSCOPE_MODEL_OPS_REACH_H
#define ATTNSCOPE_MODEL_OPS_REACH_H

#include "model/ops/op.h"

Reach reach_of(const OpInfo *op, const StepRun *r, int output, Cell at);
/* The inverse of reach_of; adds to `out`, output by output. */
void reach_uses(const OpInfo *op, const StepRun *r, int input, Cell at, Uses *out);
/* Whether row i of every output is made of row i of that input alone. */
bool reach_by_rows(const OpInfo *op, const StepRun *r, int input);
void reach_add_use(Uses *out, int output, Box box);

#endif
