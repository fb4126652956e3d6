/* What the smaller figures say of their numbers: sums that are written out, points that lie on the
   curve, shares that are counted, rows of the table that are marked. The font has fixed measures,
   the model is tiny. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "scene/pen/theme.h"
#include "tiny_world.h"

static int make_world(void **state) {
    World *w = *state = tiny_world("the cat sees a cat");
    return w->run.steps > 0 ? 0 : -1;
}

static Scene build(World *w, const char *path, int row, int col) {
    View v = view_default("the cat sees a cat");
    strcpy(v.shown.at.path, path);
    v.shown.at.row = row, v.shown.at.col = col;
    return tiny_scene(w, &v);
}

static float number(const World *w, const char *path, int row, int col) {
    return tensor_at(trace_find(decode_trace(&w->run, w->run.steps - 1), path), 0, row, col);
}

static bool says(const Scene *s, const char *text) {
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_TEXT && strcmp(s->items[i].text, text) == 0) return true;
    return false;
}

/* A number as figures write it: three places, a real minus. */
static const char *written(World *w, float x) {
    return arena_print(&w->arena, "%s%.3f", x < 0 ? "−" : "", fabs((double)x));
}

static void a_sum_is_written_out(void **state) {
    World *w = *state;
    static const char *const sums[][3] = {
        {"encoder.embed", "encoder.position", "encoder.input"},
        {"encoder.input", "encoder.0.self.out", "encoder.0.self.add"}};
    for (int k = 0; k < 2; k++)
        for (int col = 0; col < 8; col++) {
            Scene s = build(w, sums[k][2], 1, col);
            float a = number(w, sums[k][0], 1, col), b = number(w, sums[k][1], 1, col);
            const char *left = arena_print(
                &w->arena, b < 0 ? "%s + (%s) =" : "%s + %s =", written(w, a), written(w, b));
            assert_true(says(&s, left));
            assert_true(says(&s, written(w, number(w, sums[k][2], 1, col))));
        }
}

/* Every point of the curve is a small round box; its place says the pair of numbers again. */
static void points_lie_on_the_curve(void **state) {
    World *w = *state;
    Scene s = build(w, "encoder.0.ffn.active", -1, -1);
    Theme theme;
    theme_make(THEME_NIGHT, PALETTE_DEFAULT, &theme);
    float flat = 0;
    int below = 0, above = 0, on_flat = 0;
    for (int i = 0; i < s.count; i++) {
        const Item *p = &s.items[i];
        bool dot = p->kind == ITEM_BOX && p->w == p->h && p->w < 8 &&
                   (p->fill >> 8) == (theme.role[ROLE_F] >> 8);
        if (dot && p->y > flat) flat = p->y;
    }
    for (int i = 0; i < s.count; i++) {
        const Item *p = &s.items[i];
        bool dot = p->kind == ITEM_BOX && p->w == p->h && p->w < 8 &&
                   (p->fill >> 8) == (theme.role[ROLE_F] >> 8);
        if (dot) on_flat += fabsf(p->y - flat) < 0.01f, above += p->y < flat - 0.01f;
    }
    Tensor hidden = trace_find(decode_trace(&w->run, w->run.steps - 1), "encoder.0.ffn.hidden");
    for (int i = 0; i < hidden.shape.rows * hidden.shape.cols; i++) below += hidden.x[i] <= 0;
    assert_int_equal(on_flat, below);
    assert_int_equal(above, hidden.shape.rows * hidden.shape.cols - below);
    const char *share =
        arena_print(&w->arena, "switched off: %.1f %%",
                    100.0 * below / (double)(hidden.shape.rows * hidden.shape.cols));
    assert_true(says(&s, share));
}

/* Two equal words are one row of the table: their marks are at one height. */
static void equal_words_meet_in_the_table(void **state) {
    World *w = *state;
    Scene s = build(w, "encoder.embed", -1, -1);
    float arrives[16];
    int count = 0;
    for (int i = 0; i < s.count;
         i++) { /* two curves for each token: to the table, and on to the result */
        const Item *c = &s.items[i];
        if (c->kind != ITEM_CURVE || count == 16) continue;
        arrives[count] = count % 2 ? c->p[1] : c->p[7];
        count++;
    }
    assert_int_equal(count, 2 * w->run.source.count);
    for (int i = 0; i < w->run.source.count; i++) {
        assert_true(arrives[2 * i] == arrives[2 * i + 1]);
        for (int j = 0; j < i; j++)
            assert_true((arrives[2 * i] == arrives[2 * j]) ==
                        (w->run.source.id[i] == w->run.source.id[j]));
    }
}

static void a_row_is_opened_with_mean_and_deviation(void **state) {
    World *w = *state;
    Scene s = build(w, "encoder.0.self.norm", 2, -1);
    double mean = (double)number(w, "encoder.0.self.norm.mean", 2, 0);
    double deviation = sqrt((double)number(w, "encoder.0.self.norm.variance", 2, 0));
    const char *before =
        arena_print(&w->arena, "µ = %s%.2f, σ = %.2f", mean < 0 ? "−" : "", fabs(mean), deviation);
    bool found = false;
    for (int i = 0; i < s.count; i++)
        found = found || (s.items[i].kind == ITEM_TEXT && strstr(s.items[i].text, before));
    assert_true(found);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sum_is_written_out),
        cmocka_unit_test(points_lie_on_the_curve),
        cmocka_unit_test(equal_words_meet_in_the_table),
        cmocka_unit_test(a_row_is_opened_with_mean_and_deviation),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
