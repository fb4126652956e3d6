/* The outline of a program: its steps grouped into blocks (the boxes of the paper's figure) and
   blocks into parts (a layer, or what stands before and after the layers). Read from where the
   steps are and what they make. Not for names on screen. */
#ifndef ATTNSCOPE_MODEL_OUTLINE_H
#define ATTNSCOPE_MODEL_OUTLINE_H

#include "model/program.h"

typedef enum BlockKind {
    BLOCK_EMBED,    /* tokens → vectors */
    BLOCK_POSITION, /* positions, added */
    BLOCK_MASK,     /* padding, causal */
    BLOCK_SELF,
    BLOCK_CROSS,
    BLOCK_FFN,
    BLOCK_NORM, /* Add & Norm; in a pre-norm model the norm before a sublayer or the add after it */
    BLOCK_LOGITS,
    BLOCK_SOFTMAX,
    BLOCK_OTHER
} BlockKind;

/* Steps first … end − 1. */
typedef struct Block {
    BlockKind kind;
    Stack stack;
    int layer; /* from 0; −1 outside of layers */
    int part, first, end;
} Block;

/* Blocks first … end − 1. */
typedef struct Part {
    Stack stack;
    int layer;
    int first, end;
} Part;

typedef struct Outline {
    Block *blocks;
    int block_count;
    Part *parts;
    int part_count;
    int *block_of_step;
} Outline;

/* All in `arena`. Every step is in exactly one block; blocks and parts are in the steps' order. */
Outline outline_make(const Program *p, Arena *arena);
/* The step that shows a value: the one that makes it, of a weight its first reader's, 0 if nobody
 * reads it. */
int outline_step(const Program *p, Value v);
/* The value that a step is shown by: its last output. */
Value outline_value(const Program *p, int step);

#endif
