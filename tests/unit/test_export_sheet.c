/* The export sheet: what its keys and clicks choose, the plan that comes of it, what is remembered,
 * and how it is drawn. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "scene/pen/theme.h"
#include "support/scene_faults.h"
#include "tiny_app.h"

static App *open_sheet(void **state) {
    App *app = &((Fixture *)*state)->app;
    go(app, "show encoder.0.self.weights head=1");
    app_typed(app, "x", 0);
    assert_true(app->export.open);
    return app;
}

static void keys(App *app, int key, int times) {
    for (int i = 0; i < times; i++) app_key(app, key, 0);
}

static void enter_at_once_is_the_paper_png(void **state) {
    App *app = open_sheet(state);
    app_key(app, KEY_ENTER, 0);
    FigurePlan plan = export_plan(app), usual = figure_plan();
    assert_true(app->export_wanted && !app->export.open && !app->export.changed);
    assert_memory_equal(&plan, &usual, sizeof plan);
    assert_int_equal(choices_theme(&app->export.choices), THEME_PAPER);
}

static void esc_and_x_shut_it(void **state) {
    App *app = open_sheet(state);
    char path[VIEW_PATH];
    strcpy(path, app->view.shown.at.path);
    app_key(app, KEY_RIGHT, 0);
    app_key(app, KEY_ESCAPE, 0);
    assert_true(!app->export.open && !app->export_wanted && app->export.changed);
    app_typed(app, "x", 0);
    app_typed(app, "x", 0);
    assert_false(app->export.open);
    assert_string_equal(app->view.shown.at.path, path);
    assert_int_equal(export_plan(app).format, FIGURE_APNG); /* the plan stays */
}

static void every_choice_changes_the_plan(void **state) {
    App *app = open_sheet(state);
    for (int row = 0; row < CHOICE_COUNT; row++)
        for (int at = 1; at < choice_values((Choice)row); at++) {
            app->export.choices = (Choices){0};
            FigurePlan before = export_plan(app);
            app->export.row = (Choice)row;
            keys(app, KEY_RIGHT, at);
            assert_int_equal(app->export.choices.at[row], at);
            FigurePlan plan = export_plan(app);
            Error e = {{0}};
            if (!figure_check(&plan, &e)) fail_msg("%s", e.text);
            if (row != CHOICE_THEME && row != CHOICE_FIGURE)
                assert_memory_not_equal(&plan, &before, sizeof plan);
            else if (row == CHOICE_THEME)
                assert_int_equal(choices_theme(&app->export.choices), THEME_NIGHT);
            keys(app, '[', at);
            assert_int_equal(app->export.choices.at[row], 0);
        }
}

/* Weights are saved alone, or with their step's whole figure; another form stays as it is. */
static void one_matrix_is_saved_alone(void **state) {
    App *app = open_sheet(state);
    View view;
    app->export.choices = (Choices){0};
    strcpy(app->view.shown.at.path, "encoder.0.self.weights");
    app->view.shown.at.form = FORM_MATRIX, app->view.shown.at.depth = DEPTH_STEP;
    shown_figure(app, THEME_PAPER, 1920, 1080, &view);
    assert_int_equal(view.shown.at.form, FORM_ALONE);
    assert_int_equal(app->view.shown.at.form, FORM_MATRIX);
    app->export.choices.at[CHOICE_FIGURE] = 1;
    shown_figure(app, THEME_PAPER, 1920, 1080, &view);
    assert_int_equal(view.shown.at.form, FORM_MATRIX);
    app->export.choices.at[CHOICE_FIGURE] = 0;
    app->view.shown.at.form = FORM_BARS;
    shown_figure(app, THEME_PAPER, 1920, 1080, &view);
    assert_int_equal(view.shown.at.form, FORM_BARS);
}

static void rows_that_mean_nothing_are_passed_over(void **state) {
    App *app = open_sheet(state);
    app->export.choices.at[CHOICE_FORMAT] = FIGURE_CSV;
    keys(app, KEY_DOWN, 1);
    assert_int_equal(app->export.row, CHOICE_FORMAT);
    app->export.choices.at[CHOICE_FORMAT] = FIGURE_APNG;
    keys(app, KEY_DOWN, 5);
    assert_int_equal(app->export.row, CHOICE_NUMBERS); /* no crop */
    app->export.choices = (Choices){.at = {[CHOICE_CROP] = 1, [CHOICE_TITLE] = 1}};
    keys(app, KEY_DOWN, 2);
    assert_int_equal(app->export.row, CHOICE_SCALE); /* neither title nor source */
    assert_null(export_plan(app).style.title);
    keys(app, KEY_UP, 1);
    assert_int_equal(app->export.row, CHOICE_LABELS);
}

static Target spot(App *app, int part, Choice row) {
    const Scene *s = app_scene(app);
    for (int i = 0; i < s->target_count; i++)
        if (s->targets[i].kind == TARGET_EXPORT && s->targets[i].col0 == part &&
            s->targets[i].row0 == (int)row)
            return s->targets[i];
    fail_msg("no such place");
    return (Target){0};
}

/* At its left, where a row has its name. */
static void click(App *app, int part, Choice row) {
    Target t = spot(app, part, row);
    app_click(app, t.x + 5, t.y + t.h / 2);
}

static void clicks_and_the_wheel_choose(void **state) {
    App *app = open_sheet(state);
    click(app, EXPORT_MORE, CHOICE_PALETTE);
    click(app, EXPORT_MORE, CHOICE_PALETTE);
    click(app, EXPORT_LESS, CHOICE_PALETTE);
    assert_int_equal(app->export.choices.at[CHOICE_PALETTE], PALETTE_VIRIDIS);
    click(app, EXPORT_ROW, CHOICE_SIZE);
    assert_int_equal(app->export.choices.at[CHOICE_SIZE], 1);
    Target t = spot(app, EXPORT_ROW, CHOICE_SIZE);
    app_wheel(app, t.x + 5, t.y + 5, 1);
    assert_int_equal(app->export.choices.at[CHOICE_SIZE], 0);
    click(app, EXPORT_VALUE + 2, CHOICE_NUMBERS); /* one of a few stands there to be clicked */
    assert_int_equal(app->export.choices.at[CHOICE_NUMBERS], 2);
    assert_int_equal(app->export.row, CHOICE_NUMBERS);
    click(app, EXPORT_GROUND, CHOICE_FORMAT); /* between its parts: it stays */
    assert_true(app->export.open);
    click(app, EXPORT_SAVE, CHOICE_FORMAT);
    assert_true(app->export_wanted && !app->export.open);
    app_typed(app, "x", 0);
    click(app, EXPORT_CLOSE, CHOICE_FORMAT);
    assert_false(app->export.open);
    app_typed(app, "x", 0);
    app_click(app, 2, 2);
    assert_false(app->export.open);
}

/* The edge of what stands just there. */
static Color edge_of(App *app, const Target *t) {
    const Scene *s = app_scene(app);
    for (int i = s->count - 1; i >= 0; i--)
        if (s->items[i].kind == ITEM_BOX && s->items[i].x == t->x && s->items[i].w == t->w)
            return s->items[i].stroke;
    fail_msg("no box there");
    return 0;
}

/* One hover, one list of targets: what is under the sheet does not answer, and what is pointed at
   on it is lit. */
static void the_sheet_is_of_the_scene(void **state) {
    App *app = open_sheet(state);
    Target t = spot(app, EXPORT_CLOSE, CHOICE_FORMAT);
    app_hover(app, t.x + t.w / 2, t.y + t.h / 2);
    assert_int_equal(app->view.passing.hover.kind, TARGET_EXPORT);
    assert_int_equal(app->view.passing.hover.col, EXPORT_CLOSE);
    Theme theme;
    theme_make(app->view.shown.setting.theme, PALETTE_DEFAULT, &theme);
    assert_true(edge_of(app, &t) == theme.role[ROLE_HOT]);
    app_hover(app, app->scene.stage[0] + 5, 3);
    assert_int_equal(app->view.passing.hover.col, EXPORT_BESIDE);
    assert_true(edge_of(app, &t) == theme.line);
    Target night = spot(app, EXPORT_VALUE + 1, CHOICE_THEME); /* a segment is as the buttons are */
    app_hover(app, night.x + 4, night.y + 4);
    assert_true(edge_of(app, &night) == theme.role[ROLE_HOT]);
    assert_non_null(strstr(app_spoken(app), "Format: PNG"));
    app_key(app, KEY_ESCAPE, 0);
    assert_int_equal(app->view.passing.hover.kind, TARGET_NONE);
    app_key(app, 'x', KEY_SHIFT);
    app_click(app, 3, 3); /* what is below does not answer */
    assert_true(app->export.running);
    click(app, EXPORT_CLOSE, CHOICE_FORMAT);
    assert_false(app->export.running);
}

static void it_is_remembered(void **state) {
    (void)state;
    Choices c = {0}, back = {0}, none = {0};
    Buffer b = {0};
    for (int i = 0; i < CHOICE_COUNT; i++) c.at[i] = choice_values((Choice)i) - 1;
    choices_print(&c, &b);
    choices_read(&back, b.data);
    assert_memory_equal(&c, &back, sizeof c);
    choices_read(&none, "colour = red\nsize = 1x1\ntheme\n = night\ntheme=night\n\n\xff\xfe = "
                        "\x01\nformat = svgx\nkeys = ");
    assert_memory_equal(&none, &(Choices){0}, sizeof none);
    choices_read(&none, "junk\nformat = svg\nsize = huge\npalette = grey");
    assert_int_equal(none.at[CHOICE_FORMAT], FIGURE_SVG);
    assert_int_equal(none.at[CHOICE_PALETTE], PALETTE_GREY);
    buffer_free(&b);
}

static void a_series_has_the_sentence_every_step_and_stops(void **state) {
    App *app = &((Fixture *)*state)->app;
    Arena arena = {0};
    View view;
    go(app, "show encoder.0.self.weights head=1");
    app->view.shown.at.t = 0;
    app_key(app, 'x', KEY_SHIFT);
    assert_true(app->export.running);
    app_key(app, KEY_RIGHT, 0); /* waits */
    assert_string_equal(app->view.shown.at.path, "encoder.0.self.weights");
    int total = app->export.total;
    strcpy(app->export.folder, "."); /* which the window makes */
    assert_int_equal(total,
                     1 + app->run.programs[view_address(&app->view, &app->run).t].step_count);
    FigurePlan plan = export_plan(app);
    for (int i = 0; i < total; i++) {
        assert_int_equal(app->export.done, i);
        SceneInput in = export_series_figure(app, &plan, &view);
        Address a = view_address(in.view, &app->run);
        const char *path = app->run.programs[a.t].values[a.value].path;
        const char *shows = i == 0 ? "sentence" : path;
        assert_int_equal(in.view->shown.at.depth == DEPTH_SENTENCE, i == 0);
        assert_string_equal(export_series_name(app, &arena),
                            arena_print(&arena, "%03d-%s", i + 1, shows));
        app_scene(app);
        export_series_done(app);
    }
    assert_false(app->export.running);
    assert_non_null(strstr(app->view.passing.toast, "Saved"));
    assert_non_null(strstr(app->view.passing.toast, path_whole(&arena, "."))); /* where */
    app_key(app, 'x', KEY_SHIFT);
    export_series_done(app);
    app_key(app, KEY_ESCAPE, 0);
    assert_false(app->export.running);
    assert_non_null(strstr(app->view.passing.toast, "Stopped: saved 1 of"));
    arena_free(&arena);
}

static void expect_faultless(App *app, const char *where) {
    Buffer faults = {0};
    app_resize(app, app->width, app->height, app->font);
    const Scene *s = app_scene(app);
    Scene overlay = *s; /* what lies below is dimmed, and tested elsewhere */
    while (overlay.count && strcmp(overlay.items->group, "overlay") != 0)
        overlay.items++, overlay.count--;
    assert_true(overlay.count > 2);
    if (scene_faults(&overlay, app->font, &faults))
        fail_msg("%s at %d × %d: %s", where, app->width, app->height, faults.data);
    buffer_free(&faults);
}

static void it_fits(void **state) {
    static const int sizes[][2] = {{640, 400}, {960, 600}, {1440, 900}, {3840, 2160}};
    App *app = open_sheet(state);
    for (int i = 0; i < 4; i++)
        for (int k = 0; k < 8; k++) {
            app->width = sizes[i][0], app->height = sizes[i][1];
            app->view.shown.setting.theme = k & 1 ? THEME_NIGHT : THEME_PAPER;
            app->language = k >> 1 & 1;
            app->export.choices =
                (Choices){.at = {[CHOICE_FORMAT] = k & 4 ? FIGURE_CSV : FIGURE_PNG}};
            app->export.stale = true;
            expect_faultless(app, "sheet");
            app->export.open = false;
            export_series_begin(app);
            expect_faultless(app, "series");
            export_series_stop(app, "");
            app_typed(app, "x", 0);
        }
}

static void the_preview_is_the_picture(void **state) {
    App *app = open_sheet(state);
    app_scene(app);
    assert_non_null(app->export.cells);
    assert_int_equal(app->export.width, 1920);
    Color corner = app->export.cells[0];
    keys(app, KEY_DOWN, 2);
    keys(app, KEY_RIGHT, 1); /* night */
    app_scene(app);
    assert_int_not_equal(app->export.cells[0], corner);
    app->export.choices.at[CHOICE_FORMAT] = FIGURE_CSV;
    app->export.stale = true;
    app_resize(app, app->width, app->height, app->font);
    app_scene(app);
    assert_null(app->export.cells);
    assert_true(app->export.line_count > 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(enter_at_once_is_the_paper_png, setup, teardown),
        cmocka_unit_test_setup_teardown(esc_and_x_shut_it, setup, teardown),
        cmocka_unit_test_setup_teardown(every_choice_changes_the_plan, setup, teardown),
        cmocka_unit_test_setup_teardown(one_matrix_is_saved_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(rows_that_mean_nothing_are_passed_over, setup, teardown),
        cmocka_unit_test_setup_teardown(clicks_and_the_wheel_choose, setup, teardown),
        cmocka_unit_test_setup_teardown(the_sheet_is_of_the_scene, setup, teardown),
        cmocka_unit_test(it_is_remembered),
        cmocka_unit_test_setup_teardown(a_series_has_the_sentence_every_step_and_stops, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(it_fits, setup, teardown),
        cmocka_unit_test_setup_teardown(the_preview_is_the_picture, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
