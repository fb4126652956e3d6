/* Two figures side by side, and differences, with the window's own letters: no faults at any step,
   size, theme or language. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scene/frame/build.h"
#include "scene_world.h"
#include "trace/whatif.h"
#include "what_list.h"

static const int sizes[][2] = {{960, 600}, {1440, 900}, {3840, 2160}, {800, 1200}};

static int step_count(const World *w) {
    return w->run.programs[w->run.steps - 1].step_count;
}

static const char *path_of(const World *w, int step) {
    const Program *p = &w->run.programs[w->run.steps - 1];
    return p->values[p->steps[step].out[op_table[p->steps[step].op]->outputs - 1]].path;
}

static View view_of(World *w, int step) {
    View v = view_default(w->model.config.default_text);
    strcpy(v.shown.at.path, path_of(w, step));
    v.shown.at.head = step % w->model.config.heads;
    v.shown.at.row = step % 3 - 1;
    v.shown.at.col = v.shown.at.row < 0 ? -1 : 1;
    return v;
}

static void check(World *w, View v, const Decoding *other, int turn, const char *about) {
    const int *size = sizes[turn % 4];
    v.shown.setting.theme = turn / 4 % 2 ? THEME_PAPER : THEME_NIGHT;
    v.shown.setting.text_size = turn % 7 == 6 ? 150 : 100;
    SceneInput in = world_input(w, &v, size[0], size[1], turn / 8 % 2);
    in.frame = turn % 5 != 4;
    in.changed = &w->run;
    in.before = v.shown.of.what.count ? other : NULL;
    in.beside = v.shown.beside.on ? other : NULL;
    char name[320];
    Scene s = world_scene(w, &in);
    snprintf(name, sizeof name, "%s: %s beside %s at %d × %d, turn %d", about, v.shown.at.path,
             v.shown.beside.at.path, size[0], size[1], turn);
    report_faults(w, &s, name);
}

static void pin(World *w, View *v, const char *text, int step, int turn) {
    v->shown.beside = (Beside){.on = true,
                               .at.t = turn % 3 ? -1 : 1,
                               .at.head = turn % 2,
                               .at.row = turn % 2 ? 0 : -1,
                               .at.col = turn % 2 ? 1 : -1,
                               .at.form = (FigureForm)(turn % FORM_TREE),
                               .at.depth = turn % 9 == 8   ? DEPTH_SUBLAYER
                                           : turn % 9 == 7 ? DEPTH_MODEL
                                                           : DEPTH_STEP};
    v->shown.beside.of.text = text;
    strcpy(v->shown.beside.at.path, path_of(w, step));
}

static void any_two_figures_have_no_faults(void **state) {
    World *w = *state;
    static const char *const folders[] = {"assets/models/en-fr", "assets/models/dates",
                                          "assets/models/stories"};
    static const char *const texts[] = {"she does not like the small red cars .", "may 5 1999",
                                        "once there was a bear named ba re ."};
    for (int m = 0; m < 3; m++) {
        Error e = {{0}};
        Decoding other;
        load_model(w, folders[m]);
        decode(w, w->model.config.default_text);
        if (!whatif_decode(&w->model, texts[m], NULL, NULL, kernels_best(), &w->arena, &other, &e))
            fail_msg("%s", e.text);
        for (int i = 0; i < step_count(w); i += STRIDE) {
            View v = view_of(w, i);
            pin(w, &v, texts[m], (i * 5 + 3) % step_count(w), i);
            check(w, v, &other, i, "pair");
            pin(w, &v, texts[m], i, 0);
            v.shown.beside.difference = i % 2;
            check(w, v, &other, i + 1, "same step");
        }
    }
    assert_int_equal(w->wrong, 0);
}

static void every_what_if_has_no_faults(void **state) {
    World *w = *state;
    static const char *const whats[] = {"scale=off",
                                        "mask=off",
                                        "padding=3",
                                        "padding=2 padding-mask=off",
                                        "norm=pre",
                                        "norm-kind=rms",
                                        "positions=off",
                                        "softmax=columns",
                                        "swap-qk",
                                        "temperature=3",
                                        "head=encoder.0.self:1:off",
                                        "sublayer=decoder.0.ffn:off",
                                        "pattern=encoder.1.self:2:previous",
                                        "cell=encoder.0.self.scores[0,1,1]=9"};
    Error e = {{0}};
    Decoding plain;
    load_model(w, "assets/models/en-fr");
    const char *text = "the small dog sees it .";
    if (!whatif_decode(&w->model, text, NULL, NULL, kernels_best(), &w->arena, &plain, &e))
        fail_msg("%s", e.text);
    for (int k = 0; k < 14; k++) {
        WhatIfList list = what_list(whats[k]);
        if (!whatif_decode(&w->model, text, &list, NULL, kernels_best(), &w->arena, &w->run, &e))
            fail_msg("%s", e.text);
        for (int i = k % 3; i < step_count(w); i += 3 * STRIDE) {
            View v = view_of(w, i);
            v.shown.of.text = text;
            v.shown.of.what = list;
            check(w, v, &plain, i + k, whats[k]);
            v.shown.side = SIDE_DIFFERENCE;
            check(w, v, &plain, i + k + 1, whats[k]);
            v.shown.side = SIDE_BOTH;
            check(w, v, &plain, i + k + 2, whats[k]);
        }
    }
    assert_int_equal(w->wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_two_figures_have_no_faults),
        cmocka_unit_test(every_what_if_has_no_faults),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
