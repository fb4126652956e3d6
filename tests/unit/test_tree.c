/* The tree of hypotheses as a figure and under the hand: no faults at any size, width, theme and
   language, also with long sentences; every node is found by the pointer and opens its run; undo,
   keys and pills. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "scene/frame/build.h"
#include "support/scene_print.h"
#include "scene_world.h"
#include "tiny_app.h"
#include "trace/search_run.h"
#include "golden.h"

static const char odd[] = "yellow apples is apples famous house 2018 1992 treaty .";
static const char wordy[] =
    "the intelligent european neighbour did not cross the street because the economic treaty of "
    "1992 "
    "was too heavy and the yellow tortoises did not read the agricultural stories in the church "
    "because it was too tired and too sad .";

static void search_world(World *w, const char *text, Search s) {
    Error e = {{0}};
    arena_reset(&w->scenes);
    if (!search_text(&w->model, text, &(WhatIf){0}, &s, kernels_best(), &w->arena, &w->run, &e))
        fail_msg("%s", e.text);
}

static View tree_view(const char *text, Search s) {
    View v = view_default(text);
    strcpy(v.shown.at.path, "output.probabilities");
    v.shown.at.depth = DEPTH_MODEL;
    v.shown.at.form = FORM_TREE;
    v.shown.of.search = s;
    return v;
}

static bool apart(const Target *a, const Target *b) {
    const float e = 0.5f;
    return a->x + a->w <= b->x + e || b->x + b->w <= a->x + e || a->y + a->h <= b->y + e ||
           b->y + b->h <= a->y + e;
}

/* Words stand in the stage, and none on another. */
static void nodes_are_apart(const Scene *s, const char *what) {
    for (int i = 0; i < s->target_count; i++) {
        const Target *a = &s->targets[i];
        if (a->kind != TARGET_NODE && a->kind != TARGET_SEARCH) continue;
        bool inside = a->x >= s->stage[0] - 1 && a->y >= s->stage[1] - 1 &&
                      a->x + a->w <= s->stage[0] + s->stage[2] + 1 &&
                      a->y + a->h <= s->stage[1] + s->stage[3] + 1;
        if (!inside) fail_msg("%s: node %d is beside the stage", what, a->row0);
        for (int k = i + 1; k < s->target_count; k++)
            if ((s->targets[k].kind == TARGET_NODE || s->targets[k].kind == TARGET_SEARCH) &&
                !apart(a, &s->targets[k]))
                fail_msg("%s: nodes %d and %d overlap", what, a->row0, s->targets[k].row0);
    }
}

/* One picture; where there is room at all the shown word is in it. */
static void check_one(World *w, View *v, int width, int height, bool frame, int lang) {
    SceneInput in = world_input(w, v, width, height, lang);
    in.frame = frame;
    char what[256];
    int nodes = 0;
    Scene s = world_scene(w, &in);
    snprintf(what, sizeof what, "%.20s…, search %d, width %d, t %d, %d × %d, frame %d, %s",
             v->shown.of.text, (int)v->shown.of.search.kind, v->shown.of.search.width,
             v->shown.at.t, width, height, frame, lang ? "ru" : "en");
    report_faults(w, &s, what);
    nodes_are_apart(&s, what);
    const Tree *t = search_tree(&w->run, &w->scenes);
    int here = t->shown, step = v->shown.at.t < 0 ? w->run.steps - 1 : v->shown.at.t;
    while (t->nodes[here].depth > step + 1) here = t->nodes[here].parent;
    bool seen = false;
    for (int i = 0; i < s.target_count; i++)
        if (s.targets[i].kind == TARGET_NODE) nodes++, seen = seen || s.targets[i].row0 == here;
    if (height >= 600 && (!seen || nodes < 3))
        fail_msg("%s: the shown word is not to be seen", what);
}

static void check_sizes(World *w, View *v, int turn) {
    static const int sizes[][2] = {{320, 240},  {640, 400},   {960, 600},
                                   {1440, 900}, {3840, 2160}, {900, 1600}};
    for (int i = 0; i < 6; i++)
        for (int way = 0; way < 4; way++) {
            v->shown.setting.theme = (turn + way) & 1 ? THEME_PAPER : THEME_NIGHT;
            v->passing.hover = (Pointed){.kind = (turn + i) % 3 ? TARGET_NODE : TARGET_NONE,
                                         .index = 3 * i + turn % 40};
            check_one(w, v, sizes[i][0], sizes[i][1], way & 2, (turn + i + way / 2) & 1);
        }
    v->passing.hover = (Pointed){.kind = TARGET_NONE};
}

static void check_search(World *w, const char *text, Search s, int turn) {
    search_world(w, text, s);
    View v = tree_view(text, s);
    int steps = w->run.steps, places[] = {-1, 0, steps / 2, steps - 2};
    for (int i = turn % 2; i < 4; i += 2) {
        v.shown.at.t = places[i] < 0 ? -1 : places[i];
        check_sizes(w, &v, turn + i);
    }
}

static void trees_have_no_faults(void **state) {
    World *w = *state;
    int turn = 0;
    w->wrong = 0;
    static const char *const of[][3] = {{"assets/models/en-fr", odd, wordy},
                                        {"assets/models/dates", "4.3.98", "Wed, March"},
                                        {"assets/models/stories", "once", "the spell is : ki"}};
    for (int m = 0; m < 3; m++) {
        load_model(w, of[m][0]);
        const char *texts[] = {w->model.config.default_text, of[m][1], of[m][2]};
        for (int i = 0; i < 3; i++)
            for (int width = 0; width <= BEAM_MOST; width += width ? STRIDE > 1 ? 3 : 1 : 2, turn++)
                check_search(w, texts[i],
                             (Search){.kind = width ? SEARCH_BEAM : SEARCH_GREEDY, .width = width},
                             turn);
        check_search(w, texts[1],
                     (Search){.kind = SEARCH_SAMPLE, .seed = 4294967295u, .top_k = 1000}, turn++);
        check_search(w, texts[2], (Search){.kind = SEARCH_SAMPLE, .seed = 3}, turn++);
    }
    assert_int_equal(w->wrong, 0);
}

/* Larger type, and hypotheses that were passed over. */
static void opened_trees_have_no_faults(void **state) {
    World *w = *state;
    w->wrong = 0;
    load_model(w, "assets/models/en-fr");
    Search s = {.kind = SEARCH_BEAM, .width = 8};
    search_world(w, odd, s);
    int count = w->run.tree->count;
    for (int node = 1; node < count; node += 31 * STRIDE) {
        s.node = node;
        search_world(w, odd, s);
        View v = tree_view(odd, s);
        v.shown.setting.text_size = node % 2 ? 100 : 200;
        check_sizes(w, &v, node);
    }
    assert_int_equal(w->wrong, 0);
}

/* Whoever has room sees the end of every hypothesis, its rank and its score. */
/* What is too long for one line goes on below: each word of the shown hypothesis can be clicked. */
static void a_long_tree_wraps(void **state) {
    World *w = *state;
    load_model(w, "assets/models/en-fr");
    Search search = {.kind = SEARCH_BEAM, .width = 4};
    search_world(w, w->model.config.default_text, search);
    View v = tree_view(w->model.config.default_text, search);
    SceneInput in = world_input(w, &v, 1440, 900, 0);
    Scene s = world_scene(w, &in);
    const Tree *t = search_tree(&w->run, &w->scenes);
    float top = 0, low = 0;
    for (int i = t->shown; i > 0; i = t->nodes[i].parent) {
        const Target *found = NULL;
        for (int k = 0; k < s.target_count && !found; k++)
            if (s.targets[k].kind == TARGET_NODE && s.targets[k].row0 == i) found = &s.targets[k];
        if (!found) fail_msg("word %d is not there", t->nodes[i].depth);
        if (i == t->shown) low = found->y;
        top = found->y;
    }
    assert_true(low > top + 200); /* the last word in the lower half */
}

static void ends_tell_ranks(void **state) {
    World *w = *state;
    Arena arena = {0};
    load_model(w, "assets/models/en-fr");
    Search search = {.kind = SEARCH_BEAM, .width = 5};
    search_world(w, odd, search);
    View v = tree_view(odd, search);
    SceneInput in = world_input(w, &v, 1920, 1080, 0);
    in.frame = false;
    Scene s;
    scene_build(&in, &arena, &s);
    for (int rank = 0; rank < 5; rank++) {
        char name[16];
        bool found = false;
        snprintf(name, sizeof name, "#%d", rank + 1);
        for (int i = 0; i < s.count; i++)
            found = found || (s.items[i].kind == ITEM_TEXT && strcmp(s.items[i].text, name) == 0);
        assert_true(found);
    }
    arena_free(&arena);
}

/* Under the hand */

static const Tree *tree_of(const App *app) {
    return app->run.tree;
}

static int nodes_of(const Scene *s, int *out, int most) {
    int count = 0;
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].kind == TARGET_NODE && count < most) out[count++] = i;
    return count;
}

static void there_and_back(void **state) {
    App *app = &((Fixture *)*state)->app;
    go(app, "show decoder.0.self.weights form=ribbons; depth step");
    app_update(app, COMMAND_NOTES);
    app_key(app, 'a', 0);
    assert_true(app->view.shown.at.form == FORM_TREE && app->view.shown.at.depth == DEPTH_MODEL);
    Arena arena = {0};
    const Tree *tree = search_tree(&app->run, &arena);
    int path[64], words = tree->nodes[tree->shown].depth, least = 0; /* it opens on the real fork */
    tree_path(tree, tree->shown, path);
    for (int i = 1; i < words; i++)
        if (tree->nodes[path[i]].share < tree->nodes[path[least]].share) least = i;
    assert_int_equal(app->view.shown.at.t, least);
    arena_free(&arena);
    app_key(app, 'a', 0);
    assert_true(app->view.shown.at.form == FORM_RIBBONS && app->view.shown.at.depth == DEPTH_STEP);
    go(app, "show encoder.0.self.scores form=heads; depth model");
    app_key(app, 'f', 0);
    assert_int_equal(app->view.shown.at.form, FORM_TREE);
    app_key(app, 'f', 0);
    assert_int_equal(app->view.shown.at.form, FORM_LENS);
    app_key(app, 'f', 0);
    assert_int_equal(app->view.shown.at.form, FORM_MATRIX);
}

static void other_searches(void **state) {
    App *app = &((Fixture *)*state)->app;
    go(app, "show output.probabilities form=tree; depth model");
    int greedy = app->run.output.id[0];
    assert_null(tree_of(app));
    app_key(app, 'a', KEY_SHIFT);
    assert_int_equal(app->view.shown.of.search.kind, SEARCH_BEAM);
    assert_int_equal(app->view.shown.of.search.width, 4);
    assert_int_equal(tree_finished(tree_of(app)), 4);
    app_key(app, ']', 0);
    assert_int_equal(app->view.shown.of.search.width, 5);
    for (int i = 0; i < 9; i++) app_key(app, '[', 0);
    assert_int_equal(app->view.shown.of.search.width, 2);
    for (int i = 0; i < 9; i++) app_key(app, ']', 0);
    assert_int_equal(app->view.shown.of.search.width, 8);
    app_key(app, 'a', KEY_SHIFT);
    assert_int_equal(app->view.shown.of.search.kind, SEARCH_SAMPLE);
    app_key(app, ']', 0);
    assert_int_equal(app->view.shown.of.search.seed, 1);
    app_key(app, '>', 0);
    assert_int_equal(app->view.shown.of.search.top_k, 3);
    app_key(app, '<', 0);
    assert_int_equal(app->view.shown.of.search.top_k, 0);
    app_key(app, 'a', KEY_SHIFT);
    assert_int_equal(app->view.shown.of.search.kind, SEARCH_GREEDY);
    assert_int_equal(app->run.output.id[0], greedy);
    app_update(app, COMMAND_UNDO);
    assert_int_equal(app->view.shown.of.search.kind, SEARCH_SAMPLE);
    assert_int_equal(tree_of(app)->search.seed, 1);
    app_update(app, COMMAND_REDO);
    assert_null(tree_of(app));
}

static void ranks_by_keys(void **state) {
    App *app = &((Fixture *)*state)->app;
    go(app, "show output.probabilities form=tree; depth model");
    app_key(app, ';', 0);
    assert_string_equal(app->view.passing.toast,
                        "There is one hypothesis. A beam has more: Shift A.");
    app_key(app, 'a', KEY_SHIFT);
    app_key(app, ',', 0);
    assert_string_equal(app->view.passing.toast, "This is the best hypothesis.");
    for (int rank = 1; rank < 4; rank++) {
        app_key(app, ';', 0);
        assert_int_equal(tree_of(app)->nodes[tree_of(app)->shown].rank, rank);
    }
    assert_int_equal(strncmp(app->view.passing.toast, "Hypothesis 4 / 4: ", 18), 0);
    app_key(app, ';', 0);
    assert_string_equal(app->view.passing.toast, "There is no further hypothesis.");
    app_update(app, COMMAND_UNDO);
    assert_int_equal(tree_of(app)->nodes[tree_of(app)->shown].rank, 2);
    app_key(app, KEY_HOME, 0);
    assert_int_equal(app->view.shown.at.t, 0);
    app_key(app, KEY_RIGHT, 0);
    assert_int_equal(app->view.shown.at.t, 1);
    app_key(app, KEY_ENTER, 0);
    assert_string_equal(app->view.shown.at.path, "output.probabilities");
    assert_int_equal(app->view.shown.at.depth, DEPTH_STEP);
    assert_int_equal(app->view.shown.at.t, 1);
}

/* Every word that is to be seen is said when pointed at, and opens its hypothesis at its step when
 * clicked. */
static void every_node_opens(void **state) {
    App *app = &((Fixture *)*state)->app;
    go(app, "show output.probabilities@1 form=tree; depth model");
    app_key(app, 'a', KEY_SHIFT);
    int at[256], count = nodes_of(app_scene(app), at, 256), passed = 0;
    assert_true(count > 20);
    for (int i = 0; i < count; i++) {
        go(app, "depth model");
        int now[256], n = nodes_of(app_scene(app), now, 256);
        if (i >= n) break;
        Target t = app_scene(app)->targets[now[i]];
        float x = t.x + t.w / 2, y = t.y + t.h / 2;
        app_hover(app, x, y);
        assert_true(pointed_is(&app->view.passing.hover, TARGET_NODE, t.row0));
        assert_non_null(strstr(app_scene(app)->speech, "Σ ln p"));
        int depth = tree_of(app)->nodes[t.row0].depth, before = app->history_count;
        app_click(app, x, y);
        assert_true(tree_leads(tree_of(app), t.row0, tree_of(app)->shown));
        assert_int_equal(view_address(&app->view, &app->run).t, depth - 1);
        assert_true(app->history_count <= before + 1);
        assert_int_equal(app->run.output.id[depth - 1], tree_of(app)->nodes[t.row0].word);
        passed += !tree_of(app)->nodes[t.row0].kept;
        Buffer line = {0};
        View back = view_default("");
        RunOf of = {.search = {0}};
        Error e;
        view_print(&app->view, &app->run, &line);
        buffer_add(&line, "", 1);
        assert_true(view_run_of(line.data, &app->lasting, &of, &e) &&
                    of.search.node == app->view.shown.of.search.node);
        assert_true(view_parse(line.data, &app->run, &app->lasting, &back, &e) &&
                    back.shown.at.form == FORM_TREE);
        buffer_free(&line);
    }
    assert_true(passed > 2);
    int node = app->view.shown.of.search.node;
    assert_true(app_text(app, "a dog sees the cat ."));
    assert_int_equal(app->view.shown.of.search.node, 0);
    app_update(app, COMMAND_UNDO);
    assert_int_equal(app->view.shown.of.search.node, node);
}

static void pills_by_mouse(void **state) {
    App *app = &((Fixture *)*state)->app;
    go(app, "show output.probabilities form=tree; depth model");
    static const struct {
        SearchChoice pill;
        SearchKind kind;
        int width;
        uint32_t seed;
        int top_k;
    } clicks[] = {
        {SEARCH_TO_BEAM, SEARCH_BEAM, 4, 0, 0}, {SEARCH_MORE, SEARCH_BEAM, 5, 0, 0},
        {SEARCH_LESS, SEARCH_BEAM, 4, 0, 0},    {SEARCH_TO_SAMPLE, SEARCH_SAMPLE, 0, 0, 0},
        {SEARCH_LOT, SEARCH_SAMPLE, 0, 1, 0},   {SEARCH_TOP_K, SEARCH_SAMPLE, 0, 1, 3},
        {SEARCH_TOP_P, SEARCH_SAMPLE, 0, 1, 3}, {SEARCH_TO_GREEDY, SEARCH_GREEDY, 0, 0, 0}};
    for (size_t i = 0; i < sizeof clicks / sizeof *clicks; i++) {
        const Scene *s = app_scene(app);
        const Target *t = NULL;
        for (int k = 0; k < s->target_count; k++)
            if (s->targets[k].kind == TARGET_SEARCH && s->targets[k].row0 == (int)clicks[i].pill)
                t = &s->targets[k];
        assert_non_null(t);
        app_hover(app, t->x + 3, t->y + t->h / 2);
        t = NULL;
        assert_true(pointed_is(&app->view.passing.hover, TARGET_SEARCH, (int)clicks[i].pill));
        s = app_scene(app);
        for (int k = 0; k < s->target_count; k++)
            if (s->targets[k].kind == TARGET_SEARCH && s->targets[k].row0 == (int)clicks[i].pill)
                t = &s->targets[k];
        app_click(app, t->x + 3, t->y + t->h / 2);
        const Search *now = &app->view.shown.of.search;
        assert_true(now->kind == clicks[i].kind && now->width == clicks[i].width &&
                    now->seed == clicks[i].seed && now->top_k == clicks[i].top_k);
    }
}

/* A small model's tree follows the hand; Esc leaves it as it was, letting go is one step back. */
static void the_temperature_by_its_slider(void **state) {
    App *app = &((Fixture *)*state)->app;
    go(app, "show output.probabilities form=tree; depth model");
    const Scene *s = app_scene(app);
    Target t = {.kind = TARGET_NONE};
    for (int k = 0; k < s->target_count; k++)
        if (s->targets[k].kind == TARGET_HEAT) t = s->targets[k];
    assert_int_equal(t.kind, TARGET_HEAT);
    float x = t.x + t.w / 4, y = t.y + t.h / 2;
    int words, word = app->run.output.id[0];
    float before = decode_chances(&app->run, 0, &words)[word];
    app_press(app, x, y, 0, false);
    assert_string_equal(app->view.shown.of.what.text, "temperature=0.45");
    assert_true(decode_chances(&app->run, 0, &words)[word] > before);
    app_drag(app, t.x + t.w - 1, y);
    assert_true(decode_chances(&app->run, 0, &words)[word] < before);
    app_key(app, KEY_ESCAPE, 0);
    assert_int_equal(app->view.shown.of.what.count, 0);
    assert_true(decode_chances(&app->run, 0, &words)[word] == before);
    app_release(app, x, y);
    app_press(app, t.x + t.w / 2, y, 0, false);
    app_drag(app, t.x + t.w / 3, y);
    app_release(app, x, y);
    assert_int_equal(app->view.shown.of.what.count, 1);
    app_update(app, COMMAND_UNDO);
    assert_int_equal(app->view.shown.of.what.count, 0);
}

/* With every number of another size, the picture of one tree. */
static void the_tree_is_as_before(void **state) {
    Fixture *f = *state;
    static const int sizes[][2] = {{960, 600}, {1440, 900}};
    uint64_t pixels = 0;
    go(&f->app, "show output.probabilities@2 form=tree; depth model");
    app_key(&f->app, 'a', KEY_SHIFT);
    for (int i = 0; i < 4; i++) {
        Arena arena = {0};
        Scene s;
        f->app.view.shown.setting.theme = i < 2 ? THEME_NIGHT : THEME_PAPER;
        SceneInput in = {.view = &f->app.view,
                         .run = &f->app.run,
                         .width = sizes[i % 2][0],
                         .height = sizes[i % 2][1],
                         .font = &f->font,
                         .lang = &f->lang[0]};
        scene_build(&in, &arena, &s);
        pixels = golden_pixels(pixels, &s, in.width, in.height, &f->font);
        arena_free(&arena);
    }
    golden_hash("tree", pixels);
}

int main(void) {
    const struct CMUnitTest scenes[] = {
        cmocka_unit_test(trees_have_no_faults),
        cmocka_unit_test(opened_trees_have_no_faults),
        cmocka_unit_test(a_long_tree_wraps),
        cmocka_unit_test(ends_tell_ranks),
    };
    const struct CMUnitTest hands[] = {
        cmocka_unit_test_setup_teardown(there_and_back, setup, teardown),
        cmocka_unit_test_setup_teardown(other_searches, setup, teardown),
        cmocka_unit_test_setup_teardown(ranks_by_keys, setup, teardown),
        cmocka_unit_test_setup_teardown(every_node_opens, setup, teardown),
        cmocka_unit_test_setup_teardown(pills_by_mouse, setup, teardown),
        cmocka_unit_test_setup_teardown(the_temperature_by_its_slider, setup, teardown),
        cmocka_unit_test_setup_teardown(the_tree_is_as_before, setup, teardown),
    };
    int failed = cmocka_run_group_tests_name("trees", scenes, make_world, end_world);
    return failed + cmocka_run_group_tests_name("searches by hand", hands, NULL, NULL);
}
