/* Markdown printed again: what is printed says the same, is printed the same once more, and is no
 * wider than 80. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "lesson/course.h"
#include "lesson/markdown_print.h"
#include "math/random.h"

static const char *follow(void *self, const char *to, Arena *arena) {
    (void)arena;
    return self && strcmp(to, "02-next.md") == 0 ? "../02-next/index.md"
           : strncmp(to, "http", 4) == 0         ? to
                                                 : NULL;
}

static Mark *parse(const char *text, Arena *arena) {
    Mark *m;
    Error e = {{0}};
    if (!markdown_parse(text, strlen(text), "x.md", arena, &m, &e)) fail_msg("%s", e.text);
    return m;
}

static char *print(const Mark *m, Arena *arena) {
    Buffer out = {0};
    MarkdownLinks links = {follow, arena};
    markdown_print(m, 2, &links, arena, &out);
    char *copy = arena_copy(arena, out.data, out.size);
    buffer_free(&out);
    return copy;
}

static void prints(const char *text, const char *wanted) {
    Arena arena = {0};
    assert_string_equal(print(parse(text, &arena), &arena), wanted);
    arena_free(&arena);
}

static void words_are_plain_and_safe(void **state) {
    (void)state;
    prints("A [query](role:q) of [dog](token:dog) and **[cat](token:cat)**",
           "\nA query of *dog* and **cat**\n");
    prints("[next](02-next.md), [gone](03-x.md), [web](https://e.org)",
           "\n[next](../02-next/index.md), gone, [web](https://e.org)\n");
    prints("wow\\! [web](https://e.org) wow\\![web](https://e.org)",
           "\nwow! [web](https://e.org) wow\\![web](https://e.org)\n");
    prints("d_k, 2 * 3, \\*x\\*, \\_y\\_, \\[z\\], a \\<b>, &amp;lt;",
           "\nd_k, 2 * 3, \\*x\\*, \\_y\\_, \\[z\\], a \\<b>, \\&lt;\n");
    prints("``a`b`` `c`", "\n``a`b`` `c`\n");
    prints("one  \ntwo", "\none\\\ntwo\n");
}

static void blocks_are_tidy(void **state) {
    (void)state;
    prints("* a\n* b\n\n1) c\n2) d", "\n- a\n- b\n\n1. c\n2. d\n");
    prints("> q\n>\n> - a\n>   1. b", "\n> q\n>\n> - a\n>   1. b\n");
    prints("    code\n\n    more", "\n```text\ncode\n\nmore\n```\n");
    prints("##### deep\n\n# high", "\n### deep\n\n### high\n");
    prints("1985\\. yes", "\n1985\\. yes\n");
    prints("\\- yes\n\n\\# no\n\n\\> no", "\n\\- yes\n\n\\# no\n\n\\> no\n");
    prints("", "");
}

static void lines_are_broken_where_words_end(void **state) {
    (void)state;
    char text[400] = "", *out;
    Arena arena = {0};
    for (int i = 0; i < 26; i++) strcat(text, i == 15 ? "- " : "кодер ");
    out = print(parse(text, &arena), &arena);
    assert_null(strstr(out, "\n-"));
    for (const char *at = out; *at; at += strcspn(at, "\n") + 1) {
        char *line = arena_copy(&arena, at, strcspn(at, "\n"));
        assert_true(text_count(line) <= 82);
    }
    arena_free(&arena);
}

static void lines_begin_as_they_should(void **state) {
    (void)state;
    Arena arena = {0};
    Buffer out = {0};
    markdown_print_line("**Question 1.** ", "Is *it*?", false, 0, &arena, &out);
    markdown_print_line("- ", "-", true, 2, &arena, &out);
    markdown_print_line("- ", "1. one", false, 2, &arena, &out);
    markdown_print_line("- ", "`a` [b](role:q)", false, 2, &arena, &out);
    markdown_print_line("- ", "*x*", true, 2, &arena, &out);
    assert_string_equal(out.data,
                        "**Question 1.** Is *it*?\n- \\-\n- 1\\. one\n- `a` b\n- \\*x\\*\n");
    buffer_free(&out);
    arena_free(&arena);
}

/* Words without marks and spaces, as they are read. */
static void collect(const Mark *m, Buffer *out) {
    for (; m; m = m->next) {
        for (const char *at = m->text ? m->text : "";
             *at && m->kind != MARK_LINK && m->kind != MARK_ROLE && m->kind != MARK_TOKEN; at++)
            if (*at != ' ' && *at != '\n') buffer_add(out, at, 1);
        collect(m->first, out);
    }
}

/* tidy: printed once more it is the same to the letter. */
static void same_again(const char *text, bool tidy) {
    Arena arena = {0};
    Buffer a = {0}, b = {0};
    Mark *first = parse(text, &arena);
    char *once = print(first, &arena);
    Mark *second = parse(once, &arena);
    collect(first, &a);
    collect(second, &b);
    if (a.size != b.size || (a.size && memcmp(a.data, b.data, a.size) != 0))
        fail_msg("'%s' became '%s': '%s' is not '%s'", text, once, b.data ? b.data : "",
                 a.data ? a.data : "");
    if (tidy && strcmp(once, print(second, &arena)) != 0)
        fail_msg("'%s' is printed otherwise the second time", once);
    buffer_free(&a);
    buffer_free(&b);
    arena_free(&arena);
}

static void lessons_say_the_same(void **state) {
    (void)state;
    static const char *const folders[] = {"lessons/en", "lessons/ru"};
    for (int f = 0; f < 2; f++) {
        Arena arena = {0};
        Course course;
        Error e = {{0}};
        if (!course_open(folders[f], COURSE_ALL, &arena, &course, &e)) fail_msg("%s", e.text);
        for (int i = 0; i < course.count; i++) {
            Bytes bytes;
            if (!file_read(course.entries[i].path, 1 << 20, &arena, &bytes, &e))
                fail_msg("%s", e.text);
            char *text = arena_copy(&arena, (const char *)bytes.data, bytes.size);
            if (strstr(text, "\n## ")) same_again(strstr(text, "\n## ") + 1, true);
        }
        arena_free(&arena);
    }
}

/* Pieces that mean something, in any order; words that stand out have spaces around them. */
static void any_text_says_the_same(void **state) {
    (void)state;
    static const char *const pieces[] = {"a",         "bc ",   " ",
                                         "\n",        "\n\n",  " * ",
                                         "\\*",       "\\_",   " *x* ",
                                         " **y z** ", "`",     "[",
                                         "]",         "(x)",   "](https://e.org)",
                                         "!",         "<",     ">",
                                         "> ",        "- ",    "1. ",
                                         "7) ",       "#",     "## ",
                                         "\\",        "&amp;", "&lt;",
                                         "é",         "=",     "---",
                                         "+ ",        "~",     "    ",
                                         "```\n",     "1985.", "word word word "};
    Random random = random_seed(11, 3);
    for (int turn = 0; turn < 20000; turn++) {
        char text[512] = "";
        int count = 1 + random_below(&random, 24);
        for (int i = 0; i < count; i++)
            strcat(text, pieces[random_below(&random, sizeof pieces / sizeof *pieces)]);
        same_again(text, false);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_plain_and_safe),
        cmocka_unit_test(blocks_are_tidy),
        cmocka_unit_test(lines_are_broken_where_words_end),
        cmocka_unit_test(lines_begin_as_they_should),
        cmocka_unit_test(lessons_say_the_same),
        cmocka_unit_test(any_text_says_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
