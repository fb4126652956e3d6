/* What the rows of the op table share: checks of inputs, places in tensors, boxes of cells, and the
   ways in which a cell is explained. Only the files of this folder include it. */
#ifndef ATTNSCOPE_MODEL_OPS_OPS_H
#define ATTNSCOPE_MODEL_OPS_OPS_H

#include "model/ops/reach.h"

#define OP_EXTERN(NAME, file) extern const OpInfo op_##file;
OP_LIST(OP_EXTERN)
#undef OP_EXTERN

/* Shapes: false with a reason. */
bool ops_needs(int inputs, int wanted, Error *e);
bool ops_fits(bool ok, Shape a, Shape b, Error *e);
/* The shape column of what comes out as it went in. */
bool ops_same_shape(const StepArgs *args, const Form *in, int inputs, Form *out, Error *e);
/* The form of what is made of places alone: rows × cols of `made`. */
bool ops_made_shape(const OpPlaces *made, int inputs, Axis cols, Form *out, Error *e);

static inline int ops_size(Tensor t) {
    return (int)shape_size(t.shape);
}

static inline size_t ops_sheet_size(Tensor t) {
    return (size_t)t.shape.rows * (size_t)t.shape.cols;
}

static inline float *ops_sheet(float *x, Shape s, int sheet) {
    return x + (size_t)sheet * (size_t)s.rows * (size_t)s.cols;
}

/* What a product with a transposed [n, k] matrix needs. */
static inline float *ops_transpose_room(const StepRun *r, int k, int n) {
    return arena_raw(r->work, (size_t)k * (size_t)(n + 64), sizeof(float));
}

/* A few numbers at a time: a call of memcpy would cost more than the copying. */
static inline void ops_copy(float *to, const float *from, int n) {
    for (int i = 0; i < n; i++) to[i] = from[i];
}

static inline Box ops_one(Cell c) {
    return (Box){c.sheet, c.sheet + 1, c.row, c.row + 1, c.col, c.col + 1};
}

/* What a formula says of the order of a sum of n numbers: nothing, or ", in blocks". */
static inline const char *ops_blocks_of(int n, int block) {
    _Static_assert(KERNELS_BLOCK == 256 && KERNELS_SHORT == 64, "the words say so");
    return n <= block               ? ""
           : block == KERNELS_SHORT ? ", {formula.blocks|64}"
                                    : ", {formula.blocks|256}";
}
static inline const char *ops_blocks(int n) {
    return ops_blocks_of(n, KERNELS_BLOCK);
}

/* Explanations: the formula with its numbers in, where it is wanted. */
char *ops_say(const Explanation *x, Arena *arena, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* Room for terms, then the terms. */
void ops_room(Explanation *x, Arena *arena, int count);
/* A product of two inputs' cells. */
void ops_term(const StepRun *r, Explanation *x, int ia, Cell a, int ib, Cell b);
/* An operand that stands alone or is multiplied with a constant. */
void ops_single(const StepRun *r, Explanation *x, int input, Cell a, float factor);
/* The bias that a sum starts from. */
void ops_start(const StepRun *r, Explanation *x, int input, Cell at);
/* Every number of input 0's row as an operand; room for two more. */
void ops_row_terms(const StepRun *r, Cell at, Arena *arena, Explanation *x);
/* The terms' sum in chains of `block`, fma(…fma(x1, y1, fma(x0, y0, start))…), added in order,
   beside the same in double and the bound that rounding allows. */
void ops_chain(const StepRun *r, int output, Cell at, int block, Arena *arena, Explanation *x);
/* A number that is no sum: its value by the plain formula, in float and in double. */
void ops_plain(const StepRun *r, int output, Cell at, Explanation *x, float evaluated, double exact,
               char *formula);
/* A number that was only moved. */
void ops_copied(const StepRun *r, int output, Cell at, Cell from, Arena *arena, Explanation *x);
/* In double: output 0 the maximum, 1 the exponential, 2 their sum, 3 the share of row[col]. */
double ops_softmax_exact(int output, const float *row, int n, int col);

#endif
