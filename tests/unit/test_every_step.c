/* Nothing overlaps, is cut or too faint: every step of both shipped models at every depth, every
   form and four sizes, with the letters that the window has; and the extremes: a sentence of one
   word, of sixty-four, one head, sixteen. Under sanitizers a part of the steps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "scene/frame/build.h"
#include "scene_world.h"
#include "trace/whatif.h"
#include "what_list.h"

static void check(World *w, const View *v, int width, int height, int lang) {
    char what[256];
    SceneInput in = world_input(w, v, width, height, lang);
    in.before = w->before;
    in.changed = w->before ? &w->run : NULL;
    Scene s = world_scene(w, &in);
    snprintf(what, sizeof what,
             "%s, depth %d, form %d, row %d, head %d, theme %d, %s, %d × %d, text %d",
             v->shown.at.path, (int)v->shown.at.depth, (int)v->shown.at.form, v->shown.at.row,
             v->shown.at.head, (int)v->shown.setting.theme, lang ? "ru" : "en", width, height,
             v->shown.setting.text_size);
    report_faults(w, &s, what);
}

/* Themes, languages and pins take turns, so that each step sees each of them at some size. */
static void check_sizes(World *w, View *v, int turn) {
    static const int sizes[][2] = {{960, 600}, {1440, 900}, {1920, 1080}, {3840, 2160}};
    for (int i = 0; i < 4; i++) {
        v->shown.setting.theme = (turn + i) % 2 ? THEME_PAPER : THEME_NIGHT;
        check(w, v, sizes[i][0], sizes[i][1], (turn + i / 2) % 2);
    }
}

static void check_value(World *w, Value value, int turn) {
    const Program *p = &w->run.programs[w->run.steps - 1];
    Shape shape = p->values[value].form.shape;
    View v = view_default("");
    v.shown.of.text = w->run.model->config.default_text;
    if (w->before) v.shown.of.what = what_list(w->what);
    strcpy(v.shown.at.path, p->values[value].path);
    v.shown.at.head = turn % w->model.config.heads;
    for (int d = 0; d < DEPTH_COUNT; d++) {
        if (d < DEPTH_LAYER && turn % 4) continue; /* the step is no more than marked there */
        v.shown.at.depth = (Depth)d;
        bool pinned = d > DEPTH_STEP || turn % 2;
        v.shown.at.row = pinned ? turn % shape.rows : -1;
        v.shown.at.col = pinned ? (turn * 7) % shape.cols : -1;
        check_sizes(w, &v, turn + d);
    }
    v.shown.at.depth = DEPTH_STEP;
    for (int f = FORM_RIBBONS; f < FORM_COUNT; f++) {
        SceneInput in = world_input(w, &v, 960, 600, 0);
        in.frame = false;
        if (!scene_has_form(&in, (FigureForm)f)) continue;
        v.shown.at.form = (FigureForm)f;
        check_sizes(w, &v, turn + f);
    }
}

static void check_steps(World *w, int stride) {
    const Program *p = &w->run.programs[w->run.steps - 1];
    for (int i = 0; i < p->step_count; i += stride)
        check_value(w, p->steps[i].out[op_table[p->steps[i].op]->outputs - 1], i);
}

static void en_fr_has_no_faults(void **state) {
    World *w = *state;
    open_shipped(w, "assets/models/en-fr");
    check_steps(w, STRIDE);
    assert_int_equal(w->wrong, 0);
}

static void dates_has_no_faults(void **state) {
    World *w = *state;
    open_shipped(w, "assets/models/dates");
    check_steps(w, STRIDE);
    assert_int_equal(w->wrong, 0);
}

static void stories_has_no_faults(void **state) {
    World *w = *state;
    open_shipped(w, "assets/models/stories");
    check_steps(w, STRIDE);
    assert_int_equal(w->wrong, 0);
}

/* What looks otherwise under what-ifs: sums that are not 1, numbers that were put there, longer and
 * shorter sentences. */
static void changed_runs_have_no_faults(void **state) {
    World *w = *state;
    static const char *const items[] = {
        "softmax=columns temperature=0.5 scale=off", "padding=3 padding-mask=off mask=off norm=pre",
        "norm-kind=rms", "norm=pre norm-kind=rms",
        ("positions=off head=encoder.0.self:1:off sublayer=decoder.0.ffn:off "
         "pattern=decoder.0.cross:0:uniform "
         "pattern=decoder.0.self:1:previous cell=encoder.0.self.weights[0,1,2]=7 "
         "cell=encoder.input[1,1]=-1e9")};
    w->wrong = 0;
    load_model(w, "assets/models/dates");
    for (size_t i = 0; i < sizeof items / sizeof *items; i++) {
        Error e = {{0}};
        Decoding before;
        decode(w, w->model.config.default_text);
        before = w->run;
        WhatIfList list = what_list(items[i]);
        if (!whatif_decode(&w->model, w->model.config.default_text, &list, NULL, kernels_best(),
                           &w->arena, &w->run, &e))
            fail_msg("%s", e.text);
        w->before = &before;
        w->what = items[i];
        check_steps(w, STRIDE + 1);
        w->before = NULL;
    }
    assert_int_equal(w->wrong, 0);
}

/* Weights, and what softmax and norm record on their way. */
static void other_values_have_no_faults(void **state) {
    World *w = *state;
    open_shipped(w, "assets/models/dates");
    const Program *p = &w->run.programs[w->run.steps - 1];
    for (int v = 0; v < p->value_count; v += STRIDE) {
        View view = view_default("");
        strcpy(view.shown.at.path, p->values[v].path);
        view.shown.at.row = v % 3 ? 0 : -1;
        check_sizes(w, &view, v);
        view.shown.zoom.factor = 3, view.shown.zoom.x = 0.4f, view.shown.zoom.y = 0.7f;
        check_sizes(w, &view, v + 1);
        view.shown.zoom.factor = 1, view.shown.played = 0.5f;
        check_sizes(w, &view, v);
    }
    assert_int_equal(w->wrong, 0);
}

/* As many tokens as the model takes, and one; and larger type. */
static void long_and_short_sentences_have_no_faults(void **state) {
    World *w = *state;
    char text[512] = "";
    w->wrong = 0;
    load_model(w, "assets/models/en-fr");
    for (int i = 0; i < 63; i++) strcat(text, i % 7 ? "red " : "street ");
    decode(w, text);
    check_steps(w, 3 * STRIDE);
    decode(w, "cars");
    check_steps(w, 2 * STRIDE);
    assert_int_equal(w->wrong, 0);
}

static void large_and_small_type_has_no_faults(void **state) {
    World *w = *state;
    static const int percent[] = {75, 150, 200};
    open_shipped(w, "assets/models/en-fr");
    const Program *p = &w->run.programs[w->run.steps - 1];
    for (int i = 0; i < p->step_count; i += 2 * STRIDE)
        for (int k = 0; k < 3; k++) {
            View v = view_default(w->model.config.default_text);
            strcpy(v.shown.at.path,
                   p->values[p->steps[i].out[op_table[p->steps[i].op]->outputs - 1]].path);
            v.shown.setting.text_size = percent[k];
            v.shown.at.depth = (Depth)(i / 2 % DEPTH_COUNT);
            if (v.shown.at.depth > DEPTH_STEP) v.shown.at.row = v.shown.at.col = 0;
            check_sizes(w, &v, i);
        }
    assert_int_equal(w->wrong, 0);
}

/* So many heads of 4 numbers each, pre- and post-norm. */
static void check_heads(World *w, int heads, bool pre_norm) {
    w->model = tiny_model_of(&w->arena, 1);
    Config *c = &w->model.config;
    c->heads = heads;
    c->d_model = 4 * heads;
    c->norm = pre_norm ? NORM_PRE : NORM_POST;
    Random random = random_seed(5, 1);
    weights_layout(c, &w->arena, &w->model.weights);
    weights_random(&w->model.weights, &random);
    decode(w, "the cat sees a dog .");
    check_steps(w, 2 * STRIDE);
}

static void any_number_of_heads_has_no_faults(void **state) {
    World *w = *state;
    static const int heads[] = {1, 2, 5, 8, 16};
    w->wrong = 0;
    for (int i = 0; i < 5; i++) check_heads(w, heads[i], i % 2);
    assert_int_equal(w->wrong, 0);
}

/* A thousand by a thousand: whole, zoomed, and as near as can be. */
static void large_matrices_have_no_faults(void **state) {
    World *w = *state;
    static const float zoom[] = {1, 6, 64};
    static const char *const paths[] = {"encoder.0.self.w.out", "encoder.0.self.out",
                                        "encoder.0.ffn.active"};
    w->wrong = 0;
    w->model = tiny_model_of(&w->arena, 1);
    Config *c = &w->model.config;
    c->heads = 16;
    c->d_model = c->d_ff = 1024;
    Random random = random_seed(6, 1);
    weights_layout(c, &w->arena, &w->model.weights);
    weights_random(&w->model.weights, &random);
    decode(w, "the cat sees a dog .");
    for (int i = 0; i < 9; i++) {
        View v = view_default("the cat sees a dog .");
        strcpy(v.shown.at.path, paths[i % 3]);
        v.shown.zoom.factor = zoom[i / 3], v.shown.zoom.x = 0.3f, v.shown.zoom.y = 0.9f;
        v.shown.at.row = 3, v.shown.at.col = 500;
        check_sizes(w, &v, i);
    }
    assert_int_equal(w->wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(en_fr_has_no_faults),
        cmocka_unit_test(dates_has_no_faults),
        cmocka_unit_test(stories_has_no_faults),
        cmocka_unit_test(changed_runs_have_no_faults),
        cmocka_unit_test(other_values_have_no_faults),
        cmocka_unit_test(long_and_short_sentences_have_no_faults),
        cmocka_unit_test(large_and_small_type_has_no_faults),
        cmocka_unit_test(any_number_of_heads_has_no_faults),
        cmocka_unit_test(large_matrices_have_no_faults),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
