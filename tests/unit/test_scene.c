/* Scenes: equal for equal views, without faults at every size, readable, and found again by the
   pointer. The model is tiny and random, its tokens are letters; the font has fixed measures, so
   that every machine sees the same. */
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
#include "support/scene_faults.h"
#include "scene/pen/hit.h"
#include "support/scene_print.h"
#include "scene/scene.h"
#include "scene/pen/theme.h"
#include "trace/measure.h"
#include "golden.h"
#include "languages.h"
#include "letters_model.h"

typedef struct World {
    Arena arena;
    Model model;
    Decoding run;
    Font font;
    Lang en, ru;
} World;

static int make_world(void **state) {
    World *w = calloc(1, sizeof *w);
    w->model = letters_model(&w->arena, (Config){.d_model = 12,
                                                 .heads = 2,
                                                 .d_ff = 20,
                                                 .encoder_layers = 1,
                                                 .decoder_layers = 1,
                                                 .max_positions = 7});
    w->run = letters_run(&w->model, "a b c d e", &w->arena);
    w->font = font_fixed(&w->arena);
    read_languages(&w->arena, &w->en, &w->ru);
    *state = w;
    return 0;
}

static int end_world(void **state) {
    World *w = *state;
    arena_free(&w->arena);
    free(w);
    return 0;
}

static const Program *program(const World *w) {
    return &w->run.programs[w->run.steps - 1];
}

static SceneInput input(const World *w, const View *v, int width, int height, bool frame) {
    return (SceneInput){.view = v,
                        .run = &w->run,
                        .width = width,
                        .height = height,
                        .frame = frame,
                        .font = &w->font,
                        .lang = &w->en};
}

static View view_of(const char *path) {
    View v = view_default("a b c d e");
    strcpy(v.shown.at.path, path);
    v.shown.at.head = 1;
    return v;
}

static void equal_inputs_give_equal_scenes(void **state) {
    World *w = *state;
    View v = view_of("encoder.0.self.scores");
    v.shown.at.row = 2, v.shown.at.col = 3;
    SceneInput in = input(w, &v, 960, 600, true);
    Arena first = {0}, second = {0};
    Scene a, b;
    Buffer x = {0}, y = {0};
    scene_build(&in, &first, &a);
    scene_build(&in, &second, &b);
    scene_print(&a, &x);
    scene_print(&b, &y);
    assert_string_equal(x.data, y.data);
    v.shown.at.col = 4;
    buffer_free(&y);
    scene_build(&in, &second, &b);
    scene_print(&b, &y);
    assert_string_not_equal(x.data, y.data);
    buffer_free(&x);
    buffer_free(&y);
    arena_free(&first);
    arena_free(&second);
}

static void expect_faultless(const SceneInput *in) {
    Arena arena = {0};
    Scene s;
    Buffer faults = {0};
    scene_build(in, &arena, &s);
    if (scene_faults(&s, in->font, &faults))
        fail_msg("%s at %d × %d, theme %d, frame %d, row %d:\n%s", in->view->shown.at.path,
                 in->width, in->height, in->view->shown.setting.theme, in->frame,
                 in->view->shown.at.row, faults.data);
    assert_true(s.target_count > 0);
    buffer_free(&faults);
    arena_free(&arena);
}

static void every_way(const World *w, View *v) {
    static const int sizes[][2] = {{320, 240},  {640, 480},   {960, 600},
                                   {1440, 900}, {1920, 1080}, {3840, 2160}};
    for (size_t size = 0; size < sizeof sizes / sizeof *sizes; size++)
        for (int way = 0; way < 8; way++) {
            v->shown.setting.theme = way & 1 ? THEME_PAPER : THEME_NIGHT;
            SceneInput in = input(w, v, sizes[size][0], sizes[size][1], way & 2);
            in.lang = way & 4 ? &w->ru : &w->en;
            expect_faultless(&in);
        }
}

static void no_step_has_faults(void **state) {
    World *w = *state;
    const Program *p = program(w);
    for (int i = 0; i < p->step_count; i++) {
        Value out = p->steps[i].out[op_table[p->steps[i].op]->outputs - 1];
        Shape shape = p->values[out].form.shape;
        View v = view_of(p->values[out].path);
        every_way(w, &v);
        v.shown.at.row = shape.rows / 2;
        v.shown.at.col = shape.cols / 2;
        every_way(w, &v);
    }
}

/* What softmax and norm record on their way, weights, and other decoding steps, have figures as
 * well. */
static void no_value_is_blank(void **state) {
    World *w = *state;
    const Program *p = program(w);
    for (int i = 0; i < p->value_count; i++) {
        View v = view_of(p->values[i].path);
        v.shown.at.row = v.shown.at.col = 0;
        SceneInput in = input(w, &v, 1440, 900, true);
        expect_faultless(&in);
        v.shown.at.t = 0;
        expect_faultless(&in);
    }
}

static void large_text_has_no_faults(void **state) {
    World *w = *state;
    static const int percent[] = {75, 150, 200};
    for (int i = 0; i < 3; i++) {
        View v = view_of("decoder.0.cross.weights");
        v.shown.at.row = 1, v.shown.at.col = 2;
        v.shown.setting.text_size = percent[i];
        every_way(w, &v);
        strcpy(v.shown.at.path, "encoder.0.self.q.linear");
        every_way(w, &v);
    }
}

static void faults_are_found(void **state) {
    World *w = *state;
    Item items[3] = {{.kind = ITEM_TEXT,
                      .x = 10,
                      .y = 20,
                      .face = FACE_TEXT,
                      .pixels = 12,
                      .text = "one",
                      .fill = 0x000000FF,
                      .ground = 0xFFFFFFFF,
                      .group = "figure"}};
    items[0].w = font_width(&w->font, FACE_TEXT, 12, "one");
    items[1] = items[2] = items[0];
    items[1].x = 18;              /* on the first */
    items[2].x = 190;             /* over the edge */
    items[2].ground = 0x404040FF; /* and hardly to be read */
    Scene s = {.width = 200, .height = 40, .items = items, .count = 1};
    Buffer out = {0};
    assert_int_equal(scene_faults(&s, &w->font, &out), 0);
    s.count = 2;
    assert_int_equal(scene_faults(&s, &w->font, &out), 1);
    s.count = 3;
    assert_int_equal(scene_faults(&s, &w->font, &out), 3);
    buffer_free(&out);
}

/* The middle of each drawn cell leads back to the cell; so do its first and last pixel. */
static void check_target(const Scene *s, const Target *t) {
    for (int row = 0; row < t->rows; row++)
        for (int col = 0; col < t->cols; col++) {
            const Target *found;
            int i, j, down = t->transposed ? col : row, across = t->transposed ? row : col;
            float high = t->h / (float)(t->transposed ? t->cols : t->rows);
            float wide = t->w / (float)(t->transposed ? t->rows : t->cols);
            float x = t->x + ((float)across + 0.5f) * wide, y = t->y + ((float)down + 0.5f) * high;
            assert_true(scene_hit(s, x, y, &found, &i, &j));
            assert_ptr_equal(found, t);
            assert_int_equal(i, t->row0 + row);
            assert_int_equal(j, t->col0 + col);
        }
}

static void every_cell_is_hit(void **state) {
    World *w = *state;
    static const char *const paths[] = {"encoder.0.self.scores", "encoder.0.self.concat",
                                        "output.probabilities", "encoder.0.ffn.norm"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        Arena arena = {0};
        Scene s;
        View v = view_of(paths[i]);
        SceneInput in = input(w, &v, 1280, 800, true);
        const Target *found;
        int row, col;
        scene_build(&in, &arena, &s);
        for (int k = 0; k < s.target_count; k++) check_target(&s, &s.targets[k]);
        assert_false(scene_hit(&s, 1, 1, &found, &row, &col));
        arena_free(&arena);
    }
}

static void speech_names_cell_and_number(void **state) {
    World *w = *state;
    View v = view_of("encoder.0.self.weights");
    SceneInput in = input(w, &v, 960, 600, true);
    Arena arena = {0};
    Scene s;
    scene_build(&in, &arena, &s);
    assert_string_equal(s.speech, "");
    v.shown.at.row = 1, v.shown.at.col = 3;
    scene_build(&in, &arena, &s);
    Tensor a = trace_find(decode_trace(&w->run, w->run.steps - 1), "encoder.0.self.weights");
    char *wanted = arena_print(&arena, "A = %.4g · query b → key d", (double)tensor_at(a, 1, 1, 3));
    assert_non_null(strstr(s.speech, wanted));
    v.passing.hover =
        (Pointed){.kind = TARGET_CELLS, .path = "encoder.0.self.masked", .row = 0, .col = 2};
    scene_build(&in, &arena, &s);
    assert_non_null(strstr(s.speech, "query a → key c"));
    arena_free(&arena);
}

static void colours_contrast(void **state) {
    (void)state;
    for (int name = THEME_NIGHT; name <= THEME_PAPER; name++) {
        Theme t;
        theme_make((ThemeName)name, PALETTE_DEFAULT, &t);
        for (int i = 0; i < ROLE_COUNT; i++) {
            assert_true(theme_contrast(t.role[i], t.ground) >= 4.5);
            assert_true(theme_contrast(t.role[i], t.panel) >= 4.5);
        }
        for (int i = 0; i < THEME_HEADS; i++) {
            assert_true(theme_contrast(t.head[i], t.ground) >= 4.5);
            for (int k = ROLE_Q; k <= ROLE_V; k++) assert_true(t.head[i] != t.role[k]);
        }
        for (int i = 0; i <= THEME_STEPS; i++) {
            assert_true(theme_contrast(theme_ink(t.low[i]), t.low[i]) >= 4.5);
            assert_true(theme_contrast(theme_ink(t.high[i]), t.high[i]) >= 4.5);
            assert_true(theme_contrast(theme_ink(t.share[i]), t.share[i]) >= 4.5);
        }
    }
}

/* From 0 outwards lighter at night, darker on paper; neighbours may round to the same colour. */
static void check_monotone(const Color *scale, bool rising) {
    for (int i = 1; i <= THEME_STEPS; i++) {
        double step = theme_luminance(scale[i]) - theme_luminance(scale[i - 1]);
        assert_true(rising ? step >= 0 : step <= 0);
        if (i < 8) continue;
        step = theme_luminance(scale[i]) - theme_luminance(scale[i - 8]);
        assert_true(rising ? step > 0 : step < 0);
    }
}

static void scales_are_monotone(void **state) {
    (void)state;
    for (int name = THEME_NIGHT; name <= THEME_PAPER; name++) {
        Theme t;
        theme_make((ThemeName)name, PALETTE_DEFAULT, &t);
        check_monotone(t.low, name == THEME_NIGHT);
        check_monotone(t.high, name == THEME_NIGHT);
        check_monotone(t.share, name == THEME_NIGHT);
        assert_true(theme_signed(&t, -1, 1) == t.low[THEME_STEPS] &&
                    theme_signed(&t, 1, 1) == t.high[THEME_STEPS]);
        assert_true(theme_signed(&t, 0, 1) == t.high[0] && t.high[0] == t.low[0]);
        assert_true(theme_share(&t, 0, 1) == t.share[0] &&
                    theme_share(&t, 2, 1) == t.share[THEME_STEPS]);
    }
}

static void measures_are_right(void **state) {
    (void)state;
    const float x[] = {1, -3, 0.5f, -INFINITY, 2, 0.25f};
    Tensor t = {{1, 2, 3}, x};
    int order[2];
    Term terms[] = {{.x = 2, .y = 3}, {.x = -4, .y = 2}, {.x = 1, .y = 1}};
    Explanation e = {.terms = terms, .count = 3};
    assert_true(measure_max_abs(t, 0) == 3);
    assert_true(measure_row_sum(t, 0, 0) == -1.5);
    assert_int_equal(measure_largest(t, 0, 1, order, 2), 2);
    assert_int_equal(order[0], 1);
    assert_int_equal(order[1], 2);
    assert_true(measure_product(&terms[1]) == -8);
    assert_int_equal(measure_largest_terms(&e, order, 2), 2);
    assert_int_equal(order[0], 1);
    assert_int_equal(order[1], 0);
}

/* One picture of each kind; all in two themes and two sizes. Those with the frame show the panels,
   too; those marked so are kept as text, in three sizes. */
static const struct {
    const char *name, *path;
    Depth depth;
    FigureForm form;
    bool frame, presenting, dots, text;
} golden[] = {
    {"window", "encoder.0.self.scores", DEPTH_STEP, FORM_MATRIX, true, false, false, true},
    {"embed", "encoder.embed", DEPTH_STEP, FORM_MATRIX, false, false, false, false},
    {"position", "encoder.position", DEPTH_STEP, FORM_MATRIX, false, false, false, false},
    {"add", "encoder.0.self.add", DEPTH_STEP, FORM_MATRIX, false, false, false, false},
    {"linear", "encoder.0.self.q.linear", DEPTH_STEP, FORM_MATRIX, false, false, false, false},
    {"split", "encoder.0.self.q", DEPTH_STEP, FORM_MATRIX, false, false, false, false},
    {"scores", "encoder.0.self.scores", DEPTH_STEP, FORM_MATRIX, false, false, false, true},
    {"scale", "encoder.0.self.scaled", DEPTH_STEP, FORM_MATRIX, false, false, false, false},
    {"padding", "encoder.padding", DEPTH_STEP, FORM_MATRIX, false, false, false, false},
    {"causal", "decoder.causal", DEPTH_STEP, FORM_MATRIX, false, false, false, false},
    {"masked", "decoder.0.self.masked", DEPTH_STEP, FORM_MATRIX, false, false, false, false},
    {"softmax", "decoder.0.self.weights", DEPTH_STEP, FORM_MATRIX, false, false, false, true},
    {"mix", "decoder.0.cross.heads", DEPTH_STEP, FORM_MATRIX, false, false, false, false},
    {"concat", "decoder.0.cross.concat", DEPTH_STEP, FORM_MATRIX, false, false, false, false},
    {"norm", "encoder.0.ffn.norm", DEPTH_STEP, FORM_MATRIX, false, false, false, false},
    {"activation", "encoder.0.ffn.active", DEPTH_STEP, FORM_MATRIX, false, false, false, false},
    {"logits", "output.logits", DEPTH_STEP, FORM_MATRIX, false, false, false, false},
    {"probabilities", "output.probabilities", DEPTH_STEP, FORM_MATRIX, false, false, false, false},
    {"weight", "encoder.0.self.w.q", DEPTH_STEP, FORM_MATRIX, false, false, false, false},
    {"ribbons", "decoder.0.cross.weights", DEPTH_STEP, FORM_RIBBONS, false, false, false, false},
    {"bars", "decoder.0.cross.weights", DEPTH_STEP, FORM_BARS, false, false, false, false},
    {"heads", "decoder.0.cross.weights", DEPTH_STEP, FORM_HEADS, false, false, false, false},
    {"model", "encoder.0.self.scores", DEPTH_MODEL, FORM_MATRIX, false, false, false, true},
    {"layer", "decoder.0.cross.scores", DEPTH_LAYER, FORM_MATRIX, false, false, false, false},
    {"sublayer", "decoder.0.cross.scores", DEPTH_SUBLAYER, FORM_MATRIX, false, false, false, false},
    {"heads_grid", "decoder.0.cross.scores", DEPTH_MODEL, FORM_HEADS, false, false, false, false},
    {"row", "encoder.0.self.weights", DEPTH_ROW, FORM_MATRIX, false, false, false, false},
    {"cell", "encoder.0.self.scores", DEPTH_CELL, FORM_MATRIX, false, false, false, false},
    {"cell_softmax", "encoder.0.self.weights", DEPTH_CELL, FORM_MATRIX, false, false, false, false},
    {"presenter", "encoder.0.self.weights", DEPTH_STEP, FORM_MATRIX, true, true, false, false},
    {"dots", "encoder.0.self.scores", DEPTH_STEP, FORM_MATRIX, false, false, true, false},
};

static void print_golden(const World *w, const View *v, bool frame, Buffer *text,
                         uint64_t *pixels) {
    static const int sizes[][2] = {{960, 600}, {1440, 900}, {3840, 2160}};
    for (int i = 0; i < (text ? 3 : 2); i++) {
        Arena arena = {0};
        Scene s;
        SceneInput in = input(w, v, sizes[i][0], sizes[i][1], frame);
        scene_build(&in, &arena, &s);
        if (text)
            scene_print(&s, text);
        else
            *pixels = golden_pixels(*pixels, &s, sizes[i][0], sizes[i][1], &w->font);
        arena_free(&arena);
    }
}

static void scenes_are_as_before(void **state) {
    World *w = *state;
    for (size_t i = 0; i < sizeof golden / sizeof *golden; i++) {
        Buffer text = {0};
        uint64_t pixels = 0;
        char name[64];
        View v = view_of(golden[i].path);
        v.shown.at.depth = golden[i].depth;
        v.shown.at.form = golden[i].form;
        v.shown.at.row = 2, v.shown.at.col = 1;
        v.shown.setting.presenting = golden[i].presenting;
        v.shown.setting.dots = golden[i].dots;
        for (int theme = THEME_NIGHT; theme <= THEME_PAPER; theme++) {
            v.shown.setting.theme = (ThemeName)theme;
            print_golden(w, &v, golden[i].frame, golden[i].text ? &text : NULL, &pixels);
        }
        snprintf(name, sizeof name, "scene_%s", golden[i].name);
        if (golden[i].text)
            golden_text(name, &text);
        else
            golden_hash(name, pixels);
        buffer_free(&text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(equal_inputs_give_equal_scenes),
        cmocka_unit_test(no_step_has_faults),
        cmocka_unit_test(no_value_is_blank),
        cmocka_unit_test(large_text_has_no_faults),
        cmocka_unit_test(faults_are_found),
        cmocka_unit_test(every_cell_is_hit),
        cmocka_unit_test(speech_names_cell_and_number),
        cmocka_unit_test(colours_contrast),
        cmocka_unit_test(scales_are_monotone),
        cmocka_unit_test(measures_are_right),
        cmocka_unit_test(scenes_are_as_before),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
