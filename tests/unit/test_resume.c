/* Where the window was left: what is written is read back; what is damaged or cut costs its own
   lines, what is foreign is nothing, and nothing breaks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/state/resume.h"
#include "tiny_app.h"

enum { ROUNDS = 20000 };

static Arena lines; /* what was read */

static Resume left(App *app) {
    Resume r = {.width = 1280, .height = 800};
    resume_take(app, "/home", &app->lasting, &r);
    strcpy(r.model, "dates");
    strcpy(r.language, "ru");
    return r;
}

static void what_is_written_is_read(void **state) {
    App *app = &((Fixture *)*state)->app;
    static const char *const views[] = {
        "show encoder.0.self.scores head=1; depth row; point row=2", "text a \\; b; theme paper",
        "cells dots; size 150; what-if scale=off", "zoom 4 0.5 0.25; present on"};
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        Buffer text = {0};
        Error e = {{0}};
        Resume back;
        if (!view_parse(views[i], &app->run, &app->lasting, &app->view, &e)) fail_msg("%s", e.text);
        Resume r = left(app);
        assert_null(strstr(r.view, "present"));
        resume_print(&r, &text);
        buffer_add(&text, "", 1);
        assert_true(resume_read(text.data, &lines, &back));
        assert_string_equal(back.view, r.view);
        assert_string_equal(back.model, "dates");
        assert_string_equal(back.language, "ru");
        assert_true(back.theme == app->view.shown.setting.theme &&
                    back.text_size == app->view.shown.setting.text_size);
        assert_true(back.width == 1280 && back.height == 800);
        buffer_free(&text);
    }
}

/* A path may have any bytes: what cannot stand in a line is left out, and all else is kept. */
static void what_is_no_line_is_left_out(void **state) {
    App *app = &((Fixture *)*state)->app;
    static const char *const names[] = {"/tmp/two\nlines.md", "/tmp/\xff.md", "/tmp/\x1b.md"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Buffer text = {0};
        Resume back;
        strcpy(app->view.shown.setting.lesson, names[i]);
        Resume r = left(app);
        strcpy(r.model, names[i]);
        resume_print(&r, &text);
        buffer_add(&text, "", 1);
        assert_true(resume_read(text.data, &lines, &back));
        assert_null(strstr(back.view, "lesson"));
        assert_string_equal(back.model, "");
        assert_string_equal(back.language, "ru");
        buffer_free(&text);
    }
    app->view.shown.setting.lesson[0] = 0;
}

/* Cut anywhere: the lines that are whole stand for themselves. */
static void what_is_cut_is_kept_up_to_there(void **state) {
    App *app = &((Fixture *)*state)->app;
    static const char *const keys[] = {
        "\nmodel = ", "\nlanguage = ", "\nwidth = ", "\nheight = ", "\nview = "};
    Buffer text = {0};
    Resume r = left(app), back;
    resume_print(&r, &text);
    buffer_add(&text, "", 1);
    for (size_t n = 0; n + 1 < text.size; n++) {
        char kept = text.data[n];
        bool whole[5];
        for (int i = 0; i < 5; i++) {
            const char *line = strstr(text.data, keys[i]);
            whole[i] = strchr(line + 1, '\n') < text.data + n;
        }
        text.data[n] = 0;
        bool read = resume_read(text.data, &lines, &back);
        assert_true(read == (n > strcspn(text.data, "\n")));
        assert_string_equal(back.model, whole[0] ? "dates" : "");
        assert_string_equal(back.language, whole[1] ? "ru" : "");
        assert_int_equal(back.width, whole[2] ? 1280 : 0);
        assert_int_equal(back.height, whole[3] ? 800 : 0);
        assert_string_equal(back.view, whole[4] ? r.view : "");
        text.data[n] = kept;
    }
    buffer_free(&text);
}

static void what_is_foreign_is_nothing(void **state) {
    static const char *const bad[] = {"",
                                      "\n",
                                      "attnscope-session 2\nmodel = dates\n",
                                      "\xff\xfe",
                                      "{}",
                                      "attnscope-session 1",
                                      "model = dates\n"};
    Resume back;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(resume_read(bad[i], &lines, &back));
        assert_true(!*back.model && !*back.view && back.width == 0 && back.text_size == 100);
    }
}

/* A field that cannot be so loses itself and no other. */
static void a_wrong_field_costs_no_other(void **state) {
    static const char *const good[] = {"model = dates",
                                       "language = ru",
                                       "theme = paper",
                                       "text-size = 150",
                                       "width = 1280",
                                       "height = 800",
                                       "view = show output.probabilities"};
    static const struct {
        int at;
        const char *line;
    } wrong[] = {{0, "model = \xff"},
                 {1, "language = klingonese"},
                 {2, "theme = blue"},
                 {3, "text-size = 1000"},
                 {3, "text-size = "},
                 {4, "width = 310"},
                 {4, "width = 20000"},
                 {4, "width = -1280"},
                 {5, "height = 1e3"},
                 {5, "height = 99999999999999999999"},
                 {5, "tallness = 3"},
                 {6, "view = a\x01"},
                 {6, ""}};
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Buffer text = {0};
        Resume back;
        int at = wrong[i].at;
        buffer_text(&text, "attnscope-session 1\n");
        for (int k = 0; k < 7; k++) buffer_print(&text, "%s\n", k == at ? wrong[i].line : good[k]);
        assert_true(resume_read(text.data, &lines, &back));
        assert_string_equal(back.model, at == 0 ? "" : "dates");
        assert_string_equal(back.language, at == 1 ? "" : "ru");
        assert_int_equal(back.theme, at == 2 ? THEME_NIGHT : THEME_PAPER);
        assert_int_equal(back.text_size, at == 3 ? 100 : 150);
        assert_int_equal(back.width, at == 4 ? 0 : 1280);
        assert_int_equal(back.height, at == 5 ? 0 : 800);
        assert_string_equal(back.view, at == 6 ? "" : "show output.probabilities");
        buffer_free(&text);
    }
}

/* A window may have been made smaller or larger than one can be opened. */
static void sizes_that_no_window_opens_with_are_never_written(void **state) {
    App *app = &((Fixture *)*state)->app;
    static const int sizes[][4] = {
        {310, 700, 320, 700}, {20000, 20000, 8192, 8192}, {0, 1, 320, 240}, {8192, 240, 8192, 240}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        Buffer text = {0};
        Resume r = left(app), back;
        r.width = sizes[i][0], r.height = sizes[i][1];
        resume_print(&r, &text);
        buffer_add(&text, "", 1);
        assert_true(resume_read(text.data, &lines, &back));
        assert_int_equal(back.width, sizes[i][2]);
        assert_int_equal(back.height, sizes[i][3]);
        assert_string_equal(back.view, r.view);
        buffer_free(&text);
    }
}

/* A few bytes of a good one are others, or all of them are. What is still read holds what the
 * window can bear. */
static void random_bytes_break_nothing(void **state) {
    App *app = &((Fixture *)*state)->app;
    Random random = random_seed(7, 3);
    Buffer text = {0};
    Resume r = left(app), back;
    char damaged[4096];
    resume_print(&r, &text);
    assert_true(text.size < sizeof damaged);
    for (int i = 0; i < ROUNDS; i++) {
        size_t size = text.size;
        memcpy(damaged, text.data, size);
        if (i % 4 == 0) size = (size_t)random_below(&random, 300);
        int changes = i % 4 == 0 ? (int)size : 1 + random_below(&random, 4);
        for (int k = 0; k < changes && size; k++) {
            size_t at = i % 4 == 0 ? (size_t)k : (size_t)random_below(&random, (int)size);
            damaged[at] = (char)random_below(&random, 256);
        }
        damaged[size] = 0;
        arena_reset(&lines);
        if (!resume_read(damaged, &lines, &back)) continue;
        assert_true(!back.width || (back.width >= 320 && back.width <= 8192));
        assert_true(!back.height || (back.height >= 240 && back.height <= 8192));
        assert_true(back.text_size >= 75 && back.text_size <= 200);
        assert_true(strlen(back.language) < sizeof back.language && !strchr(back.view, '\n'));
    }
    buffer_free(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_written_is_read, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_no_line_is_left_out, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_cut_is_kept_up_to_there, setup, teardown),
        cmocka_unit_test(what_is_foreign_is_nothing),
        cmocka_unit_test(a_wrong_field_costs_no_other),
        cmocka_unit_test_setup_teardown(sizes_that_no_window_opens_with_are_never_written, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(random_bytes_break_nothing, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
