/* safetensors files: round trips, and every way to be refused. */
#include "unit/refuse.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "model/inspect.h"
#include "model/formats/safetensors.h"

/* A file of that header text with `bytes` bytes of data behind it. */
static Bytes file_of(const char *header, size_t bytes) {
    size_t size = strlen(header);
    unsigned char *data = calloc(1, 8 + size + bytes);
    for (int i = 0; i < 8; i++) data[i] = (unsigned char)((unsigned long long)size >> 8 * i & 255);
    memcpy(data + 8, header, size);
    return (Bytes){data, 8 + size + bytes};
}

static void refuse(const char *header, size_t bytes, const char *expected) {
    Arena a = {0};
    StoredTensors s;
    Error e;
    Bytes b = file_of(header, bytes);
    if (safetensors_parse(b, "FILE", &a, &s, &e)) fail_msg("read: %s", header);
    assert_refusal(&e, expected);
    free((void *)b.data);
    arena_free(&a);
}

static void what_is_written_comes_back(void **state) {
    (void)state;
    static const float x[6] = {1, -2, 3.5f, 0, 1e-38f, 7}, y[1] = {9};
    static const char *const metadata[] = {"format", "attn\"scope\\", "note", "two\nlines"};
    const TensorToStore tensors[] = {
        {"w.b", 2, {2, 3}, x}, {"a \"q\"", 1, {1}, y}, {"none", 1, {0}, x}};
    Arena a = {0};
    Buffer b = {0};
    StoredTensors s;
    Error e;
    safetensors_print(tensors, 3, metadata, 2, &b);
    assert_int_equal((unsigned char)b.data[0] % 8, 0);
    Bytes file = exact_copy(b.data, b.size);
    if (!safetensors_parse(file, "FILE", &a, &s, &e)) fail_msg("%s", e.text);
    assert_int_equal(s.count, 3);
    assert_string_equal(s.tensors[0].name, "w.b");
    assert_string_equal(s.tensors[0].dtype, "F32");
    assert_int_equal(s.tensors[0].rank, 2);
    assert_int_equal(s.tensors[0].dims[1], 3);
    assert_int_equal(s.tensors[0].bytes, 24);
    assert_memory_equal(s.tensors[0].data + 8, "\0\0\x60\x40", 4); /* 3.5, little-endian */
    assert_string_equal(s.metadata[1], metadata[1]);
    assert_string_equal(s.metadata[3], metadata[3]);
    assert_int_equal(s.metadata_count, 2);
    for (size_t n = 0; n < file.size; n++) {
        Bytes cut = exact_copy(file.data, n);
        assert_false(safetensors_parse(cut, "FILE", &a, &s, &e));
        assert_refusal(&e, "");
        free((void *)cut.data);
    }
    free((void *)file.data);
    buffer_free(&b);
    arena_free(&a);
}

static void other_types_are_read(void **state) {
    (void)state;
    Arena a = {0};
    StoredTensors s;
    Error e;
    Bytes b = file_of("{\"z\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[8,12]},"
                      "\"y\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[0,8]}}  ",
                      12);
    assert_true(safetensors_parse(b, "FILE", &a, &s, &e));
    assert_string_equal(s.tensors[0].name, "y"); /* in the order of their data */
    assert_int_equal(s.tensors[0].rank, 0);
    assert_string_equal(s.tensors[1].dtype, "BF16");
    free((void *)b.data);
    arena_free(&a);
}

static void lengths_are_refused(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        const char *expected;
    } bad[] = {
        {"\0\0\0\0\0\0\0\x80{}", "9223372036854775808 bytes long"},
        {"\xff\xff\xff\xff\xff\xff\xff\xff{}", "more than"},
        {"\x03\0\0\0\0\0\0\0{}", "more than"},
        {"\0\0\0\0\0\0\0\0{}", "begin with '{'"},
        {"\1\0\0\0\0\0\0\0{}", "early"},
    };
    Arena a = {0};
    StoredTensors s;
    Error e;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Bytes b = exact_copy(bad[i].bytes, 10);
        assert_false(safetensors_parse(b, "FILE", &a, &s, &e));
        assert_refusal(&e, bad[i].expected);
        free((void *)b.data);
    }
    arena_free(&a);
}

#define TENSOR(name, dtype, shape, offsets)                                                        \
    "\"" name "\":{\"dtype\":" dtype ",\"shape\":" shape ",\"data_offsets\":" offsets "}"
#define ONE(dtype, shape, offsets) "{" TENSOR("a", dtype, shape, offsets) "}"
#define TWO(first, second)                                                                         \
    "{" TENSOR("a", "\"U8\"", "[2]", first) "," TENSOR("b", "\"U8\"", "[2]", second) "}"
#define NAME(name) "{" TENSOR(name, "\"U8\"", "[4]", "[0,4]") "}"
#define F32 "\"F32\""
#define U8 "\"U8\""

static void headers_are_refused(void **state) {
    (void)state;
    static const char *const bad[][2] = {
        {ONE(F32, "[-1]", "[0,4]"), "negative"},
        {ONE(F32, "[1.5]", "[0,4]"), "with a fraction"},
        {ONE(F32, "[1e400]", "[0,4]"), "too large"},
        {ONE(F32, "[NaN]", "[0,4]"), "not JSON"},
        {ONE(F32, "[1.0]", "[0,4]"), "with a fraction"},
        {ONE(F32, "[\"1\"]", "[0,4]"), "a text"},
        {ONE(F32, "[9223372036854775808]", "[0,4]"), "too large"},
        {ONE(F32, "1", "[0,4]"), "a list"},
        {ONE(F32, "[9223372036854775807]", "[0,4]"), "more bytes"},
        {ONE(F32, "[4294967296,4294967296]", "[0,4]"), "more bytes"},
        {ONE(F32, "[4611686018427387905]", "[0,4]"), "more bytes"},
        {ONE(F32, "[2]", "[0,4]"), "more bytes"},
        {ONE(U8, "[3]", "[0,4]"), "asks for 3 bytes"},
        {ONE(F32, "[0,9]", "[0,4]"), "asks for 0"},
        {ONE(F32, "[1,1,1,1,1,1,1,1,1]", "[0,4]"), "9 axes"},
        {ONE("\"F31\"", "[1]", "[0,4]"), "'F31' is not known"},
        {ONE("32", "[1]", "[0,4]"), "a whole number"},
        {ONE(F32, "[1]", "[0,8]"), "past"},
        {ONE(F32, "[1]", "[4,0]"), "end before"},
        {ONE(F32, "[1]", "[0]"), "two numbers"},
        {ONE(F32, "[1]", "[-4,0]"), "negative"},
        {ONE(F32, "[1]", "[0,9223372036854775807]"), "past"},
        {ONE(U8, "[2]", "[2,4]"), "no tensor before"},
        {ONE(U8, "[2]", "[0,2]"), "2 bytes behind"},
        {TWO("[0,2]", "[1,3]"), "overlaps"},
        {TWO("[0,2]", "[0,2]"), "overlaps"},
        {TWO("[2,4]", "[2,4]"), "no tensor"},
        {"{}", "4 bytes behind"},
        {"[]", "begin with '{'"},
        {" {}", "begin with '{'"},
        {"{\"a\":1}", "an object"},
        {"{\"a\":{\"dtype\":\"U8\",\"shape\":[4]}}", "'data_offsets' is missing"},
        {"{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4],\"x\":1}}",
         "unknown key 'x'"},
        {"{" TENSOR("a", U8, "[2]", "[0,2]") "," TENSOR("a", U8, "[2]", "[2,4]") "}",
         "'a' is there twice"},
        {"{\"a\":{\"dtype\":\"U8\",\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}",
         "'dtype' is there twice"},
        {NAME("\\u0007"), "control"},
        {NAME("a\x1b"), "not JSON"},
        {NAME("\\u202e"), "control"},
        {NAME("\\u0000"), "U+0000"},
        {NAME("\xff"), "UTF-8"},
        {NAME(""), "no name"},
        {"{\"__metadata__\":{\"a\":1}}", "texts only"},
        {"{\"__metadata__\":[]}", "must be an object"},
        {"{\"a\":[[[[[[[[[]]]]]]]]]}", "nested"},
        {"{\"a\":", "early"},
        {"{\"a\"", "early"},
        {"{\"a", "early"},
        {"{} x", "not JSON"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) refuse(bad[i][0], 4, bad[i][1]);
}

/* Headers made to cost much are refused before they do. */
static void costly_headers_are_refused(void **state) {
    (void)state;
    static const char *const parts[][2] = {
        {"[", "nested"},
        {"{\"a\":", "nested"},
        {"[],", "too many"},
        {"0,", "too many"},
    };
    for (int i = 0; i < 4; i++) {
        Buffer b = {0};
        buffer_text(&b, "{\"a\":[");
        while (b.size < 4 << 20) buffer_text(&b, parts[i][0]);
        clock_t start = clock();
        refuse(b.data, 0, parts[i][1]);
        assert_true(clock() - start < CLOCKS_PER_SEC / 2);
        buffer_free(&b);
    }
    size_t size = SAFETENSORS_HEADER_MAX + 9, length = size - 8;
    unsigned char *zeros = calloc(1, size);
    StoredTensors s;
    Arena arena = {0};
    Error e;
    assert_non_null(zeros);
    for (int i = 0; i < 8; i++) zeros[i] = (unsigned char)(length >> 8 * i);
    assert_false(safetensors_parse((Bytes){zeros, size}, "file", &arena, &s, &e));
    assert_non_null(strstr(e.text, "at most 100000000"));
    free(zeros);
}

/* Many tensors, and room left for more, as sharded checkpoints have: read at once, in little
 * memory. */
static void long_headers_are_read(void **state) {
    (void)state;
    static const int counts[][2] = {{5000, 9 << 20}, {30000, 0}};
    for (int i = 0; i < 2; i++) {
        Buffer b = {0};
        buffer_add(&b, "\0\0\0\0\0\0\0", 8);
        buffer_text(&b, "{");
        for (int k = 0; k < counts[i][0]; k++)
            buffer_print(
                &b,
                "%s\"model.layers.%d.mlp.experts.%d.w\":{\"dtype\":\"BF16\",\"shape\":[2,1],"
                "\"data_offsets\":[%d,%d]}",
                k ? "," : "", k / 64, k % 64, 4 * k, 4 * k + 4);
        buffer_text(&b, "}");
        for (int k = 0; k < counts[i][1]; k++) buffer_add(&b, " ", 1);
        size_t length = b.size - 8, numbers = 4 * (size_t)counts[i][0];
        for (int k = 0; k < 8; k++) b.data[k] = (char)(length >> 8 * k);
        for (size_t k = 0; k < numbers; k++) buffer_add(&b, "", 1);
        StoredTensors s;
        Arena arena = {0};
        Error e;
        clock_t start = clock();
        if (!safetensors_parse((Bytes){(unsigned char *)b.data, b.size}, "file", &arena, &s, &e))
            fail_msg("%s", e.text);
        assert_int_equal(s.count, counts[i][0]);
        assert_true(clock() - start < CLOCKS_PER_SEC);
        assert_true(arena_held(&arena) < 32u << 20);
        buffer_free(&b);
        arena_free(&arena);
    }
}

static void inspect_tells_and_refuses(void **state) {
    (void)state;
    static const float x[3] = {1, -2, 3.5f};
    static const char *const metadata[] = {"note", "red \x1b[31m"};
    const TensorToStore tensor = {"w", 1, {3}, x};
    char folder[] = "/tmp/attnscope-test-XXXXXX";
    Arena a = {0};
    Buffer b = {0}, out = {0};
    Error e;
    assert_non_null(mkdtemp(folder));
    char *path = path_join(&a, folder, "m.safetensors");
    safetensors_print(&tensor, 1, metadata, 1, &b);
    assert_true(file_write(path, b.data, b.size, &e));
    assert_true(inspect_file(path, &a, &out, &e));
    assert_string_equal(out.data, "safetensors file\nmetadata note = red ?[31m\n"
                                  "w  F32  [3]  min -2, max 3.5\n1 tensors, 3 numbers, 12 bytes\n");
    memset(b.data, 0,
           8); /* a header of no bytes, behind it two gigabytes without a byte on the disk */
    assert_true(file_write(path, b.data, 8, &e) && truncate(path, (off_t)1 << 31) == 0);
    buffer_free(&out);
    clock_t begin = clock();
    assert_false(inspect_file(path, &a, &out, &e));
    assert_true(clock() - begin < CLOCKS_PER_SEC / 4);
    b.size = 0;
    safetensors_print(&tensor, 1, metadata, 1, &b);
    assert_true(file_write(path, b.data, b.size - 1, &e));
    assert_false(inspect_file(path, &a, &out, &e));
    assert_non_null(strstr(e.text, "past the 11 bytes"));
    buffer_free(&out);
    assert_true(inspect_file("tests/reference/npy/special-f4.npy", &a, &out, &e));
    assert_non_null(strstr(out.data, "dtype  <f4\norder  C\nshape  [6]\ncount  6\n"));
    assert_non_null(strstr(out.data, "NaN    1\ninfinite 2\n"));
    assert_false(inspect_file(folder, &a, &out, &e));
    assert_non_null(strstr(e.text, "config.json"));
    assert_false(inspect_file("Makefile", &a, &out, &e));
    remove(path), remove(folder);
    buffer_free(&b), buffer_free(&out);
    arena_free(&a);
}

/* Nothing behind the bytes is looked at, though files are read with a zero behind them. */
static void nothing_is_read_past_the_end(void **state) {
    (void)state;
    static const char header[] =
        "{\"e\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":\"U8\",\"shape\":";
    size_t size = 8 + sizeof header - 1;
    unsigned char *exact = malloc(size); /* AddressSanitizer guards its end */
    assert_non_null(exact);
    memset(exact, 0, 8);
    exact[0] = (unsigned char)(sizeof header - 1);
    memcpy(exact + 8, header, sizeof header - 1);
    Arena arena = {0};
    StoredTensors s;
    Error e;
    assert_false(safetensors_parse((Bytes){exact, size}, "file", &arena, &s, &e));
    assert_non_null(strstr(e.text, "'shape' is there twice"));
    arena_free(&arena);
    free(exact);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_comes_back),
        cmocka_unit_test(other_types_are_read),
        cmocka_unit_test(lengths_are_refused),
        cmocka_unit_test(headers_are_refused),
        cmocka_unit_test(costly_headers_are_refused),
        cmocka_unit_test(long_headers_are_read),
        cmocka_unit_test(inspect_tells_and_refuses),
        cmocka_unit_test(nothing_is_read_past_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
