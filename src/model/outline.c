/* Grouping steps by what they make and where. */
#include "model/outline.h"

static BlockKind outline_kind_of(const ValueInfo *v) {
    static const BlockKind sublayers[] = {
        [SUBLAYER_SELF] = BLOCK_SELF, [SUBLAYER_CROSS] = BLOCK_CROSS, [SUBLAYER_FFN] = BLOCK_FFN};
    if (v->role == VALUE_RESIDUAL || v->role == VALUE_NORM) return BLOCK_NORM;
    if (v->place.sublayer != SUBLAYER_NONE) return sublayers[v->place.sublayer];
    switch (v->role) {
    case VALUE_EMBEDDING: return BLOCK_EMBED;
    case VALUE_POSITION:
    case VALUE_INPUT: return BLOCK_POSITION;
    case VALUE_CAUSAL:
    case VALUE_PADDING: return BLOCK_MASK;
    case VALUE_LOGITS:
    case VALUE_TEMPERED: return BLOCK_LOGITS;
    case VALUE_PROBABILITIES: return BLOCK_SOFTMAX;
    default: return BLOCK_OTHER;
    }
}

/* The front of a stack, its layers and its end are parts. */
static bool same_part(const Block *a, const Block *b) {
    bool end_a = a->layer < 0 && a->kind == BLOCK_NORM,
         end_b = b->layer < 0 && b->kind == BLOCK_NORM;
    return a->stack == b->stack && a->layer == b->layer && end_a == end_b;
}

Outline outline_make(const Program *p, Arena *arena) {
    Outline o = {0};
    o.blocks = arena_many(arena, Block, p->step_count);
    o.parts = arena_many(arena, Part, p->step_count);
    o.block_of_step = arena_many(arena, int, p->step_count);
    for (int i = 0; i < p->step_count; i++) {
        const ValueInfo *v = &p->values[outline_value(p, i)];
        Stack stack = v->place.stack == STACK_NONE ? STACK_OUTPUT : v->place.stack;
        Block b = {.kind = outline_kind_of(v), .stack = stack, .layer = v->place.layer};
        Block *last = o.block_count ? &o.blocks[o.block_count - 1] : NULL;
        if (!last || last->kind != b.kind || !same_part(last, &b)) {
            if (!last || !same_part(last, &b))
                o.parts[o.part_count++] = (Part){b.stack, b.layer, o.block_count, 0};
            o.blocks[o.block_count] = b;
            o.blocks[o.block_count].part = o.part_count - 1;
            o.blocks[o.block_count].first = i;
            last = &o.blocks[o.block_count++];
        }
        last->end = i + 1;
        o.parts[o.part_count - 1].end = o.block_count;
        o.block_of_step[i] = o.block_count - 1;
    }
    return o;
}

int outline_step(const Program *p, Value v) {
    if (p->values[v].step >= 0) return p->values[v].step;
    for (int i = 0; i < p->step_count; i++)
        for (int k = 0; k < p->steps[i].inputs; k++)
            if (p->steps[i].in[k] == v) return i;
    return 0;
}

Value outline_value(const Program *p, int step) {
    const Step *s = &p->steps[step];
    return s->out[op_table[s->op]->outputs - 1];
}
