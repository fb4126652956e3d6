/* Text to tokens and back, by words and by characters. */
#include "unit/refuse.h"

#include "model/tokenizer.h"

static const char *const words[] = {
    "<pad>", "<bos>", "<eos>", "she",   "does",  "did", "is", "not", "can",    "like", "the",
    "cats",  "cars",  "car",   ".",     ",",     "?",   "!",  "l'",  "oiseau", "n'",   "aime",
    "été",   "i",     "am",    "don't", "l'eau", "à",   " ",  "c",   "a",      "r",
};

/* Fails unless the text gives the words of `expected`, written with spaces between. */
static void expect(const char *text, const char *expected) {
    Arena a = {0};
    Buffer b = {0};
    Vocab v = vocab_make(words, sizeof words / sizeof *words, &a);
    Tokens t;
    Error e;
    if (!tokens_from_text(text, TOKENS_WORDS, &v, 32, &a, &t, NULL, &e)) fail_msg("%s", e.text);
    for (int i = 0; i < t.count; i++) buffer_print(&b, "%s%s", i > 0 ? " " : "", v.words[t.id[i]]);
    assert_string_equal(b.data, expected);
    buffer_free(&b);
    arena_free(&a);
}

static void refuse(const char *text, TokenKind kind, int most, const char *expected) {
    Arena a = {0};
    Vocab v = vocab_make(words, sizeof words / sizeof *words, &a);
    Tokens t;
    Error e;
    if (tokens_from_text(text, kind, &v, most, &a, &t, NULL, &e)) fail_msg("read: %s", text);
    assert_string_equal(e.text, expected);
    arena_free(&a);
}

static void words_are_split(void **state) {
    (void)state;
    expect("She  does\tNOT\nlike the cats.", "she does not like the cats .");
    expect("the car,the cats?!", "the car , the cats ? !");
    expect("\xc2\xa0the\xe2\x80\xaf"
           "car ",
           "the car");
    expect("E\xcc\x81T\xc3\x89", "été");
    expect("... ,", ". . . ,");
}

static void contractions_are_opened(void **state) {
    (void)state;
    expect("she doesn't like", "she does not like");
    expect("She doesn’t, didn’t, isn‘t.", "she does not , did not , is not .");
    expect("she can't", "she can not");
    expect("she cannot", "she can not");
    expect("I'm", "i am");
    expect("don't", "don't"); /* the vocabulary has it */
    refuse("we'll", TOKENS_WORDS, 9, "I don't know 'we'll'.");
    refuse("won't", TOKENS_WORDS, 9, "I don't know 'won't'. Did you mean 'don't'?"); /* no "will" */
}

static void elisions(void **state) {
    (void)state;
    expect("L’oiseau n'aime", "l' oiseau n' aime");
    expect("l'eau", "l'eau");
    expect("l'n'aime", "l' n' aime");
    refuse("l'xyzxyz", TOKENS_WORDS, 9, "I don't know 'l'xyzxyz'.");
}

static void refusals(void **state) {
    (void)state;
    refuse("", TOKENS_WORDS, 9, "The text is empty.");
    refuse(" \n ", TOKENS_WORDS, 9, "The text is empty.");
    refuse("", TOKENS_CHARACTERS, 9, "The text is empty.");
    refuse("the elephant", TOKENS_WORDS, 9, "I don't know 'elephant'.");
    refuse("carz", TOKENS_WORDS, 9, "I don't know 'carz'. Did you mean 'cars', 'car' or 'can'?");
    refuse("<bos>", TOKENS_WORDS, 9, "I don't know '<bos>'.");
    refuse("<pad> the", TOKENS_WORDS, 9, "I don't know '<pad>'.");
    refuse("the the the", TOKENS_WORDS, 2, "The text has 3 tokens; this model takes at most 2.");
    refuse("the \xff", TOKENS_WORDS, 9, "the text is not valid UTF-8");
    refuse("car z", TOKENS_CHARACTERS, 9, "I don't know 'z'.");
    refuse("Car", TOKENS_CHARACTERS, 9, "I don't know 'C'.");
    refuse("qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq", TOKENS_WORDS,
           9, "I don't know 'qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq…'.");
    Buffer b = {0};
    while (b.size <= 32768) buffer_text(&b, "\xcc\x81\xcc\xa7");
    refuse(b.data, TOKENS_WORDS, 9, "The text is 32772 bytes long; at most 32768 are read.");
    buffer_free(&b);
}

static void tokens_are_written(void **state) {
    (void)state;
    Arena a = {0};
    Vocab v = vocab_make(words, sizeof words / sizeof *words, &a);
    int some[] = {TOKEN_BOS, 18, 19, 20, 21, 15, 3, 14, TOKEN_EOS, TOKEN_PAD},
        letters[] = {29, 30, 28, 31};
    assert_string_equal(tokens_to_text((Tokens){some, 10}, TOKENS_WORDS, &v, &a),
                        "l'oiseau n'aime, she.");
    assert_string_equal(tokens_to_text((Tokens){letters, 4}, TOKENS_CHARACTERS, &v, &a), "ca r");
    assert_string_equal(tokens_to_text((Tokens){some, 1}, TOKENS_WORDS, &v, &a), "");
    Tokens t;
    Error e;
    assert_true(tokens_from_text("ca r", TOKENS_CHARACTERS, &v, 4, &a, &t, NULL, &e));
    assert_int_equal(t.count, 4);
    assert_memory_equal(t.id, letters, sizeof letters);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_split),    cmocka_unit_test(contractions_are_opened),
        cmocka_unit_test(elisions),           cmocka_unit_test(refusals),
        cmocka_unit_test(tokens_are_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
