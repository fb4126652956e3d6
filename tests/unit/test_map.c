/* The map and the timeline: every block has its place, ticks leave no gap to a dragging hand, and
   models of any number of layers, in any window, are drawn without faults. The font has fixed
   measures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/font_fixed.h"
#include "model/outline.h"
#include "model/pages/names.h"
#include "scene/frame/build.h"
#include "support/scene_faults.h"
#include "scene/pen/hit.h"
#include "scene/scene.h"
#include "languages.h"
#include "letters_model.h"

typedef struct World {
    Arena arena;
    Model model;
    Decoding run;
    Font font;
    Lang en, ru;
    Outline outline;
    View view;
} World;

static void open_model(World *w, int encoder, int decoder, NormPlace norm) {
    *w = (World){0};
    w->model = letters_model(&w->arena, (Config){.d_model = 12,
                                                 .heads = 2,
                                                 .d_ff = 20,
                                                 .encoder_layers = encoder,
                                                 .decoder_layers = decoder,
                                                 .max_positions = 5,
                                                 .norm = norm});
}

static void open_rest(World *w, const char *path) {
    w->font = font_fixed(&w->arena);
    read_languages(&w->arena, &w->en, &w->ru);
    w->outline = outline_make(&w->run.programs[w->run.steps - 1], &w->arena);
    w->view = view_default("a b c");
    w->view.shown.setting.map = w->view.shown.setting.timeline = FOLD_OPEN;
    w->view.shown.setting.notes = FOLD_SHUT;
    strcpy(w->view.shown.at.path, path);
}

static void open_world(World *w, int encoder, int decoder, NormPlace norm, const char *path) {
    open_model(w, encoder, decoder, norm);
    w->run = letters_run(&w->model, "a b c", &w->arena);
    open_rest(w, path);
}

static const Program *program(const World *w) {
    return &w->run.programs[w->run.steps - 1];
}

static Scene build(World *w, int width, int height) {
    Scene s;
    SceneInput in = {.view = &w->view,
                     .run = &w->run,
                     .width = width,
                     .height = height,
                     .frame = true,
                     .font = &w->font,
                     .lang = &w->en};
    scene_build(&in, &w->arena, &s);
    return s;
}

static const char *first_path(const World *w, int block) {
    const Program *p = program(w);
    return p->values[outline_value(p, w->outline.blocks[block].first)].path;
}

static const Target *target_of(const Scene *s, const char *path, int head) {
    for (int i = 0; i < s->target_count; i++) {
        const Target *t = &s->targets[i];
        if (t->kind == TARGET_STEP && t->head == head && strcmp(t->path, path) == 0) return t;
    }
    return NULL;
}

static void expect_faultless(World *w, int width, int height, const bool *visited) {
    Arena arena = {0};
    for (int way = 0; way < 4; way++) {
        Scene s;
        Buffer faults = {0};
        w->view.shown.setting.theme = way & 1 ? THEME_PAPER : THEME_NIGHT;
        SceneInput in = {.view = &w->view,
                         .run = &w->run,
                         .width = width,
                         .height = height,
                         .frame = true,
                         .font = &w->font,
                         .lang = way & 2 ? &w->ru : &w->en,
                         .visited = visited};
        scene_build(&in, &arena, &s);
        if (scene_faults(&s, &w->font, &faults))
            fail_msg("%s at %d × %d, depth %d, way %d:\n%s", w->view.shown.at.path, width, height,
                     w->view.shown.at.depth, way, faults.data);
        buffer_free(&faults);
        arena_reset(&arena);
    }
    arena_free(&arena);
}

/* Masks have no box of their own. */
static void every_block_has_a_box(void **state) {
    (void)state;
    for (int norm = 0; norm < 2; norm++) {
        World w;
        open_world(&w, 2, 2, (NormPlace)norm, "encoder.1.self.scores");
        for (int depth = DEPTH_MODEL; depth <= DEPTH_CELL; depth++) {
            w.view.shown.at.depth = (Depth)depth;
            Scene s = build(&w, 1440, 900);
            for (int i = 0; i < w.outline.block_count; i++) {
                const Target *t = target_of(&s, first_path(&w, i), HOVER_BOX);
                assert_int_equal(t == NULL, w.outline.blocks[i].kind == BLOCK_MASK);
                if (t) assert_int_equal(t->depth, DEPTH_SUBLAYER); /* its diagram */
            }
            for (int i = 0; i < w.outline.part_count; i++) {
                const Target *t =
                    target_of(&s, first_path(&w, w.outline.parts[i].first), HOVER_LAYER);
                assert_int_equal(t != NULL, w.outline.parts[i].layer >= 0);
                if (t) assert_int_equal(t->depth, DEPTH_LAYER);
            }
        }
        arena_free(&w.arena);
    }
}

/* The present layer is opened, each other one is one box. */
static void many_layers_close(void **state) {
    World w;
    (void)state;
    open_world(&w, 12, 12, NORM_POST, "decoder.7.cross.scores");
    Scene s = build(&w, 1440, 900);
    for (int i = 0; i < w.outline.part_count; i++) {
        const Part *p = &w.outline.parts[i];
        bool open = p->layer < 0 || (p->stack == STACK_DECODER && p->layer == 7);
        for (int b = p->first; b < p->end; b++)
            if (w.outline.blocks[b].kind != BLOCK_MASK)
                assert_int_equal(target_of(&s, first_path(&w, b), HOVER_BOX) != NULL, open);
        if (p->layer >= 0) assert_non_null(target_of(&s, first_path(&w, p->first), HOVER_LAYER));
    }
    arena_free(&w.arena);
}

static void check_ticks(World *w, int width, int height) {
    Scene s = build(w, width, height);
    const Program *p = program(w);
    const Target *before = NULL, *found;
    int row, col;
    for (int i = 0; i < p->step_count; i++) {
        const Target *t = target_of(&s, p->values[outline_value(p, i)].path, HOVER_TICK);
        assert_non_null(t);
        assert_true(t->w > 0);
        assert_int_equal(t->depth, DEPTH_STEP);
        if (before) assert_true(before->x + before->w == t->x);
        assert_true(scene_hit(&s, t->x, t->y + t->h / 2, &found, &row, &col));
        assert_ptr_equal(found, t);
        before = t;
    }
}

static void ticks_leave_no_gap(void **state) {
    static const int sizes[][2] = {{640, 480}, {960, 600}, {1440, 900}, {1531, 777}, {3840, 2160}};
    (void)state;
    for (int layers = 1; layers <= 12; layers += 11) {
        World w;
        open_world(&w, layers, layers, NORM_POST, "decoder.0.ffn.out");
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
            check_ticks(&w, sizes[i][0], sizes[i][1]);
        arena_free(&w.arena);
    }
}

static void no_number_of_layers_has_faults(void **state) {
    static const int layers[][2] = {{1, 1}, {2, 2}, {1, 6}, {12, 1}, {12, 12}, {40, 3}};
    static const int sizes[][2] = {{640, 400}, {960, 600}, {1440, 900}, {3840, 2160}};
    static const Depth depths[] = {DEPTH_MODEL, DEPTH_LAYER, DEPTH_STEP};
    bool visited[4096] = {0};
    (void)state;
    for (int i = 0; i < 50; i++) visited[i] = true;
    for (size_t n = 0; n < sizeof layers / sizeof *layers; n++) {
        World w;
        open_world(&w, layers[n][0], layers[n][1], n % 2 ? NORM_PRE : NORM_POST,
                   "encoder.0.self.scores");
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
            for (int d = 0; d < 3; d++) {
                w.view.shown.at.depth = depths[d];
                strcpy(w.view.shown.at.path,
                       d == 1 ? "decoder.0.ffn.norm" : "encoder.0.self.scores");
                expect_faultless(&w, sizes[i][0], sizes[i][1], visited);
            }
        arena_free(&w.arena);
    }
}

/* Where the hovered thing's words lie: inside of the window. */
static void expect_words(World *w, const char *said) {
    Scene s = build(w, 1440, 900);
    bool found = false;
    for (int i = 0; i < s.count; i++) {
        const Item *k = &s.items[i];
        if (k->kind != ITEM_TEXT || strcmp(k->group, "overlay") != 0) continue;
        found |= strstr(k->text, said) != NULL;
        assert_true(k->x >= 0 && k->x + k->w <= 1440 && k->y <= 900);
    }
    if (!found) fail_msg("'%s' is not said", said);
    expect_faultless(w, 1440, 900, NULL);
    expect_faultless(w, 640, 480, NULL);
}

static void what_is_hovered_is_named(void **state) {
    World w;
    (void)state;
    open_world(&w, 1, 1, NORM_POST, "encoder.0.self.scores");
    w.view.passing.hover =
        (Pointed){.kind = TARGET_STEP, .path = "output.probabilities", .head = HOVER_TICK};
    expect_words(&w, "Probabilities");
    w.view.passing.hover =
        (Pointed){.kind = TARGET_STEP, .path = "decoder.0.cross.q.linear", .head = HOVER_BOX};
    expect_words(&w, "Cross-attention");
    w.view.passing.hover =
        (Pointed){.kind = TARGET_STEP, .path = "encoder.0.self.q.linear", .head = HOVER_LAYER};
    expect_words(&w, "Layer 1");
    w.view.passing.hover = (Pointed){.kind = TARGET_COMMAND, .index = COMMAND_PLAY};
    expect_words(&w, "play, pause");
    arena_free(&w.arena);
}

/* A program of one stack: tokens, their vectors, words. */
static void decode_alone(World *w) {
    static const float ids[] = {1, 3, 4};
    static float table[12 * 12];
    Program *p = arena_many(&w->arena, Program, 1);
    Trace *t = arena_many(&w->arena, Trace, 1);
    Error e;
    program_begin(p, &w->arena, names_table);
    Scope outer = program_enter(p, "decoder", (ValuePlace){STACK_DECODER, -1, SUBLAYER_NONE});
    Value tokens = program_given(p, "tokens", (Form){{1, 3, 1}, AXIS_TARGET, AXIS_ONE}, ids, -1);
    Value words =
        program_given(p, "w.embed", (Form){{1, 12, 12}, AXIS_TARGET_WORDS, AXIS_MODEL}, table, -1);
    Value x =
        program_step(p, OP_EMBED, "embed", &(StepArgs){.embed = {1}}, tokens, words, NO_VALUE);
    Scope layer = program_enter(p, "0", (ValuePlace){STACK_DECODER, 0, SUBLAYER_NONE});
    Scope inner = program_enter(p, "ffn", (ValuePlace){STACK_DECODER, 0, SUBLAYER_FFN});
    Value y = program_step(p, OP_RELU, "active", &(StepArgs){0}, x, NO_VALUE, NO_VALUE);
    y = program_step(p, OP_ADD, "add", &(StepArgs){0}, x, y, NO_VALUE);
    program_leave(p, inner);
    program_leave(p, layer);
    program_leave(p, outer);
    outer = program_enter(p, "output", (ValuePlace){STACK_OUTPUT, -1, SUBLAYER_NONE});
    program_step(p, OP_LINEAR_TIED, "logits", &(StepArgs){0}, y, words, NO_VALUE);
    program_leave(p, outer);
    assert_true(program_check(p, &e));
    assert_true(trace_run(p, kernels_named("plain"), NULL, 0, &w->arena, t, &e));
    w->run =
        (Decoding){.model = &w->model, .programs = p, .traces = t, .steps = 1, .complete = true};
    w->run.source = w->run.output = (Tokens){arena_many(&w->arena, int, 4), 3};
    for (int i = 0; i < 4; i++) w->run.source.id[i] = 3 + i;
    w->run.rows = (Tokens){w->run.source.id, 4};
    w->run.given = 3;
}

static void one_stack_stands_in_the_middle(void **state) {
    World w;
    (void)state;
    open_model(&w, 1, 1, NORM_POST);
    decode_alone(&w);
    open_rest(&w, "decoder.0.ffn.active");
    Scene s = build(&w, 1440, 900);
    for (int i = 0; i < w.outline.block_count; i++) {
        const Target *t = target_of(&s, first_path(&w, i), HOVER_BOX);
        assert_non_null(t);
        assert_true(t->x + t->w / 2 > s.stage[0] / 2 - 2 && t->x + t->w / 2 < s.stage[0] / 2 + 2);
    }
    expect_faultless(&w, 1440, 900, NULL);
    expect_faultless(&w, 640, 400, NULL);
    arena_free(&w.arena);
}

static void larger_type_fits(void **state) {
    static const int percent[] = {75, 150, 200};
    World w;
    (void)state;
    open_world(&w, 2, 2, NORM_POST, "decoder.1.cross.weights");
    for (int i = 0; i < 3; i++) {
        w.view.shown.setting.text_size = percent[i];
        expect_faultless(&w, 960, 600, NULL);
        expect_faultless(&w, 1440, 900, NULL);
    }
    arena_free(&w.arena);
}

/* In a small window only the part that one stands in has wide ticks; the counted step answers. */
static void small_windows_have_ticks_of_one_part(void **state) {
    World w;
    (void)state;
    open_world(&w, 2, 2, NORM_POST, "decoder.1.cross.weights");
    const Program *p = program(&w);
    for (int small = 0; small < 2; small++) {
        Scene s = build(&w, small ? 1024 : 1440, small ? 768 : 900);
        const Target *near = target_of(&s, "decoder.1.ffn.out", HOVER_TICK),
                     *far = target_of(&s, "decoder.0.cross.heads", HOVER_TICK);
        int here = outline_step(p, program_find(p, "decoder.1.cross.weights"));
        const Target *count = target_of(&s, p->values[outline_value(p, here)].path, HOVER_COUNT);
        assert_true(near && far && count);
        assert_true(small ? near->w > 3 * far->w : near->w < 1.5f * far->w);
        assert_int_equal(count->depth, DEPTH_STEP);
    }
    arena_free(&w.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_block_has_a_box),
        cmocka_unit_test(many_layers_close),
        cmocka_unit_test(ticks_leave_no_gap),
        cmocka_unit_test(no_number_of_layers_has_faults),
        cmocka_unit_test(what_is_hovered_is_named),
        cmocka_unit_test(one_stack_stands_in_the_middle),
        cmocka_unit_test(larger_type_fits),
        cmocka_unit_test(small_windows_have_ticks_of_one_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
