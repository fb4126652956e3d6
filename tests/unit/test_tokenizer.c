/* Text to tokens and back, by words and by characters. */
#include "unit/refuse.h"

#include "model/bpe_read.h"
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

static const char pieces[] =
    "{\"pre_tokenizer\":{\"type\":\"ByteLevel\",\"add_prefix_space\":false},\"added_tokens\":[{"
    "\"id\":"
    "8,\"content\":\"<|end|>\"}],\"model\":{\"vocab\":{\"a\":0,\"f\":1,\"\u0120\":2,\"\u0120f\":3,"
    "\"\u010a\":4,\"\u00c3\":5,\"\u00a9\":6,\"\u0120\u00c3\":7},\"merges\":[\"\u0120 f\",\"\u0120 "
    "\u00c3\"]}}";

/* The vocabulary of a model with so many rows. */
static Vocab of_pieces(int count, Arena *a) {
    Error e;
    Bpe *b = arena_new(a, Bpe);
    if (!bpe_read_tokenizer((Bytes){(const unsigned char *)pieces, strlen(pieces)}, a, b, &e))
        fail_msg("%s", e.text);
    return vocab_of_bytes(b, count, a);
}

static void expect_pieces(const char *text, int rows, const char *expected) {
    Arena a = {0};
    Vocab v = of_pieces(rows, &a);
    Tokens t;
    Error e;
    TextFault fault;
    Buffer b = {0};
    bool read = tokens_from_text(text, TOKENS_BYTES, &v, 6, &a, &t, &fault, &e);
    for (int i = 0; read && i < t.count; i++)
        buffer_print(&b, "%s%s", i > 0 ? " " : "", vocab_label(&v, t.id[i]));
    assert_string_equal(read ? b.data : e.text, expected);
    assert_int_equal(read, fault.kind == TEXT_FINE);
    if (read) assert_string_equal(tokens_to_text(t, TOKENS_BYTES, &v, &a), text);
    buffer_free(&b);
    arena_free(&a);
}

static void pieces_of_bytes(void **state) {
    (void)state;
    expect_pieces("a f", 9, "a ·f");
    expect_pieces(" a\n", 9, "· a ⏎");
    expect_pieces("a \u00e9", 9, "a ·⟨C3⟩ ⟨A9⟩");
    expect_pieces("a<|end|>a", 12, "a <|end|> a");
    expect_pieces("a<|end|>a", 8, "'<|end|>' is token 8, and the model knows 8");
    expect_pieces("", 9, "The text is empty.");
    expect_pieces("aaaaaaa", 9, "The text has 7 tokens; this model takes at most 6.");
    expect_pieces("b", 9, "the vocabulary has no word for 'b'");
    expect_pieces("a\xff", 9, "the text is not UTF-8: byte 1 is 0xFF");
}

static void places_of_pieces(void **state) {
    (void)state;
    Arena a = {0};
    Vocab v = of_pieces(9, &a);
    int id[] = {0, 7, 6, 3, 5};
    Tokens t = {id, 5};
    static const size_t expected[] = {1, 4, 4, 6, 9};
    size_t end[5];
    assert_string_equal(tokens_to_text(t, TOKENS_BYTES, &v, &a), "a \u00e9 f\ufffd");
    assert_string_equal(tokens_to_pieces(t, &v, &a, end), "a \u00e9 f\ufffd");
    assert_memory_equal(end, expected, sizeof end);
    assert_string_equal(tokens_to_pieces((Tokens){id, 0}, &v, &a, end), "");
    assert_int_equal(vocab_first(&v), 0);
    assert_int_equal(vocab_find(&v, "a"), -1);
    assert_string_equal(vocab_label(&v, 2), "·");
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_split),    cmocka_unit_test(contractions_are_opened),
        cmocka_unit_test(elisions),           cmocka_unit_test(refusals),
        cmocka_unit_test(tokens_are_written), cmocka_unit_test(pieces_of_bytes),
        cmocka_unit_test(places_of_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
