/* .npy files: those that NumPy wrote (tests/reference/make_npy.py), and every way to be refused. */
#include "unit/refuse.h"

#include <math.h>
#include <stdio.h>

#include "model/formats/npy.h"

static Bytes reference(Arena *a, const char *name) {
    Bytes b;
    Error e;
    if (!file_read(arena_print(a, "tests/reference/npy/%s", name), 1 << 20, a, &b, &e))
        fail_msg("%s", e.text);
    return b;
}

static float expected_value(char kind, int64_t i) {
    if (kind == 'b') return i % 3 == 0;
    if (kind == 'u') return (float)(11 * i);
    if (kind == 'i') return (float)(11 * i - 128);
    return (float)(i - 5) * 0.375f;
}

static void check_reference(Arena *a, const char *side, const char *type, char order, int rank) {
    static const int64_t dims[5][4] = {{0}, {3}, {2, 3}, {2, 3, 4}, {2, 1, 3, 4}};
    Array x;
    Error e;
    Bytes b = reference(a, arena_print(a, "%s-%s-%c-%d.npy", side, type, order, rank));
    if (!npy_parse(b, "FILE", a, &x, &e)) fail_msg("%s", e.text);
    assert_string_equal(x.dtype + 1, type);
    assert_int_equal(x.rank, rank);
    assert_memory_equal(x.dims, dims[rank], (size_t)rank * sizeof(int64_t));
    assert_int_equal(x.type.kind == NUMBER_BOOL, type[0] == 'b');
    if (rank > 1 && rank < 4) assert_int_equal(x.fortran, order == 'F');
    for (int64_t i = 0; i < array_count(&x); i++) assert_true(x.x[i] == expected_value(type[0], i));
    for (int64_t i = 0; !x.fortran && i < array_count(&x); i++)
        assert_true((float)array_number(&x, i) == x.x[i]);
}

static void numpy_files_are_read(void **state) {
    (void)state;
    static const char *const types[][2] = {{"little", "f4"}, {"big", "f4"},    {"little", "f8"},
                                           {"big", "f8"},    {"little", "f2"}, {"big", "f2"},
                                           {"byte", "b1"},   {"byte", "i1"},   {"byte", "u1"}};
    Arena a = {0};
    for (int i = 0; i < 9; i++)
        for (int rank = 1; rank <= 4; rank++)
            for (int order = 0; order < 2; order++)
                check_reference(&a, types[i][0], types[i][1], "CF"[order], rank);
    arena_free(&a);
}

/* Of each there is one of rank 3, in both orders. */
static void all_types_are_read(void **state) {
    (void)state;
    static const char *const types[][2] = {{"little", "i2"}, {"big", "i2"},    {"little", "u2"},
                                           {"little", "i4"}, {"big", "i4"},    {"little", "u4"},
                                           {"big", "u4"},    {"little", "i8"}, {"big", "i8"},
                                           {"little", "u8"}, {"big", "u8"},    {"little", "f16"}};
    Arena a = {0};
    Array x;
    Error e;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        for (int order = 0; order < 2; order++)
            check_reference(&a, types[i][0], types[i][1], "CF"[order], 3);
    Bytes brain = reference(&a, "brain-float.npy");
    assert_true(npy_parse(brain, "FILE", &a, &x, &e));
    assert_string_equal(x.dtype, "bfloat16");
    for (int i = 0; i < 6; i++) assert_true(x.x[i] == expected_value('f', i));
    assert_true(npy_parse(reference(&a, "scalar.npy"), "FILE", &a, &x, &e));
    assert_true(x.rank == 0 && array_count(&x) == 1 && x.x[0] == 1);
    assert_true(npy_parse(reference(&a, "rank-5.npy"), "FILE", &a, &x, &e));
    assert_int_equal(x.rank, 5);
    arena_free(&a);
}

/* The least float64, which masks are made with, is far below all floats: it hides. */
static void the_least_number_is_minus_infinity(void **state) {
    (void)state;
    Arena a = {0};
    Array x;
    Error e;
    assert_true(npy_parse(reference(&a, "least-f8.npy"), "FILE", &a, &x, &e));
    assert_true(x.x[0] == 0 && x.x[1] == -INFINITY);
    arena_free(&a);
}

/* Any axes, in any order, from any place: what is taken is what NumPy would take. */
static void parts_are_taken(void **state) {
    (void)state;
    Arena a = {0};
    Array x;
    Error e;
    float y[8];
    for (int order = 0; order < 2; order++) {
        Bytes file =
            reference(&a, order ? "little-i4-F-3.npy" : "little-i4-C-3.npy"); /* [2, 3, 4] */
        assert_true(npy_header(file, "FILE", &x, &e));
        ArrayPart whole = array_whole(&x);
        ArrayPart part = {
            whole.apart[1], 2, {4, 2}, {whole.apart[2], whole.apart[0]}}; /* [:, 1].T */
        assert_true(array_convert(&x, &part, y, &e));
        for (int i = 0; i < 8; i++)
            assert_true(y[i] == expected_value('i', 4 + i / 2 + i % 2 * 12));
        assert_null(array_lying(&x, &part));
    }
    Bytes file = reference(&a, "little-f4-C-3.npy");
    assert_true(npy_header(file, "FILE", &x, &e));
    ArrayPart whole = array_whole(&x);
    assert_ptr_equal(array_lying(&x, &whole), x.data);
    whole.first = 12, whole.dims[0] = 1;
    assert_ptr_equal(array_lying(&x, &whole), x.data + 48);
    assert_true(npy_header(reference(&a, "big-f4-C-3.npy"), "FILE", &x, &e));
    whole = array_whole(&x);
    assert_null(array_lying(&x, &whole));
    arena_free(&a);
}

static void versions_2_and_3(void **state) {
    (void)state;
    Arena a = {0};
    Array x;
    Error e;
    for (int v = 2; v <= 3; v++) {
        assert_true(
            npy_parse(reference(&a, arena_print(&a, "version-%d.npy", v)), "FILE", &a, &x, &e));
        for (int i = 0; i < 6; i++) assert_true(x.x[i] == expected_value('f', i));
    }
    arena_free(&a);
}

static void special_numbers(void **state) {
    (void)state;
    Arena a = {0};
    Array x;
    Error e;
    static const float tiny[2] = {1e-45f, 5.9604644775390625e-8f}, huge[2] = {3.4028235e38f, 65504};
    for (int half = 0; half < 2; half++) {
        assert_true(npy_parse(reference(&a, half ? "special-f2.npy" : "special-f4.npy"), "FILE", &a,
                              &x, &e));
        assert_true(isnan(x.x[0]) && isinf(x.x[1]) && x.x[1] > 0 && isinf(x.x[2]) && x.x[2] < 0);
        assert_true(x.x[3] == 0 && signbit(x.x[3]) && x.x[4] == tiny[half] && x.x[5] == huge[half]);
    }
    arena_free(&a);
}

static void other_types_are_refused(void **state) {
    (void)state;
    static const char *const files[][2] = {
        {"too-large-f8.npy", "too large for float32"},
        {"complex.npy", "'<c8' (complex"},
        {"text.npy", "'<U2' (texts)"},
        {"fields.npy", "structured"},
        {"objects.npy", "pickled Python object"},
        {"empty.npy", "empty"},
        {"rank-9.npy", "more than 8 axes"},
    };
    Arena a = {0};
    Array x;
    Error e;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        assert_false(npy_parse(reference(&a, files[i][0]), "FILE", &a, &x, &e));
        assert_refusal(&e, files[i][1]);
    }
    arena_free(&a);
}

/* A version 1.0 file of that header text, with `bytes` zero bytes of data. */
static Bytes file_of(const char *header, size_t bytes) {
    size_t size = strlen(header);
    unsigned char *data = calloc(1, 10 + size + bytes);
    memcpy(data, "\x93NUMPY\1", 8);
    data[8] = size & 255, data[9] = (unsigned char)(size >> 8);
    memcpy(data + 10, header, size);
    return (Bytes){data, 10 + size + bytes};
}

static void headers_are_read(void **state) {
    (void)state;
    static const char *const good[] = {
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\n",
        "{'shape':(2,3),'fortran_order':False,'descr':'<f4'}",
        "{ \"descr\" : \"=f4\" , 'shape' : ( 2 , 3 , ) , 'fortran_order' : True }   \n",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (3,)}",
        "{'descr': '=i1', 'fortran_order': False, 'shape': (24,)}",
        "{'descr': 'f4', 'fortran_order': False, 'shape': (2, 3), }\n",
        "{'descr': '|f4', 'fortran_order': False, 'shape': (2, 3), }\n",
        "{'descr': 'float64', 'fortran_order': False, 'shape': (3,), }\n",
        "{'descr': 'e', 'fortran_order': False, 'shape': (12,), }\n",
        "{'descr': '?', 'fortran_order': False, 'shape': (24,), }\n",
        "{'descr': '<B', 'fortran_order': False, 'shape': (24,), }\n",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (6L,), }\n",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 3L), }\n",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2 , 3 ), }\n",
        " \t{ 'descr' :\n'<f4'\t, 'fortran_order' :\tFalse, 'shape': (\t2,\n3) } \r\n  \n",
    };
    Arena a = {0};
    Array x;
    Error e;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        Bytes b = file_of(good[i], 24);
        if (!npy_parse(b, "FILE", &a, &x, &e)) fail_msg("%s", e.text);
        assert_int_equal(array_count(&x) * x.type.bytes, 24);
        free((void *)b.data);
    }
    arena_free(&a);
}

#define SHAPE(text) "{'descr': '<f4', 'fortran_order': False, 'shape': " text ", }\n"
#define DESCR(text) "{'descr': " text ", 'fortran_order': False, 'shape': (2, 3), }\n"

static void headers_are_refused(void **state) {
    (void)state;
    static const char *const bad[][2] = {
        {SHAPE("(-1,)"), "shape"},
        {SHAPE("(1.5,)"), "shape"},
        {SHAPE("(1e400,)"), "shape"},
        {SHAPE("(nan,)"), "shape"},
        {SHAPE("(2)"), "tuple"},
        {SHAPE("[2, 3]"), "tuple"},
        {SHAPE("(2,,3)"), "shape"},
        {SHAPE("(2 3)"), "shape"},
        {SHAPE("(,)"), "shape"},
        {SHAPE("(03, 2)"), "begins with 0"},
        {SHAPE("(0, 2)"), "empty"},
        {SHAPE("(9223372036854775808,)"), "too large"},
        {SHAPE("(9223372036854775807,)"), "too large"},
        {SHAPE("(4294967296, 4294967296)"), "too short"},
        {SHAPE("(4611686018427387905, 4)"), "too short"},
        {SHAPE("(99999999999999999999999999,)"), "too large"},
        {SHAPE("(2, 4)"), "too short"},
        {SHAPE("(2, 2)"), "too long"},
        {SHAPE("(1, 1, 1, 1, 1, 1, 1, 1, 6)"), "more than 8"},
        {SHAPE("(6,"), "shape"},
        {DESCR("'<f3'"), "'<f3'"},
        {DESCR("'<i3'"), "'<i3'"},
        {DESCR("'4f'"), "'4f'"},
        {DESCR("' f4'"), "' f4'"},
        {DESCR("'<'"), "'<'"},
        {SHAPE("(2LL, 3)"), "shape"},
        {SHAPE("(L, 3)"), "shape"},
        {SHAPE("(2, 3)") " \n x", "behind"},
        {DESCR("'<f12'"), "'<f12'"},
        {DESCR("'<m8[ns]'"), "times"},
        {DESCR("''"), "''"},
        {DESCR("'<f4"), "no ','"},
        {DESCR("'a text that is far too long'"), "does not write"},
        {DESCR("'\\x3cf4'"), "not closed"},
        {DESCR("None"), "text is missing"},
        {DESCR("[('a', '<f4')]"), "structured"},
        {DESCR("'<f\x1b'"), "'<f?'"},
        {"{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 3)}", "neither True nor False"},
        {"{'descr': '<f4', 'fortran_order': False}", "no key 'shape'"},
        {"{'fortran_order': False, 'shape': (2, 3)}", "no key 'descr'"},
        {"{'descr': '<f4', 'shape': (2, 3)}", "no key 'fortran_order'"},
        {"{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)}",
         "'descr' twice"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), 'x': 1}", "unknown key 'x'"},
        {"{'descr': '<f4' 'fortran_order': False, 'shape': (2, 3)}", "no ','"},
        {"{'descr' '<f4', 'fortran_order': False, 'shape': (2, 3)}", "no ':'"},
        {SHAPE("(2, 3)") "x", "behind"},
        {"", "begin with '{'"},
        {"{", "not closed"},
        {"{'descr': '<f4',", "not closed"},
        {"{{{{{{{{", "missing"},
    };
    Arena a = {0};
    Array x;
    Error e;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Bytes b = file_of(bad[i][0], 24), exact = exact_copy(b.data, b.size);
        if (npy_parse(exact, "FILE", &a, &x, &e)) fail_msg("read: %s", bad[i][0]);
        assert_refusal(&e, bad[i][1]);
        free((void *)b.data), free((void *)exact.data);
    }
    arena_free(&a);
}

static void preambles_are_refused(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t size;
        const char *expected;
    } bad[] = {
        {"PK\3\4", 4, "does not begin"},
        {"\x93NUMPY\4\0\0\0\0\0", 12, "version 4.0"},
        {"\x93NUMPY\1\1\0\0", 10, "version 1.1"},
        {"\x93NUMPY\1\0\xff\xff{", 11, "longer than the file"},
        {"\x93NUMPY\2\0\xff\xff\xff\xff{", 13, "longer than the file"},
        {"\x93NUMPY\2\0\0\0", 10, "first 12"},
    };
    Arena a = {0};
    Array x;
    Error e;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Bytes b = exact_copy(bad[i].bytes, bad[i].size);
        assert_false(npy_parse(b, "FILE", &a, &x, &e));
        assert_refusal(&e, bad[i].expected);
        free((void *)b.data);
    }
    arena_free(&a);
}

static void bools_are_0_or_1(void **state) {
    (void)state;
    Arena a = {0};
    Array x;
    Error e;
    Bytes b = file_of("{'descr': '|b1', 'fortran_order': False, 'shape': (3,)}", 3);
    assert_true(npy_parse(b, "FILE", &a, &x, &e));
    ((unsigned char *)b.data)[b.size - 1] = 2;
    assert_false(npy_parse(b, "FILE", &a, &x, &e));
    assert_refusal(&e, "neither 0 nor 1");
    free((void *)b.data);
    arena_free(&a);
}

static void cut_anywhere(void **state) {
    (void)state;
    static const char *const files[] = {"little-f4-C-2.npy", "big-f8-F-3.npy", "version-2.npy"};
    Arena a = {0};
    Array x;
    Error e;
    for (int k = 0; k < 3; k++) {
        Bytes whole = reference(&a, files[k]);
        for (size_t n = 0; n < whole.size; n++) {
            Bytes b = exact_copy(whole.data, n);
            assert_false(npy_parse(b, "FILE", &a, &x, &e));
            assert_refusal(&e, "");
            free((void *)b.data);
        }
        Bytes longer =
            exact_copy(whole.data, whole.size + 1); /* file_read puts a zero byte behind */
        assert_false(npy_parse(longer, "FILE", &a, &x, &e));
        assert_refusal(&e, "too long");
        free((void *)longer.data);
    }
    arena_free(&a);
}

/* What is written is what NumPy writes, byte for byte. */
static void written_as_numpy_does(void **state) {
    (void)state;
    static const int64_t dims[5][4] = {{0}, {3}, {2, 3}, {2, 3, 4}, {2, 1, 3, 4}};
    Arena a = {0};
    for (int rank = 1; rank <= 4; rank++) {
        Array x;
        Error e;
        Buffer b = {0};
        Bytes file = reference(&a, arena_print(&a, "little-f4-C-%d.npy", rank));
        assert_true(npy_parse(file, "FILE", &a, &x, &e));
        npy_print(x.x, rank, dims[rank], &b);
        assert_int_equal(b.size, file.size);
        assert_memory_equal(b.data, file.data, b.size);
        buffer_free(&b);
    }
    arena_free(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numpy_files_are_read),
        cmocka_unit_test(versions_2_and_3),
        cmocka_unit_test(all_types_are_read),
        cmocka_unit_test(parts_are_taken),
        cmocka_unit_test(the_least_number_is_minus_infinity),
        cmocka_unit_test(special_numbers),
        cmocka_unit_test(other_types_are_refused),
        cmocka_unit_test(headers_are_read),
        cmocka_unit_test(headers_are_refused),
        cmocka_unit_test(preambles_are_refused),
        cmocka_unit_test(bools_are_0_or_1),
        cmocka_unit_test(cut_anywhere),
        cmocka_unit_test(written_as_numpy_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
