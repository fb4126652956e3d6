/* The grid of heads under the hand: sorted by keys and pills, a head enlarged in place, gone into,
 * and come back from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "tiny_app.h"
#include "trace/heads.h"

static App *app_of(void **state) {
    return &((Fixture *)*state)->app;
}

static const Target *order_pill(App *app, HeadOrder order) {
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].kind == TARGET_ORDER && s->targets[i].row0 == (int)order)
            return &s->targets[i];
    return NULL;
}

static bool says(App *app, const char *text) {
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_TEXT && strstr(s->items[i].text, text)) return true;
    return false;
}

static void keys_lead_there_and_sort(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.self.scores head=1");
    app_update(app, COMMAND_REORDER);
    assert_true(app->view.shown.at.depth == DEPTH_MODEL && app->view.shown.at.form == FORM_HEADS &&
                app->view.shown.order == ORDER_PLACE);
    for (int o = ORDER_ENTROPY; o < ORDER_GOLD; o++) {
        app_update(app, COMMAND_REORDER);
        assert_int_equal(app->view.shown.order, o);
    }
    app_update(app, COMMAND_REORDER); /* the small model is of no corpus: nothing is gold */
    assert_int_equal(app->view.shown.order, ORDER_PLACE);
    assert_null(order_pill(app, ORDER_GOLD));
    app_update(app, COMMAND_UNDO);
    assert_int_equal(app->view.shown.order, ORDER_LAST);
}

static void pills_sort_and_explain(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.self.weights form=heads; depth model");
    const Target *t = order_pill(app, ORDER_ENTROPY);
    assert_non_null(t);
    float x = t->x + t->w / 2, y = t->y + t->h / 2;
    app_hover(app, x, y);
    assert_non_null(strstr(app_scene(app)->speech, "Entropy: how widely"));
    app_click(app, x, y);
    assert_int_equal(app->view.shown.order, ORDER_ENTROPY);
    assert_true(says(app, " bit"));
}

/* One is large as soon as the wall is gone to, by its pill as by its keys. */
static void the_wall_begins_with_one_head(void **state) {
    App *app = app_of(state);
    static const Command ways[] = {COMMAND_REORDER, COMMAND_FORM};
    for (int i = 0; i < 3; i++) {
        go(app, "show encoder.0.self.weights head=0 form=matrix; depth model");
        const Scene *s = app_scene(app);
        for (int k = 0; i == 2 && k < s->target_count; k++) {
            const Target *t = &s->targets[k];
            if (t->kind != TARGET_FORM || t->row0 != FORM_HEADS) continue;
            app_click(app, t->x + t->w / 2, t->y + t->h / 2);
            break;
        }
        if (i < 2) app_update(app, ways[i]);
        assert_int_equal(app->view.shown.at.form, FORM_HEADS);
        assert_true(app->view.shown.enlarged && says(app, "at most"));
    }
}

static void a_head_is_enlarged_in_place(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.self.weights head=0 form=heads; depth model");
    assert_false(says(app, "at most"));
    app_update(app, COMMAND_IN);
    assert_true(app->view.shown.enlarged && app->view.shown.at.depth == DEPTH_MODEL);
    assert_true(says(app, "at most"));
    app_update(app, COMMAND_NEXT_HEAD);
    assert_true(app->view.shown.enlarged && app->view.shown.at.head == 1);
    app_update(app, COMMAND_PREVIOUS_HEAD);
    assert_int_equal(app->view.shown.at.head, 0);
    app_update(app, COMMAND_ESCAPE);
    assert_false(app->view.shown.enlarged);
    assert_int_equal(app->view.shown.at.depth, DEPTH_MODEL);
    app_update(app, COMMAND_IN);
    app_update(app, COMMAND_IN);
    assert_true(app->view.shown.at.depth == DEPTH_STEP && app->view.shown.at.form == FORM_MATRIX);
    assert_string_equal(app->view.shown.at.path, "encoder.0.self.weights");
    app_update(app, COMMAND_UNDO);
    assert_true(app->view.shown.enlarged && app->view.shown.at.form == FORM_HEADS);
}

static void every_picture_answers_a_click(void **state) {
    App *app = app_of(state);
    int clicked = 0;
    for (int order = 0; order < ORDER_GOLD; order++)
        for (int i = 0; i < 64; i++) {
            go(app, "show encoder.0.self.weights head=0 form=heads; depth model; enlarge off");
            app->view.shown.order = (HeadOrder)order;
            app_resize(app, 1440, 900, app->font);
            const Scene *s = app_scene(app);
            int at = 0, found = -1;
            for (int k = 0; k < s->target_count && found < 0; k++) {
                const Target *t = &s->targets[k];
                bool picture = t->kind == TARGET_STEP && t->depth == DEPTH_STEP &&
                               t->x >= s->stage[0] && t->x < s->stage[0] + s->stage[2] &&
                               t->y > s->stage[1] && t->y < s->stage[1] + s->stage[3] &&
                               strstr(t->path, ".weights");
                if (picture && at++ == i) found = k;
            }
            if (found < 0) break;
            Target t = s->targets[found];
            char path[VIEW_PATH];
            snprintf(path, sizeof path, "%s", t.path);
            app_click(app, t.x + t.w / 2, t.y + t.h / 2);
            if (!app->view.shown.enlarged)
                fail_msg("order %d, picture %d: %s %d", order, i, path, t.head);
            assert_string_equal(app->view.shown.at.path, path);
            assert_int_equal(app->view.shown.at.head, t.head);
            clicked++;
        }
    assert_true(clicked >= 6 * 6);
}

/* In the model's order all tiles have one size; a head is below that of the layer before, a layer's
   heads stand in one row. */
static void tiles_stand_in_rows_and_columns(void **state) {
    App *app = app_of(state);
    static const int sizes[][2] = {{1024, 768}, {1440, 900}, {2560, 1440}};
    for (int z = 0; z < 3; z++) {
        go(app, "show encoder.0.self.weights head=0 form=heads; depth model; sort place");
        app_resize(app, sizes[z][0], sizes[z][1], app->font);
        const Scene *s = app_scene(app);
        float left[8] = {0}, side = 0;
        int tiles = 0;
        for (int i = 0; i < s->target_count; i++) {
            const Target *t = &s->targets[i], *before = i ? &s->targets[i - 1] : NULL;
            if (t->kind != TARGET_STEP || t->depth != DEPTH_STEP || !t->path ||
                !strstr(t->path, ".weights") || t->x < s->stage[0] ||
                t->y > s->stage[1] + s->stage[3] || t->head < 0)
                continue;
            if (!tiles++) side = t->w;
            assert_true(t->w == side && t->h == side);
            if (left[t->head] > 0) assert_true(t->x == left[t->head]);
            left[t->head] = t->x;
            if (t->head) assert_true(before->y == t->y && before->x < t->x);
        }
        assert_true(tiles >= 6 && side <= 96 + 12);
    }
}

/* What is lit up stays, all else is covered by the ground; a second click ends it. */
static void pills_light_up(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.self.weights head=0 form=heads; depth model");
    assert_true(ask(app, "pattern=encoder.0.self:1:previous"));
    app_resize(app, 1440, 900, app->font);
    const Target *found = NULL;
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].kind == TARGET_LIGHT && s->targets[i].row0 == ORDER_PREVIOUS)
            found = &s->targets[i];
    assert_non_null(found);
    float x = found->x + found->w / 2, y = found->y + found->h / 2;
    int before = s->count;
    app_click(app, x, y);
    assert_int_equal(app->view.shown.light, ORDER_PREVIOUS);
    assert_true(app_scene(app)->count > before);
    app_click(app, x, y);
    assert_int_equal(app->view.shown.light, ORDER_PLACE);
}

static void escape_goes_back(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.self.scores head=1");
    app_update(app, COMMAND_REORDER);
    assert_true(app->view.shown.enlarged);
    app_update(app, COMMAND_ESCAPE);
    assert_false(app->view.shown.enlarged);
    assert_int_equal(app->view.shown.at.form, FORM_HEADS);
    app_update(app, COMMAND_ESCAPE);
    assert_true(app->view.shown.at.form == FORM_MATRIX && app->view.shown.at.depth == DEPTH_MODEL);
}

static void a_mean_leaves_out_what_has_no_meaning(void **state) {
    (void)state;
    Head heads[3] = {{.value[HEAD_FIRST] = 0.25, .rows[HEAD_FIRST] = 4},
                     {.value[HEAD_FIRST] = 9, .rows[HEAD_FIRST] = 0},
                     {.value[HEAD_FIRST] = 0.75, .rows[HEAD_FIRST] = 2}};
    double mean;
    assert_true(head_mean(heads, 3, HEAD_FIRST, &mean) && mean == 0.5);
    assert_false(head_mean(heads, 3, HEAD_GOLD, &mean));
}

static void the_line_brings_it_back(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.self.weights head=1 form=heads; depth model; enlarge on; sort itself");
    Buffer line = {0};
    View back = view_default("");
    Error e = {{0}};
    view_print(&app->view, &app->run, &line);
    assert_true(view_parse(line.data, &app->run, &app->lasting, &back, &e));
    assert_true(back.shown.enlarged && back.shown.order == ORDER_ITSELF && back.shown.at.head == 1);
    buffer_free(&line);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(keys_lead_there_and_sort, setup, teardown),
        cmocka_unit_test_setup_teardown(pills_sort_and_explain, setup, teardown),
        cmocka_unit_test_setup_teardown(the_wall_begins_with_one_head, setup, teardown),
        cmocka_unit_test_setup_teardown(a_head_is_enlarged_in_place, setup, teardown),
        cmocka_unit_test_setup_teardown(every_picture_answers_a_click, setup, teardown),
        cmocka_unit_test_setup_teardown(tiles_stand_in_rows_and_columns, setup, teardown),
        cmocka_unit_test_setup_teardown(pills_light_up, setup, teardown),
        cmocka_unit_test_setup_teardown(escape_goes_back, setup, teardown),
        cmocka_unit_test_setup_teardown(a_mean_leaves_out_what_has_no_meaning, setup, teardown),
        cmocka_unit_test_setup_teardown(the_line_brings_it_back, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
