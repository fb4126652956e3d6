/* All heads of a block in one picture: every word at its place, one row lit through all, what each
   head says of it, and no fault in any window, theme or language. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "line_model.h"
#include "scene/frame/build.h"
#include "scene/pen/theme.h"
#include "scene_world.h"
#include "support/scene_rules.h"
#include "trace/heads.h"

static const char *const folders[] = {"assets/models/en-fr", "assets/models/dates"};
static const int sizes[][2] = {{1024, 768}, {1440, 900}, {1920, 1080}, {3840, 2160}};
/* The block's place; what of it is shown. */
static const char *const blocks[] = {"decoder.0.cross", "encoder.0.self", "decoder.0.self"};
static const char *const values[] = {"weights", "heads", "concat", "out"};

static View heads_view(World *w, int block, int value, int row) {
    View v = view_default(w->model.config.default_text);
    snprintf(v.shown.at.path, sizeof v.shown.at.path, "%s.%s", blocks[block], values[value]);
    v.shown.at.form = FORM_HEADS;
    v.shown.at.row = row;
    return v;
}

static Scene draw(World *w, View *v, int turn) {
    SceneInput in = world_input(w, v, sizes[turn % 4][0], sizes[turn % 4][1], turn / 8 % 2);
    v->shown.setting.theme = turn / 4 % 2 ? THEME_PAPER : THEME_NIGHT;
    v->shown.setting.map = v->shown.setting.notes = FOLD_SHUT;
    return world_scene(w, &in);
}

static int texts_in_figure(const Scene *s, const char *text) {
    int count = 0;
    for (int i = 0; i < s->count; i++)
        count += s->items[i].kind == ITEM_TEXT && strcmp(s->items[i].group, "figure") == 0 &&
                 scene_label_length(s->items[i].text) == strlen(text) &&
                 strncmp(s->items[i].text, text, strlen(text)) == 0;
    return count;
}

static void no_picture_has_a_fault(void **state) {
    World *w = *state;
    for (int m = 0; m < 2; m++) {
        load_model(w, folders[m]);
        decode(w, w->model.config.default_text);
        for (int turn = 0; turn < 48; turn += 1 + (STRIDE > 1) * 4) {
            View v = heads_view(w, turn % 3, turn / 3 % 4, turn % 5 - 1);
            if (turn % 11 == 10) v.shown.at.depth = DEPTH_ROW, v.shown.at.row = 2;
            Scene s = draw(w, &v, turn);
            char name[200];
            snprintf(name, sizeof name, "%s, turn %d", v.shown.at.path, turn);
            report_faults(w, &s, name);
        }
    }
    assert_int_equal(w->wrong, 0);
}

/* Each head has every word that it can look at, in every window. */
static void every_word_is_there(void **state) {
    World *w = *state;
    load_model(w, folders[0]);
    decode(w, w->model.config.default_text);
    for (int turn = 0; turn < 4; turn++) {
        View v = heads_view(w, 0, 2, 4);
        Scene s = draw(w, &v, turn);
        for (int k = 0; k < w->run.source.count; k++) {
            const char *word = w->model.source.words[w->run.source.id[k]];
            int same = 0, found = texts_in_figure(&s, word);
            for (int i = 0; i < w->run.source.count; i++)
                same += w->run.source.id[i] == w->run.source.id[k];
            if (found < 4 * same)
                fail_msg("%s is there %d times of %d in window %d", word, found, 4 * same, turn);
        }
    }
}

/* Z × W + b, each of them drawn. */
static void the_product_is_whole(void **state) {
    World *w = *state;
    load_model(w, folders[0]);
    decode(w, w->model.config.default_text);
    static const char *const paths[] = {"decoder.0.cross.concat", "decoder.0.cross.w.out",
                                        "decoder.0.cross.b.out", "decoder.0.cross.out"};
    for (int turn = 1; turn < 3; turn++) {
        View v = heads_view(w, 0, 2, 4);
        Scene s = draw(w, &v, turn);
        assert_int_equal(texts_in_figure(&s, "×"), 1);
        for (int i = 0; i < 4; i++) {
            int found = 0;
            for (int k = 0; k < s.target_count; k++)
                found +=
                    s.targets[k].kind == TARGET_CELLS && strcmp(s.targets[k].path, paths[i]) == 0;
            if (found != 1) fail_msg("%s is there %d times in window %d", paths[i], found, turn);
        }
    }
}

/* Four heads, what they bring and what comes of it: six outlines; where nothing is pinned the row
 * on which the heads agree least. */
static void one_row_is_lit_through_all(void **state) {
    World *w = *state;
    load_model(w, folders[0]);
    decode(w, w->model.config.default_text);
    Theme t;
    theme_make(THEME_NIGHT, PALETTE_DEFAULT, &t);
    for (int pinned = -1; pinned < 3; pinned += 2) {
        View v = heads_view(w, 0, 2, pinned);
        Scene s = draw(w, &v, 1);
        int lit = 0;
        for (int i = 0; i < s.count; i++)
            lit += s.items[i].kind == ITEM_BOX && s.items[i].stroke == t.role[ROLE_HOT] &&
                   s.items[i].fill == 0 && s.items[i].w > 5 * s.items[i].h &&
                   strcmp(s.items[i].group, "figure") == 0;
        assert_int_equal(lit, 6);
    }
}

/* Where four heads of nineteen words would lose labels, two are there, and which ones is told. */
static void heads_without_room_follow_the_chosen_one(void **state) {
    World *w = *state;
    load_model(w, folders[0]);
    decode(w, "the small dog sees the big cat because she does not like the small red cars and "
              "books .");
    for (int value = 0; value < 3; value++) { /* the last has no such form */
        View v = view_default("");
        int shown[8] = {0};
        snprintf(v.shown.at.path, sizeof v.shown.at.path, "encoder.0.self.%s", values[value]);
        v.shown.at.form = FORM_HEADS;
        v.shown.at.head = 3;
        SceneInput in = world_input(w, &v, 1024, 768, 0);
        Scene s = world_scene(w, &in);
        for (int i = 0; i < s.target_count; i++)
            if (s.targets[i].kind == TARGET_CELLS && strstr(s.targets[i].path, ".weights"))
                shown[s.targets[i].head]++;
        assert_int_equal(shown[0] + shown[1], 0);
        assert_true(shown[2] == 1 && shown[3] == 1);
        assert_int_equal(texts_in_figure(&s, "Heads 3–4 of 4; [ and ] lead to the others."), 1);
    }
}

static void heads_disagree_where_they_share_nothing(void **state) {
    (void)state;
    float x[2][3][2] = {{{1, 0}, {0.5f, 0.5f}, {0, 1}}, {{1, 0}, {1, 0}, {1, 0}}};
    assert_int_equal(heads_apart((Tensor){{2, 3, 2}, &x[0][0][0]}), 2);
    assert_int_equal(heads_apart((Tensor){{1, 3, 2}, &x[0][0][0]}), 0);
}

/* What a wall of many heads leaves of a wide window is the chosen head's, though nobody asked for
   it; a narrow one leaves nothing. */
static void a_wide_wall_shows_the_chosen_head(void **state) {
    World *w = *state;
    Random random = random_seed(5, 1);
    w->model = line_model(&w->arena, POSITIONS_LEARNED);
    w->model.config.decoder_layers = 12, w->model.config.heads = 4;
    weights_layout(&w->model.config, &w->arena, &w->model.weights);
    weights_random(&w->model.weights, &random);
    decode(w, "the fox had a red");
    for (int size = 0; size < 4; size++)
        for (int lang = 0; lang < 2; lang++) {
            View v = view_default("the fox had a red");
            strcpy(v.shown.at.path, "decoder.3.self.weights");
            v.shown.at.depth = DEPTH_MODEL, v.shown.at.form = FORM_HEADS, v.shown.at.head = 1;
            v.shown.setting.map = v.shown.setting.notes = FOLD_SHUT;
            SceneInput in = world_input(w, &v, sizes[size][0], sizes[size][1], lang);
            Scene s = world_scene(w, &in);
            bool there = texts_in_figure(&s, lang ? "веса внимания" : "attention weights") > 0;
            if (size > 1) assert_true(there);
            report_faults(w, &s, "a wide wall");
            in.width = 700;
            s = world_scene(w, &in);
            assert_int_equal(texts_in_figure(&s, "attention weights"), 0);
        }
    assert_int_equal(w->wrong, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_picture_has_a_fault),
        cmocka_unit_test(every_word_is_there),
        cmocka_unit_test(the_product_is_whole),
        cmocka_unit_test(one_row_is_lit_through_all),
        cmocka_unit_test(heads_without_room_follow_the_chosen_one),
        cmocka_unit_test(a_wide_wall_shows_the_chosen_head),
        cmocka_unit_test(heads_disagree_where_they_share_nothing),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
