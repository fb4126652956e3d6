/* Reach tried out: every number that goes into a step is moved up and down, and the step's outputs
   that move with it must be those whose reach names it, no more and no fewer. To be included after
   cmocka.h. */
#include <math.h>
#include <string.h>

#include "math/random.h"
#include "model/ops/reach.h"
#include "trace/trace.h"

static bool holds(const Reach *r, int input, Cell c) {
    for (int i = 0; i < r->count; i++) {
        Box b = r->part[i].box;
        if (r->part[i].input == input && c.sheet >= b.sheet0 && c.sheet < b.sheet1 &&
            c.row >= b.row0 && c.row < b.row1 && c.col >= b.col0 && c.col < b.col1)
            return true;
    }
    return false;
}

static Cell cell_of(Shape s, size_t i) {
    size_t sheet = (size_t)s.rows * (size_t)s.cols;
    return (Cell){(int)(i / sheet), (int)(i % sheet) / s.cols, (int)(i % sheet) % s.cols};
}

/* One step on its own inputs, with the numbers replaced by generic ones where they are not token
 * numbers. */
typedef struct Nudge {
    StepRun r;
    const OpInfo *op;
    float *in[OP_INPUTS], *base[OP_OUTPUTS], *moved[OP_OUTPUTS];
    bool *seen; /* [output cell] of one input cell */
} Nudge;

static void run_into(Nudge *n, float **to) {
    for (int o = 0; o < n->op->outputs; o++) n->r.write[o] = to[o];
    n->op->run(&n->r);
}

/* Small and large, up and down: large ones make another score the maximum, and wake a unit that
 * ReLU keeps at 0. */
static const float nudges[] = {0.25f, -0.25f, 40.0f, -40.0f};

static void nudge_cell(Nudge *n, Op op, int input, size_t cell, const char *path) {
    size_t sizes[OP_OUTPUTS], total = 0;
    for (int o = 0; o < n->op->outputs; o++) total += sizes[o] = shape_size(n->r.out[o].shape);
    memset(n->seen, 0, total);
    float old = n->in[input][cell];
    for (int k = 0; k < 4; k++) {
        n->in[input][cell] = op_table[op]->in[input].ids
                                 ? (k < 1 ? (old == 0.0f ? 1.0f : 0.0f) : old)
                                 : old + nudges[k];
        run_into(n, n->moved);
        for (size_t o = 0, at = 0; o < (size_t)n->op->outputs; o++)
            for (size_t j = 0; j < sizes[o]; j++, at++)
                n->seen[at] |= memcmp(&n->moved[o][j], &n->base[o][j], 4) != 0;
    }
    n->in[input][cell] = old;
    for (size_t o = 0, at = 0; o < (size_t)n->op->outputs; o++)
        for (size_t j = 0; j < sizes[o]; j++, at++) {
            Reach reach = reach_of(n->op, &n->r, (int)o, cell_of(n->r.out[o].shape, j));
            bool named = holds(&reach, input, cell_of(n->r.in[input].shape, cell));
            if (named != n->seen[at])
                fail_msg("%s output %zu[%zu]: input %d[%zu] is %s", path, o, j, input, cell,
                         named ? "named but does not matter" : "not named but matters");
        }
}

static void nudge_step(const Trace *t, int index, Random *random) {
    Arena work = {0};
    const Step *s = &t->program->steps[index];
    Nudge n = {.r = trace_step(t, index, &work), .op = op_table[s->op]};
    size_t total = 0;
    for (int i = 0; i < s->inputs; i++) {
        size_t size = shape_size(n.r.in[i].shape);
        n.in[i] = arena_many(&work, float, size);
        for (size_t j = 0; j < size; j++)
            n.in[i][j] =
                n.op->in[i].ids ? n.r.in[i].x[j] : random_normal(random) + (i ? 0.0f : 0.1f);
        if (s->op == OP_ENTROPY)
            for (size_t j = 0; j < size; j++) n.in[i][j] = fabsf(n.in[i][j]) + 50.0f;
        n.r.in[i].x = n.in[i];
    }
    for (int o = 0; o < n.op->outputs; o++) {
        size_t size = shape_size(n.r.out[o].shape);
        n.base[o] = arena_many(&work, float, size);
        n.moved[o] = arena_many(&work, float, size);
        total += size;
    }
    n.seen = arena_many(&work, bool, total);
    run_into(&n, n.base);
    for (int o = 0; o < n.op->outputs; o++) n.r.out[o].x = n.base[o];
    for (int i = 0; i < s->inputs; i++)
        for (size_t j = 0; j < shape_size(n.r.in[i].shape); j++)
            nudge_cell(&n, s->op, i, j, t->program->values[s->out[n.op->outputs - 1]].path);
    arena_free(&work);
}
