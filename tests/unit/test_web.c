/* The page's exports, as the page calls them, with the window's letters: two figures live at once,
   each has the pixels that export writes of its view, and what it wishes is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/web.h"
#include "draw/canvas.h"
#include "export/png.h"
#include "view/link.h"

enum { WIDE = 1440, HIGH = 900, WORDS = 16 };

static char folder[] = "/tmp/attnscope-web-XXXXXX";

static int setup(void **state) {
    (void)state;
    return mkdtemp(folder) && setenv("XDG_STATE_HOME", folder, 1) == 0 &&
                   setenv("LC_ALL", "C", 1) == 0 && setenv("ATTNSCOPE_ASSETS", "assets", 1) == 0
               ? 0
               : -1;
}

static int teardown(void **state) {
    static const char *const names[] = {
        "attnscope/session", "attnscope/export", "attnscope/lessons", "attnscope", "a.png", ""};
    char path[128];
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        remove(path);
    }
    return 0;
}

/* Words as the page gives them; ended by NULL. */
static Web *open_web(const char *const *word) {
    char words[4096];
    size_t size = 0;
    int count = 0;
    for (; word[count]; count++) {
        strcpy(words + size, word[count]);
        size += strlen(word[count]) + 1;
    }
    void *room = web_room((int)size + 1);
    memcpy(room, words, size);
    Web *w = web_open(room, count);
    web_free(room);
    return w;
}

static Web *open_at(const char *view, const char *language) {
    Web *w = open_web(
        (const char *const[]){"--fresh", "--no-motion", "--view", view, "--lang", language, NULL});
    if (*web_error(w)) fail_msg("%s", web_error(w));
    web_resize(w, WIDE, HIGH, 1);
    web_after(w);
    assert_int_equal(web_frame(w), 1);
    return w;
}

/* What `attnscope export --frame window` writes of the same view. */
static void same_pixels(Web *w) {
    char path[128], size[32], *view = strdup(web_view(w));
    snprintf(path, sizeof path, "%s/a.png", folder);
    snprintf(size, sizeof size, "%dx%d", WIDE, HIGH);
    char *argv[] = {(char[]){"export"},  (char[]){"--frame"},
                    (char[]){"window"},  (char[]){"--notes"},
                    (char[]){"off"},     (char[]){"--force"},
                    (char[]){"--theme"}, (char[]){"night"},
                    (char[]){"--lang"},  strdup(web_language(w)),
                    (char[]){"--size"},  size,
                    (char[]){"--view"},  view,
                    (char[]){"-o"},      path};
    int count = sizeof argv / sizeof *argv;
    assert_int_equal(cmd_export(count, argv), 0);
    Arena arena = {0};
    Bytes file;
    Buffer own = {0};
    Error e;
    Canvas c = {.pixels = (uint32_t *)(uintptr_t)web_pixels(w),
                .width = WIDE,
                .height = HIGH,
                .pitch = web_pitch(w),
                .clip_x1 = WIDE,
                .clip_y1 = HIGH};
    assert_true(png_print(&c, &(PngInfo){.exact = true}, &own, &e));
    if (!file_read(path, 1 << 26, &arena, &file, &e)) fail_msg("%s", e.text);
    assert_int_equal(own.size, file.size);
    assert_memory_equal(own.data, file.data, own.size);
    buffer_free(&own);
    arena_free(&arena);
    free(argv[9]);
    free(view);
}

static void key(Web *w, const char *name) {
    assert_true(web_key(w, name, name, 0));
}

/* Each answers for itself, whichever was asked last. */
static void two_figures_live_at_once(void **state) {
    (void)state;
    Web *a = open_at("show encoder.0.self.scores head=1", "en"),
        *b = open_at("show decoder.1.cross.weights head=2 form=ribbons", "ru");
    same_pixels(a);
    same_pixels(b);
    char before[4096];
    snprintf(before, sizeof before, "%s", web_view(b));
    key(a, "ArrowRight");
    web_typed(a, "t");
    assert_int_equal(web_after(b) & (WEB_FRAME | WEB_OTHER_VIEW | WEB_OTHER_PLACE), 0);
    int bits = web_after(a);
    assert_true(bits & WEB_FRAME && bits & WEB_OTHER_VIEW && bits & WEB_OTHER_PLACE &&
                bits & WEB_SAYS);
    assert_non_null(strstr(web_view(a), "encoder.0.self.scaled"));
    assert_non_null(strstr(web_view(a), "theme paper"));
    assert_non_null(strstr(web_said(a), "scaled"));
    assert_string_equal(web_view(b), before);
    web_close(a);
    same_pixels(b);
    key(b, "End");
    assert_true(web_after(b) & WEB_OTHER_VIEW);
    web_close(b);
}

static void the_first_screen_and_a_lesson_are_the_files(void **state) {
    (void)state;
    Web *w = open_web((const char *const[]){"--fresh", "--no-motion", NULL});
    web_resize(w, WIDE, HIGH, 1);
    web_after(w);
    assert_int_equal(web_frame(w), 1);
    same_pixels(w);
    assert_int_equal(web_frame(w), 0);
    assert_int_not_equal(*web_title(w), 0);
    web_close(w);
}

/* What changes is a part of the canvas, and the same as the whole. */
static void damage_is_what_changed(void **state) {
    (void)state;
    Web *w = open_at("show encoder.0.self.weights head=1", "en");
    web_point(w, WIDE / 2.0f, HIGH / 2.0f);
    web_after(w);
    int count = web_frame(w);
    const int *r = web_rects(w);
    for (int i = 0; i < count; i++)
        assert_true(r[4 * i] >= 0 && r[4 * i + 2] > 0 && r[4 * i] + r[4 * i + 2] <= WIDE &&
                    r[4 * i + 3] < HIGH);
    web_leave(w);
    web_after(w);
    web_frame(w);
    same_pixels(w);
    web_close(w);
}

/* Letters of other scripts, Shift, and what is the browser's. */
static void keys_are_found(void **state) {
    (void)state;
    Web *w = open_at("show encoder.0.self.scores", "ru");
    assert_false(web_key(w, "е", "KeyT", 0));
    web_typed(w, "е");
    assert_non_null(strstr(web_view(w), "theme paper"));
    assert_false(web_key(w, "r", "KeyR", 2));
    assert_false(web_key(w, "F5", "F5", 0));
    assert_false(web_key(w, "ArrowLeft", "ArrowLeft", 4));
    assert_true(web_key(w, "z", "KeyZ", 2));
    assert_null(strstr(web_view(w), "theme paper"));
    web_typed(w, "v");
    assert_true(web_after(w) & WEB_COPIES);
    assert_string_equal(web_copied(w), web_view(w));
    web_typed(w, "e");
    assert_true(web_after(w) & WEB_TYPES);
    assert_false(web_key(w, "v", "KeyV", 8));
    assert_true(web_key(w, "a", "KeyA", 8));
    web_paste(w, "the cat sleeps .");
    key(w, "Enter");
    assert_false(web_after(w) & WEB_TYPES);
    assert_non_null(strstr(web_view(w), "the cat sleeps ."));
    web_close(w);
}

static void a_message_goes(void **state) {
    (void)state;
    Web *w = open_at("show encoder.0.self.scores", "en");
    web_typed(w, "v");
    assert_true(web_after(w) & WEB_TELLS);
    assert_int_not_equal(*web_message(w), 0);
    assert_true(web_after(w) & WEB_RESTS);
    assert_true(web_rest(w) > 4000 && web_rest(w) < 6000);
    web_tick(w, (float)web_rest(w));
    assert_false(web_after(w) & WEB_RESTS);
    assert_string_equal(web_message(w), "");
    web_close(w);
}

/* A link leads there from anywhere, and what is no link leaves all as it is. */
static void a_link_is_followed(void **state) {
    (void)state;
    Web *a =
            open_at("show decoder.1.cross.weights head=2; point row=il col=dog; theme paper", "ru"),
        *b = open_at("show encoder.0.self.scores", "en");
    char link[8192];
    snprintf(link, sizeof link, "https://example.org/attention/%s", web_link(a));
    assert_null(strpbrk(link, " ;"));
    assert_true(web_go(b, link));
    assert_string_equal(web_view(b), web_view(a));
    assert_string_equal(web_language(b), "ru");
    assert_int_equal(web_after(b) & (WEB_OTHER_VIEW | WEB_OTHER_PLACE), 0);
    assert_int_equal(web_go(b, "#view=show%20nothing.there"), 0);
    assert_string_equal(web_view(b), web_view(a));
    assert_non_null(strstr(web_message(b), "nothing.there"));
    assert_true(web_go(b, "show encoder.0.self.q"));
    assert_non_null(strstr(web_view(b), "encoder.0.self.q"));
    web_close(a);
    web_close(b);
}

/* The page names itself; what lies in files has a line only. */
static void a_link_is_copied(void **state) {
    (void)state;
    Web *w = open_web((const char *const[]){"--fresh", "--link", "https://example.org/a/",
                                            "--model", "dates", "--lang", "ru", NULL}),
        *own = open_web((const char *const[]){"--fresh", "--link", "https://example.org/a/",
                                              "--model", "assets/models/dates", NULL});
    web_typed(w, "v");
    assert_true(web_after(w) & WEB_COPIES);
    assert_memory_equal(web_copied(w), "https://example.org/a/#view=model%20dates%3B%20", 46);
    assert_non_null(strstr(web_copied(w), "&lang=ru"));
    web_typed(own, "v");
    web_after(own);
    assert_string_equal(web_copied(own), web_view(own));
    web_close(w);
    web_close(own);
}

static void where_it_was_left_is_kept(void **state) {
    (void)state;
    Web *w = open_at("show encoder.1.self.scores head=3", "ru");
    web_keep(w);
    Web *next = open_web((const char *const[]){NULL});
    assert_string_equal(web_error(next), "");
    assert_string_equal(web_view(next), web_view(w));
    assert_string_equal(web_language(next), "ru");
    web_close(w);
    web_close(next);
}

static void fingers_tap_and_are_taken_away(void **state) {
    (void)state;
    Web *w = open_at("show encoder.0.self.weights head=1", "en");
    float x = WIDE / 2.0f, y = HIGH / 2.0f;
    for (int i = 0; i < 40 && web_takes(w, x, y) == 0; i++) y += 10;
    assert_true(web_takes(w, x, y) > 0);
    web_finger(w, 0, 5, x, y, 1000);
    web_finger(w, 3, 5, x, y, 1010);
    assert_int_equal(web_after(w) & WEB_OTHER_VIEW, 0);
    web_finger(w, 0, 6, x, y, 3000);
    web_finger(w, 2, 6, x, y, 3050);
    assert_true(web_after(w) & WEB_OTHER_VIEW);
    web_close(w);
}

static void errors_are_told(void **state) {
    static const char *const wrong[][4] = {{"--view", "show nothing.there"},
                                           {"--nonsense"},
                                           {"--model", "./none"},
                                           {"lesson", "999"},
                                           {"lesson", "1", "--view", "depth step"}};
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const char *words[5] = {0};
        for (int k = 0; k < 4; k++) words[k] = wrong[i][k];
        Web *w = open_web(words);
        assert_int_not_equal(*web_error(w), 0);
        web_resize(w, WIDE, HIGH, 1);
        assert_int_equal(web_frame(w) + web_after(w) + web_go(w, "depth step"), 0);
        web_key(w, "Enter", "Enter", 0);
        web_finger(w, 0, 1, 5, 5, 5);
        assert_string_equal(web_title(w), "");
        web_close(w);
    }
}

static void a_lesson_opens(void **state) {
    (void)state;
    Web *w = open_web((const char *const[]){"lesson", "4", "--lang", "en", "--fresh", NULL});
    if (*web_error(w)) fail_msg("%s", web_error(w));
    web_resize(w, 2 * WIDE, 2 * HIGH, 2);
    web_after(w);
    assert_int_equal(web_frame(w), 1);
    assert_non_null(strstr(web_view(w), "lesson 04"));
    assert_true(web_ground(w) > 0 && web_ground(w) <= 0xffffff);
    assert_string_equal(web_label(w, "app.view_copied"), web_label(w, "app.view_copied"));
    web_close(w);
}

/* It has no address, and is not where a page is left: it would not be found again. */
static void a_matrix_of_ones_own_opens(void **state) {
    (void)state;
    char path[128];
    Error e;
    static const char text[] = ".1,.2,.7\n.5,.5,0\n.25,.25,.5\n";
    snprintf(path, sizeof path, "%s/own.csv", folder);
    assert_true(file_write(path, text, sizeof text - 1, &e));
    Web *w = open_web((const char *const[]){"heatmap", path, "--lang", "ru", NULL});
    assert_string_equal(web_error(w), "");
    web_resize(w, WIDE, HIGH, 1);
    web_after(w);
    assert_int_equal(web_frame(w), 1);
    assert_non_null(strstr(web_title(w), "own"));
    assert_string_equal(web_link(w), "");
    assert_string_equal(web_language(w), "ru");
    web_close(w);
    snprintf(path, sizeof path, "%s/none.csv", folder);
    w = open_web((const char *const[]){"heatmap", path, NULL});
    assert_non_null(strstr(web_error(w), "none.csv"));
    web_close(w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_figures_live_at_once),
        cmocka_unit_test(the_first_screen_and_a_lesson_are_the_files),
        cmocka_unit_test(damage_is_what_changed),
        cmocka_unit_test(keys_are_found),
        cmocka_unit_test(a_message_goes),
        cmocka_unit_test(a_link_is_followed),
        cmocka_unit_test(a_link_is_copied),
        cmocka_unit_test(where_it_was_left_is_kept),
        cmocka_unit_test(fingers_tap_and_are_taken_away),
        cmocka_unit_test(errors_are_told),
        cmocka_unit_test(a_lesson_opens),
        cmocka_unit_test(a_matrix_of_ones_own_opens),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
