/* Asking numbers in the window: Y down to a word or a weight, Backspace exactly back, G on to the
   word, clicks on lines of terms and on the trail, and what makes the trail go away. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tiny_app.h"

static App *app_of(void **state) {
    return &((Fixture *)*state)->app;
}

static void line_of(const App *app, char out[512]) {
    Buffer b = {0};
    view_print(&app->view, &app->run, &b);
    snprintf(out, 512, "%s", b.data);
    buffer_free(&b);
}

/* Asks until there is nothing more to follow; returns how often that led somewhere. */
static int ask_on(App *app, Command command) {
    int steps = 0;
    for (int before = -1; before != app->view.trail.count && steps < 100; steps++) {
        before = app->view.trail.count;
        app_update(app, command);
        app_scene(app);
    }
    return steps - 1;
}

static void why_ends_and_backspace_leads_exactly_back(void **state) {
    App *app = app_of(state);
    static const char *const views[] = {
        "show encoder.1.self.heads head=1; point row=1 col=2; depth step",
        "show decoder.1.cross.weights head=1; point row=2 col=3; depth cell",
        "show output.probabilities; point row=1 col=4; depth row",
        "show decoder.0.ffn.active@2 head=1; point row=2 col=7; depth step; zoom 2 0.5 0.25",
    };
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        char lines[40][512], now[512];
        go(app, views[i]);
        app_update(app, COMMAND_THEME);
        int steps = 0;
        for (;; steps++) {
            line_of(app, lines[steps]);
            app_update(app, COMMAND_WHY);
            if (app->view.trail.count == steps) break;
        }
        assert_true(steps >= 3);
        assert_true(*app->view.passing.toast);
        const ValueInfo *end = &app->run.programs[view_address(&app->view, &app->run).t]
                                    .values[view_address(&app->view, &app->run).value];
        bool place = strstr(end->path, "tokens") || strstr(end->path, "position") ||
                     strstr(end->path, "causal");
        assert_true(end->weight >= 0 || place);
        while (steps-- > 0) {
            app_update(app, COMMAND_BACK);
            line_of(app, now);
            assert_string_equal(now, lines[steps]);
            assert_int_equal(app->view.trail.count, steps);
        }
        app_update(app, COMMAND_BACK);
        assert_string_equal(app->view.passing.toast, "There is nothing to go back to.");
        line_of(app, now);
        assert_string_equal(now, lines[0]);
    }
}

static void where_ends_at_a_word(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.embed; point row=1 col=2; depth step");
    assert_true(ask_on(app, COMMAND_WHERE) > 5);
    assert_string_equal(app->view.shown.at.path, "output.probabilities");
    assert_int_equal(app->view.shown.at.row, app->run.steps - 1);
    assert_int_equal(app->view.shown.at.col, app->run.output.id[app->run.steps - 1]);
    assert_non_null(strstr(app->view.passing.toast, "probability of a word"));
}

static void without_a_cell_nothing_is_pinned(void **state) {
    App *app = app_of(state);
    char before[512], now[512];
    go(app, "show encoder.0.self.scores; point none; depth step");
    line_of(app, before);
    app_update(app, COMMAND_WHY);
    assert_non_null(strstr(app->view.passing.toast, "can be asked"));
    app_update(app, COMMAND_WHERE);
    assert_non_null(strstr(app->view.passing.toast, "can be asked"));
    line_of(app, now);
    assert_string_equal(now, before);
    assert_int_equal(app->view.trail.count, 0);
}

static void enter_goes_on_where_nothing_is_smaller(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.self.scores head=1; point row=1 col=2; depth cell");
    app_update(app, COMMAND_IN);
    assert_int_equal(app->view.trail.count, 1);
    assert_true(strcmp(app->view.shown.at.path, "encoder.0.self.q") == 0 ||
                strcmp(app->view.shown.at.path, "encoder.0.self.k") == 0);
    assert_int_equal(app->view.shown.at.depth, DEPTH_CELL);
}

static const Target *target_of(App *app, TargetKind kind, int number) {
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].kind == kind && number-- == 0) return &s->targets[i];
    return NULL;
}

static void click_middle(App *app, const Target *t) {
    app_click(app, t->x + t->w / 2, t->y + t->h / 2);
}

static void lines_of_terms_lead_to_their_operands(void **state) {
    App *app = app_of(state);
    static const char *const views[] = {
        "show encoder.0.self.scores head=1; point row=1 col=2; depth step",
        "show encoder.0.ffn.hidden; point row=1 col=2; depth cell",
        "show encoder.0.self.weights; point row=1 col=2; depth cell",
        "show encoder.0.ffn.norm; point row=1 col=2; depth cell",
        "show encoder.0.self.heads; point row=1 col=2; depth step",
    };
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        for (int k = 0;; k++) {
            go(app, views[i]);
            app->view.trail.count = 0;
            app_update(app, COMMAND_THEME);
            const Target *t = target_of(app, TARGET_OPERAND, k);
            if (!t) {
                assert_true(k > 1);
                break;
            }
            char path[VIEW_PATH];
            Target copy = *t;
            strcpy(path, t->path);
            app_hover(app, t->x + t->w / 2, t->y + t->h / 2);
            assert_string_equal(app->view.passing.hover.path, path);
            click_middle(app, &copy);
            assert_string_equal(app->view.shown.at.path, path);
            assert_int_equal(app->view.shown.at.row, copy.row0);
            assert_int_equal(app->view.shown.at.col, copy.col0);
            assert_int_equal(app->view.trail.count, 1);
        }
    }
}

static void crumbs_lead_back_and_elsewhere_forgets_them(void **state) {
    App *app = app_of(state);
    char first[512], now[512];
    go(app, "show encoder.1.self.heads head=1; point row=1 col=2; depth step");
    app_update(app, COMMAND_THEME);
    line_of(app, first);
    for (int i = 0; i < 4; i++) app_update(app, COMMAND_WHY);
    assert_int_equal(app->view.trail.count, 4);
    assert_non_null(target_of(app, TARGET_TRAIL, 3));
    assert_null(target_of(app, TARGET_TRAIL, 4));
    click_middle(app, target_of(app, TARGET_TRAIL, 2));
    assert_int_equal(app->view.trail.count, 2);
    click_middle(app, target_of(app, TARGET_TRAIL, 0));
    assert_int_equal(app->view.trail.count, 0);
    line_of(app, now);
    assert_string_equal(now, first);
    app_update(app, COMMAND_WHY);
    app_update(app, COMMAND_WHY);
    app_update(app, COMMAND_NEXT); /* elsewhere */
    assert_int_equal(app->view.trail.count, 0);
    app_update(app, COMMAND_UNDO);
    assert_int_equal(app->view.trail.count, 2);
    app_update(app, COMMAND_UNDO);
    assert_int_equal(app->view.trail.count, 1);
    app_update(app, COMMAND_REDO);
    assert_int_equal(app->view.trail.count, 2);
    app_update(app, COMMAND_LANGUAGE); /* not elsewhere */
    app_update(app, COMMAND_IN);
    assert_int_equal(app->view.trail.count, 2);
    assert_true(app_text(app, "the dog sees a cat ."));
    assert_int_equal(app->view.trail.count, 0);
}

static void a_weights_cell_can_be_pinned_by_a_click(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.self.q.linear; point none; depth step");
    app_update(app, COMMAND_THEME);
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].kind == TARGET_CELLS &&
            strcmp(s->targets[i].path, "encoder.0.self.w.q") == 0) {
            click_middle(app, &s->targets[i]);
            break;
        }
    assert_string_equal(app->view.shown.at.path, "encoder.0.self.w.q");
    assert_true(app->view.shown.at.row >= 0 && app->view.shown.at.col >= 0);
    app_update(app, COMMAND_WHY);
    assert_non_null(strstr(app->view.passing.toast, "trained weight"));
    app_update(app, COMMAND_WHERE);
    assert_string_equal(app->view.shown.at.path, "encoder.0.self.q.linear");
}

/* The oldest places go as new ones come. */
static void a_trail_never_overflows(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.self.heads head=1; point row=1 col=2; depth step");
    for (int i = 0; i < 3 * TRAIL_MOST; i++) {
        app_update(app, i % 2 ? COMMAND_WHERE : COMMAND_WHY);
        app_scene(app);
    }
    assert_int_equal(app->view.trail.count, TRAIL_MOST - 1);
    for (int i = 0; i < TRAIL_MOST - 1; i++) app_update(app, COMMAND_BACK);
    assert_int_equal(app->view.trail.count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(why_ends_and_backspace_leads_exactly_back, setup, teardown),
        cmocka_unit_test_setup_teardown(where_ends_at_a_word, setup, teardown),
        cmocka_unit_test_setup_teardown(without_a_cell_nothing_is_pinned, setup, teardown),
        cmocka_unit_test_setup_teardown(enter_goes_on_where_nothing_is_smaller, setup, teardown),
        cmocka_unit_test_setup_teardown(lines_of_terms_lead_to_their_operands, setup, teardown),
        cmocka_unit_test_setup_teardown(crumbs_lead_back_and_elsewhere_forgets_them, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_weights_cell_can_be_pinned_by_a_click, setup, teardown),
        cmocka_unit_test_setup_teardown(a_trail_never_overflows, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
