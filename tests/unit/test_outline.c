/* Outlines of real programs: every step in one block, blocks in the order of the paper's figure,
   for post-norm and pre-norm, for one layer and for many, and for a program of one stack. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/model.h"
#include "model/outline.h"
#include "model/pages/names.h"
#include "model/pages/page.h"

typedef struct Case {
    Arena arena;
    Config config;
    Weights weights;
    Program program;
    Outline outline;
} Case;

static void open_case(Case *c, int encoder, int decoder, NormPlace norm, const Options *o) {
    static const float ids[] = {3, 4, 5};
    *c = (Case){0};
    c->config = (Config){.name = "letters",
                         .source_language = "en",
                         .target_language = "fr",
                         .d_model = 8,
                         .heads = 2,
                         .d_ff = 12,
                         .encoder_layers = encoder,
                         .decoder_layers = decoder,
                         .source_vocab = 9,
                         .target_vocab = 9,
                         .max_positions = 8,
                         .norm = norm,
                         .norm_epsilon = 1e-5f,
                         .tied_output = true,
                         CONFIG_OWN};
    weights_layout(&c->config, &c->arena, &c->weights);
    Random r = random_seed(7, 1);
    weights_random(&c->weights, &r);
    page_program(&c->config, &c->weights, o, (PageInput){ids, 3, ids, 2}, &c->arena, &c->program);
    c->outline = outline_make(&c->program, &c->arena);
}

/* Blocks and parts follow one another without a gap, and each step knows its block. */
static void check_whole(const Program *p, const Outline *o) {
    int step = 0, block = 0;
    for (int i = 0; i < o->part_count; i++) {
        const Part *part = &o->parts[i];
        assert_int_equal(part->first, block);
        assert_true(part->end > part->first);
        for (; block < part->end; block++) {
            const Block *b = &o->blocks[block];
            assert_int_equal(b->part, i);
            assert_int_equal(b->stack, part->stack);
            assert_int_equal(b->layer, part->layer);
            assert_int_equal(b->first, step);
            assert_true(b->end > b->first);
            for (; step < b->end; step++) assert_int_equal(o->block_of_step[step], block);
        }
    }
    assert_int_equal(block, o->block_count);
    assert_int_equal(step, p->step_count);
}

static void expect_kinds(const Outline *o, const BlockKind *kinds, int count) {
    assert_int_equal(o->block_count, count);
    for (int i = 0; i < count; i++) assert_int_equal(o->blocks[i].kind, kinds[i]);
}

static void post_norm_is_the_papers_figure(void **state) {
    static const BlockKind kinds[] = {
        BLOCK_EMBED, BLOCK_POSITION, BLOCK_MASK,     BLOCK_SELF, BLOCK_NORM,   BLOCK_FFN,
        BLOCK_NORM,  BLOCK_EMBED,    BLOCK_POSITION, BLOCK_MASK, BLOCK_SELF,   BLOCK_NORM,
        BLOCK_CROSS, BLOCK_NORM,     BLOCK_FFN,      BLOCK_NORM, BLOCK_LOGITS, BLOCK_SOFTMAX};
    static const Part parts[] = {{STACK_ENCODER, -1, 0, 3},
                                 {STACK_ENCODER, 0, 3, 7},
                                 {STACK_DECODER, -1, 7, 10},
                                 {STACK_DECODER, 0, 10, 16},
                                 {STACK_OUTPUT, -1, 16, 18}};
    Case c;
    (void)state;
    open_case(&c, 1, 1, NORM_POST, &(Options){0});
    check_whole(&c.program, &c.outline);
    expect_kinds(&c.outline, kinds, sizeof kinds / sizeof *kinds);
    assert_int_equal(c.outline.part_count, 5);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(c.outline.parts[i].stack, parts[i].stack);
        assert_int_equal(c.outline.parts[i].layer, parts[i].layer);
        assert_int_equal(c.outline.parts[i].first, parts[i].first);
        assert_int_equal(c.outline.parts[i].end, parts[i].end);
    }
    arena_free(&c.arena);
}

/* The add of one sublayer and the norm of the next stand together; the stacks end with a norm
 * outside of layers. */
static void pre_norm_has_norms_before_and_at_the_end(void **state) {
    static const BlockKind kinds[] = {
        BLOCK_EMBED, BLOCK_POSITION, BLOCK_MASK,   BLOCK_NORM,   BLOCK_SELF,     BLOCK_NORM,
        BLOCK_FFN,   BLOCK_NORM,     BLOCK_NORM,   BLOCK_EMBED,  BLOCK_POSITION, BLOCK_MASK,
        BLOCK_NORM,  BLOCK_SELF,     BLOCK_NORM,   BLOCK_CROSS,  BLOCK_NORM,     BLOCK_FFN,
        BLOCK_NORM,  BLOCK_NORM,     BLOCK_LOGITS, BLOCK_SOFTMAX};
    Case c;
    (void)state;
    open_case(&c, 1, 1, NORM_PRE, &(Options){0});
    check_whole(&c.program, &c.outline);
    expect_kinds(&c.outline, kinds, sizeof kinds / sizeof *kinds);
    const Part *end = &c.outline.parts[2];
    assert_int_equal(end->stack, STACK_ENCODER);
    assert_int_equal(end->layer, -1);
    assert_int_equal(end->end - end->first, 1);
    const Block *last = &c.outline.blocks[end->first];
    assert_string_equal(c.program.values[outline_value(&c.program, last->first)].path,
                        "encoder.norm");
    arena_free(&c.arena);
}

/* A what-if moves the norms of a model that has no last norm. */
static void pre_norm_as_a_what_if(void **state) {
    Case c;
    (void)state;
    open_case(&c, 2, 1, NORM_POST, &(Options){.norm_set = true, .norm = NORM_PRE});
    check_whole(&c.program, &c.outline);
    assert_int_equal(c.outline.part_count, 6);
    assert_int_equal(c.outline.blocks[c.outline.parts[1].first].kind, BLOCK_NORM);
    assert_int_equal(c.outline.blocks[c.outline.parts[1].end - 1].kind, BLOCK_NORM);
    assert_int_equal(c.outline.parts[2].layer, 1);
    arena_free(&c.arena);
}

static void many_layers_are_many_parts(void **state) {
    Case c;
    (void)state;
    open_case(&c, 12, 11, NORM_POST, &(Options){0});
    check_whole(&c.program, &c.outline);
    assert_int_equal(c.outline.part_count, 1 + 12 + 1 + 11 + 1);
    for (int i = 0; i < 12; i++) {
        assert_int_equal(c.outline.parts[1 + i].layer, i);
        assert_int_equal(c.outline.parts[1 + i].end - c.outline.parts[1 + i].first, 4);
    }
    for (int i = 0; i < 11; i++) {
        assert_int_equal(c.outline.parts[14 + i].layer, i);
        assert_int_equal(c.outline.parts[14 + i].end - c.outline.parts[14 + i].first, 6);
    }
    arena_free(&c.arena);
}

static void one_stack_is_enough(void **state) {
    static const float ids[] = {3, 4}, table[18] = {0};
    Arena arena = {0};
    Program p;
    (void)state;
    program_begin(&p, &arena, names_table);
    Scope outer = program_enter(&p, "decoder", (ValuePlace){STACK_DECODER, -1, SUBLAYER_NONE});
    Value tokens = program_given(&p, "tokens", (Form){{1, 2, 1}, AXIS_TARGET, AXIS_ONE}, ids, -1);
    Value rows =
        program_given(&p, "w.embed", (Form){{1, 9, 2}, AXIS_TARGET_WORDS, AXIS_MODEL}, table, -1);
    Value x =
        program_step(&p, OP_EMBED, "embed", &(StepArgs){.embed = {1}}, tokens, rows, NO_VALUE);
    program_leave(&p, outer);
    outer = program_enter(&p, "output", (ValuePlace){STACK_OUTPUT, -1, SUBLAYER_NONE});
    program_step(&p, OP_LINEAR_TIED, "logits", &(StepArgs){0}, x, rows, NO_VALUE);
    program_leave(&p, outer);
    assert_false(p.failed);
    Outline o = outline_make(&p, &arena);
    check_whole(&p, &o);
    assert_int_equal(o.part_count, 2);
    assert_int_equal(o.blocks[0].kind, BLOCK_EMBED);
    assert_int_equal(o.blocks[0].stack, STACK_DECODER);
    assert_int_equal(o.blocks[1].kind, BLOCK_LOGITS);
    assert_int_equal(o.blocks[1].stack, STACK_OUTPUT);
    arena_free(&arena);
}

static Value found(const Program *p, const char *path) {
    Value v = program_find(p, path);
    assert_int_not_equal(v, NO_VALUE);
    return v;
}

/* A weight is shown at its first reader, though others read it later. */
static void values_lead_to_their_steps(void **state) {
    Case c;
    (void)state;
    open_case(&c, 1, 1, NORM_POST, &(Options){0});
    const Program *p = &c.program;
    for (int i = 0; i < p->step_count; i++)
        assert_int_equal(outline_step(p, outline_value(p, i)), i);
    int softmax = outline_step(p, found(p, "encoder.0.self.weights"));
    assert_int_equal(outline_step(p, found(p, "encoder.0.self.weights.exp")), softmax);
    assert_int_equal(outline_value(p, softmax), found(p, "encoder.0.self.weights"));
    assert_int_equal(outline_step(p, found(p, "encoder.0.self.w.q")),
                     outline_step(p, found(p, "encoder.0.self.q.linear")));
    assert_int_equal(outline_step(p, found(p, "decoder.w.embed")),
                     outline_step(p, found(p, "decoder.embed")));
    arena_free(&c.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(post_norm_is_the_papers_figure),
        cmocka_unit_test(pre_norm_has_norms_before_and_at_the_end),
        cmocka_unit_test(pre_norm_as_a_what_if),
        cmocka_unit_test(many_layers_are_many_parts),
        cmocka_unit_test(one_stack_is_enough),
        cmocka_unit_test(values_lead_to_their_steps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
