/* config.json: round trip, and every key's refusals. */
#include "unit/refuse.h"

#include <stdio.h>

#include "model/config.h"

static const char *const lines[][2] = {
    {"architecture", "\"encoder-decoder\""},
    {"name", "\"en-fr\""},
    {"source_language", "\"en\""},
    {"target_language", "\"fr\""},
    {"tokens", "\"words\""},
    {"default_text", "\"the \\\"été\\\"\""},
    {"d_model", "64"},
    {"heads", "4"},
    {"d_ff", "256"},
    {"encoder_layers", "2"},
    {"decoder_layers", "3"},
    {"source_vocab", "384"},
    {"target_vocab", "588"},
    {"max_positions", "32"},
    {"norm", "\"post\""},
    {"norm_epsilon", "1e-05"},
    {"activation", "\"gelu_tanh\""},
    {"tied_output", "true"},
    {"embedding_scale", "false"},
};
enum { LINES = sizeof lines / sizeof *lines };

/* The whole text with one value replaced; without the key if that is NULL. */
static void print_with(const char *key, const char *value, Buffer *b) {
    const char *before = "{\n";
    for (int i = 0; i < LINES; i++) {
        const char *v = key && strcmp(lines[i][0], key) == 0 ? value : lines[i][1];
        if (!v) continue;
        buffer_print(b, "%s  \"%s\": %s", before, lines[i][0], v);
        before = ",\n";
    }
    buffer_text(b, "\n}\n");
}

static void refuse_text(const char *text, size_t size, const char *expected) {
    Config c;
    Error e;
    Bytes exact = exact_copy(text, size);
    if (config_parse((const char *)exact.data, size, "FILE", &c, &e))
        fail_msg("read: %.*s", (int)size, text);
    assert_refusal(&e, expected);
    free((void *)exact.data);
}

static void what_is_written_comes_back(void **state) {
    (void)state;
    Buffer b = {0}, again = {0};
    Config c;
    Error e;
    print_with(NULL, NULL, &b);
    if (!config_parse(b.data, b.size, "FILE", &c, &e)) fail_msg("%s", e.text);
    assert_string_equal(c.name, "en-fr");
    assert_string_equal(c.default_text, "the \"été\"");
    assert_int_equal(c.decoder_layers, 3);
    assert_int_equal(c.activation, ACTIVATION_GELU_TANH);
    assert_int_equal(c.norm, NORM_POST);
    assert_true(c.norm_epsilon == 1e-5f && c.tied_output && !c.embedding_scale);
    config_print(&c, &again);
    assert_string_equal(again.data, b.data);
    for (size_t n = 0; n + 2 < b.size; n++) refuse_text(b.data, n, "");
    buffer_free(&b), buffer_free(&again);
}

static void each_key_is_needed_once(void **state) {
    (void)state;
    for (int i = 0; i < LINES; i++) {
        Buffer b = {0};
        char expected[64];
        print_with(lines[i][0], NULL, &b);
        snprintf(expected, sizeof expected, "the key '%s' is missing", lines[i][0]);
        refuse_text(b.data, b.size, expected);
        b.size -= 3;
        buffer_print(&b, ", \"%s\": %s, \"%s\": 1}", lines[i][0], lines[i][1], lines[i][0]);
        snprintf(expected, sizeof expected, "the key '%s' is there twice", lines[i][0]);
        refuse_text(b.data, b.size, expected);
        buffer_free(&b);
    }
}

static void values_are_refused(void **state) {
    (void)state;
    static const char *const bad[][3] = {
        {"architecture", "\"decoder\"",
         "'architecture' must be 'encoder-decoder' or 'decoder-only'"},
        {"tokens", "\"bytes\"", "'tokens': bytes are read by a decoder alone"},
        {"architecture", "\"decoder-only\"",
         "the key 'source_language' is of other models than 'decoder-only'"},
        {"name", "\"\"", "'name' is empty"},
        {"name", "\"../x\"", "only letters"},
        {"name", "3", "'name' must be a text"},
        {"name", "\"a\\u0000\"", "U+0000"},
        {"name", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"", "longer than 31"},
        {"source_language", "\"e/n\"", "only letters"},
        {"target_language", "\"aaaaaaaaaaaaaaaa\"", "longer than 15"},
        {"tokens", "\"letters\"", "'words' or 'characters' or 'bytes'"},
        {"default_text", "\"a\\u001b\"", "control"},
        {"default_text", "\"\xff\"", "UTF-8"},
        {"default_text", "[]", "a list"},
        {"d_model", "-1", "from 2"},
        {"d_model", "64.0", "whole number"},
        {"d_model", "1.5", "whole number"},
        {"d_model", "1e400", "too large"},
        {"d_model", "\"64\"", "not a text"},
        {"d_model", "null", "not null"},
        {"d_model", "9223372036854775808", "too large"},
        {"d_model", "4294967360", "from 2"},
        {"d_model", "63", "even"},
        {"d_model", "NaN", "not JSON"},
        {"d_model", "66", "divisible by 'heads', 4"},
        {"heads", "0", "'heads' is 0"},
        {"d_ff", "0", "'d_ff'"},
        {"encoder_layers", "65", "from 1 to 64"},
        {"decoder_layers", "0", "from 1 to 64"},
        {"source_vocab", "3", "from 4"},
        {"target_vocab", "1000000000", "to 300000"},
        {"max_positions", "1", "from 2"},
        {"max_positions", "4097", "4096"},
        {"norm", "\"mid\"", "'post' or 'pre'"},
        {"norm_epsilon", "0", "above 0"},
        {"norm_epsilon", "1", "below 1"},
        {"norm_epsilon", "1e-60", "above 0"},
        {"norm_epsilon", "true", "a number"},
        {"activation", "\"tanh\"", "'relu' or 'gelu' or 'gelu_tanh'"},
        {"tied_output", "1", "true or false"},
        {"embedding_scale", "\"yes\"", "true or false"},
        {"d_ff", "64, \"positions\": \"waves\"", "'positions' must be 'sinusoidal' or 'learned'"},
        {"d_ff", "64, \"position_scale\": 0", "'position_scale' is 0; it must be above 0"},
        {"d_ff", "64, \"position_scale\": 1001", "at most 1000"},
        {"d_ff", "64, \"positions\": \"learned\", \"position_scale\": 0.5",
         "'position_scale' is of sinusoidal positions; these are learned"},
        {"d_model", "[[[[[[[[[1]]]]]]]]]", "nested"},
        {"d_ff", "64, \"dmodel\": 1", "unknown key 'dmodel'; did you mean 'd_model'?"},
        {"d_ff", "64, \"zzzzzzzzz\": 1", "unknown key 'zzzzzzzzz'"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Buffer b = {0};
        print_with(bad[i][0], bad[i][1], &b);
        refuse_text(b.data, b.size, bad[i][2]);
        buffer_free(&b);
    }
    refuse_text("[1]", 3, "must be an object");
    refuse_text("{}\0", 3, "holds the character U+0000");
}

/* What an encoder has is left out, and may not be there; what is optional is written where it says
   something. */
static void a_decoder_alone_comes_back(void **state) {
    (void)state;
    Buffer b = {0}, again = {0};
    Config c;
    Error e;
    const char *before = "{\n";
    for (int i = 0; i < LINES; i++) {
        const char *key = lines[i][0];
        if (strncmp(key, "source", 6) == 0 || strncmp(key, "encoder", 7) == 0) continue;
        buffer_print(&b, "%s  \"%s\": %s", before, key, i ? lines[i][1] : "\"decoder-only\"");
        before = ",\n";
    }
    buffer_text(&b, ",\n  \"position_scale\": 0.5\n}\n");
    if (!config_parse(b.data, b.size, "FILE", &c, &e)) fail_msg("%s", e.text);
    assert_int_equal(c.architecture, ARCHITECTURE_DECODER_ONLY);
    assert_int_equal(c.encoder_layers, 0);
    assert_int_equal(c.source_vocab, 0);
    assert_string_equal(c.source_language, "fr");
    assert_true(c.position_scale == 0.5f && c.positions == POSITIONS_SINUSOIDAL);
    assert_false(config_reads_apart(&c));
    config_print(&c, &again);
    assert_string_equal(again.data, b.data);
    buffer_free(&b), buffer_free(&again);
}

static void absurd_models_are_refused(void **state) {
    (void)state;
    Buffer b = {0};
    buffer_text(&b, "{");
    for (int i = 0; i < LINES; i++) {
        const char *key = lines[i][0];
        const char *v = strcmp(key, "d_model") == 0 ? "16384"
                        : strcmp(key, "d_ff") == 0  ? "65536"
                                                    : lines[i][1];
        buffer_print(&b, "%s\"%s\":%s", i > 0 ? "," : "", key, v);
    }
    buffer_text(&b, "}");
    refuse_text(b.data, b.size, "numbers, above");
    buffer_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_comes_back), cmocka_unit_test(each_key_is_needed_once),
        cmocka_unit_test(values_are_refused),         cmocka_unit_test(a_decoder_alone_comes_back),
        cmocka_unit_test(absurd_models_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
