/* Where the window was left: what is written is read back; what is damaged, cut, foreign or random
   is nothing, and nothing breaks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/resume.h"
#include "tiny_app.h"

enum { ROUNDS = 20000 };

static Resume left(App *app) {
    Resume r = {.width = 1280, .height = 800};
    resume_take(app, &r);
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
        if (!view_parse(views[i], &app->run, &app->view, &e)) fail_msg("%s", e.text);
        Resume r = left(app);
        assert_null(strstr(r.view, "present"));
        resume_print(&r, &text);
        buffer_add(&text, "", 1);
        assert_true(resume_read(text.data, &back));
        assert_string_equal(back.view, r.view);
        assert_string_equal(back.model, "dates");
        assert_string_equal(back.language, "ru");
        assert_true(back.theme == app->view.theme && back.text_size == app->view.text_size);
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
        strcpy(app->view.lesson, names[i]);
        Resume r = left(app);
        strcpy(r.model, names[i]);
        resume_print(&r, &text);
        buffer_add(&text, "", 1);
        assert_true(resume_read(text.data, &back));
        assert_null(strstr(back.view, "lesson"));
        assert_string_equal(back.model, "");
        assert_string_equal(back.language, "ru");
        buffer_free(&text);
    }
    app->view.lesson[0] = 0;
}

static void what_is_damaged_is_nothing(void **state) {
    App *app = &((Fixture *)*state)->app;
    Buffer text = {0};
    Resume r = left(app), back;
    resume_print(&r, &text);
    buffer_add(&text, "", 1);
    for (size_t n = 0; n + 1 < text.size; n++) { /* cut anywhere */
        char kept = text.data[n];
        text.data[n] = 0;
        assert_false(resume_read(text.data, &back));
        assert_true(!*back.view && back.width == 0);
        text.data[n] = kept;
    }
    static const char *const bad[] = {
        "",
        "\n",
        "attnscope-session 2\n",
        "attnscope-session 1\n",
        "\xff\xfe",
        "{}",
        "attnscope-session 1\nmodel = \nlanguage = \ntheme = blue\ntext-size = 100\n"
        "width = 960\nheight = 600\nview = show output.probabilities\n",
        "attnscope-session 1\nmodel = \nlanguage = \ntheme = paper\ntext-size = 1000\n"
        "width = 960\nheight = 600\nview = show output.probabilities\n",
        "attnscope-session 1\nmodel = \nlanguage = \ntheme = paper\ntext-size = 100\n"
        "width = 9600\nheight = 600\nview = show output.probabilities\n"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) assert_false(resume_read(bad[i], &back));
    buffer_free(&text);
}

/* A few bytes of a good one are others, or all of them are. What is still read holds what the
 * window can bear. */
static void random_bytes_break_nothing(void **state) {
    App *app = &((Fixture *)*state)->app;
    Random random = random_seed(7, 3);
    Buffer text = {0};
    Resume r = left(app), back;
    char damaged[sizeof r.view];
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
        if (!resume_read(damaged, &back)) continue;
        assert_true(back.width >= 320 && back.width <= 8192 && back.height >= 240 &&
                    back.height <= 8192);
        assert_true(back.text_size >= 75 && back.text_size <= 200 && *back.view);
        assert_true(strlen(back.language) < sizeof back.language && !strchr(back.view, '\n'));
    }
    buffer_free(&text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_written_is_read, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_no_line_is_left_out, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_damaged_is_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(random_bytes_break_nothing, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
