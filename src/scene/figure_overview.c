/* The figures above the steps: what they share, and which one a depth shows. */
#include "scene/figure.h"

#include <math.h>
#include <string.h>

#include "scene/overview.h"
#include "scene/words.h"

void figure_overview(Stage *s, Rect area) {
    area.h -= roundf(10 * s->unit);
    switch (s->in->view->depth) {
    case DEPTH_MODEL: overview_model(s, area); break;
    case DEPTH_LAYER: overview_part(s, area); break;
    default: overview_block(s, area); break;
    }
}

static bool has_op(const Stage *s, const Block *b, Op op) {
    for (int i = b->first; i < b->end; i++)
        if (s->program->steps[i].op == op) return true;
    return false;
}

/* Pre-norm splits the paper's one box. */
static const char *norm_key(const Stage *s, const Block *b) {
    return !has_op(s, b, OP_NORM)  ? "block.add"
           : !has_op(s, b, OP_ADD) ? "block.only_norm"
                                   : "crumb.norm";
}

const char *overview_block_name(const Stage *s, const Block *b) {
    static const char *const keys[] = {
        [BLOCK_EMBED] = "crumb.embed",     [BLOCK_POSITION] = "crumb.position",
        [BLOCK_MASK] = "crumb.mask",       [BLOCK_SELF] = "crumb.self",
        [BLOCK_CROSS] = "crumb.cross",     [BLOCK_FFN] = "crumb.ffn",
        [BLOCK_NORM] = "crumb.norm",       [BLOCK_LOGITS] = "crumb.logits",
        [BLOCK_SOFTMAX] = "crumb.softmax", [BLOCK_OTHER] = "crumb.other"};
    if (b->kind == BLOCK_NORM) return stage_words(s, norm_key(s, b));
    return stage_words(s, b->kind == BLOCK_SELF && b->stack == STACK_DECODER ? "crumb.masked"
                                                                             : keys[b->kind]);
}

const char *overview_part_name(Stage *s, const Part *part) {
    static const char *const keys[] = {[STACK_ENCODER] = "crumb.encoder",
                                       [STACK_DECODER] = "crumb.decoder",
                                       [STACK_OUTPUT] = "crumb.output"};
    const char *stack = stage_words(s, keys[part->stack]);
    if (part->layer < 0) return stack;
    const char *layer =
        stage_fill(s, "crumb.layer", arena_print(s->arena, "%d", part->layer + 1), "");
    return arena_print(s->arena, "%s · %s", stack, layer);
}

const char *overview_path(const Stage *s, int block) {
    return s->program->values[outline_value(s->program, s->outline.blocks[block].first)].path;
}

static Value value_of_op(const Stage *s, const Block *b, Op op) {
    for (int i = b->first; i < b->end; i++)
        if (s->program->steps[i].op == op) return outline_value(s->program, i);
    return NO_VALUE;
}

Value overview_weights(const Stage *s, const Block *b) {
    bool given = s->program->steps[b->first].op == OP_GIVEN;
    if (given) return outline_value(s->program, b->first);
    return s->foreign || b->kind == BLOCK_SELF || b->kind == BLOCK_CROSS
               ? value_of_op(s, b, OP_SOFTMAX)
               : NO_VALUE;
}

Value overview_value(const Stage *s, const Block *b) {
    Value v = overview_weights(s, b);
    if (v == NO_VALUE && b->kind == BLOCK_FFN) v = value_of_op(s, b, OP_RELU);
    if (v == NO_VALUE && b->kind == BLOCK_FFN) v = value_of_op(s, b, OP_GELU);
    return v != NO_VALUE ? v : outline_value(s->program, b->end - 1);
}

Value overview_memory(const Stage *s) {
    for (int i = 0; i < s->outline.block_count; i++) {
        const Block *b = &s->outline.blocks[i];
        for (int k = b->first; b->kind == BLOCK_CROSS && k < b->end; k++) {
            Value v = s->program->steps[k].in[0];
            if (strncmp(s->program->values[v].path, "encoder.", 8) == 0) return v;
        }
    }
    return NO_VALUE;
}

int overview_current(const Stage *s) {
    return s->outline.block_of_step[s->shown_step];
}

void overview_box(Stage *s, int block, Rect r) {
    const char *path = overview_path(s, block);
    bool hot = block == overview_current(s), hovered = thumb_hovered(s, path);
    Color color = hot       ? s->theme.role[ROLE_HOT]
                  : hovered ? s->theme.role[ROLE_TEXT]
                            : s->theme.line;
    stage_box(s, r, roundf(6 * s->unit), s->theme.panel,
              hot ? fmaxf(1.5f, 2 * s->unit) : fmaxf(1, s->unit), color);
    stage_target(s, (Target){.kind = TARGET_STEP,
                             .path = path,
                             .depth = DEPTH_SUBLAYER,
                             .x = r.x,
                             .y = r.y,
                             .w = r.w,
                             .h = r.h});
}
