/* Lessons: pages, directives, what a page takes over from the one before, every refusal with its
   line; and that the shipped ones hold for the shipped model. */
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

#include "lesson/lesson.h"
#include "trace/measure.h"
#include "export/html.h"
#include "tiny_model.h"

static Bytes bytes_of(const char *text) {
    return (Bytes){(const unsigned char *)text, strlen(text)};
}

static Lesson read_text(Arena *arena, const char *text) {
    Lesson l;
    Error e = {{0}};
    if (!lesson_read(bytes_of(text), "x.md", arena, &l, &e)) fail_msg("%s", e.text);
    return l;
}

/* Read from memory that ends where the bytes end, so that the address sanitizer sees every step
 * beyond. */
static void refused_bytes(const char *data, size_t size, const char *expected) {
    Arena arena = {0};
    Lesson l;
    Error e = {{0}};
    char *copy = malloc(size ? size : 1);
    memcpy(copy, data, size);
    if (lesson_read((Bytes){(unsigned char *)copy, size}, "x.md", &arena, &l, &e))
        fail_msg("'%s' was read", data);
    if (strncmp(e.text, expected, strlen(expected)) != 0)
        fail_msg("'%s' is not '%s'", e.text, expected);
    free(copy);
    arena_free(&arena);
}

static void refused(const char *text, const char *expected) {
    refused_bytes(text, strlen(text), expected);
}

static char *line_of(Arena *arena, const Lesson *l, int page) {
    Buffer b = {0};
    lesson_line(l, page, &b);
    char *line = arena_copy(arena, b.data, b.size);
    buffer_free(&b);
    return line;
}

static void pages_begin_at_headings_and_rules(void **state) {
    (void)state;
    Arena arena = {0};
    Lesson l = read_text(
        &arena,
        "# A *small* lesson\n\nBefore.\n\n## One\n\nText.\n\n---\n\nMore.\n\n## Two\n\n---\n\n"
        "## Three\nEnd.\n\n***\n");
    static const char *const titles[] = {"A small lesson", "One", "One", "Two", "Three"};
    static const char *const html[] = {"<p>Before.</p>\n", "<p>Text.</p>\n", "<p>More.</p>\n", "",
                                       "<p>End.</p>\n"};
    static const int lines[] = {3, 5, 9, 13, 17};
    assert_string_equal(l.title, "A small lesson");
    assert_int_equal(l.page_count, 5);
    for (int i = 0; i < 5; i++) {
        assert_string_equal(l.pages[i].title, titles[i]);
        assert_string_equal(html_of(l.pages[i].text, &arena), html[i]);
        assert_int_equal(l.pages[i].line, lines[i]);
        assert_false(l.pages[i].has_figure);
        assert_string_equal(line_of(&arena, &l, i), "");
        assert_null(lesson_sentence(&l, i));
    }
    arena_free(&arena);
}

static void steps_hold_until_something_else_is_said(void **state) {
    (void)state;
    Arena arena = {0};
    Lesson l = read_text(
        &arena, "# T\nfirst\n## 1\n```step\ntext a; b\\c\n  show   p.q head=2  \npoint row=a\n"
                "theme night\n```\n## 2\n~~~~ step\ndepth row\n~~~~\n## 3\nwords\n## 4\n```step\n"
                "show z\n```\n## 5\n```step\ntext new\npoint row=n\n```\n");
    assert_int_equal(l.page_count, 6);
    assert_false(l.pages[0].has_figure);
    assert_string_equal(line_of(&arena, &l, 1),
                        "text a\\; b\\\\c; show p.q head=2; point row=a; theme night");
    assert_string_equal(line_of(&arena, &l, 2),
                        "text a\\; b\\\\c; show p.q head=2; point row=a; depth row; theme night");
    assert_string_equal(line_of(&arena, &l, 3), line_of(&arena, &l, 2));
    assert_true(l.pages[3].has_figure && !l.pages[3].has_step);
    assert_string_equal(line_of(&arena, &l, 4), "text a\\; b\\\\c; show z; theme night");
    assert_string_equal(line_of(&arena, &l, 5), "text new; show z; point row=n; theme night");
    assert_string_equal(lesson_sentence(&l, 3), "a; b\\c");
    arena_free(&arena);
}

static void keeps_what_is_not_a_views(void **state) {
    (void)state;
    Arena arena = {0};
    Lesson l = read_text(
        &arena,
        "# T\n## P\ntext\n```step\n\nexpect a max=b\r\nexpect  c sum=1 \nask Which? | x | y*\n"
        "wait\npredict\nhint h\nspotlight s\nvalue v = 1\n"
        "try c : t\n```\n");
    const LessonPage *p = &l.pages[0];
    assert_int_equal(p->directive_count, 9);
    const Directive *first = lesson_directive(p, DIRECTIVE_EXPECT, NULL);
    const Directive *second = lesson_directive(p, DIRECTIVE_EXPECT, first);
    assert_string_equal(first->argument, "a max=b");
    assert_int_equal(first->line, 6);
    assert_string_equal(second->argument, "c sum=1");
    assert_int_equal(second->line, 7);
    assert_null(lesson_directive(p, DIRECTIVE_EXPECT, second));
    assert_string_equal(lesson_directive(p, DIRECTIVE_ASK, NULL)->argument, "Which? | x | y*");
    assert_string_equal(lesson_directive(p, DIRECTIVE_WAIT, NULL)->argument, "");
    assert_int_equal(lesson_directive(p, DIRECTIVE_TRY, NULL)->line, 14);
    assert_string_equal(line_of(&arena, &l, 0), "");
    assert_true(p->has_figure);
    arena_free(&arena);
}

static void tells_the_line(void **state) {
    (void)state;
    refused("", "x.md:1: a lesson begins with its title: # Title");
    refused("\n\ntext\n", "x.md:3: a lesson begins with its title");
    refused("## Page\n", "x.md:1: a lesson begins with its title");
    refused("---\n", "x.md:1: a lesson begins with its title");
    refused("# T\n", "x.md:2: there is no page");
    refused("# \n", "x.md:1: the title is empty");
    refused("# T\ntext\n# U\n", "x.md:3: a second title");
    refused("# T\n\n```step\nshow a\n",
            "x.md:3: the block that begins here is not closed: a line of 3 '`' is missing");
    refused("# T\n\n````step\nshow a\n```\n\n",
            "x.md:3: the block that begins here is not closed: a line of 4");
    refused("# T\n~~~\ncode\n```\n",
            "x.md:2: the block that begins here is not closed: a line of 3 '~'");
    refused("# T\n```step\n```\n```step\n```\n", "x.md:4: a second step block on one page");
    refused("# T\n```step\nshwo a\n```\n", "x.md:3: no directive 'shwo': did you mean show?");
    refused("# T\r\n```step\r\n\r\nfrobnicate a\r\n```\r\n",
            "x.md:4: no directive 'frobnicate': there are text, show");
    refused("# T\n```step\nwhatif scale=off\n```\n",
            "x.md:3: no directive 'whatif': did you mean what-if?");
    refused("# T\n```step\nshow\n```\n", "x.md:3: show: nothing follows");
    refused("# T\n```step\nshow a\nask b\nshow c\n```\n",
            "x.md:5: 'show' is there twice, first in line 3");
    refused("# T\n- item\n  ```step\n  show a\n  ```\n", "x.md:3: a step block stands by itself");
    refused("# T\n> > ```step\n> > show a\n", "x.md:2: a step block stands by itself");
    refused("# T\nwords\nand [query](role:x)\n", "x.md:3: no role 'x': there are q, k, v");
    refused("# T\n\nwords \377\n", "x.md:3: this is not UTF-8 text");
    refused_bytes("# T\n\n\0\n", 7, "x.md:3: this holds the character U+0000");
    refused("\xEF\xBB\xBF# T\n```step\nshow a\n",
            "x.md:2: the block that begins here is not closed");
    refused("\xEF\xBB\xBF```step\n", "x.md:1: a lesson begins with its title");
}

static char *repeated(Arena *arena, const char *before, const char *what, size_t times) {
    Buffer b = {0};
    buffer_text(&b, before);
    for (size_t i = 0; i < times; i++) buffer_text(&b, what);
    char *text = arena_copy(arena, b.data, b.size);
    buffer_free(&b);
    return text;
}

static void has_limits(void **state) {
    (void)state;
    Arena arena = {0};
    refused(repeated(&arena, "# T\n## P\n", "x", LESSON_LINE + 1),
            "x.md:3: the line is too long: 65537 bytes");
    refused(repeated(&arena, "# T\n \n", "words\n", LESSON_LINE / 6 + 1),
            "x.md:10925: more than 65536 bytes without");
    refused(repeated(&arena, "# T\n", "words\n", LESSON_BYTES / 6 + 1), "x.md: too large: 4194");
    refused(repeated(&arena, "# T\n", "## P\n", LESSON_PAGES + 1),
            "x.md:1001: more than 999 pages");
    refused(repeated(&arena, "# T\n", "> ", 33), "x.md:2: nested more than 32 deep");
    char *opened = repeated(&arena, "# T\n\n", "*a **b ", 20);
    refused(repeated(&arena, opened, "b** a*", 20), "x.md:3: nested more than 32 deep");
    refused(repeated(&arena, "# T\n```step\nmodel ", "x", VIEW_MODEL),
            "x.md:2: the block that begins here");
    refused(
        arena_print(&arena, "%s\n```\n", repeated(&arena, "# T\n```step\nmodel ", "x", VIEW_MODEL)),
        "x.md:3: model: more than 255 bytes");
    Lesson l = read_text(&arena, repeated(&arena, "# T\n", "## P\n", LESSON_PAGES));
    assert_int_equal(l.page_count, LESSON_PAGES);
    arena_free(&arena);
}

static void files_that_are_none(void **state) {
    (void)state;
    Arena arena = {0};
    Lesson l;
    Error e = {{0}};
    char folder[] = "/tmp/lesson-XXXXXX";
    assert_non_null(mkdtemp(folder));
    char *pipe_name = path_join(&arena, folder, "pipe"), *big = path_join(&arena, folder, "big.md");
    assert_false(lesson_open(folder, &arena, &l, &e));
    assert_non_null(strstr(e.text, "it is a folder"));
    assert_int_equal(mkfifo(pipe_name, 0600), 0);
    assert_false(lesson_open(pipe_name, &arena, &l, &e)); /* and it does not wait for a writer */
    assert_non_null(strstr(e.text, "not a regular file"));
    assert_false(lesson_open(big, &arena, &l, &e));
    assert_non_null(strstr(e.text, "there is no file"));
    FILE *f = fopen(big, "w");
    assert_int_equal(ftruncate(fileno(f), LESSON_BYTES + 1), 0);
    fclose(f);
    assert_false(lesson_open(big, &arena, &l, &e));
    assert_non_null(strstr(e.text, "too large"));
    unlink(big);
    unlink(pipe_name);
    rmdir(folder);
    arena_free(&arena);
}

static void becomes_safe_html(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"a *b* **c** `d<e`", "<p>a <em>b</em> <strong>c</strong> <code>d&lt;e</code></p>\n"},
        {"[query](role:q) and [it](token:it)",
         "<p><span class=\"role q\">query</span> and <b class=\"token\">it</b></p>\n"},
        {"[x](https://e.org/?a=1&b=\"2\")",
         "<p><a href=\"https://e.org/?a=1&amp;b=&quot;2&quot;\" rel=\"noreferrer\">x</a></p>\n"},
        {"[x](#3) [y](02-next.md#top)", "<p><a href=\"#3\" rel=\"noreferrer\">x</a> <a "
                                        "href=\"02-next.md#top\" rel=\"noreferrer\">y</a></p>\n"},
        {"[x](javascript:alert(1)) [y](data:text/html,1) [z](../a.md) [w](/a.md) [v](//e.org/a.md) "
         "[u](file:///a.md)",
         "<p>x y z w v u</p>\n"},
        {"[x](JavaScript:1) [y](vbscript:1) [z](a.html) [w](javascript:1//a.md) [v](a.md?b)",
         "<p>x y z w v</p>\n"},
        {"<https://e.org/> <me@e.org>",
         "<p><a href=\"https://e.org/\" rel=\"noreferrer\">https://e.org/</a> me@e.org</p>\n"},
        {"![a *cat*](http://e.org/cat.png) b", "<p>a <em>cat</em> b</p>\n"},
        {"a <b onclick=x>c</b> <!-- no -->", "<p>a &lt;b onclick=x&gt;c&lt;/b&gt; </p>\n"},
        {"<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;\n</p>\n"},
        {"<!-- no\nshow -->\n\nyes", "<p>yes</p>\n"},
        {"- a\n- b\n\n3. c\n\n   d\n4. e",
         "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<ol start=\"3\">\n<li><p>c</p>\n"
         "<p>d</p>\n</li>\n<li><p>e</p>\n</li>\n</ol>\n"},
        {"> q\n\n    code & more\n\n### H\na\\\nb",
         "<blockquote><p>q</p>\n</blockquote>\n<pre><code>code &amp; more\n"
         "</code></pre>\n<h3>H</h3>\n<p>a<br>\nb</p>\n"},
        {"```\n<i>\n```\n\n* * *", "<pre><code>&lt;i&gt;\n</code></pre>\n"},
        {"[a\"><i>](<token:x\"y>)", "<p><b class=\"token\">a&quot;&gt;&lt;i&gt;</b></p>\n"},
        {"a\001b &#1; 'q'", "<p>a\xEF\xBF\xBD"
                            "b \xEF\xBF\xBD &#39;q&#39;</p>\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Arena arena = {0};
        Lesson l = read_text(&arena, arena_print(&arena, "# T\n\n%s\n", cases[i][0]));
        assert_string_equal(html_of(l.pages[0].text, &arena), cases[i][1]);
        arena_free(&arena);
    }
}

/* Errors of a view name the line that holds, be it one of a page before. */
static void views_of_a_run(void **state) {
    (void)state;
    Arena arena = {0};
    WhatIf none = {0};
    Model model = tiny_model(&arena);
    Decoding run;
    Error e = {{0}};
    Lesson l = read_text(
        &arena,
        "# T\n## 1\n```step\ntext the cat sees the dog .\nshow encoder.1.self.scores head=1\n"
        "point row=cat\n```\n## 2\n```step\npoint row=the#2 col=dog\ndepth cell\n```\n"
        "## 3\n```step\npoint row=cow\n```\n## 4\n```step\nshow encoder.1.self.sores\n```\n"
        "## 5\nwords\n");
    assert_true(decode_text(&model, lesson_sentence(&l, 0), &none, kernels_named("plain"), &arena,
                            &run, &e));
    View v = view_default("");
    assert_true(lesson_view(&l, 0, &run, &arena, &v, &e));
    assert_string_equal(v.shown.at.path, "encoder.1.self.scores");
    assert_string_equal(v.shown.of.text, "the cat sees the dog .");
    assert_int_equal(v.shown.at.head, 1);
    assert_int_equal(v.shown.at.row, 1);
    assert_int_equal(v.shown.at.depth, DEPTH_STEP);
    v = view_default("");
    assert_true(lesson_view(&l, 1, &run, &arena, &v, &e));
    assert_int_equal(v.shown.at.row, 3);
    assert_int_equal(v.shown.at.col, 4);
    assert_int_equal(v.shown.at.depth, DEPTH_CELL);
    View by_line = view_default(""), before = v = view_default("");
    assert_true(lesson_view(&l, 1, &run, &arena, &v, &e) &&
                view_parse(line_of(&arena, &l, 1), &run, &arena, &by_line, &e));
    assert_string_equal(v.shown.of.text, by_line.shown.of.text);
    by_line.shown.of.text = v.shown.of.text;
    assert_memory_equal(&v, &by_line, sizeof v);
    v = before;
    assert_false(lesson_view(&l, 2, &run, &arena, &v, &e));
    assert_non_null(strstr(e.text, "x.md:15: point: "));
    assert_memory_equal(&v, &before, sizeof v);
    for (int page = 3; page < 5; page++) {
        assert_false(lesson_view(&l, page, &run, &arena, &v, &e));
        assert_non_null(strstr(e.text, "x.md:19: show: no value 'encoder.1.self.sores'"));
    }
    arena_free(&arena);
}

/* What the reader takes for a view's directive view_parse must know, and the other way round. */
static void names_are_the_views(void **state) {
    (void)state;
    Arena arena = {0};
    Model model = tiny_model(&arena);
    WhatIf none = {0};
    Decoding run;
    Error e = {{0}};
    assert_true(decode_text(&model, "the cat .", &none, kernels_named("plain"), &arena, &run, &e));
    for (int i = 0; i < DIRECTIVE_COUNT; i++) {
        View v = view_default("");
        e.text[0] = 0;
        bool read =
            view_parse(arena_print(&arena, "%s ?", lesson_directive_name(i)), &run, &arena, &v, &e);
        bool unknown = !read && strstr(e.text, "is no directive");
        assert_int_equal(unknown, i >= DIRECTIVE_OF_VIEW);
    }
    arena_free(&arena);
}

/* Both languages have the same pages and steps, and every page can be shown. */
static void shipped_lessons_hold(void **state) {
    (void)state;
    static const char *const names[] = {"lessons/en/00-template.md", "lessons/ru/00-template.md"};
    Arena arena = {0};
    Lesson l[2];
    Model model;
    WhatIf none = {0};
    Error e = {{0}};
    if (!model_load("assets/models/en-fr", &arena, &model, &e)) fail_msg("%s", e.text);
    for (int i = 0; i < 2; i++)
        if (!lesson_open(names[i], &arena, &l[i], &e)) fail_msg("%s", e.text);
    assert_int_equal(l[0].page_count, 3);
    assert_int_equal(l[1].page_count, 3);
    for (int i = 0; i < 6; i++) {
        Decoding run;
        const Lesson *lesson = &l[i % 2];
        View v = view_default("");
        assert_string_equal(line_of(&arena, &l[0], i / 2), line_of(&arena, &l[1], i / 2));
        assert_true(lesson->pages[i / 2].text != NULL && lesson->pages[i / 2].has_figure);
        assert_true(decode_text(&model, lesson_sentence(lesson, i / 2), &none, kernels_best(),
                                &arena, &run, &e));
        if (!lesson_view(lesson, i / 2, &run, &arena, &v, &e)) fail_msg("%s", e.text);
        if (i / 2 < 2) continue;
        Address a = view_address(&v, &run); /* "nearly all", and the next word is "rue" */
        Tensor weights = decode_trace(&run, a.t)->values[a.value];
        assert_true(measure_row_max_abs(weights, a.cell.sheet, v.shown.at.row) > 0.99f);
        assert_string_equal(decode_label(&run, a.t, AXIS_TARGET, v.shown.at.row + 1, &arena),
                            "rue");
    }
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_begin_at_headings_and_rules),
        cmocka_unit_test(steps_hold_until_something_else_is_said),
        cmocka_unit_test(keeps_what_is_not_a_views),
        cmocka_unit_test(tells_the_line),
        cmocka_unit_test(has_limits),
        cmocka_unit_test(files_that_are_none),
        cmocka_unit_test(becomes_safe_html),
        cmocka_unit_test(views_of_a_run),
        cmocka_unit_test(names_are_the_views),
        cmocka_unit_test(shipped_lessons_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
