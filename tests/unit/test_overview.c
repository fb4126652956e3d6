/* The figures above the steps: every block and layer can be gone to, pictures say what their
   matrices say, and no size, depth or number of heads leaves a fault. The model is tiny and random.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/font_fixed.h"
#include "scene/frame/build.h"
#include "scene/pen/pack.h"
#include "support/scene_faults.h"
#include "scene/pen/hit.h"
#include "scene/scene.h"
#include "scene/matrix/thumb.h"
#include "languages.h"
#include "letters_model.h"

typedef struct World {
    Arena arena;
    Model model;
    Decoding run;
    Font font;
    Lang en, ru;
} World;

static World *make_world(int heads, int encoder, int decoder, NormPlace norm) {
    World *w = calloc(1, sizeof *w);
    w->model = letters_model(&w->arena, (Config){.d_model = 48,
                                                 .heads = heads,
                                                 .d_ff = 64,
                                                 .encoder_layers = encoder,
                                                 .decoder_layers = decoder,
                                                 .max_positions = 7,
                                                 .norm = norm});
    w->run = letters_run(&w->model, "a b c d e", &w->arena);
    w->font = font_fixed(&w->arena);
    read_languages(&w->arena, &w->en, &w->ru);
    return w;
}

static void end_world(World *w) {
    arena_free(&w->arena);
    free(w);
}

static const Program *program(const World *w) {
    return &w->run.programs[w->run.steps - 1];
}

static View view_of(const char *path, Depth depth, FigureForm form) {
    View v = view_default("a b c d e");
    strcpy(v.shown.at.path, path);
    v.shown.at.depth = depth;
    v.shown.at.form = form;
    return v;
}

static Scene scene_of(const World *w, const View *v, int width, int height, const Lang *lang,
                      Arena *arena) {
    SceneInput in = {.view = v,
                     .run = &w->run,
                     .width = width,
                     .height = height,
                     .font = &w->font,
                     .lang = lang};
    Scene s;
    scene_build(&in, arena, &s);
    return s;
}

static const Target *target_of(const Scene *s, const char *path, Depth depth, int head) {
    for (int i = 0; i < s->target_count; i++) {
        const Target *t = &s->targets[i];
        if (t->kind == TARGET_STEP && t->depth == depth && t->head == head &&
            strcmp(t->path, path) == 0)
            return t;
    }
    return NULL;
}

static void expect_target(const Scene *s, const char *path, Depth depth, int head) {
    if (!target_of(s, path, depth, head))
        fail_msg("nothing leads to %s, head %d, at depth %d", path, head, depth);
}

/* The model's figure leads to every layer and every block, a layer's to its blocks, a block's to
 * its steps. */
static void everything_can_be_reached(void **state) {
    (void)state;
    World *w = make_world(2, 2, 2, NORM_POST);
    const Program *p = program(w);
    Arena arena = {0};
    Outline o = outline_make(p, &arena);
    View v = view_of("encoder.0.self.weights", DEPTH_MODEL, FORM_MATRIX);
    Scene model = scene_of(w, &v, 1920, 1080, &w->en, &arena);
    for (int i = 0; i < o.block_count; i++) {
        const Block *b = &o.blocks[i];
        const char *path = p->values[outline_value(p, b->first)].path;
        expect_target(&model, path, DEPTH_SUBLAYER, 0);
        if (b->layer >= 0 && o.parts[b->part].first == i)
            expect_target(&model, path, DEPTH_LAYER, 0);
        View part = view_of(path, DEPTH_LAYER, FORM_MATRIX),
             block = view_of(path, DEPTH_SUBLAYER, FORM_MATRIX);
        Scene s = scene_of(w, &part, 1440, 900, &w->en, &arena);
        expect_target(&s, path, DEPTH_SUBLAYER, 0);
        s = scene_of(w, &block, 1440, 900, &w->en, &arena);
        for (int k = b->first; k < b->end; k++)
            expect_target(&s, p->values[outline_value(p, k)].path, DEPTH_STEP, 0);
    }
    arena_free(&arena);
    end_world(w);
}

static void every_head_can_be_reached(void **state) {
    (void)state;
    World *w = make_world(4, 2, 2, NORM_POST);
    Arena arena = {0};
    View all = view_of("decoder.1.cross.weights", DEPTH_LAYER, FORM_HEADS);
    View one = view_of("decoder.1.cross.weights", DEPTH_STEP, FORM_HEADS);
    Scene grid = scene_of(w, &all, 1440, 900, &w->en, &arena),
          heads = scene_of(w, &one, 1440, 900, &w->en, &arena);
    for (int h = 0; h < 4; h++) {
        expect_target(&grid, "decoder.0.cross.weights", DEPTH_STEP, h);
        expect_target(&grid, "decoder.1.cross.weights", DEPTH_STEP, h);
        expect_target(&heads, "decoder.1.cross.weights", DEPTH_STEP, h);
        assert_null(target_of(&grid, "decoder.0.self.weights", DEPTH_STEP, h));
    }
    arena_free(&arena);
    end_world(w);
}

/* The wall of many heads has no fault, and a picture for each of them. */
static void walls_of_many_heads(void **state) {
    (void)state;
    static const int models[][3] = {{12, 12, 1}, {16, 15, 5}, {4, 2, 2}, {1, 1, 1}};
    for (int m = 0; m < 4; m++) {
        World *w = make_world(models[m][0], models[m][1], models[m][2], NORM_PRE);
        for (int size = 0; size < 3; size++) {
            Arena arena = {0};
            Buffer faults = {0};
            View v = view_of("encoder.0.self.weights", DEPTH_MODEL, FORM_HEADS);
            v.shown.enlarged = size % 2;
            v.shown.light = size == 2 ? ORDER_FIRST : ORDER_PLACE;
            SceneInput in = {.view = &v,
                             .run = &w->run,
                             .width = (int[]){1024, 1440, 2560}[size],
                             .height = (int[]){768, 900, 1440}[size],
                             .frame = true,
                             .font = &w->font,
                             .lang = &w->en};
            Scene s;
            scene_build(&in, &arena, &s);
            if (scene_faults(&s, &w->font, &faults))
                fail_msg("model %d, size %d: %s", m, size, faults.data);
            for (int h = 0; h < models[m][0]; h++) {
                char path[64];
                snprintf(path, sizeof path, "encoder.%d.self.weights", models[m][1] - 1);
                expect_target(&s, path, DEPTH_STEP, h);
            }
            buffer_free(&faults);
            arena_free(&arena);
        }
        end_world(w);
    }
}

/* The cells of a cut matrix are found where they are drawn: each part is a window of its columns.
 */
static void parts_know_their_columns(void **state) {
    (void)state;
    World *w = make_world(4, 1, 1, NORM_POST);
    Arena arena = {0};
    View v = view_of("encoder.0.self.concat", DEPTH_STEP, FORM_MATRIX);
    Scene s = scene_of(w, &v, 1440, 900, &w->en, &arena);
    bool seen[4] = {false};
    for (int i = 0; i < s.target_count; i++) {
        const Target *t = &s.targets[i];
        if (t->kind != TARGET_CELLS || strcmp(t->path, "encoder.0.self.concat") != 0) continue;
        const Target *hit;
        int row, col;
        assert_int_equal(t->cols, 12);
        assert_int_equal(t->col0 % 12, 0);
        assert_true(scene_hit(&s, t->x + 1, t->y + 1, &hit, &row, &col));
        assert_int_equal(row, 0);
        assert_int_equal(col, t->col0);
        seen[t->col0 / 12] = true;
    }
    for (int h = 0; h < 4; h++) assert_true(seen[h]);
    arena_free(&arena);
    end_world(w);
}

/* A picture of two pixels' width is the mean of its matrix's left and right half. */
static void small_pictures_are_means(void **state) {
    (void)state;
    World *w = make_world(2, 1, 1, NORM_POST);
    Arena arena = {0};
    View v = view_of("encoder.0.self.weights", DEPTH_MODEL, FORM_MATRIX);
    SceneInput in = {
        .view = &v, .run = &w->run, .width = 960, .height = 600, .font = &w->font, .lang = &w->en};
    Scene scene = {.width = 960, .height = 600, .arena = &arena};
    Stage s;
    stage_open(&s, &in, &arena, &scene);
    Value value = program_find(program(w), "encoder.0.ffn.active");
    Thumb full = thumb_make(&s, value, 0, (Rect){10, 10, 64, 40});
    Thumb tiny = thumb_make(&s, value, 0, (Rect){100, 10, 2, 1});
    thumb_draw(&s, &full);
    const Item *a = &scene.items[scene.count - 1];
    assert_int_equal(a->kind, ITEM_CELLS);
    assert_int_equal(a->cols, 64);
    double mean[2] = {0};
    for (int i = 0; i < a->rows * a->cols; i++)
        mean[i % 64 / 32] += (double)(a->cells[i] >> 24) / (a->rows * 32);
    thumb_draw(&s, &tiny);
    const Item *b = &scene.items[scene.count - 1];
    assert_int_equal(b->rows * b->cols, 2);
    for (int i = 0; i < 2; i++) assert_true(fabs((double)(b->cells[i] >> 24) - mean[i]) <= 1);
    assert_true(scene.named[value]);
    arena_free(&arena);
    end_world(w);
}

static void packs_fill_the_room(void **state) {
    (void)state;
    for (int n = 1; n <= 16; n++) {
        Rect room = {5, 7, 400, 150};
        Pack p = pack_make(n, 1.5f, room, 10, 20);
        assert_true(p.rows * p.cols >= n && p.h > 0);
        for (int i = 0; i < n; i++) {
            Rect b = pack_box(&p, i), c = pack_box(&p, i ? i - 1 : 0);
            assert_true(b.x >= room.x - 1 && b.x + b.w <= room.x + room.w + 1);
            assert_true(b.y >= room.y - 1 && b.y + b.h <= room.y + room.h + 1);
            if (i) assert_true(b.x >= c.x + c.w + 9 || b.y >= c.y + c.h + 19);
        }
    }
}

static void expect_faultless(const World *w, View *v) {
    static const int sizes[][2] = {{640, 400}, {960, 600}, {1440, 900}, {3840, 2160}};
    for (int i = 0; i < 8; i++) {
        Arena arena = {0};
        Buffer faults = {0};
        v->shown.setting.theme = i % 2 ? THEME_PAPER : THEME_NIGHT;
        Scene s = scene_of(w, v, sizes[i / 2][0], sizes[i / 2][1], i % 2 ? &w->ru : &w->en, &arena);
        if (scene_faults(&s, &w->font, &faults))
            fail_msg("%s at depth %d, form %d, %d × %d: %s", v->shown.at.path, v->shown.at.depth,
                     v->shown.at.form, s.width, s.height, faults.data);
        buffer_free(&faults);
        arena_free(&arena);
    }
}

static void no_depth_has_faults(void **state) {
    static const struct {
        int heads, encoder, decoder;
        NormPlace norm;
    } models[] = {
        {1, 1, 1, NORM_POST}, {4, 2, 2, NORM_PRE}, {16, 1, 2, NORM_POST}, {8, 6, 6, NORM_POST}};
    static const char *const paths[] = {"encoder.0.self.concat", "decoder.0.cross.norm",
                                        "decoder.0.ffn.active",  "output.probabilities",
                                        "encoder.embed",         "decoder.0.self.scores"};
    (void)state;
    for (size_t m = 0; m < sizeof models / sizeof *models; m++) {
        World *w =
            make_world(models[m].heads, models[m].encoder, models[m].decoder, models[m].norm);
        for (size_t p = 0; p < sizeof paths / sizeof *paths; p++)
            for (int k = 0; k < 2 * DEPTH_ROW; k++) {
                View v = view_of(paths[p], (Depth)(k / 2), k % 2 ? FORM_HEADS : FORM_MATRIX);
                if (program_find(program(w), paths[p]) == NO_VALUE) continue;
                if (v.shown.at.depth == DEPTH_STEP && p != 0 && p != 5) continue;
                expect_faultless(w, &v);
            }
        end_world(w);
    }
}

static int count_marks(const Scene *s, ItemKind kind, Color color) {
    int count = 0;
    for (int i = 0; i < s->count; i++)
        count += s->items[i].kind == kind && s->items[i].fill == color;
    return count;
}

static int count_tips(const Scene *s) {
    int count = 0;
    for (int i = 0; i < s->count; i++) count += s->items[i].kind == ITEM_POLYGON;
    return count;
}

/* Struck out in the map and in the figure, and no arrow leads there in either. */
static void what_is_off_is_struck_out(void **state) {
    (void)state;
    World *w = make_world(2, 2, 2, NORM_POST), off = *w;
    Arena arena = {0};
    Error e;
    Patch patch = {.path = "decoder.1.cross.out", .head = ALL, .row = ALL, .col = ALL};
    WhatIf what = {.patches = &patch, .patch_count = 1};
    Theme theme;
    theme_make(THEME_NIGHT, PALETTE_DEFAULT, &theme);
    assert_true(
        decode_text(&w->model, "a b c d e", &what, kernels_named("plain"), &arena, &off.run, &e));
    for (int k = 0; k < 2; k++) {
        View v = view_of("decoder.1.cross.scores", k ? DEPTH_LAYER : DEPTH_MODEL, FORM_MATRIX);
        SceneInput in = {.view = &v,
                         .run = &w->run,
                         .width = 1440,
                         .height = 900,
                         .frame = true,
                         .font = &w->font,
                         .lang = &w->en};
        Scene before, after;
        scene_build(&in, &arena, &before);
        in.run = &off.run;
        scene_build(&in, &arena, &after);
        int drawn = count_marks(&before, ITEM_LINE, theme.role[ROLE_HOT]);
        assert_int_equal(count_marks(&after, ITEM_LINE, theme.role[ROLE_HOT]), drawn + 2);
        assert_int_equal(count_tips(&after), count_tips(&before) - 2);
        expect_faultless(&off, &v);
    }
    arena_free(&arena);
    end_world(w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_can_be_reached), cmocka_unit_test(every_head_can_be_reached),
        cmocka_unit_test(walls_of_many_heads),       cmocka_unit_test(parts_know_their_columns),
        cmocka_unit_test(small_pictures_are_means),  cmocka_unit_test(packs_fill_the_room),
        cmocka_unit_test(no_depth_has_faults),       cmocka_unit_test(what_is_off_is_struck_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
