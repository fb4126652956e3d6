/* Two figures side by side and their difference: pinned, moved, swapped, pointed at; on one scale,
   without faults, and saying only what they name. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/file.h"
#include "support/scene_print.h"
#include "tiny_app.h"
#include "trace/measure.h"
#include "trace/measure_place.h"
#include "golden.h"

static App *app_of(void **state) {
    return &((Fixture *)*state)->app;
}

static int texts(const Scene *s, const char *text) {
    int found = 0;
    for (int i = 0; i < s->count; i++)
        found += s->items[i].kind == ITEM_TEXT && strcmp(s->items[i].text, text) == 0;
    return found;
}

/* The largest target of a value in one of the halves. */
static const Target *cells_of(const Scene *s, const char *path, bool aside) {
    const Target *found = NULL;
    for (int i = 0; i < s->target_count; i++) {
        const Target *t = &s->targets[i];
        if (t->kind == TARGET_CELLS && t->aside == aside && strcmp(t->path, path) == 0 &&
            (!found || t->w > found->w))
            found = t;
    }
    return found;
}

/* The first screen beside itself: one sentence above the other, and only the lower one goes on. */
static void a_sentence_is_compared(void **state) {
    App *app = app_of(state);
    const char *path = "decoder.1.cross.weights";
    go(app, "show decoder.1.cross.weights@1 head=1; depth sentence");
    app_update(app, COMMAND_COMPARE);
    assert_true(app->view.shown.beside.on);
    app_update(app, COMMAND_PREVIOUS);
    assert_int_equal(app->view.shown.at.depth, DEPTH_SENTENCE);
    assert_int_equal(app->view.shown.at.t, 0);
    assert_int_equal(app->view.shown.beside.at.t, 1);
    const Scene *s = app_scene(app);
    const Target *pinned = cells_of(s, path, true), *own = cells_of(s, path, false);
    assert_true(pinned && own && pinned->y + pinned->h < own->y);
    app_update(app, COMMAND_COMPARE);
    assert_false(app->view.shown.beside.on);
    assert_int_equal(app->view.shown.at.depth, DEPTH_SENTENCE);
    assert_null(cells_of(app_scene(app), path, true));
}

static void a_figure_is_pinned_and_let_go(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.self.scores head=1; point row=2 col=1");
    app_update(app, COMMAND_COMPARE);
    assert_true(app->view.shown.beside.on && *app->view.passing.toast);
    assert_string_equal(app->view.shown.beside.at.path, "encoder.0.self.scores");
    app_update(app, COMMAND_NEXT_HEAD);
    app_update(app, COMMAND_NEXT);
    assert_int_equal(app->view.shown.beside.at.head, 1);
    assert_string_equal(app->view.shown.at.path, "encoder.0.self.scaled");
    const Scene *s = app_scene(app);
    const Target *left = cells_of(s, "encoder.0.self.scores", true),
                 *right = cells_of(s, "encoder.0.self.scaled", false);
    assert_true(left && right && left->x + left->w <= right->x);
    app_update(app, COMMAND_COMPARE);
    assert_false(app->view.shown.beside.on);
    assert_null(cells_of(app_scene(app), "encoder.0.self.scores", true));
    app_update(app, COMMAND_UNDO);
    assert_true(app->view.shown.beside.on);
    app_update(app, COMMAND_REDO);
    assert_false(app->view.shown.beside.on);
}

/* The other half keeps its sentence, its run and its numbers. */
static void halves_are_of_their_own_runs(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.self.weights head=0");
    app_update(app, COMMAND_COMPARE);
    float before = trace_find(decode_trace(&app->run, 0), "encoder.input").x[0];
    assert_true(app_text(app, "a dog sees the cat"));
    assert_string_equal(app->view.shown.beside.of.text, "the cat sees a dog .");
    const Decoding *aside = runs_beside(app);
    assert_non_null(aside);
    assert_true(trace_find(decode_trace(aside, 0), "encoder.input").x[0] == before);
    assert_true(texts(app_scene(app), "the cat sees a dog .") >=
                1); /* each half says whose it is */
    assert_true(ask(app, "scale=off"));
    assert_string_equal(app->view.shown.beside.of.what.text, "");
    app_update(app, COMMAND_SWAP);
    assert_string_equal(app->view.shown.of.text, "the cat sees a dog .");
    assert_string_equal(app->view.shown.of.what.text, "");
    assert_string_equal(app->view.shown.beside.of.what.text, "scale=off");
    app_update(app, COMMAND_SWAP);
    assert_string_equal(app->view.shown.of.what.text, "scale=off");
    for (int i = 0; i < 3; i++) app_update(app, COMMAND_UNDO);
    assert_string_equal(app->view.shown.of.text, "a dog sees the cat");
    assert_string_equal(app->view.shown.of.what.text, "");
}

static void the_pointer_marks_both(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.self.weights head=0");
    app_update(app, COMMAND_COMPARE);
    app_update(app, COMMAND_NEXT_HEAD);
    const Target *left = cells_of(app_scene(app), "encoder.0.self.weights", true);
    assert_non_null(left);
    float x = left->x + left->w * 2.5f / (float)left->cols,
          y = left->y + left->h * 1.5f / (float)left->rows;
    app_hover(app, x, y);
    const Pointed *on = &app->view.passing.hover;
    assert_true(pointed_cell(on) && on->aside && on->row == 1 && on->col == 2);
    assert_non_null(strstr(app_scene(app)->speech, "query cat → key sees"));
    float said = tensor_at(
        trace_find(decode_trace(&app->run, app->run.steps - 1), "encoder.0.self.weights"), 0, 1, 2);
    char number[32];
    snprintf(number, sizeof number, "%.4g", (double)said);
    assert_non_null(strstr(app_scene(app)->speech, number)); /* of the pinned half's head */
    app_click(app, x, y);
    assert_true(app->view.shown.beside.at.row == 1 && app->view.shown.beside.at.col == 2 &&
                app->view.shown.at.row < 0);
    app_click(app, x, y);
    assert_true(app->view.shown.beside.at.row < 0);
}

/* Both bars tell the same range, that of the larger one. */
static void both_have_one_scale(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.self.scores head=0");
    app_update(app, COMMAND_COMPARE);
    app_update(app, COMMAND_NEXT_HEAD);
    Tensor t = trace_find(decode_trace(&app->run, app->run.steps - 1), "encoder.0.self.scores");
    float top = fmaxf(measure_max_abs(t, 0), measure_max_abs(t, 1));
    char text[32];
    snprintf(text, sizeof text, "+%.1f", (double)top);
    app_resize(app, 2560, 1440, app->font);
    assert_true(texts(app_scene(app), text) >= 2);
    app_resize(app, 1440, 900, app->font);
}

static void differences_are_told(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.self.scores head=0; point row=1 col=2");
    app_update(app, COMMAND_SIDE);
    assert_true(*app->view.passing.toast); /* nothing to take a difference of */
    app_update(app, COMMAND_COMPARE);
    app_update(app, COMMAND_NEXT_HEAD);
    app_update(app, COMMAND_SIDE);
    assert_true(app->view.shown.beside.difference);
    Tensor t = trace_find(decode_trace(&app->run, app->run.steps - 1), "encoder.0.self.scores");
    Shape one = {1, t.shape.rows, t.shape.cols};
    Tensor d = measure_difference((Tensor){one, tensor_sheet(t, 0)},
                                  (Tensor){one, tensor_sheet(t, 1)}, &app->lasting);
    assert_true(tensor_at(d, 0, 1, 2) == tensor_at(t, 1, 1, 2) - tensor_at(t, 0, 1, 2));
    char number[32];
    bool found = false;
    snprintf(number, sizeof number, "%.4f", fabs((double)tensor_at(d, 0, 1, 2)));
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->count; i++)
        found = found || (s->items[i].kind == ITEM_TEXT && strstr(s->items[i].text, number));
    assert_true(found);
    app_update(app, COMMAND_LAST); /* another shape */
    assert_true(app_scene(app)->count > 0);
    bool misfit = false;
    for (int i = 0; i < app->scene.count; i++)
        misfit = misfit || (app->scene.items[i].kind == ITEM_TEXT &&
                            strstr(app->scene.items[i].text, "no difference"));
    assert_true(misfit);
}

/* After, difference, before; the map and the bar stay those of the run that is shown. */
static void sides_of_a_what_if(void **state) {
    App *app = app_of(state);
    go(app, "show encoder.0.self.weights head=0");
    float as_trained = trace_find(decode_trace(&app->run, 0), "encoder.0.self.scaled").x[0];
    assert_true(ask(app, "scale=8"));
    float changed = trace_find(decode_trace(&app->run, 0), "encoder.0.self.scaled").x[0];
    assert_true(changed != as_trained);
    app_update(app, COMMAND_SIDE);
    assert_int_equal(app->view.shown.side, SIDE_DIFFERENCE);
    assert_int_equal(texts(app_scene(app), "Difference") >= 1, 1);
    app_update(app, COMMAND_SIDE);
    assert_int_equal(app->view.shown.side, SIDE_BEFORE);
    assert_true(trace_find(decode_trace(&app->run, 0), "encoder.0.self.scaled").x[0] == as_trained);
    app_update(app, COMMAND_SIDE);
    assert_int_equal(app->view.shown.side, SIDE_BOTH);
    app_update(app, COMMAND_SIDE);
    assert_int_equal(app->view.shown.side, SIDE_AFTER);
    assert_true(trace_find(decode_trace(&app->run, 0), "encoder.0.self.scaled").x[0] == changed);
    assert_true(ask(app, ""));
    assert_null(runs_before(app));
    assert_true(trace_find(decode_trace(&app->run, 0), "encoder.0.self.scaled").x[0] == as_trained);
}

static const Target *side_pill(App *app, Side side) {
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].kind == TARGET_SIDE && s->targets[i].row0 == (int)side)
            return &s->targets[i];
    fail_msg("no pill for side %d", (int)side);
    return NULL;
}

static const Item *text_with(const Scene *s, const char *part) {
    for (int i = 0; i < s->count; i++)
        if (s->items[i].kind == ITEM_TEXT && strstr(s->items[i].text, part)) return &s->items[i];
    return NULL;
}

/* Both matrices, the place where the answer changes with the probabilities of both runs, and what
   the head is worth when it is off. */
static void a_what_if_is_one_figure(void **state) {
    App *app = app_of(state);
    Arena work = {0};
    ChangedPlace c;
    double off;
    go(app, "show encoder.0.self.weights head=0");
    assert_true(ask(app, "pattern=encoder.0.self:0:uniform"));
    const Target *pill = side_pill(app, SIDE_BOTH);
    app_click(app, pill->x + 3, pill->y + 3);
    assert_int_equal(app->view.shown.side, SIDE_BOTH);
    const Scene *s = app_scene(app);
    assert_non_null(text_with(s, "What if head 1 looked at all keys alike?"));
    int matrices = 0;
    for (int i = 0; i < s->target_count; i++)
        matrices += s->targets[i].kind == TARGET_CELLS && s->targets[i].w > 150 &&
                    strcmp(s->targets[i].path, "encoder.0.self.weights") == 0;
    assert_int_equal(matrices, 2);
    const Decoding *now = &app->run, *before = runs_before(app);
    assert_true(measure_place(now, before, &c));
    for (int i = 0; i < 2; i++) {
        int words;
        assert_true(c.was[i] == (double)decode_chances(before, c.at, &words)[c.word[i]]);
        assert_true(c.now[i] == (double)decode_chances(now, c.at, &words)[c.word[i]]);
    }
    assert_int_equal(c.word[0], before->output.id[c.at]);
    assert_true(c.flips == (now->output.id[c.at] != before->output.id[c.at]));
    assert_non_null(text_with(s, arena_print(&work, "%.1f %%", 100 * c.was[0])));
    assert_true(measure_without_head(before, "encoder.0.self", 0, c.at, c.word[0], &work, &off));
    assert_non_null(text_with(s, "With"));
    assert_false(measure_without_head(before, "encoder.0.self", 99, c.at, c.word[0], &work, &off));
    double first;
    int words;
    assert_true(measure_without_head(before, "encoder.0.self", 1, 0, 5, &work, &first));
    assert_true(ask(app, "head=encoder.0.self:1:off"));
    assert_true(first == (double)decode_chances(&app->run, 0, &words)[5]);
    app_click(app, side_pill(app, SIDE_BEFORE)->x + 3, side_pill(app, SIDE_BEFORE)->y + 3);
    assert_int_equal(app->view.shown.side, SIDE_BEFORE);
    arena_free(&work);
}

static void what_cannot_be_run_changes_nothing(void **state) {
    App *app = app_of(state);
    Buffer before = {0}, after = {0};
    int count = app->history_count;
    view_print(&app->view, &app->run, &before);
    assert_false(ask(app, "head=encoder.9.self:0:off"));
    assert_true(*app->view.passing.toast);
    view_print(&app->view, &app->run, &after);
    assert_string_equal(before.data, after.data);
    assert_int_equal(app->history_count, count);
    buffer_free(&before);
    buffer_free(&after);
}

/* Both halves, their difference, and a what-if's: as text, mark by mark. */
static void they_look_as_before(void **state) {
    Fixture *f = *state;
    App *app = &f->app;
    uint64_t pixels = 0;
    go(app, "show encoder.0.self.weights head=0; point row=1 col=2; fold map=shut timeline=shut");
    app_update(app, COMMAND_COMPARE);
    app_update(app, COMMAND_NEXT_HEAD);
    app_resize(app, 960, 600, app->font);
    pixels = golden_pixels(pixels, app_scene(app), 960, 600, app->font);
    app_update(app, COMMAND_SIDE);
    pixels = golden_pixels(pixels, app_scene(app), 960, 600, app->font);
    app_update(app, COMMAND_COMPARE);
    assert_true(ask(app, "scale=off"));
    app_update(app, COMMAND_SIDE);
    pixels = golden_pixels(pixels, app_scene(app), 960, 600, app->font);
    golden_hash("compare", pixels);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_sentence_is_compared, setup, teardown),
        cmocka_unit_test_setup_teardown(a_figure_is_pinned_and_let_go, setup, teardown),
        cmocka_unit_test_setup_teardown(halves_are_of_their_own_runs, setup, teardown),
        cmocka_unit_test_setup_teardown(the_pointer_marks_both, setup, teardown),
        cmocka_unit_test_setup_teardown(both_have_one_scale, setup, teardown),
        cmocka_unit_test_setup_teardown(differences_are_told, setup, teardown),
        cmocka_unit_test_setup_teardown(sides_of_a_what_if, setup, teardown),
        cmocka_unit_test_setup_teardown(a_what_if_is_one_figure, setup, teardown),
        cmocka_unit_test_setup_teardown(they_look_as_before, setup, teardown),
        cmocka_unit_test_setup_teardown(what_cannot_be_run_changes_nothing, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
