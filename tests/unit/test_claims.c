/* Claims of lessons: each form true and false, questions, and that a lesson with one false claim
 * fails with its line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lesson/claims.h"
#include "trace/whatif.h"
#include "what_list.h"

typedef struct World {
    Arena arena;
    Model model;
    Decoding run, changed;
} World;

static int make_world(void **state) {
    static World w;
    Error e = {{0}};
    const WhatIfList scale_off = what_list("scale=off");
    const char *text = "the dog did not cross the street because it was too tired .";
    if (!model_load("assets/models/en-fr", &w.arena, &w.model, &e) ||
        !whatif_decode(&w.model, text, NULL, NULL, kernels_best(), &w.arena, &w.run, &e) ||
        !whatif_decode(&w.model, text, &scale_off, NULL, kernels_best(), &w.arena, &w.changed, &e))
        fail_msg("%s", e.text);
    *state = &w;
    return 0;
}

static int end_world(void **state) {
    arena_free(&((World *)*state)->arena);
    return 0;
}

static void every_claim_can_be_true_and_false(void **state) {
    World *w = *state;
    static const struct {
        const char *claim, *fault;
    } claims[] = {
        {"decoder.1.cross.weights head=2 row=la max=street", NULL},
        {"decoder.1.cross.weights head=2 row=la max=dog",
         "the largest is 'street' (0.9986), not 'dog' ("},
        {"decoder.1.cross.weights head=2 row=la#2 max=dog",
         "there are only 1 'la' along this axis"},
        {"decoder.1.cross.weights head=2 row=la max=mouse", "no token 'mouse' along this axis"},
        {"decoder.1.cross.weights head=2 max=dog", "max and min are of a row or of a column"},
        {"encoder.0.self.weights row=it min=it", "the smallest is '"},
        {"encoder.0.self.weights head=1 row=it sum=1", NULL},
        {"encoder.0.self.weights head=1 row=it sum=2", "the row's sum is 1, not 2"},
        {"encoder.0.self.weights head=1 sum=1", "row=R is missing"},
        {"encoder.0.self.weights head=1 row=it sum=one", "sum: 'one' is no number"},
        {"encoder.0.self.weights rows sum 1", NULL},
        {"encoder.0.self.scores rows sum 1", "row 0 of head 0 sums to "},
        {"decoder.0.self.masked row=0 col=1 is -inf", NULL},
        {"decoder.0.self.masked row=1 col=0 is -inf", "the number is "},
        {"decoder.0.self.masked row=1 is -inf", "row=R and col=C are needed"},
        {"encoder.0.self.scores shape=4x13x13", NULL},
        {"encoder.0.self.scores shape=13x13", "the shape is 4x13x13, not 13x13"},
        {"encoder.input shape=13x64", NULL},
        {"decoder.1.cross.weights head=2 row=la col=street value~1.00", NULL},
        {"decoder.1.cross.weights[2,la,street] value~0.99", "the number is 0.998"},
        {"decoder.1.cross.weights head=2 row=la entropy<0.5", NULL},
        {"decoder.1.cross.weights head=2 row=la entropy>0.5", "the row's entropy is 0.0"},
        {"translation \"le chien n'a pas traversé la rue parce qu'il était trop fatigué.\"", NULL},
        {"translation \"le chien.\"", "the translation is \"le chien n'a pas"},
        {"translation le chien", "translation: the sentence stands between"},
        {"encoder.0.self.score row=it sum=1",
         "no value 'encoder.0.self.score': did you mean 'encoder.0.self.scores'?"},
        {"encoder.0.self.weights head=4 row=it sum=1", "head '4': there are 4, counted from 0"},
        {"encoder.0.self.weights row=it is nice", "'is nice' is no claim: there are max="},
        {"encoder.0.self.weights changed", "there is no what-if"},
        {"", "nothing is said"}};
    for (size_t i = 0; i < sizeof claims / sizeof *claims; i++) {
        Error e = {{0}};
        bool ok = claim_check(claims[i].claim, &w->run, NULL, &w->arena, &e);
        if (ok != !claims[i].fault ||
            (!ok && strncmp(e.text, claims[i].fault, strlen(claims[i].fault)) != 0))
            fail_msg("%s: %s", claims[i].claim, ok ? "is true" : e.text);
    }
}

static void changes_are_claimed_beside_the_true_run(void **state) {
    World *w = *state;
    Error e = {{0}};
    assert_true(claim_check("encoder.0.self.scaled changed", &w->changed, &w->run, &w->arena, &e));
    assert_true(claim_check("encoder.0.self.scores same", &w->changed, &w->run, &w->arena, &e));
    assert_false(claim_check("encoder.0.self.scores changed", &w->changed, &w->run, &w->arena, &e));
    assert_string_equal(e.text, "it is the same, to the last bit");
    assert_false(claim_check("encoder.0.self.scaled same", &w->changed, &w->run, &w->arena, &e));
    assert_string_equal(e.text, "it is changed");
}

static void values_have_tolerances(void **state) {
    World *w = *state;
    Error e = {{0}};
    assert_true(
        claim_value("decoder.1.cross.weights[2,la,street] = 0.99 ± 0.01", &w->run, &w->arena, &e));
    assert_true(
        claim_value("decoder.1.cross.weights[2,la,street] = 0.999", &w->run, &w->arena, &e));
    assert_false(
        claim_value("decoder.1.cross.weights[2,la,street] = 0.9 ± 0.01", &w->run, &w->arena, &e));
    assert_false(claim_value("decoder.1.cross.weights = 1", &w->run, &w->arena, &e));
    assert_non_null(strstr(e.text, "names no cell"));
    assert_false(
        claim_value("decoder.1.cross.weights[2,la,street] about 1", &w->run, &w->arena, &e));
    assert_false(claim_value("decoder.1.cross.weights[2,la,street] = x", &w->run, &w->arena, &e));
}

static void questions_have_one_right_answer(void **state) {
    World *w = *state;
    Ask a;
    Error e = {{0}};
    assert_true(claim_ask("What does softmax give? | scores | shares* | masks", &w->run, &w->arena,
                          &a, &e));
    assert_string_equal(a.question, "What does softmax give?");
    assert_int_equal(a.count, 3);
    assert_int_equal(a.right, 1);
    assert_string_equal(a.answer[1], "shares");
    assert_true(claim_ask("decoder.1.cross.weights head=2 row=la max : Which? | dog | street | it",
                          &w->run, &w->arena, &a, &e));
    assert_int_equal(a.right, 1);
    assert_string_equal(a.question, "Which?");
    assert_true(a.computed);
    assert_string_equal(a.sought.best, "street");
    static const char *const wrong[][2] = {
        {"Which? | dog | street", "no answer has a star"},
        {"Which? | dog* | street*", "two answers have a star"},
        {"Which? | dog*", "one answer is no choice"},
        {"Which?", "there are no answers"},
        {"Which? | | a*", "an answer is empty"},
        {" | a | b*", "there is no question"},
        {"decoder.1.cross.weights head=2 row=la max : Which? | dog | it",
         "the model says 'street', which is none"},
        {"decoder.1.cross.weights head=2 row=la max : Which? | dog* | street",
         "the model says 'street', not 'dog'"},
        {"decoder.1.cross.weights head=2 max : Which? | dog | street", "row=R is missing"},
        {"decoder.1.cross.weights row=la most : Which? | dog | street",
         "'most' is neither max nor min"},
        {"Which? | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9*", "more than 8 answers"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(claim_ask(wrong[i][0], &w->run, &w->arena, &a, &e));
        if (strncmp(e.text, wrong[i][1], strlen(wrong[i][1])) != 0)
            fail_msg("%s: %s", wrong[i][0], e.text);
    }
}

static void predictions_have_one_cell(void **state) {
    World *w = *state;
    Sought a;
    Error e = {{0}};
    assert_true(
        claim_predict("decoder.1.cross.weights head=2 row=la max", &w->run, &w->arena, &a, &e));
    assert_int_equal(a.at.cell.sheet, 2);
    assert_int_equal(a.at.cell.col, 6);
    assert_string_equal(a.row, "la");
    assert_string_equal(a.best, "street");
    assert_false(a.least);
    assert_false(claim_predict("decoder.causal row=3 max", &w->run, &w->arena, &a, &e));
    assert_non_null(strstr(e.text, "two cells of the row are equal"));
}

/* One false claim among true ones is told with its line, and only it. */
static void a_false_claim_fails_its_lesson(void **state) {
    World *w = *state;
    const char *text = "# T\n\n## One\n\n```step\nshow encoder.0.self.weights\nexpect "
                       "encoder.0.self.weights rows sum 1\n```\n\n"
                       "## Two\n\n```step\nshow encoder.0.self.scores\nexpect "
                       "encoder.0.self.scores shape=4x13x13\n"
                       "expect encoder.0.self.scores rows sum 1\nask Is it? | yes* | no\n```\n";
    Lesson l;
    Error e = {{0}};
    assert_true(
        lesson_read((Bytes){(const unsigned char *)text, strlen(text)}, "x.md", &w->arena, &l, &e));
    assert_int_equal(claims_of_page(&l, 0, &w->run, NULL, &w->arena, &e), 1);
    assert_int_equal(claims_of_page(&l, 1, &w->run, NULL, &w->arena, &e), -1);
    assert_non_null(strstr(e.text, "x.md:15: expect: row 0 of head 0 sums to "));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_claim_can_be_true_and_false),
        cmocka_unit_test(changes_are_claimed_beside_the_true_run),
        cmocka_unit_test(values_have_tolerances),
        cmocka_unit_test(questions_have_one_right_answer),
        cmocka_unit_test(predictions_have_one_cell),
        cmocka_unit_test(a_false_claim_fails_its_lesson),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
