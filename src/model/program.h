/* A program: the steps that a model takes, over named values. It holds shapes and names, no
 * results. */
#ifndef ATTNSCOPE_MODEL_PROGRAM_H
#define ATTNSCOPE_MODEL_PROGRAM_H

#include "model/ops/op.h"

typedef int Value; /* index into Program.values */
enum { NO_VALUE = -1 };

/* What a value is to its model. */
typedef enum ValueRole {
    VALUE_OTHER,
    VALUE_TOKENS,
    VALUE_PLACES, /* numbers of the rows, from 0 */
    VALUE_EMBEDDING,
    VALUE_POSITION,
    VALUE_INPUT,
    VALUE_CAUSAL,
    VALUE_PADDING,
    VALUE_MASK, /* somebody's own */
    VALUE_QUERIES,
    VALUE_KEYS,
    VALUE_VALUES,
    VALUE_SCORES,
    VALUE_SCALED,
    VALUE_MASKED,
    VALUE_WEIGHTS, /* and what softmax records on its way */
    VALUE_HEADS,
    VALUE_SUMMED, /* heads, where nothing is after them */
    VALUE_CONCAT,
    VALUE_ATTENTION_OUT,
    VALUE_HIDDEN,
    VALUE_ACTIVE,
    VALUE_FFN_OUT,
    VALUE_RESIDUAL, /* the sum around a sublayer */
    VALUE_NORM,     /* and what it records on its way */
    VALUE_LOGITS,
    VALUE_TEMPERED,
    VALUE_PROBABILITIES,
    VALUE_MATRIX,      /* somebody's own */
    VALUE_TABLE,       /* of the vectors of all words */
    VALUE_PLACE_TABLE, /* of all positions */
    VALUE_WEIGHT,
    VALUE_BIAS,
    VALUE_GAMMA,
    VALUE_BETA,
    VALUE_ROLES
} ValueRole;

typedef enum Stack { STACK_ENCODER, STACK_DECODER, STACK_OUTPUT, STACK_NONE } Stack;
typedef enum Sublayer { SUBLAYER_NONE, SUBLAYER_SELF, SUBLAYER_CROSS, SUBLAYER_FFN } Sublayer;

/* Where in the model. */
typedef struct ValuePlace {
    Stack stack;
    int layer; /* from 0; −1 outside of layers */
    Sublayer sublayer;
} ValuePlace;

/* What is known of a value by its name: a row for a sublayer before that for all. */
typedef struct ValueName {
    const char *name;  /* "scores", "w.q" */
    Sublayer sublayer; /* NONE: in all */
    const char *symbol;
    ValueRole role;
    Numbers numbers; /* of what is given; of a step's outputs the op says it */
} ValueName;

typedef struct ValueInfo {
    const char *path; /* "encoder.0.self.scores" */
    const char *name; /* the end of the path: "scores", "w.q", "norm.mean" */
    ValuePlace place;
    ValueRole role;
    const char *symbol; /* marked as the pen's formulas are, without colours: "W_Q" */
    Form form;
    int step,
        output; /* the step that makes it and which of its outputs; step −1: a weight or given */
    const float *given; /* numbers of a weight or a given value; not owned */
    long weight;        /* offset in the weights' block, or −1 */
    Numbers numbers;
    float top; /* the largest |x| of those that it shares a scale with; 0: its own */
} ValueInfo;

typedef struct Step {
    Op op;
    int inputs;
    Value in[OP_INPUTS], out[OP_OUTPUTS];
    StepArgs args;
} Step;

/* What names are put under: "encoder.0.self", and where that is. */
typedef struct Scope {
    const char *path;
    ValuePlace place;
} Scope;

/* The rows of `names` by their first letter: a program is built for each word, and names hundreds
   of values. Row + 1; 0 none. */
enum { NAMES_MOST = 96, NAMES_LETTERS = 32 };
typedef struct NameIndex {
    unsigned char first[NAMES_LETTERS], next[NAMES_MOST];
} NameIndex;

typedef struct Program {
    Arena *arena;
    ValueInfo *values;
    int value_count, value_room;
    Step *steps;
    int step_count, step_room;
    const ValueName *names; /* ends with a NULL name; at most NAMES_MOST */
    NameIndex index;
    Scope scope;
    Error error; /* the first misfit met while building */
    bool failed;
} Program;

/* An empty program under no scope. names: what values are by their names; NULL: nothing is known of
 * them. Outlives the program. */
void program_begin(Program *p, Arena *arena, const ValueName *names);
/* Puts the names that follow under `name`, itself under the present scope; returns that, to be put
 * back. */
Scope program_enter(Program *p, const char *name, ValuePlace present_place);
void program_leave(Program *p, Scope scope);
/* A value whose numbers are given from outside; they must outlive the program. `weight` −1 unless
   it is one. */
Value program_given(Program *p, const char *name, Form form, const float *x, long weight);
/* One step; returns its last output (softmax: the weights, norm: the result). Missing inputs are
 * NO_VALUE at the end. */
Value program_step(Program *p, Op op, const char *name, const StepArgs *args, Value a, Value b,
                   Value c);
/* Shapes fit, inputs are made before they are used, every path is unique. */
bool program_check(const Program *p, Error *e);
/* Whether −∞ says of a value that something is hidden: of masks, of what they were added to, of a
   row's maximum, of what somebody brought along. Elsewhere it is a number that has grown too large.
 */
bool program_may_hide(const Program *p, Value v);
/* The value of that path, or NO_VALUE. */
Value program_find(const Program *p, const char *path);
/* The same, or where a program has no such value the nearest one that a step is made for: the norm
   whose mean it would be, else the last one of its sublayer or layer; or NO_VALUE. */
Value program_nearest(const Program *p, const char *path);
/* Whether it has that role, and is not what a step has recorded on its way. */
bool program_is(const Program *p, Value v, ValueRole role);
/* The last such value, or NO_VALUE. */
Value program_role(const Program *p, ValueRole role);
/* The one in the same place as v. */
Value program_beside(const Program *p, Value v, ValueRole role);
/* "encoder.0.self" of "encoder.0.self.scores". */
char *program_scope(const Program *p, Value v, Arena *arena);
/* Whether rows of it share 1 out over what its step read: weights, probabilities. */
bool program_shares(const Program *p, Value v);
/* Whether its rows are queries and its columns keys, and a number says how well two fit, or what
   one gets of the other: scores in all their forms, weights. */
bool program_attends(const Program *p, Value v);
/* Whether its rows of words stand for what comes out of them, too: "input → predicted". */
bool program_predicts(const Program *p, Value v);
/* What a step has recorded on its way to its last output: a row's maximum, a mean. */
bool program_inner(const Program *p, Value v);

#endif
