/* What lessons tell of a hundred other sentences ("97 of 100") is so: those of `attnscope sample
   --seed 7 --count 100`, translated with and without the page's what-if. Numbers of a run that no
   claim of a lesson can hold are here, too. Of `stories` its lessons tell what the trainer measured
   and wrote down beside the model. Under sanitizers only a part of the sentences. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lesson/course.h"
#include "trace/whatif.h"
#include "train/corpus.h"
#include "what_list.h"

enum { SEED = 7, ALL_SENTENCES = 100 };
#if defined(__SANITIZE_ADDRESS__)
enum { SENTENCES = 3 };
#else
enum { SENTENCES = ALL_SENTENCES };
#endif

typedef struct Rate {
    int lesson, page;  /* from 1 */
    const char *items; /* NULL: the page's own what-if */
    int unchanged;     /* translations of 100 */
    const char *told[2];
} Rate;

static const char *const folders[] = {"lessons/en", "lessons/ru"};

static const Rate rates[] = {
    {1, 8, NULL, 0, {"breaks all of 100 other sentences", "Испортились и все 100 других"}},
    {2, 8, NULL, 20, {"Only 20 of 100 other", "только 20 из 100 других"}},
    {5, 8, NULL, 98, {"for 98 of 100 other", "у 98 из 100 других тоже"}},
    {8, 7, NULL, 77, {"In 77 of 100 other", "в 77 из 100 других"}},
    {8, 8, NULL, 0, {"None of 100 other", "Из 100 других предложений не уцелело ни одно"}},
    {8, 9, NULL, 100, {"so do all of 100 others", "как и у всех 100 других"}},
    {8, 9, "sublayer=encoder.0.self:off", 99, {"99 stay", "прежними остались бы 99"}},
    {8, 9, "head=decoder.1.cross:2:off", 34, {"only 34 of 100 stay", "только 34 из 100"}},
    {9, 2, NULL, 99, {"so do 99 of 100 others", "как и у 99 из 100 других"}},
    {10,
     7,
     NULL,
     71,
     {"Only 71 of 100 other", "Из 100 других предложений прежний перевод сохранило 71"}},
    {11, 5, NULL, 95, {"neither do 95 of 100 others", "как и у 95 из 100 других"}},
    {11,
     5,
     "sublayer=encoder.0.self:off sublayer=encoder.1.self:off",
     91,
     {"91 stay", "прежними останутся 91"}},
    {12, 6, NULL, 97, {"so do 97 of 100 others", "как и у 97 из 100 других"}},
    {12, 7, NULL, 65, {"65 of 100 other", "Из 100 других предложений уцелело 65"}},
    {12, 7, "sublayer=decoder.1.self:off", 3, {"only 3 do", "только 3"}},
    {13, 7, NULL, 79, {"79 of 100 other", "79 из 100 других"}},
    {15, 1, NULL, 0, {"as do all of 100 others", "как и у всех 100 других"}},
    {15, 3, NULL, 20, {"only 20 of 100 others", "лишь 20 из 100 других"}},
    {16, 7, NULL, 35, {"Only 35 of 100 other", "Из 100 других предложений уцелело 35"}},
};
enum { RATES = sizeof rates / sizeof *rates };

/* What stands in a model's evaluation.txt, rounded to as many digits as are told. */
typedef struct Evaluated {
    int lesson, page;
    const char *file, *line;
    int digits;
    const char *told[2], *wording[2]; /* the number; the words about it */
} Evaluated;

static const char stories_file[] = "assets/models/stories/evaluation.txt";
static const Evaluated evaluated[] = {
    {18,
     6,
     stories_file,
     "names that training never saw, copied: ",
     1,
     {"99.9", "99,9"},
     {"of 100 names that training never saw", "из 100 имён"}},
    {18,
     6,
     stories_file,
     "without it, names that training never saw: ",
     0,
     {"1", "1"},
     {"without it 1 of 100", "без неё — 1 из 100"}},
    {18,
     8,
     stories_file,
     "without it, words of new spells: ",
     0,
     {"1", "1"},
     {"only 1 of 100 words of spells", "лишь 1 из 100 слов заклинаний"}},
    {18,
     8,
     stories_file,
     "words that come again in no story and no spell, copied: ",
     0,
     {"3", "3"},
     {"it copies in 3 of 100 cases", "в 3 случаях из 100"}},
};
enum { EVALUATED = sizeof evaluated / sizeof *evaluated };

static void open_model(Model *m, Arena *arena) {
    Error e = {{0}};
    if (!model_load("assets/models/en-fr", arena, m, &e)) fail_msg("%s", e.text);
}

static void open_course(int language, Arena *arena, Course *out) {
    Error e = {{0}};
    if (!course_open(folders[language], COURSE_SHIPPED, arena, out, &e)) fail_msg("%s", e.text);
}

/* A page's text as it stands in the file, each line end a blank. */
static char *page_text(const CourseEntry *it, int page, Arena *arena) {
    Bytes file;
    Error e = {{0}};
    if (!file_read(it->path, 1 << 20, arena, &file, &e)) fail_msg("%s", e.text);
    const char *from = arena_copy(arena, (const char *)file.data, file.size);
    for (int i = 0; i < page && from; i++) from = strstr(from + 1, "\n## ");
    if (!from) return NULL;
    const char *end = strstr(from + 1, "\n## ");
    char *text = arena_copy(arena, from, end ? (size_t)(end - from) : strlen(from));
    for (char *p = text; *p; p++)
        if (*p == '\n') *p = ' ';
    return text;
}

static const char *page_what_if(const CourseEntry *it, int page, Arena *arena) {
    Lesson l;
    Error e = {{0}};
    if (!lesson_open(it->path, arena, &l, &e)) fail_msg("%s", e.text);
    const Directive *d = lesson_directive(&l.pages[page - 1], DIRECTIVE_WHAT_IF, NULL);
    if (!d) fail_msg("%s: page %d changes nothing", it->path, page);
    return d->argument;
}

static int first_of(int lesson, int page) {
    for (int i = 0; i < RATES; i++)
        if (rates[i].lesson == lesson && rates[i].page == page) return i;
    for (int i = 0; i < EVALUATED; i++)
        if (evaluated[i].lesson == lesson && evaluated[i].page == page) return i;
    return -1;
}

/* The table's words stand on their page, and no page tells of a hundred that is not in the table.
 */
static void lessons_tell_them(void **state) {
    (void)state;
    static const char *const hundred[] = {" of 100 ", " 100 других "};
    for (int k = 0; k < 2; k++) {
        Arena arena = {0};
        Course course;
        open_course(k, &arena, &course);
        for (int i = 0; i < RATES; i++) {
            const CourseEntry *it = &course.entries[rates[i].lesson - 1];
            const char *text = page_text(it, rates[i].page, &arena);
            if (!text || !strstr(text, rates[i].told[k]))
                fail_msg("%s: page %d does not say '%s'", it->path, rates[i].page,
                         rates[i].told[k]);
        }
        for (int i = 0; i < course.count; i++) {
            const char *text;
            for (int page = 1; (text = page_text(&course.entries[i], page, &arena)); page++)
                if (strstr(text, hundred[k]) && first_of(i + 1, page) < 0)
                    fail_msg("%s: page %d tells a rate that nobody measures",
                             course.entries[i].path, page);
        }
        arena_free(&arena);
    }
}

static bool same_words(Tokens a, Tokens b) {
    return a.count == b.count && memcmp(a.id, b.id, sizeof *a.id * (size_t)a.count) == 0;
}

static void count_unchanged(const Model *m, const char *sentence, const char *const items[RATES],
                            int unchanged[RATES], Arena *arena, Arena *run) {
    Decoding plain, changed;
    WhatIf what;
    Error e = {{0}};
    if (!decode_text(m, sentence, &(WhatIf){0}, kernels_best(), arena, &plain, &e))
        fail_msg("%s: %s", sentence, e.text);
    for (int i = 0; i < RATES; i++) {
        WhatIfList list = what_list(items[i]);
        if (!whatif_read(&list, &plain, run, &what, &e) ||
            !decode_tokens(m, plain.source, &what, kernels_best(), run, &changed, &e))
            fail_msg("%s: %s", items[i], e.text);
        unchanged[i] += same_words(plain.output, changed.output);
        arena_reset(run);
    }
    arena_reset(arena);
}

/* Of fewer sentences at most as many are unchanged, and at most as many others. */
static void rates_are_so(void **state) {
    (void)state;
    Arena arena = {0}, sentence = {0}, run = {0};
    Model m;
    Course course;
    const char *items[RATES];
    int unchanged[RATES] = {0};
    open_model(&m, &arena);
    open_course(0, &arena, &course);
    for (int i = 0; i < RATES; i++)
        items[i] = rates[i].items
                       ? rates[i].items
                       : page_what_if(&course.entries[rates[i].lesson - 1], rates[i].page, &arena);
    Random r = random_seed(SEED, 0);
    const Corpus *c = corpus_named("en-fr", &arena);
    for (int i = 0; i < SENTENCES; i++)
        count_unchanged(&m, corpus_sentence(c, &r, &arena), items, unchanged, &sentence, &run);
    for (int i = 0; i < RATES; i++) {
        int left = rates[i].unchanged - (ALL_SENTENCES - SENTENCES);
        if (unchanged[i] > rates[i].unchanged || unchanged[i] < left)
            fail_msg("%s: %d of %d, not %d", items[i], unchanged[i], SENTENCES, rates[i].unchanged);
    }
    arena_free(&run);
    arena_free(&sentence);
    arena_free(&arena);
}

/* The pages' numbers are the evaluation's, and stand in their words. */
static void evaluations_are_told(void **state) {
    (void)state;
    static const char points[] = ".,";
    for (int k = 0; k < 2; k++) {
        Arena arena = {0};
        Course course;
        open_course(k, &arena, &course);
        for (int i = 0; i < EVALUATED; i++) {
            const Evaluated *it = &evaluated[i];
            Bytes file;
            Error e = {{0}};
            char number[16], *point;
            if (!file_read(it->file, 1 << 16, &arena, &file, &e)) fail_msg("%s", e.text);
            const char *line =
                strstr(arena_copy(&arena, (const char *)file.data, file.size), it->line);
            assert_non_null(line);
            snprintf(number, sizeof number, "%.*f", it->digits,
                     strtod(line + strlen(it->line), NULL));
            if ((point = strchr(number, '.'))) *point = points[k];
            assert_string_equal(number, it->told[k]);
            const char *path = course.entries[it->lesson - 1].path,
                       *text = page_text(&course.entries[it->lesson - 1], it->page, &arena);
            if (!text || !strstr(text, it->wording[k]) || !strstr(text, number))
                fail_msg("%s: page %d does not say '%s', '%s'", path, it->page, it->wording[k],
                         number);
        }
        arena_free(&arena);
    }
}

/* Lesson 15, page 6: without heads 1 and 3 of the last cross-attention "la rue" is "de rue". */
static void two_heads_share_a_cause(void **state) {
    (void)state;
    Arena arena = {0};
    Model m;
    Decoding d;
    Error e = {{0}};
    WhatIfList list = what_list("head=decoder.1.cross:0:off head=decoder.1.cross:2:off");
    open_model(&m, &arena);
    assert_true(
        whatif_decode(&m, m.config.default_text, &list, NULL, kernels_best(), &arena, &d, &e));
    const char *text = tokens_to_text(d.output, m.config.tokens, &m.target, &arena);
    assert_non_null(strstr(text, "traversé de rue"));
    arena_free(&arena);
}

/* Lesson 5, page 3: the standard deviation of these scores is 6.70. */
static void scores_stray_farther_than_coins(void **state) {
    (void)state;
    Arena arena = {0};
    Model m;
    Decoding d;
    Error e = {{0}};
    double sum = 0, squares = 0;
    open_model(&m, &arena);
    assert_true(
        decode_text(&m, m.config.default_text, &(WhatIf){0}, kernels_best(), &arena, &d, &e));
    Tensor s = trace_find(decode_trace(&d, 0), "encoder.0.self.scores");
    int n = s.shape.rows * s.shape.cols;
    for (int i = 0; i < n; i++) {
        double x = (double)s.x[n + i]; /* the second head's */
        sum += x, squares += x * x;
    }
    assert_true(fabs(sqrt(squares / n - sum / n * (sum / n)) - 6.70) < 0.005);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lessons_tell_them),
        cmocka_unit_test(rates_are_so),
        cmocka_unit_test(evaluations_are_told),
        cmocka_unit_test(two_heads_share_a_cause),
        cmocka_unit_test(scores_stray_farther_than_coins),
    };
    return cmocka_run_group_tests_name("rates", tests, NULL, NULL);
}
