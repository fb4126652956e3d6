/* The table of operations: one row per kind of step. Running, training, explaining and checking a
   model are readers of this table; nothing else computes a step. */
#ifndef ATTNSCOPE_MODEL_OP_H
#define ATTNSCOPE_MODEL_OP_H

#include "base/arena.h"
#include "base/error.h"
#include "math/kernels.h"
#include "math/tensor.h"

typedef enum Op {
    OP_EMBED,       /* rows of a table:              y[r] = table[id[r]] · factor        */
    OP_POSITION,    /* sinusoids of the position:    Vaswani et al. 2017, section 3.5    */
    OP_CAUSAL,      /* 0 where key j ≤ query i, else −∞                                  */
    OP_PADDING,     /* 0 where the token is not ⟨pad⟩, else −∞                           */
    OP_ADD,         /* y = a + b                                                         */
    OP_LINEAR,      /* y = x · W + b                                                     */
    OP_LINEAR_TIED, /* y = x · Eᵀ                                                        */
    OP_SPLIT,       /* [rows, heads·d] → heads × [rows, d]                               */
    OP_SCORES,      /* S = Q · Kᵀ, in each head                                          */
    OP_SCALE,       /* y = x · factor                                                    */
    OP_MASK,        /* y = s + mask (+ mask)                                             */
    OP_SOFTMAX,     /* max, exp, sum, weights of each row; over the wrong axis: column   */
    OP_MIX,         /* Z = A · V, in each head                                           */
    OP_CONCAT,      /* heads × [rows, d] → [rows, heads·d]                               */
    OP_NORM,        /* LayerNorm: mean, variance, y                                      */
    OP_RELU,
    OP_GELU,          /* variant 0: erf, 1: tanh                                           */
    OP_CROSS_ENTROPY, /* log-probabilities and the loss of each row, for training          */
    OP_ENTROPY,       /* the entropy of each row of weights, for training                  */
    OP_GIVEN,         /* numbers that somebody brought along                               */
    OP_COUNT
} Op;

enum { OP_INPUTS = 3, OP_OUTPUTS = 4, REACH_PARTS = 4 };

/* What is counted along an axis; labels come from it. */
typedef enum Axis {
    AXIS_ONE,
    AXIS_SOURCE,
    AXIS_TARGET,
    AXIS_MODEL,
    AXIS_HEAD,
    AXIS_HIDDEN,
    AXIS_SOURCE_WORDS,
    AXIS_TARGET_WORDS
} Axis;

typedef struct Form {
    Shape shape;
    Axis rows, cols;
} Form;

typedef struct StepArgs {
    float factor; /* EMBED, SCALE: the factor; NORM: epsilon */
    int count;    /* SPLIT: heads; POSITION, CAUSAL: rows */
    int width;    /* POSITION, CAUSAL: columns */
    int variant;  /* GELU: 0 erf, 1 tanh; CAUSAL, PADDING, POSITION: 1 = switched off (all zero);
                     SOFTMAX: 1 = over  columns; GIVEN: its GivenKind */
    Axis axis;    /* POSITION, CAUSAL: what their rows count */
    const Form *form; /* GIVEN: its form and its numbers, which outlive the program */
    const float *given;
} StepArgs;

typedef struct Cell {
    int sheet, row, col;
} Cell;

/* Half-open ranges of cells. */
typedef struct Box {
    int sheet0, sheet1, row0, row1, col0, col1;
} Box;

/* The input cells that one output cell was made of. */
typedef struct Reach {
    int count;
    struct {
        int input;
        Box box;
    } part[REACH_PARTS];
} Reach;

/* What one step reads and where it writes. Outputs never overlap inputs. */
typedef struct StepRun {
    const Kernels *kernels;
    const StepArgs *args;
    int inputs;
    Tensor in[OP_INPUTS];
    Tensor out[OP_OUTPUTS];        /* their shapes; in `back` and `explain` also their numbers */
    float *write[OP_OUTPUTS];      /* run: where the outputs go */
    const float *dout[OP_OUTPUTS]; /* back: gradients of the outputs, NULL where none arrived */
    float *din[OP_INPUTS]; /* back: gradients of the inputs, added to; NULL where not wanted */
    Arena *work;
} StepRun;

/* One operand of a cell: in[input][at], and what it is multiplied with (input −1: with `factor`).
 */
typedef struct Term {
    int input_a, input_b;
    Cell a, b;
    float x, y; /* their values; the product is x·y */
} Term;

/* How one recorded number came about. For sums `evaluated` is the chain start + x0·y0 + x1·y1 … in
   the kernel's own order and rounding; for the others the op's plain formula applied to the
   operands. It equals `recorded` bit for bit. `exact` is the same in double; |recorded − exact| ≤
   bound = 8·(n+4)·2⁻²⁴·Σ|x·y|. */
typedef struct Explanation {
    bool is_sum;
    float start; /* a bias, or 0 */
    bool has_start;
    int start_input; /* which input the bias is */
    Cell start_at;
    Term *terms;
    int count;
    const char *formula; /* the op's formula with the numbers in, its words as formula.h has them */
    float recorded, evaluated;
    double exact, bound;
} Explanation;

typedef struct OpInfo {
    const char *name;               /* "softmax" */
    const char *symbol;             /* what a person writes: "A" */
    const char *formula;            /* "A = softmax(S)" */
    int inputs, outputs;            /* inputs: at most; MASK and LINEAR may have fewer */
    const char *output[OP_OUTPUTS]; /* suffixes of the outputs' paths: "max", "exp", "sum", "" */
    /* The outputs' forms from the inputs'; false with a reason if the inputs do not fit. */
    bool (*shape)(const StepArgs *args, const Form *in, int inputs, Form *out, Error *e);
    void (*run)(const StepRun *r);
    void (*back)(const StepRun *r); /* NULL: nothing to learn behind it */
    Reach (*reach)(const StepRun *r, int output, Cell at);
    void (*explain)(const StepRun *r, int output, Cell at, Arena *arena, Explanation *x);
} OpInfo;

extern const OpInfo op_table[OP_COUNT];

#endif
