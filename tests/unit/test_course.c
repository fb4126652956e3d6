/* The shipped lessons keep to what lessons/README.md asks of others: short pages, few of them,
 * something to do in each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lesson/course.h"

enum { WORDS_MOST = 60, PAGES_LEAST = 5, PAGES_MOST = 9 };

static const char *const folders[] = {"lessons/en", "lessons/ru"};

/* What stands between blanks and has a letter or digit; a link's address is none. */
static int count_words(const char *line, size_t n) {
    int count = 0;
    bool inside = false, word = false;
    for (size_t i = 0; i <= n; i++) {
        unsigned char c = i < n ? (unsigned char)line[i] : ' ';
        if (c == '(' && i && line[i - 1] == ']') inside = true;
        if (c == ' ')
            count += word, word = false;
        else if (!inside)
            word = word || (c >= 0xC3 && c < 0xE2) || (c >= '0' && c <= '9') ||
                   ((c | 32) >= 'a' && (c | 32) <= 'z');
        if (c == ')') inside = false;
    }
    return count;
}

/* Of the fullest page. */
static int fullest_page(const char *text, const char *end) {
    int words = 0, most = 0;
    bool fenced = false;
    while (text < end) {
        const char *line = text, *stop = memchr(text, '\n', (size_t)(end - text));
        size_t n = (size_t)((stop ? stop : end) - line);
        text = line + n + 1;
        if (n >= 3 && strncmp(line, "```", 3) == 0)
            fenced = !fenced;
        else if (!fenced && n > 3 && strncmp(line, "## ", 3) == 0)
            words = 0;
        else if (!fenced && *line != '#')
            words += count_words(line, n);
        most = words > most ? words : most;
    }
    return most;
}

static int count_kind(const Lesson *l, int kind) {
    int count = 0;
    for (int i = 0; i < l->page_count; i++)
        count += lesson_directive(&l->pages[i], kind, NULL) != NULL;
    return count;
}

static void check(const CourseEntry *it) {
    Arena arena = {0};
    Lesson l;
    Bytes file;
    Error e = {{0}};
    if (!lesson_open(it->path, &arena, &l, &e) || !file_read(it->path, 1 << 20, &arena, &file, &e))
        fail_msg("%s", e.text);
    if (l.page_count < PAGES_LEAST || l.page_count > PAGES_MOST)
        fail_msg("%s has %d pages", it->path, l.page_count);
    int words = fullest_page((const char *)file.data, (const char *)file.data + file.size);
    if (words > WORDS_MOST) fail_msg("%s has a page of %d words", it->path, words);
    if (words < 20) fail_msg("%s: counted %d words", it->path, words);
    if (!count_kind(&l, DIRECTIVE_ASK) && !count_kind(&l, DIRECTIVE_PREDICT))
        fail_msg("%s asks nothing", it->path);
    if (!count_kind(&l, DIRECTIVE_WHAT_IF)) fail_msg("%s has no what-if", it->path);
    if (!count_kind(&l, DIRECTIVE_EXPECT)) fail_msg("%s claims nothing", it->path);
    arena_free(&arena);
}

static void every_lesson_is_short(void **state) {
    (void)state;
    for (int f = 0; f < 2; f++) {
        Arena arena = {0};
        Course course;
        Error e = {{0}};
        if (!course_open(folders[f], COURSE_SHIPPED, &arena, &course, &e)) fail_msg("%s", e.text);
        assert_int_equal(course.count, 18);
        for (int i = 0; i < course.count; i++) check(&course.entries[i]);
        arena_free(&arena);
    }
}

static void words_are_counted(void **state) {
    (void)state;
    static const char text[] = "# Title words\n\n## One\n\na [link here](far away.md) — "
                               "3\n\n```step\nshow x y z\n```\n\n## Два\n\nодно слово.\n";
    assert_int_equal(fullest_page(text, text + sizeof text - 1), 4);
}

/* One's own are known by their path, and found by number, too. */
static void a_folder_of_ones_own(void **state) {
    (void)state;
    Arena arena = {0};
    Course course;
    Error e = {{0}};
    assert_true(course_open("tests/lessons", COURSE_OWN, &arena, &course, &e));
    assert_int_equal(course.count, 3);
    assert_string_equal(course.entries[1].name, "tests/lessons/02-tells.md");
    assert_int_equal(course_find(&course, "2"), 1);
    assert_int_equal(course_find(&course, "tests/lessons/02-tells.md"), 1);
    assert_int_equal(course_find(&course, "02-tells"), -1);
    assert_non_null(course.entries[2].error);
    assert_false(course_open("tests/fuzz", COURSE_OWN, &arena, &course, &e));
    assert_string_equal(e.text, "tests/fuzz: there is no lesson in it");
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_lesson_is_short),
        cmocka_unit_test(words_are_counted),
        cmocka_unit_test(a_folder_of_ones_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
