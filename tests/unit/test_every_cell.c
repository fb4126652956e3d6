/* One number's making has no faults in any window: every step of both shipped models at the nearest
   depth, what softmax and norm record inside included, at four sizes in both languages and themes,
   with a trail of numbers over it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "scene/frame/build.h"
#include "scene_world.h"
#include "trace/whatif.h"
#include "what_list.h"

enum { SIZES = 4 };
static const int sizes[SIZES][2] = {{480, 420}, {960, 600}, {1440, 900}, {3840, 2160}};

static void check(World *w, View *v, int size, int lang) {
    char what[256];
    SceneInput in = world_input(w, v, sizes[size][0], sizes[size][1], lang);
    Scene s = world_scene(w, &in);
    snprintf(what, sizeof what, "%s[%d,%d,%d], trail %d, text %d, %s, %d × %d", v->shown.at.path,
             v->shown.at.head, v->shown.at.row, v->shown.at.col, v->trail.count,
             v->shown.setting.text_size, lang ? "ru" : "en", in.width, in.height);
    report_faults(w, &s, what);
}

/* So many numbers that were asked about, of many lengths. */
static void make_trail(const World *w, View *v, int count) {
    const Program *p = &w->run.programs[w->run.steps - 1];
    v->trail.count = count;
    for (int i = 0; i < count; i++) {
        int value = (i * 37 + 11) % p->value_count;
        Shape s = p->values[value].form.shape;
        v->trail.steps[i] = (TrailStep){.asked = value,
                                        .forward = i % 3 == 0,
                                        .asked_at = {i % s.sheets, i % s.rows, i % s.cols}};
    }
}

static void check_value(World *w, Value value, int turn) {
    const Program *p = &w->run.programs[w->run.steps - 1];
    Shape a = p->values[value].form.shape;
    View v = view_default(w->run.model->config.default_text);
    strcpy(v.shown.at.path, p->values[value].path);
    v.shown.at.head = turn % a.sheets;
    v.shown.at.row = (turn * 5) % a.rows;
    v.shown.at.col = turn % 2 ? a.cols - 1 : turn % a.cols;
    v.shown.at.depth = DEPTH_CELL;
    make_trail(w, &v, turn % 4 == 0 ? 0 : turn % 4 == 1 ? 2 : turn % 4 == 2 ? 17 : 60);
    for (int i = 0; i < SIZES; i++)
        for (int lang = 0; lang < 2; lang++) {
            v.shown.setting.theme = (turn + i + lang) % 2 ? THEME_PAPER : THEME_NIGHT;
            v.shown.setting.text_size = turn % 5 == 0 ? 150 : turn % 7 == 0 ? 200 : 100;
            check(w, &v, i, lang);
        }
}

static void every_cell_has_no_faults(void **state) {
    World *w = *state;
    static const char *const folders[] = {"assets/models/en-fr", "assets/models/dates",
                                          "assets/models/stories"};
    int wrong = 0;
    for (int m = 0; m < 3; m++) {
        w->wrong = 0;
        load_model(w, folders[m]);
        decode(w, w->model.config.default_text);
        const Program *p = &w->run.programs[w->run.steps - 1];
        for (Value v = 0; v < p->value_count; v += STRIDE) check_value(w, v, v);
        wrong += w->wrong;
    }
    assert_int_equal(wrong, 0);
}

static void rms_norms_have_no_faults(void **state) {
    World *w = *state;
    Error e = {{0}};
    WhatIfList list = what_list("norm-kind=rms");
    w->wrong = 0;
    load_model(w, "assets/models/en-fr");
    if (!whatif_decode(&w->model, w->model.config.default_text, &list, NULL, kernels_best(),
                       &w->arena, &w->run, &e))
        fail_msg("%s", e.text);
    const Program *p = &w->run.programs[w->run.steps - 1];
    int found = 0;
    for (Value v = 0; v < p->value_count; v++)
        if (p->values[v].role == VALUE_NORM) check_value(w, v, found++);
    assert_int_equal(found, 20);
    assert_int_equal(w->wrong, 0);
}

/* A cell's life tells of what-ifs: another axis, no scale, a mask that hides, numbers that somebody
 * set. */
static void what_ifs_have_no_faults(void **state) {
    World *w = *state;
    static const char *const whats[] = {"softmax=columns",
                                        "scale=off",
                                        "mask=off",
                                        "padding=3",
                                        "scale=3.5",
                                        "cell=encoder.0.self.scores[0,1,1]=-12345.678",
                                        "cell=encoder.0.self.weights[0,1,1]=0.5",
                                        "cell=encoder.0.ffn.norm[1,1]=-7"};
    static const char *const paths[] = {"scores",      "scaled",      "masked",     "weights",
                                        "weights.exp", "weights.max", "weights.sum"};
    w->wrong = 0;
    load_model(w, "assets/models/en-fr");
    for (size_t i = 0; i < sizeof whats / sizeof *whats; i++) {
        Error e = {{0}};
        const char *text = w->model.config.default_text;
        WhatIfList list = what_list(whats[i]);
        if (!whatif_decode(&w->model, text, &list, NULL, kernels_best(), &w->arena, &w->run, &e))
            fail_msg("%s", e.text);
        for (int k = 0; k < 7 * 2 + 1; k++) {
            View v = view_default(text);
            snprintf(v.shown.at.path, sizeof v.shown.at.path, "%s.self.%s",
                     k % 2 ? "encoder.0" : "decoder.1", paths[k / 2 % 7]);
            if (k == 14) strcpy(v.shown.at.path, "encoder.0.ffn.norm");
            v.shown.at.row = v.shown.at.col = k % 4 ? 1 : 0;
            if (k / 2 >= 5) v.shown.at.col = 0;
            v.shown.at.depth = DEPTH_CELL;
            for (int size = 0; size < SIZES; size++) check(w, &v, size, (k + size) % 2);
        }
    }
    assert_int_equal(w->wrong, 0);
}

/* At the depth of a step the trail stands over every kind of figure. */
static void trails_have_room_over_every_step(void **state) {
    World *w = *state;
    open_shipped(w, "assets/models/en-fr");
    const Program *p = &w->run.programs[w->run.steps - 1];
    for (Value v = 0; v < p->value_count; v += 2 * STRIDE) {
        View view = view_default(w->run.model->config.default_text);
        strcpy(view.shown.at.path, p->values[v].path);
        view.shown.at.row = view.shown.at.col = 0;
        make_trail(w, &view, 1 + v % 40);
        check(w, &view, 1 + v % 2, v % 3 == 0);
    }
    assert_int_equal(w->wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_has_no_faults),
        cmocka_unit_test(what_ifs_have_no_faults),
        cmocka_unit_test(rms_norms_have_no_faults),
        cmocka_unit_test(trails_have_room_over_every_step),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
