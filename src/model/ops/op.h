/* The table of operations: one row per kind of step. Running, training, explaining and checking a
   model are readers of this table; nothing else computes a step. */
#ifndef ATTNSCOPE_MODEL_OPS_OP_H
#define ATTNSCOPE_MODEL_OPS_OP_H

#include "base/arena.h"
#include "base/error.h"
#include "math/kernels.h"
#include "math/tensor.h"

/* Every kind of step, NAME and file: the only list of them. */
#define OP_LIST(OP)                                                                                \
    OP(EMBED, embed)                 /* rows of a table: y[r] = table[id[r]] · factor */          \
    OP(POSITION, position)           /* sinusoids: Vaswani et al. 2017, section 3.5 */             \
    OP(CAUSAL, causal)               /* 0 where key j ≤ query i, else −∞ */                  \
    OP(PADDING, padding)             /* 0 where the token is not ⟨pad⟩, else −∞ */         \
    OP(SPLIT, split)                 /* [rows, heads·d] → heads × [rows, d] */                 \
    OP(SCORES, scores)               /* S = Q · Kᵀ, in each head */                             \
    OP(SCALE, scale)                 /* y = x · factor */                                         \
    OP(MASK, mask)                   /* y = s + mask (+ mask) */                                   \
    OP(SOFTMAX, softmax)             /* max, exp, sum, weights of each row */                      \
    OP(WEIGHTED_SUM, weighted_sum)   /* Z = A · V, in each head */                                \
    OP(CONCAT, concat)               /* heads × [rows, d] → [rows, heads·d] */                 \
    OP(LINEAR, linear)               /* y = x · W + b */                                          \
    OP(LINEAR_TIED, linear_tied)     /* y = x · Eᵀ */                                           \
    OP(ADD, add)                     /* y = a + b */                                               \
    OP(NORM, norm)                   /* LayerNorm: mean, variance, y */                            \
    OP(RMS_NORM, rms_norm)           /* RMSNorm: the mean of squares, y */                         \
    OP(RELU, relu)                   /* y = max(0, x) */                                           \
    OP(GELU, gelu)                   /* y = x · Φ(x) */                                          \
    OP(CROSS_ENTROPY, cross_entropy) /* log-probabilities, the loss of each row: for training */   \
    OP(ENTROPY, entropy)             /* the entropy of each row of weights: for training */        \
    OP(GIVEN, given)                 /* numbers that somebody brought along */

#define OP_CONSTANT(NAME, file) OP_##NAME,
typedef enum Op { OP_LIST(OP_CONSTANT) OP_COUNT } Op;
#undef OP_CONSTANT

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
    AXIS_TARGET_WORDS,
    AXIS_PLACES /* that a position may have */
} Axis;

typedef struct Form {
    Shape shape;
    Axis rows, cols;
} Form;

/* How many rows and columns are made of places alone, and what the rows count. shift: CAUSAL, so
   many keys more are seen by each query. factor: POSITION, its waves are times that. */
typedef struct OpPlaces {
    int rows, cols;
    Axis axis;
    int shift;
    float factor;
} OpPlaces;

/* What a step has beside its inputs: each op's own. */
typedef struct StepArgs {
    bool off; /* POSITION, CAUSAL, PADDING, EMBED (of positions): a what-if has switched it off; it
                 stays, all zeros */
    bool turned; /* SOFTMAX: over the wrong axis; rows and columns have changed places */
    union {
        struct {
            float factor;
        } embed, scale;
        OpPlaces position, causal;
        struct {
            int heads;
        } split;
        struct {
            float epsilon;
        } norm;
        struct {
            bool tanh; /* else erf */
        } gelu;
        struct {
            Form form;
            const float *x; /* outlives the program */
        } given;
    };
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

/* One operand of a cell: in[input][at], and what it is multiplied with (input −1: with the constant
 * y).
 */
typedef struct Term {
    int input_a, input_b;
    Cell a, b;
    float x, y; /* their values; the product is x·y */
} Term;

/* How one recorded number came about. For sums `evaluated` is start + x0·y0 + x1·y1 … in the
   kernel's own order and rounding (a chain for each `block` terms, added in order); for the others
   the op's plain formula applied to the operands. It equals `recorded` bit for bit. `exact` is the
   same in double; |recorded − exact| ≤ bound = op_sum_bound. */
typedef struct Explanation {
    bool silent; /* asked for without a formula, which is NULL then */
    bool is_sum;
    float start; /* a bias, or 0 */
    bool has_start;
    int start_input; /* which input the bias is */
    Cell start_at;
    Term *terms;
    int count;
    int block;           /* of a sum */
    const char *formula; /* the op's formula with the numbers in, its words as formula.h has them */
    float recorded, evaluated;
    double exact, bound;
} Explanation;

/* A sum that is being made, all 0 at first. */
typedef struct OpSum {
    float before, chain; /* of the blocks that are done, and of the one that is not */
    int count;
} OpSum;

/* Takes the next of the terms in (there must be one more); returns what the sum is with it. */
float op_sum_next(OpSum *s, const Explanation *x);

/* Where along one axis of an input the numbers behind an output cell are: at the cell's own sheet,
   row or column, everywhere, at the only place that there is, or (rows) where input 0's number of
   the cell's row says. An axis of one serves all. */
typedef enum From { FROM_SHEET, FROM_ROW, FROM_COL, FROM_ALL, FROM_ONE, FROM_NAMED } From;

typedef struct OpInput {
    From sheet, row, col;
    const char *symbol; /* what a person writes: "Q" */
    int first;          /* the first output that needs it; those before do not */
    bool ids;           /* its numbers name rows or words: they are not magnitudes */
} OpInput;

/* Of what is no sum: the operand that the way back follows. */
typedef enum Lead {
    LEAD_FIRST,
    LEAD_SAME,      /* the one in the same place: the others only shift it */
    LEAD_LARGEST,   /* the largest number */
    LEAD_FURTHEST,  /* the largest either way */
    LEAD_FROM_MEAN, /* the one furthest from what output 0 holds */
    LEAD_HIDING     /* what hides it, if something does */
} Lead;

/* What a value's numbers are. */
typedef enum Numbers {
    NUMBERS_SIGNED,
    NUMBERS_POSITIVE, /* none below 0 */
    NUMBERS_SHARES,   /* 0 … 1 */
    NUMBERS_MASK,     /* 0 or −∞ */
    NUMBERS_IDS       /* of words: their size says nothing */
} Numbers;

typedef struct OpOutput {
    const char *name; /* suffix of its path: "max"; "": it is what the step is made for, the last */
    Lead lead;
    bool hides; /* −∞ says there that something is hidden, and is no number */
    Numbers numbers;
    const char *symbol; /* NULL: the value's name says it */
    const char *check;  /* what is checked of each number: "scores = Q · Kᵀ"; NULL: nothing */
} OpOutput;

/* The cells of one output that an input cell goes into. */
typedef struct Use {
    int output;
    Box box;
} Use;

typedef struct Uses {
    Arena *arena;
    Use *list;
    int count, room;
} Uses;

/* A step's formula, as a template of formula.h. */
typedef struct OpFormula {
    const char *text;               /* "{out} = {in0}\\by{in1}^T" */
    const char *turned;             /* where its matrices are drawn turned; NULL: no matter */
    const char *cell, *cell_turned; /* what it means for one number, and over the wrong axis */
    const char *(*of)(const StepArgs *args); /* instead of text where it is not NULL */
    const char *plain; /* as a line of text; NULL: text, with the op's own symbols */
    const char *told;  /* the same of one step, with its values' symbols; NULL: plain */
} OpFormula;

typedef struct OpInfo {
    const char *name;   /* "softmax": of its file, and in keys of texts */
    const char *symbol; /* what a person writes: "A" */
    OpFormula formula;
    int inputs, outputs; /* inputs: at most; MASK and LINEAR may have fewer */
    bool exact;          /* rounded but once: the formula in float gives the same number */
    OpInput in[OP_INPUTS];
    OpOutput out[OP_OUTPUTS];
    /* The outputs' forms from the inputs'; false with a reason if the inputs do not fit. */
    bool (*shape)(const StepArgs *args, const Form *in, int inputs, Form *out, Error *e);
    void (*run)(const StepRun *r);
    /* Its numbers where they are there before it runs: read in place, nothing is run. NULL: none.
     */
    const float *(*there)(const StepArgs *args);
    void (*back)(const StepRun *r); /* NULL: nothing to learn behind it */
    /* Of ops whose inputs' axes do not tell: the cells of one input behind an output cell, and the
       cells that one input's cell goes into. Elsewhere NULL; reach.h reads either. */
    Box (*reach)(const StepRun *r, int input, Cell at);
    void (*uses)(const StepRun *r, int input, Cell at, Uses *out);
    /* How much of a cell of the last output one input's cell makes, 0 … 1. NULL: of a sum its part
       of the terms, else all of it. */
    double (*part)(const StepRun *r, int input, Cell from, Cell at);
    void (*explain)(const StepRun *r, int output, Cell at, Arena *arena, Explanation *x);
} OpInfo;

extern const OpInfo *const op_table[OP_COUNT];

/* How far a sum of n products in float may be from the same in double, `size` Σ|x·y|:
   8·(n+4)·(2⁻²⁴·size + 2⁻¹⁴⁹); where only zeros are added, 0. The second part is underflow's:
   results below 2⁻¹²⁶ are rounded to whole 2⁻¹⁴⁹. */
static inline double op_sum_bound(int n, double size) {
    return size > 0 ? 8.0 * (n + 4) * (0x1p-24 * size + 0x1p-149) : 0;
}

#endif
