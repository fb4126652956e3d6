/* Interface texts: reading, falling back, refusing; and the two complete languages say the same
 * keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "app/commands.h"
#include "model/formula.h"
#include "languages.h"

static bool parse(const char *text, const Lang *fallback, Arena *arena, Lang *out, Error *e) {
    return lang_parse(text, strlen(text), "xx.txt", fallback, arena, out, e);
}

static void reads_and_falls_back(void **state) {
    (void)state;
    Arena arena = {0};
    Lang en, fr;
    Error e;
    assert_true(parse("# words\n\nb.two = two = 2\r\na = one\nempty =\n", NULL, &arena, &en, &e));
    assert_true(parse("  a   =  un  ", &en, &arena, &fr, &e));
    assert_int_equal(en.count, 3);
    assert_string_equal(lang_text(&fr, "a"), "un");
    assert_string_equal(lang_text(&en, "a"), "one");
    assert_string_equal(lang_text(&fr, "b.two"), "two = 2");
    assert_string_equal(lang_text(&fr, "empty"), "");
    assert_string_equal(lang_text(&fr, "missing.key"), "missing.key");
    assert_string_equal(lang_text(NULL, "a"), "a");
    arena_free(&arena);
}

static void refuses(const char *text, const char *sentence) {
    Arena arena = {0};
    Lang lang;
    Error e = {{0}};
    assert_false(parse(text, NULL, &arena, &lang, &e));
    assert_string_equal(e.text, sentence);
    arena_free(&arena);
}

static void refuses_bad_files(void **state) {
    (void)state;
    refuses("a = 1\n# c\nwhat\n", "xx.txt:3: no '=' (a line is: key = text)");
    refuses("= 1\n", "xx.txt:1: no key before '='");
    refuses("a = 1\nb = 2\na = 3\nc = 4", "xx.txt:3: 'a' is there twice (first in line 1)");
    refuses("a = \xff\n", "xx.txt: this is not UTF-8 text");
}

static void empty_file_is_a_language(void **state) {
    (void)state;
    Arena arena = {0};
    Lang lang;
    Error e;
    assert_true(parse("", NULL, &arena, &lang, &e));
    assert_string_equal(lang_text(&lang, "a"), "a");
    arena_free(&arena);
}

static void same_keys(const Lang *a, const Lang *b) {
    for (int i = 0; i < a->count; i++) {
        const char *key = a->entries[i].key;
        if (lang_text(b, key) == key) fail_msg("'%s' is missing in one language", key);
    }
}

static void languages_are_complete(void **state) {
    (void)state;
    Arena arena = {0};
    Lang en, ru;
    read_language("assets/lang/en.txt", NULL, &arena, &en);
    read_language("assets/lang/ru.txt", NULL, &arena, &ru);
    assert_true(en.count > 20);
    same_keys(&en, &ru);
    same_keys(&ru, &en);
    for (int i = 0; i < command_keys.count; i++)
        assert_ptr_not_equal(lang_text(&en, command_keys.rows[i].help), command_keys.rows[i].help);
    for (int i = 0; i < formula_word_count; i++)
        assert_string_equal(lang_text(&en, formula_word_table[i].key),
                            formula_word_table[i].english);
    arena_free(&arena);
}

/* Signs of formulas are for formulas: sentences say what they are. */
static void sentences_have_no_raw_signs(void **state) {
    (void)state;
    static const char *const signs[] = {"d_k", "dₖ", "W_Q", "W_K", "W_V", "W_O"};
    Arena arena = {0};
    Lang en, ru;
    read_language("assets/lang/en.txt", NULL, &arena, &en);
    read_language("assets/lang/ru.txt", NULL, &arena, &ru);
    for (int i = 0; i < en.count + ru.count; i++) {
        const char *text = (i < en.count ? &en.entries[i] : &ru.entries[i - en.count])->text;
        for (size_t k = 0; k < sizeof signs / sizeof *signs; k++)
            if (strstr(text, signs[k])) fail_msg("%s in “%s”", signs[k], text);
    }
    arena_free(&arena);
}

static const char *word_of(const void *lang, const char *key) {
    return lang_text(lang, key);
}

/* Words are keys with numbers, whatever stands around them; signs stay. */
static void formulas_are_said(void **state) {
    (void)state;
    Arena arena = {0};
    Lang ru;
    read_language("assets/lang/ru.txt", NULL, &arena, &ru);
    assert_string_equal(formula_plain("{formula.max|13}", &arena), "max of 13 scores");
    assert_string_equal(formula_say("{formula.max|13}", word_of, &ru, &arena),
                        "наибольшая оценка из 13");
    assert_string_equal(formula_plain("{formula.key|3} > {formula.query|2}: −∞", &arena),
                        "key 3 > query 2: −∞");
    assert_string_equal(formula_plain("exp(1 − 2) / Σ", &arena), "exp(1 − 2) / Σ");
    assert_string_equal(formula_plain("", &arena), "");
    assert_string_equal(formula_plain("a { b", &arena), "a { b");
    arena_free(&arena);
}

static void numbers_have_the_languages_point(void **state) {
    (void)state;
    static const char english[] = "number.point = .\n", german[] = "number.point = ,\n";
    Arena arena = {0};
    Lang en, de, none;
    Error e;
    assert_true(lang_parse(english, sizeof english - 1, "en", NULL, &arena, &en, &e));
    assert_true(lang_parse(german, sizeof german - 1, "de", &en, &arena, &de, &e));
    assert_true(lang_parse("a = b\n", 6, "none", NULL, &arena, &none, &e));
    assert_string_equal(lang_number(&en, "−1.25 · .5", &arena), "−1.25 · .5");
    assert_string_equal(lang_number(&de, "−1.25 · .5 = −0.625", &arena), "−1,25 · ,5 = −0,625");
    assert_string_equal(lang_number(&de, "3.", &arena), "3,");
    assert_string_equal(lang_number(&de, "{of|3.14} 2.5 …", &arena), "{of|3.14} 2,5 …");
    assert_string_equal(lang_number(&none, "1.5", &arena), "1.5");
    assert_int_equal(lang_point(&de), ',');
    arena_free(&arena);
}

/* One template serves the line of text, too; those that would not have one of their own. */
static void an_op_has_one_formula(void **state) {
    static const char *const lines[OP_COUNT] = {
        [OP_EMBED] = "E[r] = table[token r] · √d",
        [OP_POSITION] = "P[p, 2i] = sin(p / 10000^(2i/d)), P[p, 2i+1] = cos(same)",
        [OP_CAUSAL] = "C[i, j] = 0 if j ≤ i, else −∞",
        [OP_PADDING] = "P[j] = 0 if token j is not ⟨pad⟩, else −∞",
        [OP_SPLIT] = "head h takes columns h·d … h·d + d − 1",
        [OP_SCORES] = "S = Q · Kᵀ",
        [OP_SCALE] = "S′ = S / √d",
        [OP_MASK] = "S″ = S′ + mask",
        [OP_SOFTMAX] = "A = softmax(S): exp(s − max) / Σ",
        [OP_WEIGHTED_SUM] = "Z = A · V",
        [OP_CONCAT] = "Z = [Z₁ | Z₂ | …]",
        [OP_LINEAR] = "Y = X · W + b",
        [OP_LINEAR_TIED] = "Y = X · Eᵀ",
        [OP_ADD] = "Y = X + F",
        [OP_NORM] = "Y = (X − µ) / √(σ² + ε) · γ + β",
        [OP_RMS_NORM] = "Y = X / √(RMS² + ε) · γ",
        [OP_RELU] = "H = max(0, X)",
        [OP_GELU] = "H = X · Φ(X)",
        [OP_CROSS_ENTROPY] = "L[r] = −log softmax(Z)[r, target r]",
        [OP_ENTROPY] = "H[r] = −Σ a ln a",
        [OP_GIVEN] = "M as it was given",
    };
    Arena arena = {0};
    (void)state;
    for (int op = 0; op < OP_COUNT; op++)
        assert_string_equal(formula_line(op_table[op], &arena), lines[op]);
    arena_free(&arena);
}

static const char *part_of(void *self, const char *name) {
    (void)self;
    return strcmp(name, "in2") == 0 ? NULL : strcmp(name, "#0.5") == 0 ? "0,5" : name;
}

static void templates_are_filled(void **state) {
    Arena arena = {0};
    (void)state;
    assert_string_equal(formula_fill("{out} = {in0}\\by{in1} + {in2}", " ", part_of, NULL, &arena),
                        "out = in0 in1");
    assert_string_equal(formula_fill("\\frac{{in0}}{{#0.5}}", "", part_of, NULL, &arena),
                        "\\frac{in0}{0,5}");
    assert_string_equal(formula_fill("{out}_{ij} {2i/d}", "", part_of, NULL, &arena),
                        "out_{ij} {2i/d}");
    assert_string_equal(formula_fill("", "", part_of, NULL, &arena), "");
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_and_falls_back),
        cmocka_unit_test(refuses_bad_files),
        cmocka_unit_test(empty_file_is_a_language),
        cmocka_unit_test(languages_are_complete),
        cmocka_unit_test(sentences_have_no_raw_signs),
        cmocka_unit_test(formulas_are_said),
        cmocka_unit_test(an_op_has_one_formula),
        cmocka_unit_test(templates_are_filled),
        cmocka_unit_test(numbers_have_the_languages_point),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
