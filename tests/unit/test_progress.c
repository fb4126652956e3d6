/* What was done of the lessons: what is printed is read back, a line that cannot be costs no other,
   two windows keep what both did, and the lesson of longest ago gives way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "lesson/progress.h"
#include "math/random.h"

static int setup(void **state) {
    static Arena arena;
    arena = (Arena){0};
    *state = &arena;
    return 0;
}

static int teardown(void **state) {
    arena_free(*state);
    return 0;
}

static char *print(const Progress *p, Arena *arena) {
    Buffer text = {0};
    progress_print(p, &text);
    char *copy = arena_copy(arena, text.data, text.size);
    buffer_free(&text);
    return copy;
}

static Progress read(const char *text, Arena *arena) {
    Progress p;
    progress_open(&p, arena);
    if (text && !progress_read(text, &p)) fail_msg("not whole: %s", text);
    return p;
}

/* A page of a lesson is looked at. */
static PageProgress *look(Progress *p, const char *lesson, int page) {
    LessonProgress *l = progress_touch(p, progress_of(p, lesson));
    l->page = page;
    l->pages = 5;
    progress_page(l, page)->seen = true;
    return progress_page(l, page);
}

static void is(const Progress *p, const char *lessons, Arena *arena) {
    char *names = "";
    for (int i = 0; i < p->count; i++)
        names = arena_print(arena, "%s%s ", names, p->lessons[i].name);
    assert_string_equal(names, lessons);
}

/* A window keeps what it did, as cmd_window does it; returns what stands in the file then. */
static char *keep(Progress *p, const char *file, Arena *arena) {
    Progress others;
    progress_open(&others, arena);
    bool whole = progress_read(file, &others);
    progress_merge(p, &others, whole);
    progress_kept(p);
    return print(p, arena);
}

static void only_lines_are_names(void **state) {
    Progress p = read(NULL, *state);
    char name[PROGRESS_NAME + 1];
    memset(name, 'x', sizeof name);
    name[PROGRESS_NAME] = 0;
    assert_null(progress_of(&p, "two\nlines"));
    assert_null(progress_of(&p, "no text \xff"));
    assert_null(progress_of(&p, name));
    assert_int_equal(p.count, 0);
    assert_non_null(progress_of(&p, name + 1));
}

static void two_windows_keep_what_both_did(void **state) {
    Arena *arena = *state;
    Progress before = read(NULL, arena);
    look(&before, "a", 1);
    look(&before, "b", 2);
    char *file = print(&before, arena);
    Progress first = read(file, arena), second = read(file, arena);
    look(&first, "c", 0);
    look(&first, "a", 3);
    file = keep(&first, file, arena);
    look(&second, "d", 4)->ticks = 2;
    file = keep(&second, file, arena);
    is(&second, "b c a d ", arena);
    assert_string_equal(second.lessons[second.latest].name, "d");
    assert_int_equal(progress_find(&second, "a")->page, 3);
    assert_int_equal(progress_seen(progress_find(&second, "a")), 2);
    assert_int_equal(progress_find(&second, "d")->page_at[4].ticks, 2);
    look(&first, "b",
         0); /* left at another page by the first, with what the second does not know */
    file = keep(&first, file, arena);
    is(&first, "c a d b ", arena);
    assert_int_equal(progress_find(&first, "b")->page, 0);
    assert_int_equal(progress_seen(progress_find(&first, "b")), 2);
    assert_int_equal(progress_seen(progress_find(&first, "d")), 1);
    file = keep(&second, file, arena); /* nothing changed there: it is the first's */
    is(&second, "c a d b ", arena);
    assert_string_equal(file, print(&first, arena));
}

/* The same page in both: each answer that was given is kept. */
static void answers_of_both_are_kept(void **state) {
    Arena *arena = *state;
    Progress first = read(NULL, arena), second = read(NULL, arena);
    PageProgress *p = look(&first, "a", 0);
    p->answers[0] = (Answered){.state = ANSWER_RIGHT, .tried = 1, .chosen = -1};
    p->answers[1] = (Answered){.tried = 4, .chosen = -1};
    p->answers[3] = (Answered){.state = ANSWER_SHOWN, .chosen = -1};
    p->ticks = 1;
    char *file = keep(&first, "", arena);
    p = look(&second, "a", 0);
    p->answers[1] = (Answered){.tried = 2, .chosen = -1, .hinted = true};
    p->answers[2] = (Answered){.state = ANSWER_WRONG, .chosen = 7};
    p->answers[3] = (Answered){.state = ANSWER_RIGHT, .tried = 1, .chosen = 3};
    p->ticks = 2;
    file = keep(&second, file, arena);
    assert_string_equal(file,
                        "attnscope-lessons 1\nlesson 0 5 a\n"
                        "page 0 seen 1 ticks 3 3/1/-1/0 0/6/-1/1 2/0/7/0 3/1/3/0\nlatest 0\n");
}

/* Of a file that is gone or damaged meanwhile nothing is missing on purpose. */
static void what_is_known_outlives_a_damaged_file(void **state) {
    Arena *arena = *state;
    static const char *const files[] = {"", "nonsense",
                                        "attnscope-lessons 1\nlesson 0 5 a\nlatest 0"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        Progress p = read("attnscope-lessons 1\nlesson 0 5 a\nlesson 1 5 b\n"
                          "page 1 seen 1 ticks 0 0/0/-1/0 0/0/-1/0 0/0/-1/0 0/0/-1/0\nlatest 1\n",
                          arena);
        look(&p, "c", 2);
        keep(&p, files[i], arena);
        is(&p, "a b c ", arena);
        assert_true(progress_find(&p, "b")->page_at[1].seen);
    }
}

static void the_oldest_gives_way(void **state) {
    Arena *arena = *state;
    Progress p = read(NULL, arena);
    for (int i = 0; i < PROGRESS_LESSONS; i++) look(&p, arena_print(arena, "%d", i), 1)->ticks = 1;
    look(&p, "0", 2); /* now 1 is the oldest */
    assert_string_equal(p.forgotten, "");
    char *file = print(&p, arena);
    Progress again = read(file, arena), other = read(file, arena);
    look(&again, "new", 0);
    assert_string_equal(again.forgotten, "1");
    assert_int_equal(again.count, PROGRESS_LESSONS);
    assert_null(progress_find(&again, "1"));
    assert_int_equal(progress_find(&again, "new")->page_at[1].ticks, 0);
    assert_int_equal(progress_find(&again, "0")->page_at[1].ticks, 1);
    file = keep(&again, file, arena);
    look(&other, "newer", 0);
    file = keep(&other, file, arena);
    assert_string_equal(other.forgotten, "2");
    assert_null(progress_find(&other, "1"));
    assert_non_null(progress_find(&other, "new"));
    assert_non_null(progress_find(&other, "newer"));
    assert_int_equal(read(file, arena).count, PROGRESS_LESSONS);
}

/* In the file of another version the latest lesson may stand first: it is not the one that goes. */
static void the_latest_is_never_the_oldest(void **state) {
    Arena *arena = *state;
    Progress p =
        read("attnscope-lessons 1\nlesson 0 5 a\nlesson 0 5 b\nlesson 0 5 c\nlatest 0\n", arena);
    is(&p, "b c a ", arena);
    assert_int_equal(p.latest, 2);
}

static void a_wrong_line_costs_no_other(void **state) {
    static const char *const lines[] = {
        "lesson 0 5 a\n",
        "page 0 seen 1 ticks 0 0/0/-1/0 0/0/-1/0 0/0/-1/0 0/0/-1/0\n",
        "lesson 1 5 b\n",
        "page 1 seen 1 ticks 0 3/1/-1/0 0/0/-1/0 0/0/-1/0 0/0/-1/0\n",
        "page 2 seen 1 ticks 0 0/0/-1/0 0/0/-1/0 0/0/-1/0 0/0/-1/0\n",
        "latest 1\n"};
    static const struct {
        int at;
        const char *line, *names;
        int seen, latest; /* of b */
    } wrong[] = {
        {0, "lesson 0 5 a\x01\n", "b ", 2, -1},
        {0, "lesson 0 99999 a\n", "b ", 2, -1},
        {1, "page 0 seen 2 ticks 0 0/0/-1/0 0/0/-1/0 0/0/-1/0 0/0/-1/0\n", "a b ", 2, 1},
        {2, "lesson 1 5\n", "a ", 0, -1},
        {3, "page 1 seen 1 ticks 0 3/1/-1/0 0/0/-1/0 0/0/-1/0\n", "a b ", 1, 1},
        {3, "page 1 seen 1 ticks 0 3/1/-32769/0 0/0/-1/0 0/0/-1/0 0/0/-1/0\n", "a b ", 1, 1},
        {4, "page 128 seen 1 ticks 0 0/0/-1/0 0/0/-1/0 0/0/-1/0 0/0/-1/0\n", "a b ", 1, 1},
        {4, "\xff\n", "a b ", 1, 1},
        {4, "page 2 seen 1 ticks 0 0/0/-1/0 0/0/-1/0 0/0/-1/0 0/0/-1/0 more\n", "a b ", 1, 1},
        {5, "latest 2\n", "a b ", 2, -1},
        {5, "latest 1", "a b ", 2, -1},
        {5, "latest 1\nlatest 1\n", "a b ", 2, 1},
        {5, "", "a b ", 2, -1}};
    Arena *arena = *state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Buffer text = {0};
        Progress p;
        buffer_text(&text, "attnscope-lessons 1\n");
        for (int k = 0; k < 6; k++) buffer_text(&text, k == wrong[i].at ? wrong[i].line : lines[k]);
        progress_open(&p, arena);
        if (progress_read(text.data, &p)) fail_msg("case %zu is whole", i);
        is(&p, wrong[i].names, arena);
        const LessonProgress *b = progress_find(&p, "b");
        if ((b ? progress_seen(b) : 0) != wrong[i].seen) fail_msg("case %zu: pages of b", i);
        if (p.latest != wrong[i].latest) fail_msg("case %zu: latest %d", i, p.latest);
        buffer_free(&text);
    }
}

/* Whatever is cut or changed, what is read of it prints as what is read again, whole. */
static void random_bytes_break_nothing(void **state) {
    Arena *arena = *state;
    Progress p = read(NULL, arena);
    Random dice = random_seed(7, 1);
    for (int i = 0; i < 5; i++)
        look(&p, arena_print(arena, "lesson-%d", i), i)->answers[i % 4].tried = (uint8_t)i;
    char *text = print(&p, arena);
    size_t size = strlen(text);
    for (int i = 0; i < 4000; i++) {
        Arena work = {0};
        char *other = arena_copy(&work, text, size);
        if (i < (int)size)
            other[i] = 0;
        else
            other[random_below(&dice, (int)size)] = (char)random_below(&dice, 256);
        progress_open(&p, &work);
        bool whole = progress_read(other, &p);
        if (i < (int)size) assert_false(whole);
        char *first = print(&p, &work);
        Progress again = read(first, &work);
        assert_string_equal(print(&again, &work), first);
        arena_free(&work);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(only_lines_are_names, setup, teardown),
        cmocka_unit_test_setup_teardown(two_windows_keep_what_both_did, setup, teardown),
        cmocka_unit_test_setup_teardown(answers_of_both_are_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_known_outlives_a_damaged_file, setup, teardown),
        cmocka_unit_test_setup_teardown(the_oldest_gives_way, setup, teardown),
        cmocka_unit_test_setup_teardown(the_latest_is_never_the_oldest, setup, teardown),
        cmocka_unit_test_setup_teardown(a_wrong_line_costs_no_other, setup, teardown),
        cmocka_unit_test_setup_teardown(random_bytes_break_nothing, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
