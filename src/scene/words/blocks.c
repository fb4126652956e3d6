/* The names of blocks and parts, long and short, and the values that stand for them. */
#include "scene/words/blocks.h"

#include <string.h>

#include "scene/pen/text.h"

/* The first value of that role that the block makes, or NO_VALUE. */
static Value value_of(const Stage *s, const Block *b, ValueRole role) {
    for (int i = b->first; i < b->end; i++)
        if (program_is(s->program, outline_value(s->program, i), role))
            return outline_value(s->program, i);
    return NO_VALUE;
}

/* Pre-norm splits the paper's one box. */
static const char *norm_key(const Stage *s, const Block *b, const char *both) {
    if (value_of(s, b, VALUE_NORM) == NO_VALUE) return "block.add";
    return value_of(s, b, VALUE_RESIDUAL) == NO_VALUE ? "block.only_norm" : both;
}

const char *blocks_name(const Stage *s, const Block *b) {
    static const char *const keys[] = {
        [BLOCK_EMBED] = "crumb.embed",     [BLOCK_POSITION] = "crumb.position",
        [BLOCK_MASK] = "crumb.mask",       [BLOCK_SELF] = "crumb.self",
        [BLOCK_CROSS] = "crumb.cross",     [BLOCK_FFN] = "crumb.ffn",
        [BLOCK_NORM] = "crumb.norm",       [BLOCK_LOGITS] = "crumb.logits",
        [BLOCK_SOFTMAX] = "crumb.softmax", [BLOCK_OTHER] = "crumb.other"};
    if (b->kind == BLOCK_NORM) return stage_words(s, norm_key(s, b, "crumb.norm"));
    return stage_words(s, b->kind == BLOCK_SELF && b->stack == STACK_DECODER ? "crumb.masked"
                                                                             : keys[b->kind]);
}

const char *blocks_part_name(Stage *s, const Part *part) {
    static const char *const keys[] = {[STACK_ENCODER] = "crumb.encoder",
                                       [STACK_DECODER] = "crumb.decoder",
                                       [STACK_OUTPUT] = "crumb.output"};
    const char *stack = stage_words(s, keys[part->stack]);
    if (part->layer < 0) return stack;
    const char *layer =
        stage_fill(s, "crumb.layer", arena_print(s->arena, "%d", part->layer + 1), "");
    return arena_print(s->arena, "%s · %s", stack, layer);
}

const char *blocks_path(const Stage *s, int block) {
    return s->program->values[outline_value(s->program, s->outline.blocks[block].first)].path;
}

Value blocks_weights(const Stage *s, const Block *b) {
    Value given = value_of(s, b, VALUE_MATRIX);
    return given != NO_VALUE ? given : value_of(s, b, VALUE_WEIGHTS);
}

Value blocks_value(const Stage *s, const Block *b) {
    Value v = blocks_weights(s, b);
    if (v == NO_VALUE) v = value_of(s, b, VALUE_ACTIVE);
    return v != NO_VALUE ? v : outline_value(s->program, b->end - 1);
}

Value blocks_memory(const Stage *s) {
    for (int i = 0; i < s->outline.block_count; i++) {
        const Block *b = &s->outline.blocks[i];
        for (int k = b->first; b->kind == BLOCK_CROSS && k < b->end; k++) {
            Value v = s->program->steps[k].in[0];
            if (s->program->values[v].place.stack == STACK_ENCODER) return v;
        }
    }
    return NO_VALUE;
}

bool blocks_are_off(const Stage *s, const Block *b) {
    const char *path = s->program->values[outline_value(s->program, b->end - 1)].path;
    for (int i = 0; i < s->trace->patch_count; i++) {
        const Patch *p = &s->trace->patches[i];
        bool whole = p->head == ALL && p->row == ALL && p->col == ALL;
        if (whole && p->kind == PATCH_NUMBER && p->x == 0 && strcmp(p->path, path) == 0)
            return true;
    }
    return false;
}

int blocks_current(const Stage *s) {
    return s->outline.block_of_step[s->shown_step];
}

Role blocks_role(const Block *b) {
    if (b->kind == BLOCK_SELF || b->kind == BLOCK_CROSS) return ROLE_S;
    if (b->kind == BLOCK_FFN) return ROLE_F;
    return b->kind == BLOCK_EMBED || b->kind == BLOCK_POSITION || b->kind == BLOCK_MASK ? ROLE_V
                                                                                        : ROLE_O;
}

/* What a language has no word for is NULL. */
static const char *word_or_none(const Stage *s, const char *key) {
    const char *text = stage_words(s, key);
    return text == key ? NULL : text;
}

/* The word, or a shorter one where it does not fit. */
const char *blocks_word(Stage *s, const char *key, int pixels, float room) {
    const char *text = stage_words(s, key),
               *less = word_or_none(s, arena_print(s->arena, "%s.short", key));
    return less && stage_width(s, FACE_TEXT, pixels, text) > room ? less : text;
}

const char *blocks_short_name(Stage *s, const Block *b, int pixels, float room) {
    static const char *const keys[] = {
        [BLOCK_EMBED] = "block.embed",   [BLOCK_POSITION] = "block.position",
        [BLOCK_MASK] = "block.mask",     [BLOCK_SELF] = "block.self",
        [BLOCK_CROSS] = "block.cross",   [BLOCK_FFN] = "block.ffn",
        [BLOCK_LOGITS] = "block.logits", [BLOCK_SOFTMAX] = "block.softmax",
        [BLOCK_OTHER] = "block.other"};
    bool masked = b->kind == BLOCK_SELF && b->stack == STACK_DECODER;
    const char *key = b->kind == BLOCK_NORM ? norm_key(s, b, "block.norm")
                      : masked              ? "block.masked"
                                            : keys[b->kind];
    return blocks_word(s, key, pixels, room);
}
