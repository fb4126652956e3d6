/* The keyboard's cursor: it comes to every target and every cell of every figure, presses what it
   is on, keeps its place as the figure changes, brings what is zoomed away into sight, and says
   where it is. Presenting and the spotlight as commands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/layers/cursor.h"
#include "support/scene_print.h"
#include "tiny_app.h"

static void key(App *app, int k) {
    app_key(app, k, 0);
    app_scene(app);
}

static void tab(App *app) {
    app_key(app, KEY_TAB, 0);
    app_scene(app);
}

static const Target *matrix_of(App *app) {
    const Target *t = cursor_target(app, app_scene(app));
    return t && t->kind == TARGET_CELLS ? t : NULL;
}

/* Row by row, there and back, each cell hovered and spoken; returns how many there were. */
static int walk_matrix(App *app) {
    const Target *t = matrix_of(app);
    assert_non_null(t);
    int rows = t->rows, cols = t->cols, row0 = t->row0, col0 = t->col0, count = 0;
    int down = t->transposed ? KEY_RIGHT : KEY_DOWN, ahead = t->transposed ? KEY_DOWN : KEY_RIGHT,
        back = t->transposed ? KEY_UP : KEY_LEFT;
    const Pointed *at = &app->view.passing.hover;
    for (int i = 0; i < rows + cols && (at->row > row0 || at->col > col0); i++)
        key(app, KEY_UP), key(app, KEY_LEFT);
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < cols; j++, count++) {
            assert_int_equal(at->row, row0 + i);
            assert_int_equal(at->col, col0 + (i % 2 ? cols - 1 - j : j));
            if (j + 1 < cols)
                key(app, i % 2 ? back : ahead);
            else if (i + 1 < rows)
                key(app, down);
        }
    return count;
}

/* All targets but the labels at the edges of matrices, whose cells are reached themselves. */
static int stops_of(const Scene *s) {
    int count = 0;
    for (int i = 0; i < s->target_count; i++) {
        const Target *t = &s->targets[i];
        bool label = t->kind == TARGET_ROW || t->kind == TARGET_COLUMN,
             on_stage = t->x >= s->stage[0] && t->y >= s->stage[1] &&
                        t->x < s->stage[0] + s->stage[2] && t->y < s->stage[1] + s->stage[3];
        count += !(label && on_stage);
    }
    return count;
}

static void every_target_is_reached(void **state) {
    App *app = &((Fixture *)*state)->app;
    static const char *const views[] = {"show encoder.0.self.scores",
                                        "show decoder.0.cross.weights; point row=1",
                                        "show encoder.0.self.weights form=heads",
                                        "depth model",
                                        "depth layer",
                                        "show output.probabilities",
                                        "show encoder.0.ffn.norm; depth row; point row=0"};
    for (size_t k = 0; k < sizeof views / sizeof *views; k++) {
        go(app, views[k]);
        int targets = stops_of(app_scene(app)), matrices = 0, words = 0;
        for (int i = 0; i < targets; i++) {
            tab(app);
            assert_true(app->view.passing.cursor);
            Pointed c = app->cursor.on;
            matrices += c.kind == TARGET_CELLS;
            words += c.kind != TARGET_CELLS && *app_spoken(app);
            bool cell = c.kind == TARGET_CELLS || c.kind == TARGET_OPERAND;
            assert_true(cell == pointed_cell(&app->view.passing.hover));
            assert_true(i + 1 == targets || matrices == i + 1 ||
                        c.kind != TARGET_CELLS); /* matrices come first */
        }
        assert_int_equal(matrices + words, stops_of(app_scene(app)));
        Cursor last = app->cursor;
        tab(app); /* round */
        app_key(app, KEY_TAB, KEY_SHIFT);
        app_scene(app);
        assert_memory_equal(&last, &app->cursor, sizeof last);
        app_update(app, COMMAND_ESCAPE);
        assert_false(app->view.passing.cursor);
    }
}

static bool is_fresh(App *app) {
    Buffer shown = {0}, anew = {0};
    scene_print(app_scene(app), &shown);
    app_stale(app);
    scene_print(app_scene(app), &anew);
    bool same = strcmp(shown.data, anew.data) == 0;
    buffer_free(&shown);
    buffer_free(&anew);
    return same;
}

/* Whatever the cursor comes to is lit and told at once: the same view built again is no other. */
static void the_picture_is_never_old(void **state) {
    App *app = &((Fixture *)*state)->app;
    static const char *const views[] = {
        "show encoder.0.self.weights form=heads; depth model", "show encoder.0.self.scores",
        "lesson tests/lessons/01-asks.md", "depth model; show encoder.0.self.scores form=tree"};
    for (size_t k = 0; k < sizeof views / sizeof *views; k++) {
        go(app, views[k]);
        for (int i = 0, stops = app_scene(app)->target_count; i < stops; i++) {
            tab(app);
            if (!is_fresh(app)) fail_msg("%s: at stop %d", views[k], i);
        }
        app_update(app, COMMAND_ESCAPE);
    }
}

/* Every so many steps: going cell by cell takes its time. */
#if defined(__SANITIZE_ADDRESS__)
enum { STRIDE = 16 };
#else
enum { STRIDE = 4 };
#endif

static void every_cell_is_reached(void **state) {
    App *app = &((Fixture *)*state)->app;
    const Program *p = &app->run.programs[app->run.steps - 1];
    app_update(app, COMMAND_FIRST);
    for (int i = 0; i < p->step_count; i += STRIDE) {
        int matrices = 0, seen = 0;
        const Scene *s = app_scene(app);
        for (int k = 0; k < s->target_count; k++) {
            const Target *t = &s->targets[k];
            matrices += t->kind == TARGET_CELLS &&
                        t->rows * t->cols <= 400; /* not each number of a vocabulary */
        }
        for (tab(app); app->cursor.on.kind == TARGET_CELLS; tab(app)) {
            const Target *t = matrix_of(app);
            if (t->rows * t->cols > 400) continue;
            assert_int_equal(walk_matrix(app), matrix_of(app)->rows * matrix_of(app)->cols);
            seen++;
        }
        assert_int_equal(seen, matrices);
        app_update(app, COMMAND_ESCAPE);
        for (int k = 0; k < STRIDE; k++) app_update(app, COMMAND_NEXT);
    }
}

static void a_cell_is_pinned_and_spoken(void **state) {
    App *app = &((Fixture *)*state)->app;
    go(app, "show encoder.0.self.weights head=1");
    do tab(app);
    while (strcmp(app->cursor.on.path, "encoder.0.self.weights") != 0);
    key(app, KEY_RIGHT);
    key(app, KEY_DOWN);
    key(app, KEY_DOWN);
    assert_string_equal(app_scene(app)->speech[0] ? "says" : "", "says");
    assert_memory_equal(
        app_spoken(app),
        "Encoder layer 1, self-attention, attention weights, head 2 of 2: query sees, key cat: ",
        strlen("Encoder layer 1, self-attention, attention weights, head 2 of 2: query sees, key "
               "cat: "));
    key(app, KEY_ENTER);
    assert_int_equal(app->view.shown.at.row, 2);
    assert_int_equal(app->view.shown.at.col, 1);
    key(app, ' ');
    assert_int_equal(app->view.shown.at.row, -1);
    key(app, KEY_END);
    assert_int_equal(app->view.passing.hover.col, app->run.source.count - 1);
    key(app, KEY_HOME);
    assert_int_equal(app->view.passing.hover.col, 0);
    assert_int_equal(app->view.passing.hover.row, 2);
    app_update(app, COMMAND_THEME); /* another picture, the same place */
    app_scene(app);
    assert_int_equal(app->view.passing.hover.row, 2);
    key(app, KEY_ESCAPE);
    assert_false(app->view.passing.cursor);
    assert_int_equal(app->view.passing.hover.kind, TARGET_NONE);
    assert_int_equal(app->view.shown.at.depth, DEPTH_STEP);
}

static void a_button_is_pressed(void **state) {
    App *app = &((Fixture *)*state)->app;
    ThemeName theme = app->view.shown.setting.theme;
    for (int i = 0; i < 400 && !(pointed_is(&app->cursor.on, TARGET_COMMAND, COMMAND_THEME)); i++)
        tab(app);
    assert_string_equal(app_spoken(app), "theme: night or paper");
    const Scene *s = app_scene(app);
    assert_string_equal(s->items[s->count - 1].group, "overlay"); /* the ring */
    key(app, KEY_ENTER);
    assert_int_not_equal(app->view.shown.setting.theme, theme);
    key(app, ' ');
    assert_int_equal(app->view.shown.setting.theme, theme);
    key(app, KEY_LEFT); /* to its neighbour */
    assert_int_equal(app->cursor.on.index, COMMAND_LANGUAGE);
    key(app, KEY_RIGHT);
    assert_int_equal(app->cursor.on.index, COMMAND_THEME);
}

static void what_is_zoomed_away_comes_into_sight(void **state) {
    App *app = &((Fixture *)*state)->app;
    go(app, "show encoder.0.self.weights; zoom 3 0 0");
    do tab(app);
    while (strcmp(app->cursor.on.path, "encoder.0.self.weights") != 0);
    Shape shape = {1, app->run.source.count, app->run.source.count};
    for (int i = 0; i < shape.rows; i++) {
        const Target *t = matrix_of(app);
        assert_int_equal(app->view.passing.hover.row, i);
        assert_true(i >= t->row0 && i < t->row0 + t->rows);
        key(app, KEY_DOWN);
    }
    key(app, KEY_END);
    const Target *t = matrix_of(app);
    assert_int_equal(app->view.passing.hover.col, shape.cols - 1);
    assert_int_equal(t->col0 + t->cols, shape.cols);
    for (int i = 0; i < 20; i++) key(app, KEY_UP);
    key(app, KEY_HOME);
    assert_int_equal(matrix_of(app)->row0 + matrix_of(app)->col0, 0);
}

static void the_pointer_takes_over(void **state) {
    App *app = &((Fixture *)*state)->app;
    tab(app);
    assert_true(app->view.passing.cursor);
    app_leave(app);
    assert_true(app->view.passing.cursor);
    app_hover(app, 1, 500);
    assert_false(app->view.passing.cursor);
}

static void presenting_begins_and_ends(void **state) {
    App *app = &((Fixture *)*state)->app;
    int history = app->history_at;
    key(app, KEY_F5);
    assert_true(app->view.shown.setting.presenting && app->full_screen);
    for (int part = 0; part < 3; part++) { /* the whole, a row, a number */
        assert_string_equal(app->view.shown.at.path, "encoder.0.self.weights");
        key(app, KEY_PAGE_DOWN);
    }
    assert_string_equal(app->view.shown.at.path, "encoder.0.self.heads");
    key(app, KEY_PAGE_UP);
    go(app, "point row=1 col=1");
    key(app, '.');
    assert_true(app->view.passing.blank);
    assert_int_equal(app_scene(app)->count, 0);
    app->dirty = false;
    app_hover(app, 700, 400);
    assert_false(app->dirty); /* nothing is painted for nothing */
    key(app, KEY_RIGHT);
    assert_false(app->view.passing.blank);
    assert_string_equal(app->view.shown.at.path, "encoder.0.self.weights");
    app_key(app, 'z', KEY_CTRL);
    assert_true(app->view.shown.setting.presenting); /* no matter of the history */
    app_key(app, 'z', KEY_CTRL | KEY_SHIFT);
    key(app, 's');
    assert_true(app->view.passing.spotlight);
    key(app, KEY_ESCAPE);
    assert_false(app->view.shown.setting.presenting || app->full_screen ||
                 app->view.passing.spotlight);
    assert_true(app->history_at > history);
    app_update(app, COMMAND_FULL_SCREEN);
    key(app, 'p');
    key(app, 'p');
    assert_true(app->full_screen); /* as it was */
    key(app, 'p');
    key(app, 'e');
    assert_true(app->view.passing.edit.on &&
                !app->view.shown.setting.presenting); /* the field is to be seen */
}

static void the_spotlight_follows(void **state) {
    App *app = &((Fixture *)*state)->app;
    key(app, 's');
    app_hover(app, 360, 450);
    assert_true(app->view.passing.spot[0] == 0.25f && app->view.passing.spot[1] == 0.5f);
    float radius = app->view.passing.spot[2], zoom = app->view.shown.zoom.factor;
    app_wheel(app, 360, 450, 2);
    assert_true(app->view.passing.spot[2] > radius && app->view.shown.zoom.factor == zoom);
    const Scene *s = app_scene(app);
    assert_int_equal(s->items[s->count - 1].kind, ITEM_SPOT);
    key(app, KEY_ESCAPE);
    assert_false(app->view.passing.spotlight);
    key(app, 'o');
    assert_true(app->view.shown.setting.dots);
    app_key(app, 'z', KEY_CTRL);
    assert_false(app->view.shown.setting.dots);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_target_is_reached, setup, teardown),
        cmocka_unit_test_setup_teardown(the_picture_is_never_old, setup, teardown),
        cmocka_unit_test_setup_teardown(every_cell_is_reached, setup, teardown),
        cmocka_unit_test_setup_teardown(a_cell_is_pinned_and_spoken, setup, teardown),
        cmocka_unit_test_setup_teardown(a_button_is_pressed, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_zoomed_away_comes_into_sight, setup, teardown),
        cmocka_unit_test_setup_teardown(the_pointer_takes_over, setup, teardown),
        cmocka_unit_test_setup_teardown(presenting_begins_and_ends, setup, teardown),
        cmocka_unit_test_setup_teardown(the_spotlight_follows, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
