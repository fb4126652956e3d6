/* The functions that fill the rows of op_table; each file of theirs has one column. Only op.c and
 * they include this. */
#ifndef ATTNSCOPE_MODEL_OP_ROWS_H
#define ATTNSCOPE_MODEL_OP_ROWS_H

#include "model/op.h"

#define SHAPE_OF(name)                                                                             \
    bool shape_##name(const StepArgs *args, const Form *in, int inputs, Form *out, Error *e)
#define RUN_OF(name) void run_##name(const StepRun *r)
#define BACK_OF(name) void back_##name(const StepRun *r)
#define REACH_OF(name) Reach reach_##name(const StepRun *r, int output, Cell at)
#define EXPLAIN_OF(name)                                                                           \
    void explain_##name(const StepRun *r, int output, Cell at, Arena *arena, Explanation *x)

SHAPE_OF(embed);
SHAPE_OF(position);
SHAPE_OF(causal);
SHAPE_OF(padding);
SHAPE_OF(add);
SHAPE_OF(linear);
SHAPE_OF(linear_tied);
SHAPE_OF(split);
SHAPE_OF(scores);
SHAPE_OF(same);
SHAPE_OF(mask);
SHAPE_OF(softmax);
SHAPE_OF(mix);
SHAPE_OF(concat);
SHAPE_OF(norm);
SHAPE_OF(cross_entropy);
SHAPE_OF(entropy);
SHAPE_OF(given);

RUN_OF(embed);
RUN_OF(position);
RUN_OF(causal);
RUN_OF(padding);
RUN_OF(add);
RUN_OF(linear);
RUN_OF(linear_tied);
RUN_OF(split);
RUN_OF(scores);
RUN_OF(scale);
RUN_OF(mask);
RUN_OF(softmax);
RUN_OF(mix);
RUN_OF(concat);
RUN_OF(norm);
RUN_OF(relu);
RUN_OF(gelu);
RUN_OF(cross_entropy);
RUN_OF(entropy);
RUN_OF(given);

BACK_OF(embed);
BACK_OF(add);
BACK_OF(linear);
BACK_OF(linear_tied);
BACK_OF(split);
BACK_OF(scores);
BACK_OF(scale);
BACK_OF(mask);
BACK_OF(softmax);
BACK_OF(mix);
BACK_OF(concat);
BACK_OF(norm);
BACK_OF(relu);
BACK_OF(gelu);
BACK_OF(cross_entropy);
BACK_OF(entropy);

REACH_OF(embed);
REACH_OF(nothing);
REACH_OF(padding);
REACH_OF(cell);
REACH_OF(linear);
REACH_OF(linear_tied);
REACH_OF(split);
REACH_OF(scores);
REACH_OF(mask);
REACH_OF(softmax);
REACH_OF(mix);
REACH_OF(concat);
REACH_OF(norm);
REACH_OF(cross_entropy);
REACH_OF(entropy);

EXPLAIN_OF(embed);
EXPLAIN_OF(position);
EXPLAIN_OF(causal);
EXPLAIN_OF(padding);
EXPLAIN_OF(add);
EXPLAIN_OF(linear);
EXPLAIN_OF(linear_tied);
EXPLAIN_OF(split);
EXPLAIN_OF(scores);
EXPLAIN_OF(scale);
EXPLAIN_OF(mask);
EXPLAIN_OF(softmax);
EXPLAIN_OF(mix);
EXPLAIN_OF(concat);
EXPLAIN_OF(norm);
EXPLAIN_OF(relu);
EXPLAIN_OF(gelu);
EXPLAIN_OF(cross_entropy);
EXPLAIN_OF(entropy);
EXPLAIN_OF(given);

static inline int size_of(Tensor t) {
    return (int)shape_size(t.shape);
}

/* What a product with a transposed [n, k] matrix needs. */
static inline float *transpose_room(const StepRun *r, int k, int n) {
    return arena_raw(r->work, (size_t)k * (size_t)(n + 64), sizeof(float));
}

/* Where a mask's number for the cell `at` is: a mask with one row or one sheet serves all. */
Cell mask_cell(Tensor mask, Cell at);

#endif
