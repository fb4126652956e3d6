/* Grouping steps by what their paths say. */
#include "model/outline.h"

#include <stdio.h>
#include <string.h>

static bool has(const char *path, const char *part) {
    return strstr(path, part) != NULL;
}

static bool ends(const char *path, const char *end) {
    size_t n = strlen(path), m = strlen(end);
    return n >= m && strcmp(path + n - m, end) == 0;
}

static BlockKind kind_of(const char *path) {
    if (ends(path, ".add") || ends(path, ".norm")) return BLOCK_NORM;
    if (has(path, ".self.")) return BLOCK_SELF;
    if (has(path, ".cross.")) return BLOCK_CROSS;
    if (has(path, ".ffn.")) return BLOCK_FFN;
    if (ends(path, ".embed")) return BLOCK_EMBED;
    if (ends(path, ".position") || ends(path, ".input")) return BLOCK_POSITION;
    if (ends(path, ".padding") || ends(path, ".causal")) return BLOCK_MASK;
    if (ends(path, ".logits") || ends(path, ".tempered")) return BLOCK_LOGITS;
    return ends(path, ".probabilities") ? BLOCK_SOFTMAX : BLOCK_OTHER;
}

static Stack stack_of(const char *path) {
    return strncmp(path, "encoder.", 8) == 0   ? STACK_ENCODER
           : strncmp(path, "decoder.", 8) == 0 ? STACK_DECODER
                                               : STACK_OUTPUT;
}

/* "encoder.1.…" is layer 1; the norm behind the last layer of a pre-norm stack belongs to no layer.
 */
static int layer_of(const char *path) {
    int layer;
    const char *dot = strchr(path, '.');
    return dot && sscanf(dot, ".%d.", &layer) == 1 ? layer : -1;
}

/* The front of a stack, its layers and its end are parts. */
static bool same_part(const Block *a, const Block *b) {
    bool end_a = a->layer < 0 && a->kind == BLOCK_NORM,
         end_b = b->layer < 0 && b->kind == BLOCK_NORM;
    return a->stack == b->stack && a->layer == b->layer && end_a == end_b;
}

static void add_step(Outline *o, const Block *b, int step) {
    Block *last = o->block_count ? &o->blocks[o->block_count - 1] : NULL;
    if (!last || last->kind != b->kind || !same_part(last, b)) {
        if (!last || !same_part(last, b))
            o->parts[o->part_count++] = (Part){b->stack, b->layer, o->block_count, 0};
        o->blocks[o->block_count] = *b;
        o->blocks[o->block_count].part = o->part_count - 1;
        o->blocks[o->block_count].first = step;
        last = &o->blocks[o->block_count++];
    }
    last->end = step + 1;
    o->parts[o->part_count - 1].end = o->block_count;
    o->block_of_step[step] = o->block_count - 1;
}

Outline outline_make(const Program *p, Arena *arena) {
    Outline o = {0};
    o.blocks = arena_many(arena, Block, p->step_count);
    o.parts = arena_many(arena, Part, p->step_count);
    o.block_of_step = arena_many(arena, int, p->step_count);
    for (int i = 0; i < p->step_count; i++) {
        const char *path = p->values[outline_value(p, i)].path;
        Block b = {.kind = kind_of(path), .stack = stack_of(path), .layer = layer_of(path)};
        add_step(&o, &b, i);
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
