/* Every number in a picture is read from the trace: a scene looks otherwise when a value that it
   names is changed, and as before when all the others are. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "line_model.h"
#include "scene/frame/build.h"
#include "support/scene_print.h"
#include "tiny_app.h"
#include "trace/opening.h"

enum { SCENES_MOST = 400 };

typedef struct World {
    Arena arena;
    Model model;
    Lang lang;
    Font font;
    Decoding run, other; /* other: of a pinned figure, or without what-ifs */
    View views[SCENES_MOST];
    int count;
    char *plain[SCENES_MOST]; /* the scenes as text before anything is changed */
    bool *named[SCENES_MOST], *aside[SCENES_MOST];
} World;

static char *picture(World *w, const View *v, Arena *arena, bool **named, bool **aside) {
    SceneInput in = {.view = v,
                     .run = &w->run,
                     .width = 1440,
                     .height = 900,
                     .frame = true,
                     .font = &w->font,
                     .lang = &w->lang,
                     .changed = &w->run,
                     .beside = v->shown.beside.on ? &w->other : NULL,
                     .before = v->shown.side != SIDE_AFTER ? &w->other : NULL};
    Buffer text = {0};
    Scene s;
    scene_build(&in, arena, &s);
    scene_print(&s, &text);
    char *copy = arena_copy(arena, text.data, text.size);
    buffer_free(&text);
    if (named) *named = s.named, *aside = s.named_aside;
    return copy;
}

static void add(World *w, const char *path, Depth depth, FigureForm form) {
    View v = view_default("a dog sees a cat");
    strcpy(v.shown.at.path, path);
    v.shown.at.depth = depth;
    v.shown.at.form = form;
    v.shown.at.row = 1, v.shown.at.col = 1;
    assert_true(w->count < SCENES_MOST);
    w->views[w->count++] = v;
}

static View *add_pair(World *w, const char *path, const char *pinned, FigureForm form) {
    add(w, path, DEPTH_STEP, FORM_MATRIX);
    View *v = &w->views[w->count - 1];
    v->shown.beside = (Beside){
        .on = true, .at.t = -1, .at.row = 1, .at.col = 1, .at.form = form, .at.depth = DEPTH_STEP};
    v->shown.beside.of.text = "a cat sees a dog";
    strcpy(v->shown.beside.at.path, pinned);
    return v;
}

/* Two runs in one picture. */
static void add_pairs(World *w) {
    static const char *const paths[] = {"encoder.0.self.scores", "encoder.0.self.weights",
                                        "encoder.0.ffn.active", "encoder.embed",
                                        "decoder.0.cross.heads"};
    for (int i = 0; i < 5; i++) {
        add_pair(w, paths[i], paths[i], FORM_MATRIX);
        add_pair(w, paths[i], paths[i], FORM_MATRIX)->shown.beside.difference = true;
        add_pair(w, paths[i], paths[(i + 1) % 5], FORM_MATRIX);
        add(w, paths[i], DEPTH_STEP, FORM_MATRIX);
        w->views[w->count - 1].shown.side = SIDE_DIFFERENCE;
        w->views[w->count - 1].shown.of.what = what_list("scale=off");
        add(w, paths[i], DEPTH_STEP, FORM_MATRIX);
        w->views[w->count - 1].shown.side = SIDE_BOTH;
        w->views[w->count - 1].shown.of.what =
            what_list(i % 2 ? "pattern=encoder.0.self:0:uniform" : "scale=off");
    }
    add_pair(w, "encoder.0.self.scores", "encoder.0.self.weights", FORM_RIBBONS);
    add_pair(w, "encoder.0.self.scores", "decoder.0.self.weights", FORM_HEADS);
}

/* Every value as a step, every form of attention, every depth above and below. */
static void add_views(World *w) {
    const Program *p = &w->run.programs[w->run.steps - 1];
    for (int v = 0; v < p->value_count; v++) add(w, p->values[v].path, DEPTH_STEP, FORM_MATRIX);
    static const char *const some[] = {"encoder.embed",
                                       "encoder.0.self.scores",
                                       "encoder.0.ffn.active",
                                       "decoder.0.self.weights",
                                       "decoder.0.self.scaled",
                                       "decoder.0.self.masked",
                                       "decoder.0.self.weights.exp",
                                       "decoder.0.cross.norm",
                                       "output.probabilities"};
    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        for (int d = 0; d < DEPTH_COUNT; d++) add(w, some[i], (Depth)d, FORM_MATRIX);
    for (int f = FORM_RIBBONS; f < FORM_COUNT; f++)
        add(w, "decoder.0.self.weights", DEPTH_STEP, (FigureForm)f);
    add(w, "encoder.0.self.scores", DEPTH_MODEL, FORM_HEADS);
    add(w, "encoder.0.self.scores", DEPTH_MODEL, FORM_TREE);
    add(w, "decoder.0.self.norm", DEPTH_MODEL, FORM_LENS);
    add(w, "encoder.0.self.scores", DEPTH_STEP, FORM_BARS);
    add_pairs(w);
}

/* Of a model that reads and writes one line: every value, every depth, every form. */
static void add_line_views(World *w) {
    const Program *p = &w->run.programs[w->run.steps - 1];
    for (int v = 0; v < p->value_count; v++) add(w, p->values[v].path, DEPTH_STEP, FORM_MATRIX);
    for (int d = 0; d < DEPTH_COUNT; d++) {
        add(w, "decoder.0.self.weights", (Depth)d, FORM_MATRIX);
        add(w, "decoder.position", (Depth)d, FORM_MATRIX);
        add(w, "output.probabilities", (Depth)d, FORM_MATRIX);
    }
    for (int f = FORM_RIBBONS; f < FORM_COUNT; f++)
        add(w, "decoder.0.self.weights", DEPTH_STEP, (FigureForm)f);
    add(w, "decoder.0.self.scores", DEPTH_MODEL, FORM_HEADS);
    add(w, "decoder.0.self.scores", DEPTH_MODEL, FORM_TREE);
    add(w, "decoder.0.self.add", DEPTH_MODEL, FORM_LENS);
    for (int i = 0; i < w->count; i++) w->views[i].shown.of.text = "the fox had a red";
}

static void open_world(World *w, const char *text, const char *other, void (*views)(World *)) {
    Error e = {{0}};
    WhatIf none = {0};
    const Kernels *plain = kernels_named("plain");
    w->font = font_fixed(&w->arena);
    read_language("assets/lang/en.txt", NULL, &w->arena, &w->lang);
    if (!decode_text(&w->model, text, &none, plain, &w->arena, &w->run, &e) ||
        !decode_text(&w->model, other, &none, plain, &w->arena, &w->other, &e))
        fail_msg("%s", e.text);
    views(w);
    for (int i = 0; i < w->count; i++)
        w->plain[i] = picture(w, &w->views[i], &w->arena, &w->named[i], &w->aside[i]);
}

static int make_world(void **state) {
    static World w;
    w.model = tiny_model_of(&w.arena, 1);
    open_world(&w, "a dog sees a cat", "a cat sees a dog", add_views);
    *state = &w;
    return 0;
}

static int make_line_world(void **state) {
    static World w;
    w.model = line_model(&w.arena, POSITIONS_LEARNED);
    open_world(&w, "the fox had a red", "the fox had a kite", add_line_views);
    *state = &w;
    return 0;
}

static int end_world(void **state) {
    arena_free(&((World *)*state)->arena);
    return 0;
}

/* Other numbers of about the same size; what is hidden stays hidden. */
static const float *poisoned(Tensor t, Arena *arena) {
    size_t count = (size_t)t.shape.sheets * (size_t)t.shape.rows * (size_t)t.shape.cols;
    float *x = arena_raw(arena, count, sizeof *x);
    for (size_t i = 0; i < count; i++)
        x[i] = isinf(t.x[i]) ? t.x[i] : 0.55f * t.x[i] + 0.21f + 0.07f * (float)(i % 3);
    if (count > 1) x[count - 1] = x[0]; /* two tokens become the same one */
    return x;
}

/* The numbers of the last step, and of that of the last word, which the first screen shows. */
typedef struct Kept {
    const Trace *last, *word;
    Tensor of_last, of_word;
    int value;
} Kept;

static Kept poison(const Decoding *run, int value, Arena *arena) {
    Kept k = {.last = decode_trace(run, run->steps - 1),
              .word = decode_trace(run, opening_written(run) - 1),
              .value = value};
    k.of_last = k.last->values[value], k.of_word = k.word->values[value];
    k.word->values[value].x = poisoned(k.of_word, arena);
    k.last->values[value].x =
        k.word == k.last ? k.word->values[value].x : poisoned(k.of_last, arena);
    return k;
}

static void heal(const Kept *k) {
    k->word->values[k->value] = k->of_word;
    k->last->values[k->value] = k->of_last;
}

static bool differs(World *w, int scene, Arena *arena) {
    return strcmp(picture(w, &w->views[scene], arena, NULL, NULL), w->plain[scene]) != 0;
}

static bool differs_by(World *w, int scene, const Decoding *run, int value) {
    Arena arena = {0};
    Kept kept = poison(run, value, &arena);
    bool other = differs(w, scene, &arena);
    heal(&kept);
    arena_free(&arena);
    return other;
}

static void fail_scene(World *w, int scene, const Decoding *run, const char *how, int value) {
    const View *v = &w->views[scene];
    fail_msg("%s beside %s at depth %d, form %d, %s %s %s", v->shown.at.path,
             v->shown.beside.at.path, (int)v->shown.at.depth, (int)v->shown.at.form,
             run == &w->run ? "its own" : "the other's", how,
             value < 0 ? "several together" : w->run.programs[0].values[value].path);
}

/* Each value that it names changes it; all those that it does not, changed together, do not. */
static void check_scene(World *w, int scene, const Decoding *run) {
    const bool *named = run == &w->run ? w->named[scene] : w->aside[scene];
    int values = run->programs[run->steps - 1].value_count, count = 0;
    Arena arena = {0};
    Kept *kept = arena_raw(&arena, (size_t)values, sizeof *kept);
    for (int v = 0; v < values; v++)
        if (!named || !named[v]) kept[count++] = poison(run, v, &arena);
    bool wrong = differs(w, scene, &arena);
    for (int i = 0; i < count; i++) heal(&kept[i]);
    for (int i = 0; wrong && i < count; i++)
        if (differs_by(w, scene, run, kept[i].value))
            fail_scene(w, scene, run, "shows without naming it:", kept[i].value);
    if (wrong) fail_scene(w, scene, run, "shows without naming it:", -1);
    arena_free(&arena);
    for (int v = 0; named && v < values; v++)
        if (named[v] && !differs_by(w, scene, run, v))
            fail_scene(w, scene, run, "names, but does not show:", v);
}

static void scenes_show_what_they_name_and_nothing_else(void **state) {
    World *w = *state;
    for (int i = 0; i < w->count; i++) {
        bool two = w->views[i].shown.beside.on || w->views[i].shown.side != SIDE_AFTER;
        check_scene(w, i, &w->run);
        if (two) check_scene(w, i, &w->other); /* else it is given one run alone */
    }
}

/* The numbers of an earlier decoding step are not those of the last; the tree of hypotheses alone
 * is of all steps, and a what-if's figure also of the one where the answer changes. */
static void only_the_shown_step_is_read(void **state) {
    World *w = *state;
    Arena arena = {0};
    const Trace *other = decode_trace(&w->run, 0);
    for (int v = 0; v < other->program->value_count; v++)
        other->values[v].x = poisoned(other->values[v], &w->arena);
    for (int i = 0; i < w->count; i++) {
        bool tree =
            w->views[i].shown.at.form == FORM_TREE && w->views[i].shown.at.depth == DEPTH_MODEL;
        if (w->views[i].shown.side == SIDE_BOTH) continue;
        assert_int_equal(strcmp(picture(w, &w->views[i], &arena, NULL, NULL), w->plain[i]) != 0,
                         tree);
    }
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scenes_show_what_they_name_and_nothing_else),
        cmocka_unit_test(only_the_shown_step_is_read),
    };
    return cmocka_run_group_tests_name("poison", tests, make_world, end_world) ||
           cmocka_run_group_tests_name("poison in one line", tests, make_line_world, end_world);
}
