/* Vocabularies: look-up, round trip, and every way to be refused. */
#include "unit/refuse.h"

#include "model/vocab.h"

#define SPECIALS "<pad>\n<bos>\n<eos>\n"

static void words_are_found(void **state) {
    (void)state;
    static const char text[] = SPECIALS "the\nété\n \nzoo\na";
    Arena a = {0};
    Vocab v;
    Error e;
    Buffer b = {0};
    Bytes exact = exact_copy(text, strlen(text));
    assert_true(vocab_parse((const char *)exact.data, exact.size, "FILE", &a, &v, &e));
    assert_int_equal(v.count, 8);
    for (int i = 0; i < v.count; i++) assert_int_equal(vocab_find(&v, v.words[i]), i);
    assert_int_equal(vocab_find(&v, "th"), -1);
    assert_int_equal(vocab_find(&v, ""), -1);
    assert_int_equal(vocab_find(&v, "zzz"), -1);
    assert_string_equal(vocab_label(&v, 1), "⟨bos⟩");
    assert_string_equal(vocab_label(&v, 5), "␣");
    assert_string_equal(vocab_label(&v, 4), "été");
    vocab_print(&v, &b);
    assert_string_equal(b.data, SPECIALS "the\nété\n \nzoo\na\n");
    Vocab copy = vocab_make(v.words, v.count, &a);
    assert_int_equal(vocab_find(&copy, "zoo"), 6);
    assert_ptr_not_equal(copy.words[6], v.words[6]);
    free((void *)exact.data);
    buffer_free(&b);
    arena_free(&a);
}

static void lines_are_refused(void **state) {
    (void)state;
    static const char *const bad[][2] = {
        {"", "0 lines"},
        {SPECIALS, "3 lines"},
        {"<pad>\n<eos>\n<bos>\na\n", "line 2 must be '<bos>', not '<eos>'"},
        {"the\n" SPECIALS, "line 1 must be"},
        {SPECIALS "a\n\nb\n", "line 5 is empty"},
        {SPECIALS "a\n\n", "line 5 is"},
        {SPECIALS "a\nb\na\n", "line 6: 'a' is there already, on line 4"},
        {SPECIALS "<bos>\n", "line 4: '<bos>' is there"},
        {SPECIALS "a\xff\n", "line 4 is not UTF-8"},
        {SPECIALS "a\r\n", "line 4 holds control"},
        {SPECIALS "a\tb\n", "control"},
        {SPECIALS "\xe2\x80\xae"
                  "a\n",
         "control"},
        {SPECIALS "e\xcc\x81\n", "normal form"},
        {SPECIALS "a b\n", "space"},
        {SPECIALS "  \n", "space"},
    };
    Arena a = {0};
    Vocab v;
    Error e;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Bytes b = exact_copy(bad[i][0], strlen(bad[i][0]));
        if (vocab_parse((const char *)b.data, b.size, "FILE", &a, &v, &e))
            fail_msg("read: %s", bad[i][0]);
        assert_refusal(&e, bad[i][1]);
        free((void *)b.data);
    }
    assert_false(vocab_parse(SPECIALS "a\0b\n", strlen(SPECIALS) + 4, "FILE", &a, &v, &e));
    assert_refusal(&e, "line 4");
    arena_free(&a);
}

/* A cut file is refused, or it ends in a whole last word or a shorter one: no byte behind it is
 * read. */
static void cut_anywhere(void **state) {
    (void)state;
    static const char text[] = SPECIALS "the\nété\n";
    Arena a = {0};
    Vocab v;
    Error e;
    for (size_t n = 0; n < strlen(text); n++) {
        Bytes b = exact_copy(text, n);
        bool read = vocab_parse((const char *)b.data, n, "FILE", &a, &v, &e);
        bool in_letter = n == 23 || n == 26;
        assert_int_equal(read, n > strlen(SPECIALS) && !in_letter);
        if (!read) assert_refusal(&e, "");
        free((void *)b.data);
    }
    arena_free(&a);
}

static void limits(void **state) {
    (void)state;
    Arena a = {0};
    Vocab v;
    Error e;
    Buffer b = {0};
    buffer_text(&b, SPECIALS);
    size_t start = b.size;
    for (int i = 0; i < 256; i++) buffer_text(&b, "a");
    assert_false(vocab_parse(b.data, b.size, "FILE", &a, &v, &e));
    assert_refusal(&e, "longer than 255");
    b.size = start;
    for (int i = 3; i < 200000; i++) buffer_print(&b, "%x\n", i);
    assert_true(vocab_parse(b.data, b.size, "FILE", &a, &v, &e));
    assert_int_equal(vocab_find(&v, "30d3f"), 199999);
    buffer_text(&b, "more\n");
    assert_false(vocab_parse(b.data, b.size, "FILE", &a, &v, &e));
    assert_refusal(&e, "at most 200000");
    buffer_free(&b);
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_found),
        cmocka_unit_test(lines_are_refused),
        cmocka_unit_test(cut_anywhere),
        cmocka_unit_test(limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
