/* What the notes say is measured: measures on matrices small enough to work out by hand, and the
   panel that speaks of them beside every value. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "scene/frame/build.h"
#include "tiny_app.h"
#include "trace/measure.h"

static Tensor tensor(int sheets, int rows, int cols, const float *x) {
    return (Tensor){{sheets, rows, cols}, x};
}

static void near(double x, double expected) {
    if (!(fabs(x - expected) < 1e-9)) fail_msg("%.12g instead of %.12g", x, expected);
}

static void extremes_leave_infinities_out(void **state) {
    (void)state;
    const float x[] = {1, -INFINITY, 3, -2, 7, INFINITY, 7, -9};
    Tensor t = tensor(2, 2, 2, x);
    Cell most = measure_extreme(t, 0, true), least = measure_extreme(t, 0, false),
         all = measure_extreme(t, -1, true);
    assert_true(most.sheet == 0 && most.row == 1 && most.col == 0);
    assert_true(least.row == 1 && least.col == 1);
    assert_true(all.sheet == 1 && all.row == 0 && all.col == 0); /* the first of equals */
    const float none[] = {-INFINITY, NAN};
    assert_int_equal(measure_extreme(tensor(1, 1, 2, none), 0, true).row, -1);
}

static void lengths_and_ratios_are_of_rows(void **state) {
    (void)state;
    const float whole[] = {3, 4, 0, 0, 0, 2}, part[] = {0, 10, 1, 1, 1, 0};
    Tensor w = tensor(1, 3, 2, whole), p = tensor(1, 3, 2, part);
    near(measure_length(w, 0, 0), 5);
    Range lengths = measure_lengths(w, 0), ratios = measure_ratios(p, w, 0);
    assert_int_equal(lengths.count, 3);
    assert_true(lengths.most_row == 0 && lengths.least_row == 1);
    near(lengths.mean, 7.0 / 3);
    assert_int_equal(ratios.count, 2); /* nothing can be compared with a row of zeros */
    near(ratios.most, 2);
    near(ratios.least, 0.5);
    assert_int_equal(ratios.least_row, 2);
    near(ratios.mean, 1.25);
}

static void sums_and_firsts_have_a_range(void **state) {
    (void)state;
    const float x[] = {9, 9, 9, 9, 0.5f, 0.25f, -1, 3};
    Tensor t = tensor(2, 2, 2, x);
    Range sums = measure_row_sums(t, 1), firsts = measure_firsts(t, 1);
    near(sums.least, 0.75);
    near(sums.most, 2);
    near(firsts.least, -1);
    near(firsts.most, 0.5);
    assert_int_equal(firsts.least_row, 1);
    assert_int_equal(measure_lengths(tensor(1, 0, 2, x), 0).count, 0);
}

static void shares_and_angles(void **state) {
    (void)state;
    const float heads[] = {1, 1, 1, 0, 2, 1, 0, 0}, weights[] = {0.8f, 0.15f, 0.05f, 1, 0, 0};
    near(measure_energy(tensor(2, 2, 2, heads), 0), 3.0 / 8);
    near(measure_above(tensor(1, 2, 3, weights), 0, 0.1), 1.5);
    const float rows[] = {1, 0, 0, 2, -3, 0, 0, 0};
    Tensor t = tensor(1, 4, 2, rows);
    near(measure_cosine(t, 0, 0, 1), 0);
    near(measure_cosine(t, 0, 0, 2), -1);
    near(measure_cosine(t, 0, 0, 3), 0);
}

typedef struct Drawn {
    Arena arena;
    Scene scene;
} Drawn;

static void draw(const Fixture *f, const char *path, Depth depth, int language, int height,
                 Drawn *out) {
    View v = f->app.view;
    snprintf(v.shown.at.path, sizeof v.shown.at.path, "%s", path);
    v.shown.at.depth = depth;
    v.shown.at.row = v.shown.at.col = depth < DEPTH_ROW ? -1 : 0;
    v.shown.setting.notes = FOLD_OPEN;
    SceneInput in = {.view = &v,
                     .run = &f->app.run,
                     .width = 1600,
                     .height = height,
                     .frame = true,
                     .font = &f->font,
                     .lang = &f->lang[language]};
    scene_build(&in, &out->arena, &out->scene);
}

/* How many texts of the right panel begin so. */
static int count(const Drawn *p, const char *start) {
    int found = 0;
    for (int i = 0; i < p->scene.count; i++) {
        const Item *item = &p->scene.items[i];
        if (item->kind != ITEM_TEXT || item->x < p->scene.stage[0] + p->scene.stage[2]) continue;
        found += strncmp(item->text, start, strlen(start)) == 0;
    }
    return found;
}

/* Below the heading every value has sentences of its own, in both languages: no key shows itself.
 */
static void every_value_has_notes(void **state) {
    const Fixture *f = *state;
    const Program *p = &f->app.run.programs[f->app.run.steps - 1];
    for (int v = 0; v < p->value_count; v++)
        for (int depth = DEPTH_MODEL; depth < DEPTH_COUNT; depth++)
            for (int language = 0; language < 2; language++) {
                Drawn panel = {0};
                draw(f, p->values[v].path, (Depth)depth, language, 1200, &panel);
                int lines = count(&panel, "");
                if (lines < 8)
                    fail_msg("%s, depth %d: only %d lines", p->values[v].path, depth, lines);
                assert_int_equal(count(&panel, "note."), 0);
                assert_int_equal(count(&panel, "fact."), 0);
                arena_free(&panel.arena);
            }
}

static void facts_are_those_of_the_step(void **state) {
    const Fixture *f = *state;
    Drawn scores = {0}, causal = {0}, sums = {0};
    draw(f, "encoder.0.self.scores", DEPTH_STEP, 0, 1500, &scores);
    assert_int_equal(count(&scores, "Largest"), 1);
    assert_true(count(&scores, "query ") >= 1);
    assert_int_equal(count(&scores, "Shapes"), 1);
    int n = f->app.run.programs[f->app.run.steps - 1].values[0].form.shape.rows;
    char shape[40];
    snprintf(shape, sizeof shape, "(%d × %d)", n, n);
    assert_int_equal(count(&scores, shape), 1);
    draw(f, "decoder.causal", DEPTH_STEP, 0, 1500, &causal);
    int rows = f->app.run.steps;
    char hidden[60];
    snprintf(hidden, sizeof hidden, "%d of %d", rows * (rows - 1) / 2, rows * rows);
    assert_int_equal(count(&causal, "Hidden cells"), 1);
    assert_int_equal(count(&causal, hidden), 1);
    draw(f, "encoder.0.self.weights", DEPTH_STEP, 0, 1500, &sums);
    assert_int_equal(count(&sums, "Sum of each row"), 1);
    arena_free(&scores.arena);
    arena_free(&causal.arena);
    arena_free(&sums.arena);
}

/* Whole blocks go, the last one first. */
static void little_height_leaves_blocks_out(void **state) {
    const Fixture *f = *state;
    int before = 4;
    for (int height = 1500; height >= 400; height -= 20) {
        Drawn p = {0};
        draw(f, "encoder.0.self.scores", DEPTH_STEP, 0, height, &p);
        int hints = count(&p, "Try it"), facts = count(&p, "Measured here"),
            shapes = count(&p, "Shapes");
        assert_true(hints <= shapes && shapes <= facts);
        assert_true(hints + facts + shapes <= before);
        before = hints + facts + shapes;
        arena_free(&p.arena);
    }
    assert_true(before < 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(extremes_leave_infinities_out),
        cmocka_unit_test(lengths_and_ratios_are_of_rows),
        cmocka_unit_test(sums_and_firsts_have_a_range),
        cmocka_unit_test(shares_and_angles),
        cmocka_unit_test(every_value_has_notes),
        cmocka_unit_test(facts_are_those_of_the_step),
        cmocka_unit_test(little_height_leaves_blocks_out),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
